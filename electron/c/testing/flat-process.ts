import type { ProcessLetter, Region } from '../../../shared/contract/observation'
import type {
  AccessSize,
  ExceptionRecord,
  LoadedProgram,
  MachineProcess,
  ProgramLayout
} from '../../machine/machine-process'
import { wordOf, type Word } from '../../machine/word'

const pageSize = 0x1000
const stackTop = 0x200000

/**
 * A process for tests: pages appear where the program's data, stack and heap are, everything else raises an access
 * violation. It has a heap that only grows, the last error, and whatever calls a test adds.
 */
export class FlatProcess implements MachineProcess {
  readonly processId = 4242
  exception: ExceptionRecord | null = null
  readonly called: { name: string; args: readonly Word[] }[] = []
  private readonly pages = new Map<number, Uint8Array>()
  private readonly view = new DataView(new ArrayBuffer(8))
  private nextBlock = 0x300000
  private error = 0
  private cachedNumber = -1
  private cachedPage: Uint8Array = new Uint8Array(0)

  constructor(
    readonly letter: ProcessLetter = 'A',
    private readonly calls: Readonly<Record<string, (args: readonly Word[]) => Word | undefined>> = {},
    private readonly stackSize = 0x100000
  ) {}

  private page(number: number): Uint8Array | undefined {
    if (number === this.cachedNumber) return this.cachedPage
    const page = this.pages.get(number)
    if (page) {
      this.cachedNumber = number
      this.cachedPage = page
    }
    return page
  }
  commit(start: number, size: number): void {
    const last = Math.floor((start + size - 1) / pageSize)
    for (let n = Math.floor(start / pageSize); n <= last; n++)
      if (!this.pages.has(n)) this.pages.set(n, new Uint8Array(pageSize))
  }
  private refuse(access: 'read' | 'write' | 'execute', address: Word): undefined {
    this.exception = { code: 0xc0000005, access, address }
    return undefined
  }

  load(address: Word, size: AccessSize): Word | undefined {
    if (typeof address !== 'number') return this.refuse('read', address)
    const offset = address % pageSize
    const page = this.page((address - offset) / pageSize)
    if (!page) return this.refuse('read', address)
    if (offset + size <= pageSize) {
      const low =
        (page[offset]! |
          (size > 1 ? page[offset + 1]! << 8 : 0) |
          (size > 2 ? (page[offset + 2]! << 16) | (page[offset + 3]! << 24) : 0)) >>>
        0
      if (size < 8) return low
      const high =
        (page[offset + 4]! |
          (page[offset + 5]! << 8) |
          (page[offset + 6]! << 16) |
          (page[offset + 7]! << 24)) >>>
        0
      return high < 0x200000 ? high * 0x100000000 + low : (BigInt(high) << 32n) | BigInt(low)
    }
    const bytes = this.read(address, size)
    if (!bytes) return undefined
    return wordOf(bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n))
  }
  store(address: Word, size: AccessSize, value: Word): boolean {
    if (typeof address !== 'number') return this.refuse('write', address) ?? false
    const offset = address % pageSize
    const page = this.page((address - offset) / pageSize)
    if (!page) return this.refuse('write', address) ?? false
    if (typeof value === 'number' && offset + size <= pageSize) {
      const high = size === 8 ? Math.floor(value / 0x100000000) : 0
      for (let i = 0; i < size; i++) page[offset + i] = i < 4 ? value >>> (i * 8) : high >>> ((i - 4) * 8)
      return true
    }
    this.view.setBigUint64(0, BigInt(value), true)
    return this.write(address, new Uint8Array(this.view.buffer.slice(0, size)))
  }
  execute(address: Word): Word | undefined {
    const code = this.peek(Number(address), 1)
    return code?.[0] === 0xc3 ? 0 : this.refuse('execute', address)
  }
  read(address: Word, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length;) {
      const at = Number(address) + done
      const offset = at % pageSize
      const page = this.page((at - offset) / pageSize)
      if (!page) return this.refuse('read', at)
      const part = page.subarray(offset, Math.min(pageSize, offset + length - done))
      bytes.set(part, done)
      done += part.length
    }
    return bytes
  }
  write(address: Word, bytes: Uint8Array): boolean {
    for (let done = 0; done < bytes.length;) {
      const at = Number(address) + done
      const offset = at % pageSize
      const page = this.page((at - offset) / pageSize)
      if (!page) return this.refuse('write', at) ?? false
      const part = bytes.subarray(done, done + pageSize - offset)
      page.set(part, offset)
      done += part.length
    }
    return true
  }
  glance(address: Word, size: AccessSize): Word | null {
    const before = this.exception
    const value = this.load(address, size) ?? null
    this.exception = before
    return value
  }
  offers(name: string): boolean {
    return (
      name in this.calls ||
      /^(GetProcessHeap|Heap(Alloc|Free|ReAlloc)|GetLastError|SetLastError|GetCurrentProcess|Sleep)$/.test(
        name
      )
    )
  }
  call(name: string, args: readonly Word[]): Word | undefined {
    this.called.push({ name, args })
    const own = this.calls[name]
    if (own) return own(args)
    switch (name) {
      case 'GetProcessHeap':
        return 0x2f0000
      case 'GetCurrentProcess':
        return 0xffffffffffffffffn
      case 'HeapAlloc': {
        const size = Number(args[2])
        if (size > 0x4000000) return 0
        const block = this.nextBlock
        this.nextBlock += Math.ceil((size + 16) / 16) * 16
        this.commit(block, size + 16)
        return block
      }
      case 'HeapReAlloc': {
        const block = this.call('HeapAlloc', [0, 0, args[3]!])
        const old = this.peek(Number(args[2]), Number(args[3]))
        if (typeof block === 'number' && old) this.write(block, old)
        return block
      }
      case 'HeapFree':
        return 1
      case 'Sleep':
        return 0
      case 'GetLastError':
        return this.error
      case 'SetLastError':
        this.error = Number(args[0])
        return 0
      default:
        throw new Error(`${name} is not offered`)
    }
  }
  lastError(): number {
    return this.error
  }
  refusal(): null {
    return null
  }
  addressOf(): Word {
    return 0
  }
  prepare(layout: ProgramLayout): LoadedProgram {
    const data = 0x10000000
    this.commit(data, Math.max(1, layout.dataSize))
    let below = data
    for (const bytes of [layout.constants, layout.code]) {
      if (bytes === undefined || bytes.length === 0) continue
      below -= bytes.length
      this.commit(below, bytes.length)
      this.write(below, bytes)
    }
    this.commit(stackTop - this.stackSize, this.stackSize)
    return { data, stackTop, stackLimit: stackTop - this.stackSize }
  }
  peek(address: number, length: number): Uint8Array | null {
    const before = this.exception
    const bytes = this.read(address, length) ?? null
    this.exception = before
    return bytes
  }
  regions(): Region[] {
    return []
  }
}
