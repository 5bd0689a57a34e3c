import type { ImportThunk } from '../machine/pe-builder'
import type { ImportedLibrary } from '../machine/pe-imports'
import type { Variable } from './ast'
import type { Place } from './diagnostics'
import type { ProcessLetter } from '../../shared/contract/observation'

/** How a value crosses a call. */
export type ValueKind =
  'none' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64' | 'struct' | 'bool'

/** A local variable and where in the code it is in scope. */
export interface ScopedVariable {
  readonly variable: Variable
  readonly from: number
  readonly to: number
}

export interface CompiledParameter {
  readonly offset: number
  readonly kind: ValueKind
  /** Bytes of a struct. */
  readonly size: number
}

/** A __try: where its body's instructions are, and what becomes of an exception raised there. */
export type Guard =
  | {
      readonly kind: 'except'
      readonly from: number
      readonly to: number
      /** First instruction of the filter, which ends as a function does, and of the handler. */
      readonly filter: number
      readonly handler: number
      /** Where in the frame the filter finds the exception's code and EXCEPTION_POINTERS. */
      readonly codeOffset: number
      readonly pointersOffset: number
    }
  | {
      readonly kind: 'finally'
      readonly from: number
      readonly to: number
      /** First instruction of the __finally block, and the one behind it. */
      readonly handler: number
      readonly end: number
      /** Where in the frame it says why the block runs: see `generate-exceptions.ts`. */
      readonly stateOffset: number
    }

export interface CompiledFunction {
  readonly name: string
  readonly line: number
  /** First instruction, and the one behind the last. */
  readonly start: number
  readonly end: number
  /** Bytes of its locals and parameters. */
  readonly frameSize: number
  readonly params: readonly CompiledParameter[]
  readonly variadic: boolean
  /** Where in the frame it says how far down the function's stack reaches; -1 where that does not change. */
  readonly stackSlot: number
  /** What the frame's start is aligned to, at least 16. */
  readonly alignment: number
  readonly scoped: readonly ScopedVariable[]
  readonly allLocals: readonly Variable[]
  /** Its tries, the inner before the outer. */
  readonly guards: readonly Guard[]
  /** Where in the data area its address is. */
  readonly addressOffset: number
}

/** One call in the text that leaves the program: of a Win32 or library function, or through a pointer. */
export interface CallSite {
  readonly name: string
  readonly origin: 'library' | 'win32' | 'pointer'
  readonly line: number
  readonly column: number
  readonly length: number
  readonly args: readonly ValueKind[]
  readonly texts: readonly string[]
  readonly result: ValueKind
}

/** A function without a body in the text whose address is taken. */
export interface ExternalFunction {
  /** Where in the data area its address is. */
  readonly offset: number
  readonly name: string
  readonly origin: 'library' | 'win32'
  readonly line: number
  readonly column: number
  readonly length: number
}

/** A place in the text where the machine looks for undefined behaviour. */
export interface CheckSite {
  readonly place: Place
  /** What is looked at, as the text has it. */
  readonly name: string
}

/** A compiled program; immutable. */
export interface CompiledCode {
  readonly code: Int32Array
  /** Where instructions begin, ascending. */
  readonly starts: Int32Array
  /** Divisions by a variable: where the code begins that reads it. */
  readonly restarts: ReadonlyMap<number, number>
  /** The instruction to which an exception's handlers return. */
  readonly handlerReturn: number
  /** Constants that do not fit an instruction. */
  readonly constants: readonly (number | bigint)[]
  readonly functions: readonly CompiledFunction[]
  readonly sites: readonly CallSite[]
  readonly externals: readonly ExternalFunction[]
  readonly entries: Readonly<Partial<Record<ProcessLetter, number>>>
  /** First instruction of what gives statics their values. */
  readonly startup: number
  /** Bytes of stack that the start needs. */
  readonly startupFrame: number
  readonly dataSize: number
  /** What lies right below the data: string literals; and below those, the addresses of functions. Whole pages. */
  readonly readOnlyData: Uint8Array
  readonly functionCode: Uint8Array
  /** What the program calls of other modules, and where its code jumps there. */
  readonly imports: readonly ImportedLibrary[]
  readonly thunks: readonly ImportThunk[]
  readonly images: readonly { readonly offset: number; readonly bytes: Uint8Array }[]
  readonly globals: readonly Variable[]
  /** Pairs of instruction and line, ascending by instruction. */
  readonly lines: Int32Array
  /** The C text of the access an instruction makes. */
  readonly accessTexts: ReadonlyMap<number, string>
  /** Where that access is in the text. */
  readonly accessPlaces: ReadonlyMap<number, Place>
  readonly checkSites: readonly CheckSite[]
  /** Pairs of where string literals begin and end in the data area, ascending. */
  readonly literals: Int32Array
  /** `argv` and its strings, where main wants them. */
  readonly argumentVector: number
  readonly programName: number
  readonly programNameWide: number
  readonly errnoOffset: number
}
