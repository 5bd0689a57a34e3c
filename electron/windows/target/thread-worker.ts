import type { ExceptionRecord } from '../../machine/machine-process'
import { wordOf, type Word } from '../../machine/word'
import { exceptionRecord } from './stub'
import type { System } from './system'
import { threadCode } from './thread-code'

const memCommitReserve = 0x3000
const pageReadWrite = 0x04
const pageExecuteRead = 0x20
const infinite = 0xffffffff
const maximumArguments = 12

/** Offsets of a thread block's 8-byte fields, by the names that the listing uses. */
export const blockFields = {
  REQUEST: 0x00,
  ADDRESS: 0x08,
  VALUE: 0x10,
  DONE: 0x18,
  WAIT: 0x20,
  EXCEPTION_CODE: 0x28,
  PARAMETERS: 0x30,
  INFO0: 0x38,
  INFO1: 0x40,
  SET_EVENT: 0x48,
  RTL_UNWIND: 0x50,
  ARGS: 0x80
} as const
const blockSize = 0x100
const blocksPerAllocation = 0x1000 / blockSize

/** How a call on another thread came out. */
export interface WorkerAnswer {
  readonly value: Word | undefined
  readonly exception: ExceptionRecord | null
}

/** Makes calls on one thread of this process: of the program's, or of VadLab's own. */
export class ThreadWorker {
  /** A call is under way. */
  busy = false

  constructor(
    private readonly system: System,
    /** The block's address: the thread's parameter. */
    readonly block: number,
    private readonly memory: BigUint64Array,
    private readonly request: number | bigint,
    private readonly done: number | bigint
  ) {}

  begin(address: Word, args: readonly Word[]): void {
    if (args.length > maximumArguments) throw new Error(`A call takes ${maximumArguments} arguments at most.`)
    this.put('ADDRESS', address)
    for (let i = 0; i < args.length; i++) this.memory[blockFields.ARGS / 8 + i] = BigInt(args[i]!)
    this.busy = true
    this.system.setEvent(this.request)
  }

  /** The answer, when it comes within so many milliseconds. */
  take(milliseconds: number): WorkerAnswer | null {
    if (this.system.waitForSingleObject(this.done, milliseconds) !== 0) return null
    this.busy = false
    const code = Number(this.get('EXCEPTION_CODE'))
    if (code === 0) return { value: wordOf(this.get('VALUE')), exception: null }
    const { INFO0, INFO1 } = { INFO0: wordOf(this.get('INFO0')), INFO1: wordOf(this.get('INFO1')) }
    return {
      value: undefined,
      exception: exceptionRecord(code, Number(this.get('PARAMETERS')), INFO0, INFO1)
    }
  }

  call(address: Word, args: readonly Word[]): WorkerAnswer {
    this.begin(address, args)
    return this.take(infinite)!
  }

  /** What a thread that was ended in the middle of a call left is not the next one's. */
  forget(): void {
    this.busy = false
    this.system.waitForSingleObject(this.request, 0)
    this.system.waitForSingleObject(this.done, 0)
  }

  private put(field: keyof typeof blockFields, value: Word): void {
    this.memory[blockFields[field] / 8] = BigInt(value)
  }

  private get(field: keyof typeof blockFields): bigint {
    return this.memory[blockFields[field] / 8]!
  }
}

/** Makes and takes back workers; their code and blocks are VadLab's own memory. */
export class ThreadWorkers {
  /** The start address of a worker's thread. */
  readonly start: number
  readonly ownAllocations: number[] = []
  private readonly free: ThreadWorker[] = []
  private readonly setEvent: Word
  private readonly wait: Word
  private readonly unwind: Word

  constructor(private readonly system: System) {
    const machine = threadCode()
    const code = Number(system.virtualAlloc(0, 0x1000, memCommitReserve, pageReadWrite))
    new Uint8Array(system.view(code, machine.bytes.length)).set(machine.bytes)
    const block = this.allocate()
    system.virtualProtect(code, 0x1000, pageExecuteRead, block + 0x1000 - 8)
    system.addFunctionTable(code + machine.functionTable, 1, code)
    this.start = code + machine.worker
    this.ownAllocations.push(code)
    const kernel32 = system.getModuleHandle('kernel32.dll')
    this.setEvent = system.getProcAddress(kernel32, 'SetEvent')
    this.wait = system.getProcAddress(kernel32, 'WaitForSingleObject')
    this.unwind = system.getProcAddress(system.getModuleHandle('ntdll.dll'), 'RtlUnwind')
    this.fill(block)
  }

  /** A worker whose thread is to be made, with `start` and its block as the parameter. */
  make(): ThreadWorker {
    if (this.free.length === 0) this.fill(this.allocate())
    return this.free.pop()!
  }

  /** The worker of a thread that was not made, or has ended. */
  putBack(worker: ThreadWorker): void {
    worker.forget()
    this.free.push(worker)
  }

  private allocate(): number {
    const block = Number(this.system.virtualAlloc(0, 0x1000, memCommitReserve, pageReadWrite))
    this.ownAllocations.push(block)
    return block
  }

  private fill(page: number): void {
    const { system } = this
    const memory = system.view(page, 0x1000)
    for (let i = 0; i < blocksPerAllocation; i++) {
      const words = new BigUint64Array(memory, i * blockSize, blockSize / 8)
      const request = system.createEvent(0, 0, 0, 0)
      const done = system.createEvent(0, 0, 0, 0)
      const set = (field: keyof typeof blockFields, value: Word): void => {
        words[blockFields[field] / 8] = BigInt(value)
      }
      set('REQUEST', request)
      set('DONE', done)
      set('WAIT', this.wait)
      set('SET_EVENT', this.setEvent)
      set('RTL_UNWIND', this.unwind)
      this.free.push(new ThreadWorker(system, page + i * blockSize, words, request, done))
    }
  }
}
