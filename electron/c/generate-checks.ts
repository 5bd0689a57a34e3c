import type { Expression } from './ast'
import { arrayBounds, rootOf, type ArrayBounds } from './array-bounds'
import { generate, generateAddress, type GenerationContext } from './generate-expressions'
import { classOf } from './value-kinds'

/** The instructions that look for undefined behaviour, where the text alone does not show that there is none. */

/** Before a load of a local that may have no value. */
export function checkRead(g: GenerationContext, e: Expression): void {
  const variable = g.flow.checkedLoads.get(e)
  if (variable)
    g.writer.emit('CheckSet', variable.offset, g.writer.checkSite(e.place, g.textOf(e) || variable.name))
}

/** A local that is followed gets a value here, or its address is known from here on. */
export function noteSet(g: GenerationContext, e: Expression): void {
  if (g.flow.tracked.size === 0) return
  const variable = rootOf(e)
  if (variable && g.flow.tracked.has(variable)) g.writer.emit('MarkSet', variable.offset)
}

/** Leaves the address of an element, with its index checked; false, and nothing done, where there is nothing to check. */
export function indexed(
  g: GenerationContext,
  element: Extract<Expression, { op: 'dereference' }>,
  slack: 0 | 1
): boolean {
  const e = element.of
  if (e.op !== 'offset' || e.scale <= 0) return false
  const bounds = boundsOf(g, e)
  if (!bounds || isInside(e.index, bounds.count - bounds.base)) return false
  const { pointer } = e
  if (pointer.op === 'decay') generateAddress(g, pointer.of, slack)
  else generate(g, pointer)
  generate(g, e.index)
  const { base, count } = bounds
  g.writer.emit('OffsetChecked', e.scale, count, base, slack, g.writer.checkSite(element.place, bounds.name))
  return true
}

function boundsOf(
  g: GenerationContext,
  e: Extract<Expression, { op: 'offset' }>
): (ArrayBounds & { readonly base: number }) | null {
  if (e.pointer.op === 'variable') {
    const alias = g.flow.aliases.get(e.pointer.variable)
    return alias ? { ...alias, name: e.pointer.variable.name } : null
  }
  const bounds = arrayBounds(e)
  // Constant indexes are told when the program is read.
  return bounds && e.index.op !== 'constant' ? { ...bounds, base: 0 } : null
}

/** Whether an index is in range whatever is computed. */
function isInside(e: Expression, count: number): boolean {
  const most = mostOf(e)
  return most !== null && most < BigInt(count)
}

/** The largest value an expression can have, where it is never negative; null where that is not known. */
function mostOf(e: Expression): bigint | null {
  if (e.op === 'constant') return e.value >= 0n ? e.value : null
  if (e.op === 'cast' && e.type.kind === 'int') {
    const most = mostOf(e.of)
    const room = (1n << BigInt(e.type.size * 8 - (e.type.signed ? 1 : 0))) - 1n
    return most !== null && most <= room ? most : mostOfType(e)
  }
  if (e.op === 'compare' || e.op === 'not' || e.op === 'and' || e.op === 'or') return 1n
  if (e.op === 'binary') {
    const { operator, left, right } = e
    if (operator === '&') {
      const masks = [mostOf(left), mostOf(right)].filter((mask) => mask !== null)
      return masks.length === 0 ? null : masks.reduce((a, b) => (a < b ? a : b))
    }
    if (operator === '%' && right.op === 'constant' && right.value > 0n && isUnsigned(left))
      return right.value - 1n
    const shifted = operator === '>>' && right.op === 'constant' && right.value >= 0n ? mostOf(left) : null
    if (shifted !== null) return shifted >> (right.op === 'constant' ? right.value : 0n)
  }
  return mostOfType(e)
}

const isUnsigned = (e: Expression): boolean => mostOf(e) !== null || (e.type.kind === 'int' && !e.type.signed)

function mostOfType(e: Expression): bigint | null {
  if (e.type.kind !== 'int' || e.type.signed || e.type.size > 2) return null
  return e.type.rank === 0 ? 1n : (1n << BigInt(e.type.size * 8)) - 1n
}

/** Before a shift whose count is not known. */
export function checkShift(g: GenerationContext, e: Extract<Expression, { op: 'binary' | 'update' }>): void {
  if (e.operator !== '<<' && e.operator !== '>>') return
  const count = e.op === 'binary' ? e.right : e.value
  const kind = classOf(e.op === 'binary' ? e.type : e.computation)
  const bits = kind === 'S64' || kind === 'U64' ? 64 : 32
  if (!isInside(count, bits)) g.writer.emit('CheckShift', bits, g.writer.checkSite(e.place, ''))
}
