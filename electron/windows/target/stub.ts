import type { AccessSize, ExceptionRecord } from '../../machine/machine-process'
import type { Word } from '../../machine/word'
import { ControlBlock, maximumArguments, operations } from './control-block'
import { machineCode } from './machine-code'
import { regionRecordSize, type RegionWalk } from './region-walk'
import type { System } from './system'

const pageSize = 0x1000
const readerStack = 0x10000
const infinite = 0xffffffff
const stackSizeParamIsAReservation = 0x10000
const transferSize = 0x10000
const memCommitReserve = 0x3000
const pageReadWrite = 0x04
const pageExecuteRead = 0x20
const statusAccessViolation = 0xc0000005
const statusInPageError = 0xc0000006
const statusGuardPageViolation = 0x80000001
/** What standard input is read in at most at a time. */
export const inputSize = 0x10000
/** STD_INPUT_HANDLE and STD_ERROR_HANDLE. */
const standardInput = 0xfffffff6
const standardError = 0xfffffff4

/** A stack as the TEB describes it, and where called functions begin on it. */
export interface CallStack {
  readonly base: number
  readonly deallocation: number
  /** The lowest committed byte. The system moves it down as the stack grows; see `Stub.stackLimit`. */
  readonly limit: number
  readonly callFrom: number
}

/** The machine code set up in this process: what it does is done by the CPU and by Windows, not predicted. */
export class Stub {
  /** What the last operation raised; stale after one that did not. */
  exception: ExceptionRecord | null = null
  /** Memory of the stub's own: pages of code, the block, buffers. */
  readonly ownAllocations: readonly number[]
  readonly scratch: number
  readonly scratchBytes: Uint8Array
  readonly #system: System
  readonly #block: ControlBlock
  readonly #run: () => void
  readonly #transfer: number
  readonly #transferBytes: Uint8Array
  readonly #walkBuffers: WalkBuffers
  readonly #readerFrom: number

  constructor(system: System) {
    this.#system = system
    const block = Number(system.virtualAlloc(0, 2 * pageSize + transferSize, memCommitReserve, pageReadWrite))
    const code = Number(system.virtualAlloc(0, 2 * pageSize, memCommitReserve, pageReadWrite))
    this.#block = new ControlBlock(system.view(block, pageSize))
    this.scratch = block + pageSize
    this.scratchBytes = new Uint8Array(system.view(this.scratch, pageSize))
    this.#transfer = block + 2 * pageSize
    this.#transferBytes = new Uint8Array(system.view(this.#transfer, transferSize))
    this.#walkBuffers = makeWalkBuffers(system)
    this.ownAllocations = [block, code, this.#walkBuffers.base]

    const machine = machineCode(BigInt(block))
    new Uint8Array(system.view(code, machine.bytes.length)).set(machine.bytes)
    system.virtualProtect(code, 2 * pageSize, pageExecuteRead, this.scratch)
    system.addFunctionTable(code + machine.functionTable, 1, code)
    system.addVectoredExceptionHandler(1, code + machine.vectored)
    system.setUnhandledExceptionFilter(code + machine.unhandled)
    this.#run = system.callable(code + machine.stub)

    const kernel32 = system.getModuleHandle('kernel32.dll')
    this.#block.set('VIRTUAL_QUERY', system.getProcAddress(kernel32, 'VirtualQuery'))
    this.#block.set('WRITE_FILE', system.getProcAddress(kernel32, 'WriteFile'))
    this.#block.set('TERMINATE', system.getProcAddress(kernel32, 'TerminateProcess'))
    const ntdll = system.getModuleHandle('ntdll.dll')
    this.#block.set('RTL_UNWIND', system.getProcAddress(ntdll, 'RtlUnwind'))
    this.#block.set('STDERR', system.getStdHandle(standardError))
    this.#readerFrom = code + machine.reader
    this.#block.set('WALK_A', this.#walkBuffers.base)
    this.#block.set('WALK_B', this.#walkBuffers.base + this.#walkBuffers.capacity * regionRecordSize)
  }

  /**
   * Starts the thread that reads standard input; it ends this process when whoever started it has gone, a second after
   * telling so. The answer waits for what came and puts it into a buffer of at least `inputSize` bytes: how many bytes,
   * 0 at the end.
   */
  openStandardInput(): (buffer: Uint8Array) => number {
    const system = this.#system
    const block = this.#block
    const memory = system.virtualAlloc(0, inputSize, memCommitReserve, pageReadWrite)
    const bytes = new Uint8Array(system.view(memory, inputSize))
    const came = system.createEvent(0, 0, 0, 0)
    const taken = system.createEvent(0, 0, 0, 0)
    const kernel32 = system.getModuleHandle('kernel32.dll')
    block.set('STDIN', system.getStdHandle(standardInput))
    block.set('INPUT', memory)
    block.set('INPUT_SIZE', inputSize)
    block.set('INPUT_CAME', came)
    block.set('INPUT_TAKEN', taken)
    block.set('READ_FILE', system.getProcAddress(kernel32, 'ReadFile'))
    block.set('SET_EVENT', system.getProcAddress(kernel32, 'SetEvent'))
    block.set('WAIT', system.getProcAddress(kernel32, 'WaitForSingleObject'))
    system.createThread(0, readerStack, this.#readerFrom, 0, stackSizeParamIsAReservation, 0)
    return (buffer) => {
      system.waitForSingleObject(came, infinite)
      const count = block.low('INPUT_COUNT')
      if (count === 0) return 0
      buffer.set(bytes.subarray(0, count))
      system.setEvent(taken)
      return count
    }
  }

  /** SetThreadStackGuarantee of the thread whose stack is in use. */
  get stackGuarantee(): number {
    return this.#block.low('P_GUARANTEE')
  }

  set stackGuarantee(bytes: number) {
    this.#block.set('P_GUARANTEE', bytes)
  }

  /** Whose stack the program's code and touches run on, from now on. */
  useStack(stack: CallStack): void {
    this.#block.set('P_BASE', stack.base)
    this.#block.set('P_LIMIT', stack.limit)
    this.#block.set('P_DEALLOC', stack.deallocation)
    this.#block.set('CALL_RSP', stack.callFrom)
  }

  /** The lowest committed byte of the stack in use, as the system last left it. */
  get stackLimit(): number {
    return Number(this.#block.get('P_LIMIT'))
  }

  load(address: Word, size: AccessSize): Word | undefined {
    const block = this.#block
    block.set('OP', operations.load[size])
    block.set('ADDRESS', address)
    this.#run()
    return this.#raised() ? undefined : block.get('VALUE')
  }

  store(address: Word, size: AccessSize, value: Word): boolean {
    const block = this.#block
    block.set('OP', operations.store[size])
    block.set('ADDRESS', address)
    block.set('VALUE', value)
    this.#run()
    return !this.#raised()
  }

  read(address: Word, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length; done += transferSize) {
      const count = Math.min(transferSize, length - done)
      if (!this.#copy(address, done, this.#transfer, 0, count)) return undefined
      bytes.set(this.#transferBytes.subarray(0, count), done)
    }
    return bytes
  }

  write(address: Word, bytes: Uint8Array): boolean {
    for (let done = 0; done < bytes.length; done += transferSize) {
      const part = bytes.subarray(done, done + transferSize)
      this.#transferBytes.set(part)
      if (!this.#copy(this.#transfer, 0, address, done, part.length)) return false
    }
    return true
  }

  /** Calls a function with the program's last error. `walks`: looks at all regions right before and right after. */
  call(code: Word, args: readonly Word[], walks: boolean): Word | undefined {
    if (args.length > maximumArguments) throw new Error(`A call takes ${maximumArguments} arguments at most.`)
    const block = this.#block
    block.set('OP', operations.call)
    block.set('ADDRESS', code)
    for (let i = 0; i < args.length; i++) block.setArgument(i, args[i]!)
    block.set('WALK_CAPACITY', walks ? this.#walkBuffers.capacity : 0)
    this.#run()
    return this.#raised() ? undefined : block.get('VALUE')
  }

  /** The walk right before the last call. Valid until the next operation that walks, as is every walk. */
  get walkBefore(): RegionWalk {
    return { records: this.#walkBuffers.a, count: this.#block.low('WALK_A_COUNT') }
  }

  get walkAfter(): RegionWalk {
    return { records: this.#walkBuffers.b, count: this.#block.low('WALK_B_COUNT') }
  }

  /** Every region that is not free. */
  walk(): RegionWalk {
    this.#block.set('OP', operations.walk)
    this.#block.set('WALK_CAPACITY', this.#walkBuffers.capacity)
    this.#run()
    return this.walkAfter
  }

  /** The program's last error. */
  get lastError(): number {
    return this.#block.low('LAST_ERROR')
  }

  set lastError(code: number) {
    this.#block.set('LAST_ERROR', code)
  }

  /** The TEB of the thread that all of this runs on. */
  get teb(): number {
    return Number(this.#block.get('TEB'))
  }

  #copy(from: Word, fromOffset: number, to: Word, toOffset: number, count: number): boolean {
    const block = this.#block
    block.set('OP', operations.copy)
    block.set('ADDRESS', plus(from, fromOffset))
    block.set('VALUE', plus(to, toOffset))
    block.set('COUNT', count)
    this.#run()
    return !this.#raised()
  }

  #raised(): boolean {
    const code = this.#block.low('EXCEPTION_CODE')
    if (code === 0) return false
    this.exception = exceptionRecord(
      code,
      this.#block.low('PARAMETERS'),
      this.#block.get('INFO0'),
      this.#block.get('INFO1')
    )
    return true
  }
}

/** What an EXCEPTION_RECORD says; access and address stand in those of bad accesses alone (learn.microsoft.com, EXCEPTION_RECORD). */
export function exceptionRecord(
  code: number,
  parameters: number,
  kind: Word,
  address: Word
): ExceptionRecord {
  const byAccess =
    code === statusAccessViolation || code === statusInPageError || code === statusGuardPageViolation
  if (!byAccess || parameters < 2) return { code, access: null, address: null }
  return { code, access: kind === 0 ? 'read' : kind === 1 ? 'write' : kind === 8 ? 'execute' : null, address }
}

function plus(word: Word, offset: number): Word {
  return typeof word === 'number' ? word + offset : BigInt.asUintN(64, word + BigInt(offset))
}

interface WalkBuffers {
  readonly base: number
  /** Regions that each of the two may hold. */
  readonly capacity: number
  readonly a: Uint32Array
  readonly b: Uint32Array
}

/** Room for two walks of 256 Ki regions: what is not written takes address space and commit charge, no memory. */
function makeWalkBuffers(system: System): WalkBuffers {
  const capacity = 0x40000
  const size = capacity * regionRecordSize
  const base = Number(system.virtualAlloc(0, 2 * size, memCommitReserve, pageReadWrite))
  return {
    base,
    capacity,
    a: new Uint32Array(system.view(base, size)),
    b: new Uint32Array(system.view(base + size, size))
  }
}
