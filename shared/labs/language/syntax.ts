import type { MachineName, ProcessLetter } from '../../contract/observation'
import type { Span } from './tokens'

/** When something is looked at: before or after a marked line is executed for the n-th time, or at the end. */
export type MomentWish =
  | { readonly when: 'before' | 'after'; readonly mark: string; readonly visit: number }
  | { readonly when: 'end' }

export type BinaryOperator =
  'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'has' | 'contains' | '|' | '+' | '-' | '*' | '/'

export type Quantifier = 'count' | 'any' | 'all' | 'first' | 'sum'

/** An expression as it was written. */
export type Syntax = Span &
  (
    | { readonly kind: 'number'; readonly value: number; readonly unit: string | null; readonly hex: boolean }
    | { readonly kind: 'text'; readonly value: string }
    /** A word alone: a constant, something of the language, or a variable of the program. */
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'c'; readonly text: string }
    | { readonly kind: 'mark'; readonly mark: string; readonly visit: number }
    | {
        readonly kind: 'apply'
        readonly name: string
        readonly nameSpan: Span
        readonly args: readonly Syntax[]
      }
    | {
        readonly kind: 'quantified'
        readonly quantifier: Quantifier
        readonly list: Syntax
        readonly condition: Syntax | null
      }
    | { readonly kind: 'property'; readonly of: Syntax; readonly name: string; readonly nameSpan: Span }
    | { readonly kind: 'not' | 'negate'; readonly of: Syntax }
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly left: Syntax
        readonly right: Syntax
      }
    | {
        readonly kind: 'moment'
        readonly of: Syntax
        readonly moment: MomentWish
        readonly momentSpan: Span
      }
    | { readonly kind: 'process'; readonly process: ProcessLetter; readonly of: Syntax }
    | { readonly kind: 'machine'; readonly machine: MachineName; readonly of: Syntax }
    | { readonly kind: 'same'; readonly of: Syntax }
  )
