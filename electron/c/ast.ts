import type { Place } from './diagnostics'
import type { CType, FunctionType, Member } from './types'

/** Something that has a name and lives in memory or is called. */
export interface Variable {
  readonly kind: 'variable'
  readonly name: string
  type: CType
  readonly storage: 'local' | 'static'
  readonly place: Place
  /** Local: bytes above the frame's base. Static: bytes into the data area. */
  offset: number
  /** Function whose static this is; null at file scope and for locals. */
  readonly owner: string | null
  /** `extern` without a definition in the text so far. */
  isDefined: boolean
  used: boolean
  /** Alignment that the text asks for, beyond its type's. */
  alignment?: number
  /** An array whose length is computed: the local that holds how many bytes it has. The variable itself is a pointer. */
  bytes?: Variable
  /** The value of a const integer that is constant. */
  known?: bigint
}
export interface FunctionSymbol {
  readonly kind: 'function'
  readonly name: string
  type: FunctionType
  readonly place: Place
  /** Position in the program's table of functions once it has a body; -1 for library and Win32 functions. */
  index: number
  /** Who runs it when it has no body here. */
  readonly origin: 'program' | 'library' | 'win32'
  /** The built-in header that declares it. */
  readonly header: string | null
}
export interface EnumConstant {
  readonly kind: 'constant'
  readonly name: string
  readonly type: CType
  readonly value: bigint
}
export interface TypedefName {
  readonly kind: 'typedef'
  readonly name: string
  readonly type: CType
}
export type Symbol = Variable | FunctionSymbol | EnumConstant | TypedefName

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>'
export type Comparison = '==' | '!=' | '<' | '>' | '<=' | '>='

interface Node {
  readonly type: CType
  readonly place: Place
}
/** A typed expression: every conversion that C does silently is a `cast` in it. */
export type Expression = Node &
  (
    | { readonly op: 'constant'; readonly value: bigint }
    | { readonly op: 'float'; readonly value: number }
    /** An array in the data area. */
    | { readonly op: 'string'; readonly offset: number; readonly units: readonly number[] }
    | { readonly op: 'variable'; readonly variable: Variable }
    | { readonly op: 'function'; readonly symbol: FunctionSymbol }
    | { readonly op: 'dereference'; readonly of: Expression }
    | { readonly op: 'member'; readonly of: Expression; readonly member: Member }
    | { readonly op: 'address'; readonly of: Expression }
    /** An array as the pointer to its first element. */
    | { readonly op: 'decay'; readonly of: Expression }
    | { readonly op: 'cast'; readonly of: Expression }
    | { readonly op: 'negate' | 'complement' | 'not'; readonly of: Expression }
    | {
        readonly op: 'binary'
        readonly operator: BinaryOperator
        readonly left: Expression
        readonly right: Expression
      }
    | {
        readonly op: 'compare'
        readonly operator: Comparison
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly op: 'and' | 'or' | 'comma'; readonly left: Expression; readonly right: Expression }
    | {
        readonly op: 'conditional'
        readonly condition: Expression
        readonly yes: Expression
        readonly no: Expression
      }
    /** `pointer + index * scale`. */
    | {
        readonly op: 'offset'
        readonly pointer: Expression
        readonly index: Expression
        readonly scale: number
      }
    | {
        readonly op: 'distance'
        readonly left: Expression
        readonly right: Expression
        readonly scale: number
      }
    | { readonly op: 'assign'; readonly to: Expression; readonly value: Expression }
    /** `to = (type of to)((computation type)to operator value)`; with a scale, `to` is a pointer. */
    | {
        readonly op: 'update'
        readonly to: Expression
        readonly operator: BinaryOperator
        readonly value: Expression
        readonly computation: CType
        readonly scale: number | null
        /** The expression's value is the old one: `i++`. */
        readonly old: boolean
      }
    | {
        readonly op: 'call'
        readonly callee: Expression
        readonly args: readonly Expression[]
        readonly texts: readonly string[]
      }
    /** A compound literal, or an initialised variable: fill, then use. */
    | { readonly op: 'initialised'; readonly variable: Variable; readonly init: readonly Initialisation[] }
    /** Memory of the stack: below what `below` points to, or below the whole frame. */
    | {
        readonly op: 'alloca'
        readonly size: Expression
        readonly slot: Variable
        readonly below: Variable | null
      }
    /** Address of the arguments behind the named ones of a variadic function. */
    | { readonly op: 'more-arguments' }
  )

/** One scalar or struct of an initialiser, in the order of evaluation. */
export interface Initialisation {
  readonly offset: number
  readonly type: CType
  readonly bits: Member['bits']
  readonly value: Expression
}

export type Statement =
  | { readonly op: 'expression'; readonly place: Place; readonly expression: Expression }
  /** A local without an initialiser: from here on it has no value. */
  | { readonly op: 'declare'; readonly place: Place; readonly variable: Variable }
  /** A local's initialiser. `clear`: its bytes are zeroed first. */
  | {
      readonly op: 'initialise'
      readonly place: Place
      readonly variable: Variable
      readonly clear: boolean
      readonly init: readonly Initialisation[]
    }
  | {
      readonly op: 'block'
      readonly place: Place
      readonly end: Place
      readonly body: readonly Statement[]
      readonly variables: readonly Variable[]
    }
  | {
      readonly op: 'if'
      readonly place: Place
      readonly condition: Expression
      readonly yes: Statement
      readonly no: Statement | null
    }
  | { readonly op: 'while'; readonly place: Place; readonly condition: Expression; readonly body: Statement }
  | {
      readonly op: 'do'
      readonly place: Place
      readonly conditionPlace: Place
      readonly condition: Expression
      readonly body: Statement
    }
  | {
      readonly op: 'for'
      readonly place: Place
      readonly init: readonly Statement[]
      readonly condition: Expression | null
      readonly step: Expression | null
      readonly body: Statement
      readonly variables: readonly Variable[]
    }
  | {
      readonly op: 'switch'
      readonly place: Place
      readonly value: Expression
      readonly holder: Variable
      readonly cases: readonly SwitchCase[]
      readonly body: Statement
    }
  | { readonly op: 'case'; readonly place: Place; readonly case: SwitchCase; readonly body: Statement }
  | { readonly op: 'label'; readonly place: Place; readonly name: string; readonly body: Statement }
  | { readonly op: 'goto'; readonly place: Place; readonly name: string; readonly to: JumpGoal }
  | { readonly op: 'break' | 'continue'; readonly place: Place }
  | { readonly op: 'return'; readonly place: Place; readonly value: Expression | null }
  | { readonly op: 'empty'; readonly place: Place }
  | {
      readonly op: 'try-except'
      readonly place: Place
      readonly body: Statement
      readonly filter: Expression
      readonly handler: Statement
      /** Where the filter finds the exception's code and EXCEPTION_POINTERS. */
      readonly code: Variable
      readonly pointers: Variable
    }
  | {
      readonly op: 'try-finally'
      readonly place: Place
      readonly body: Statement
      readonly handler: Statement
      /** Why the __finally block runs: 0 when the body has come to its end. */
      readonly state: Variable
    }
  | { readonly op: 'leave'; readonly place: Place }

/** Where a goto leads; known when the whole function is read. */
export interface JumpGoal {
  /** Bodies of try-finally statements around the label. */
  finallies: number
}

/** `case value:`; null is `default:`. */
export interface SwitchCase {
  readonly value: bigint | null
}

export interface FunctionDefinition {
  readonly symbol: FunctionSymbol
  readonly params: readonly Variable[]
  /** Receives the address for a struct that is returned by value. */
  readonly resultHolder: Variable | null
  readonly locals: readonly Variable[]
  readonly body: Statement
  readonly end: Place
  readonly place: Place
  /** Holds how far down the function's stack reaches, where that is computed. */
  readonly stackSlot?: Variable | undefined
}
