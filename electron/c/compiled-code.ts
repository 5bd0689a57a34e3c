import type { Variable } from './ast'
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
  readonly scoped: readonly ScopedVariable[]
  readonly allLocals: readonly Variable[]
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

/** A compiled program; immutable. */
export interface CompiledCode {
  readonly code: Int32Array
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
  readonly literals: Uint8Array
  readonly functionCode: Uint8Array
  readonly images: readonly { readonly offset: number; readonly bytes: Uint8Array }[]
  readonly globals: readonly Variable[]
  /** Pairs of instruction and line, ascending by instruction. */
  readonly lines: Int32Array
  /** The C text of the access an instruction makes. */
  readonly accessTexts: ReadonlyMap<number, string>
  /** `argv` and its strings, where main wants them. */
  readonly argumentVector: number
  readonly programName: number
  readonly errnoOffset: number
}
