import type { ProcessLetter, Region } from '../../shared/contract/observation'
import type { RegionTree } from '../../shared/contract/region-tree'
import type { FaultCounts } from '../../shared/contract/step'
import type { RefusalReason, Rule } from '../../shared/contract/rule'
import type { ImportThunk } from './pe-builder'
import type { ImportedLibrary } from './pe-imports'
import type { Word } from './word'
import type { MemoryUsage, PageRange } from './working-set-block'

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
  /** Why it was raised, in a sentence for a student; the simulator knows it, real Windows does not say. */
  readonly why?: string
  /** The rule behind `why`, and where it stands. */
  readonly rule?: Rule
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
  /** What the program's image imports, as far as the machine has it, and the jumps of its code to that. */
  readonly imports?: readonly ImportedLibrary[]
  readonly thunks?: readonly ImportThunk[]
  /** The offset in the code of its first function. */
  readonly main?: number
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
  /** Where the import address table holds the address of each imported function. */
  readonly imports?: ReadonlyMap<string, number>
}

/** A thread that a machine made for the program, and where its C variables go. */
export interface MadeThread {
  readonly threadId: number
  /** As `LoadedProgram` has them for the first thread. */
  readonly stackTop: number
  readonly stackLimit: number
}

/**
 * The threads of a process. One is selected: touches and calls are its doing, the last error is its own. Which one
 * runs is the interpreter's decision; whether one can, the machine's.
 */
export interface MachineThreads {
  readonly selected: number
  select(threadId: number): void
  /**
   * CreateThread with its six arguments: the handle, or 0 with the last error. The machine runs nothing at the start
   * address: the interpreter does. Answers as `call` does.
   */
  create(args: readonly Word[]): Word | undefined
  /** The thread that the last `create` made; null when it failed. */
  readonly made: MadeThread | null
  /** Ends the selected thread: its stack is released, its object signalled. Another one is to be selected next. */
  end(exitCode: number): void
  stateOf(threadId: number): 'alive' | 'suspended' | 'ended'
  /** The exit code of a thread that has ended. */
  exitCodeOf(threadId: number): number
  /** Whether the selected thread's last `call`, `create` or `answer` answered undefined because the thread has to wait. */
  readonly waits: boolean
  /** What the selected thread's waiting call answers, as `call` does; while `waits`, the thread has to wait on. */
  answer(): Word | undefined
  /**
   * Called when every thread waits: lets some time pass, milliseconds at the most. False when no time that passes will
   * end a wait.
   */
  passTime(): boolean
  /** Called when a thread has run so long that it is another one's turn. */
  passQuantum(): void
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
  /**
   * Calls the machine code at `address` as C calls a function: what it leaves in RAX. `stackTop`: everything below it is
   * free; without it the machine takes a place of its own.
   */
  execute(address: Word, args?: readonly Word[], stackTop?: number): Word | undefined
  /** Reads bytes with touches, from low to high; nothing is returned when any page refuses. */
  read(address: Word, length: number): Uint8Array | undefined
  /** Writes bytes with touches, from low to high; the bytes before a refusing page are written. */
  write(address: Word, bytes: Uint8Array): boolean

  /** Whether the machine has this Win32 function. */
  offers(name: string): boolean
  /** The address of a Win32 function, as GetProcAddress answers it; 0 where the machine has none. */
  addressOf(name: string): Word
  /**
   * Calls a Win32 function by its name, letter for letter, with its arguments as 64-bit words. The result is the
   * whole result register, cut to the declared type by the caller. GetLastError and SetLastError are calls like any
   * other. Throws only when `offers(name)` is false.
   */
  call(name: string, args: readonly Word[]): Word | undefined
  /** Absent where a process has one thread only. */
  readonly threads?: MachineThreads
  /** The last error as it is now, without a call. */
  lastError(): number
  /** Which rule refused the last call, and why in a sentence for a student; null where the machine cannot say. */
  refusal(): RefusalReason | null

  /** The address of the selected thread's TEB; absent where there is none. */
  readonly threadBlock?: number

  /** Makes the program's data and stack. Called once, before the first statement. */
  prepare(layout: ProgramLayout): LoadedProgram

  /** Looks at memory without touching it: no fault, no guard consumed, no page brought in. Unreadable bytes, those behind a guard too, are null. */
  peek(address: number, length: number): Uint8Array | null
  /** One value as `load` reads it, looked at like `peek`; quick where the program's own variables lie. */
  glance(address: Word, size: AccessSize): Word | null
  /**
   * What QueryWorkingSetEx says of pages, looked at without touching them: for each run of pages alike, range by range,
   * the bits (see `workingSetBlock`) and how many pages have them. Absent where the machine shows its tables themselves.
   */
  workingSet?(ranges: readonly PageRange[]): number[]
  /** What the process and its machine say of themselves in numbers; absent as `workingSet` is. */
  memoryUsage?(): MemoryUsage
  /** Page faults since the process began; absent where the machine does not tell them apart. */
  faults?(): FaultCounts
  /** Every region that is not free, ascending. */
  regions(): Region[]
  /**
   * The same as a tree that shares what did not change since it was last asked for; absent where the machine has to ask
   * Windows for all of them.
   */
  regionTree?(): RegionTree<Region>
}
