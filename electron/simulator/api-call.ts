import { low32, wordOfNumber, type Word } from '../machine/word'
import type { Kernel } from './kernel'
import { referenceHandle } from './handles'
import type { RuleId } from './rules'
import { errorOf, isRefusal, type Refusal } from './status'
import type { SimulatedProcess } from './simulated-process'
import { putWait, type Wait } from './waits'

/** A Win32 function: the whole result register, or undefined when it raised the process's exception. */
export type ApiFunction = (call: ApiCall) => Word | undefined

/** One call of a Win32 function: its arguments, and how it answers. */
export class ApiCall {
  /** The rule that refused the call, and why in a sentence; null when none did. */
  reason: { readonly rule: RuleId; readonly why: string } | null = null

  constructor(
    readonly process: SimulatedProcess,
    private readonly args: readonly Word[],
    private readonly name = '',
    /** The wait of this very call, which ends or is to be looked at again; null when the call begins. */
    readonly resumed: Wait | null = null
  ) {}

  /** Whether the thread has to wait: the function answered undefined. */
  waits = false

  /** The thread has to wait; the function is asked again when that ends, when the time is up, or at every turn. */
  wait(how: Partial<Pick<Wait, 'objects' | 'all' | 'address' | 'deadline' | 'polls' | 'stage'>>): undefined {
    const { kernel, process, resumed } = this
    this.waits = true
    putWait(kernel, {
      threadId: process.state.threadId,
      letter: process.letter,
      order: resumed?.order ?? kernel.system.waitOrder++,
      objects: [],
      all: false,
      address: 0,
      deadline: Infinity,
      polls: false,
      stage: 0,
      result: null,
      name: this.name,
      args: this.args,
      ...how
    })
    return undefined
  }

  /** When that many milliseconds from now are over, on the machine's clock; INFINITE is never. */
  deadline(milliseconds: number): number {
    return milliseconds === 0xffffffff ? Infinity : this.kernel.system.ticks + milliseconds
  }

  get kernel(): Kernel {
    return this.process.kernel
  }

  /** An argument of 64 bits: a pointer, a handle, a SIZE_T. */
  word(index: number): Word {
    return this.args[index] ?? 0
  }

  /** An argument of 32 bits. */
  dword(index: number): number {
    return low32(this.args[index] ?? 0)
  }

  /** A 64-bit argument as a number; larger ones become Infinity, which no size or address is. */
  size(index: number): number {
    const word = this.word(index)
    return typeof word === 'number' ? word : Infinity
  }

  /** Two DWORD arguments as one number. */
  pair(high: number, low: number): number {
    return this.dword(high) * 0x100000000 + this.dword(low)
  }

  /** Fails with a last error. */
  fail(error: number, rule: RuleId, why: string, result: Word = 0): Word {
    this.process.setLastError(error)
    return this.because(rule, why, result)
  }

  /** Fails and leaves the last error as it is. */
  because(rule: RuleId, why: string, result: Word = 0): Word {
    this.reason = { rule, why }
    return result
  }

  /** Fails as the kernel refused. */
  refuse(refusal: Refusal, result: Word = 0): Word {
    return this.fail(errorOf(refusal.status), refusal.rule, refusal.why, result)
  }

  /** As the native services answer: STATUS_SUCCESS, or the kernel's status; the last error stays as it is. */
  status(refusal: Refusal | null): Word {
    return refusal === null ? 0 : this.because(refusal.rule, refusal.why, refusal.status)
  }

  /** TRUE, or FALSE with the kernel's refusal. */
  answer(refusal: Refusal | null): Word {
    return refusal === null ? 1 : this.refuse(refusal)
  }

  /** A value, or 0 with the kernel's refusal. */
  valueOr(value: number | Refusal): Word {
    return isRefusal(value) ? this.refuse(value) : value
  }

  /** Writes where a pointer of the program leads, as the kernel does: false instead of an exception. */
  copyOut(address: Word, bytes: Uint8Array): boolean {
    const { process } = this
    // Within one page nothing is written before the page was touched.
    const isProbed = isWithinPage(address, bytes.length) || process.probe(address, bytes.length, 'write')
    const done = isProbed && process.write(address, bytes)
    process.exception = null
    return done
  }

  /** Reads where a pointer of the program leads, as the kernel does: null instead of an exception. */
  copyIn(address: Word, length: number): Uint8Array | null {
    const bytes = this.process.read(address, length)
    this.process.exception = null
    return bytes ?? null
  }

  /** Whether the kernel can write there; nothing is written. */
  canWrite(address: Word, length: number): boolean {
    if (this.process.isWritten(address, length)) return true
    const can = this.process.probe(address, length, 'write')
    this.process.exception = null
    return can
  }

  /** Reads a string of the program as a function in user mode does; undefined raises the process's exception. */
  string(address: Word, wide: boolean): string | undefined {
    const units: number[] = []
    const unit = wide ? 2 : 1
    for (let at = address; ; at = typeof at === 'number' ? at + unit : at + BigInt(unit)) {
      const value = this.process.load(at, unit)
      if (value === undefined) return undefined
      if (value === 0 || units.length >= 32767) return String.fromCharCode(...units)
      units.push(Number(value))
    }
  }

  /**
   * The process that a handle leads to, if the handle has the right; Ex functions do to it what the plain ones do to
   * their own. Microsoft, Process Security and Access Rights.
   */
  target(handle: Word, access: number, right: string): SimulatedProcess | Refusal {
    const object = referenceHandle(this.process, handle, 'process', access, right)
    if (isRefusal(object)) return object
    return this.kernel.processes.get(object.letter) as SimulatedProcess
  }
}

function isWithinPage(address: Word, length: number): boolean {
  return typeof address === 'number' && (address % 4096) + length <= 4096
}

/** Bytes of a structure, little-endian. */
export class Bytes {
  readonly bytes: Uint8Array

  constructor(size: number) {
    this.bytes = new Uint8Array(size)
  }

  u16(at: number, value: number): this {
    this.bytes[at] = value
    this.bytes[at + 1] = value >>> 8
    return this
  }

  u32(at: number, value: number): this {
    const { bytes } = this
    bytes[at] = value
    bytes[at + 1] = value >>> 8
    bytes[at + 2] = value >>> 16
    bytes[at + 3] = value >>> 24
    return this
  }

  u64(at: number, value: Word): this {
    if (typeof value === 'number') return this.u32(at, value).u32(at + 4, Math.floor(value / 0x100000000))
    return this.u32(at, Number(value & 0xffffffffn)).u32(at + 4, Number((value >> 32n) & 0xffffffffn))
  }
}

/** Bytes of a string with its terminator. */
export function stringBytes(text: string, wide: boolean): Uint8Array {
  const out = new Bytes((text.length + 1) * (wide ? 2 : 1))
  for (let i = 0; i < text.length; i++) {
    if (wide) out.u16(i * 2, text.charCodeAt(i))
    else out.bytes[i] = text.charCodeAt(i)
  }
  return out.bytes
}

/** A 32-bit value of a little-endian structure. */
export const u32At = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)

/** A 64-bit value of a little-endian structure. */
export function u64At(bytes: Uint8Array, at: number): Word {
  const low = u32At(bytes, at)
  const high = u32At(bytes, at + 4)
  return high < 0x200000 ? wordOfNumber(high * 0x100000000 + low) : (BigInt(high) << 32n) | BigInt(low)
}
