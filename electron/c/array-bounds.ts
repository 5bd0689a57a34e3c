import type { Expression, Variable } from './ast'

/** The variable that a place is, or is a part of, without following pointers. */
export function rootOf(e: Expression): Variable | null {
  switch (e.op) {
    case 'variable':
      return e.variable
    case 'member':
      return rootOf(e.of)
    case 'dereference': {
      const { of } = e
      if (of.op === 'decay' || of.op === 'address') return rootOf(of.of)
      return of.op === 'offset' && of.pointer.op === 'decay' ? rootOf(of.pointer.of) : null
    }
    default:
      return null
  }
}

export interface ArrayBounds {
  readonly count: number
  /** The array's name: a variable's or a member's; empty where it has none. */
  readonly name: string
}

/** How many elements the array has that is indexed here; null where that is no array or not known. */
export function arrayBounds(e: Extract<Expression, { op: 'offset' }>): ArrayBounds | null {
  const { pointer } = e
  if (pointer.op !== 'decay' || pointer.of.type.kind !== 'array') return null
  const array = pointer.of
  const { count } = pointer.of.type
  // A length of 0 or 1 behind a pointer says in Win32 structures: as many as there are.
  if (!count || (count === 1 && rootOf(array) === null)) return null
  if (array.op === 'string') return { count, name: 'this text' }
  return { count, name: nameOf(array) }
}

function nameOf(e: Expression): string {
  if (e.op === 'variable') return e.variable.name
  if (e.op === 'member') return e.member.name ?? ''
  return e.op === 'dereference' && e.of.op === 'offset' && e.of.pointer.op === 'decay'
    ? `a row of ${nameOf(e.of.pointer.of) || 'this array'}`
    : ''
}
