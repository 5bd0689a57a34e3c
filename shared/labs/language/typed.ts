import type { MachineName, ProcessLetter } from '../../contract/observation'
import type { BinaryOperator, MomentWish, Quantifier } from './syntax'
import type { LabType } from './types'

/** An expression whose types are right. Every node says what it is. */
export type Typed = { readonly type: LabType } & (
  | { readonly kind: 'value'; readonly value: number | string | boolean; readonly words: string }
  /** A C expression, read where the program stands in a process. */
  | { readonly kind: 'c'; readonly text: string }
  /** `row` or `column` of a matrix. */
  | { readonly kind: 'index'; readonly name: 'row' | 'column' }
  | { readonly kind: 'root'; readonly name: string; readonly args: readonly Typed[] }
  /** `call(Name)` and its kin. `which`: the n-th, or the one of a marked line. */
  | {
      readonly kind: 'call'
      readonly name: string
      readonly which: number | { readonly mark: string; readonly visit: number }
    }
  /** A property of what stands before the dot. */
  | { readonly kind: 'property'; readonly of: Typed; readonly name: string; readonly words: string }
  /** A property of the element that a condition looks at. */
  | { readonly kind: 'element'; readonly name: string; readonly adjective: string }
  | {
      readonly kind: 'quantified'
      readonly quantifier: Quantifier
      readonly list: Typed
      readonly condition: Typed | null
    }
  | { readonly kind: 'not' | 'negate'; readonly of: Typed }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      readonly left: Typed
      readonly right: Typed
    }
  | { readonly kind: 'moment'; readonly of: Typed; readonly moment: MomentWish }
  | { readonly kind: 'process'; readonly process: ProcessLetter; readonly of: Typed }
  | { readonly kind: 'machine'; readonly machine: MachineName; readonly of: Typed }
  | { readonly kind: 'same'; readonly of: Typed }
)

/** The direct parts of an expression. */
export function partsOf(typed: Typed): readonly Typed[] {
  switch (typed.kind) {
    case 'value':
    case 'c':
    case 'index':
    case 'call':
    case 'element':
      return []
    case 'root':
      return typed.args
    case 'quantified':
      return typed.condition === null ? [typed.list] : [typed.list, typed.condition]
    case 'binary':
      return [typed.left, typed.right]
    default:
      return [typed.of]
  }
}

/** The expression and everything in it. */
export function* allParts(typed: Typed): Generator<Typed> {
  yield typed
  for (const part of partsOf(typed)) yield* allParts(part)
}

/** Whether an expression looks at anything that a run decides. */
export function observes(typed: Typed): boolean {
  for (const part of allParts(typed)) if (['c', 'root', 'call'].includes(part.kind)) return true
  return false
}

/** Whether a part is asked of a machine that is named, and another of whichever runs. */
export function isMixed(typed: Typed): boolean {
  const named = [...allParts(typed)].some(({ kind }) => kind === 'machine' || kind === 'same')
  return named && asksUnnamed(typed)
}

function asksUnnamed(typed: Typed): boolean {
  if (typed.kind === 'machine' || typed.kind === 'same') return false
  return ['c', 'root', 'call'].includes(typed.kind) || partsOf(typed).some(asksUnnamed)
}
