import type { ProcessLetter, Region } from '../../shared/contract/observation'
import type { Word } from './word'

/** How many bytes one access of the program moves. */
export type AccessSize = 1 | 2 | 4 | 8

/** What a touch or a call raised. */
export interface ExceptionRecord {
  /** The exception's code: 0xC0000005, 0x80000001 ... */
  readonly code: number
  /** What the access wanted, where the exception was raised by one. */
  readonly access: 'read' | 'write' | 'execute' | null
  /** The address that was touched (ExceptionInformation[1]), not the instruction's. */
  readonly address: Word | null
  /** The rule that raised it, in a sentence for a student; the simulator knows it, real Windows does not say. */
  readonly why?: string
}

/** What a program wants to have ready before its first statement. */
export interface ProgramLayout {
  /** Bytes of globals and statics; zero-filled by the machine. */
  readonly dataSize: number
  /**
   * The bytes that end where the data begins, and those that end where these begin: the program's .rdata, read-only,
   * and its .text, executable. Whole pages each; none unless given.
   */
  readonly constants?: Uint8Array
  readonly code?: Uint8Array
  /** Bytes of stack that the interpreter needs committed at the least. */
  readonly stackSize: number
}

/** Where the machine put a program's data and stack. */
export interface LoadedProgram {
  /** First byte of `dataSize` readable and writable bytes, 16-byte aligned. */
  readonly data: number
  /** The stack grows down from here (16-byte aligned, exclusive) ... */
  readonly stackTop: number
  /** ... to here (inclusive); below it the interpreter raises STATUS_STACK_OVERFLOW itself. */
  readonly stackLimit: number
}

/**
 * One process on a machine, as the interpreter inside it sees it: synchronous, no I/O. Windows' no is a value: an
 * access or a call that raises an exception returns `undefined` (or `false`) and leaves the record in `exception`;
 * a call that fails as Win32 calls fail returns what it returns and sets the last error.
 */
export interface MachineProcess {
  readonly letter: ProcessLetter
  readonly processId: number

  /** The exception of the last operation that returned `undefined` or `false`. Stale after one that did not. */
  readonly exception: ExceptionRecord | null

  /** Reads `size` bytes, little-endian, as the CPU does. */
  load(address: Word, size: AccessSize): Word | undefined
  /** Writes the low `size` bytes of `value`. */
  store(address: Word, size: AccessSize, value: Word): boolean
  /** Calls the code at `address` without arguments; true when it returned. */
  execute(address: Word): boolean
  /** Reads bytes with touches, from low to high; nothing is returned when any page refuses. */
  read(address: Word, length: number): Uint8Array | undefined
  /** Writes bytes with touches, from low to high; the bytes before a refusing page are written. */
  write(address: Word, bytes: Uint8Array): boolean

  /** Whether the machine has this Win32 function. */
  offers(name: string): boolean
  /**
   * Calls a Win32 function by its name, letter for letter, with its arguments as 64-bit words. The result is the
   * whole result register, cut to the declared type by the caller. GetLastError and SetLastError are calls like any
   * other. Throws only when `offers(name)` is false.
   */
  call(name: string, args: readonly Word[]): Word | undefined
  /** The last error as it is now, without a call. */
  lastError(): number
  /** Which rule refused the last call, in a sentence for a student; null where the machine cannot say. */
  refusal(): string | null

  /** Makes the program's data and stack. Called once, before the first statement. */
  prepare(layout: ProgramLayout): LoadedProgram

  /** Looks at memory without touching it: no fault, no guard consumed, no page brought in. Unreadable bytes are null. */
  peek(address: number, length: number): Uint8Array | null
  /** Every region that is not free, ascending. */
  regions(): Region[]
}
