import type { Expression, Statement, Variable } from './ast'
import { castTo, constant, convert, wrapTo } from './conversions'
import type { Place } from './diagnostics'
import type { ParserState } from './parser-state'
import { isInteger, pointerTo, sizeOf, sizeType, voidPointer, type ArrayType } from './types'

/** Memory of the stack that is asked for while the program runs: arrays whose length is computed (C11 6.7.6.2), and _alloca. */

/** The local that holds how far down the function's stack reaches. */
function stackSlot(p: ParserState, place: Place): Variable {
  const current = p.function!
  current.stackSlot ??= p.temporary(voidPointer, place)
  return current.stackSlot
}

/** `_alloca(size)`: the memory goes when the function returns. */
export function makeAlloca(p: ParserState, size: Expression, place: Place): Expression {
  const slot = stackSlot(p, place)
  return { op: 'alloca', size: castTo(size, sizeType), slot, below: slot, type: voidPointer, place }
}

/**
 * Declares an array whose length is computed here. It is a pointer to memory that is taken from the stack, below the
 * arrays of that kind that are in scope: one that is declared again in a loop takes the same place.
 */
export function declareComputedArray(
  p: ParserState,
  variable: Variable,
  type: ArrayType,
  length: Expression,
  place: Place
): Statement {
  const slot = stackSlot(p, place)
  const bytes = p.temporary(sizeType, place)
  let below: Variable | null = null
  for (const scope of p.scopes)
    for (const symbol of scope.symbols.values())
      if (symbol.kind === 'variable' && symbol.bytes && symbol !== variable) below = symbol
  variable.type = { ...pointerTo(type.of), constant: true }
  variable.bytes = bytes
  p.allocate(variable)
  const count = castTo(convert(p, length, sizeType, `the size of ${variable.name}`), sizeType)
  const element = constant(BigInt(sizeOf(type.of) ?? 1), sizeType, place)
  const size: Expression = { op: 'binary', operator: '*', left: count, right: element, type: sizeType, place }
  const holder: Expression = { op: 'variable', variable: bytes, type: sizeType, place }
  const noted: Expression = { op: 'assign', to: holder, value: size, type: sizeType, place }
  const value: Expression = { op: 'alloca', size: noted, slot, below, type: voidPointer, place }
  const init = [{ offset: 0, type: pointerTo(type.of), bits: null, value }]
  return { op: 'initialise', place, variable, clear: false, init }
}

/** The value of an integer expression of constants and of const variables whose first value is constant; or null. */
export function knownValue(e: Expression): bigint | null {
  switch (e.op) {
    case 'constant':
      return isInteger(e.type) ? e.value : null
    case 'variable':
      return e.variable.known ?? null
    case 'cast': {
      const value = knownValue(e.of)
      return value !== null && isInteger(e.type) ? wrapTo(e.type, value) : null
    }
    case 'binary': {
      const a = knownValue(e.left)
      const b = knownValue(e.right)
      if (a === null || b === null) return null
      if (e.operator === '+') return a + b
      if (e.operator === '-') return a - b
      if (e.operator === '*') return a * b
      return e.operator === '/' && b !== 0n ? a / b : null
    }
    default:
      return null
  }
}
