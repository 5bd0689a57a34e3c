import type { ShownVariable } from '../../../shared/contract/step'
import { pointerValue } from '../acts/address-expression'

/** Where a name in the program leads. */
export interface NamedPlace {
  readonly address: number
  /** What a pointer points to, or where a variable lies itself. */
  readonly kind: 'pointed' | 'own'
  /** As the list of variables shows it. */
  readonly value: string
  readonly type: string
}

/** Values below are no places: NULL and small numbers that a handle may be. */
const firstPlace = 0x10000

/** The expression around a column of a line: a name with the members and indices before it, as far as the column. */
export function expressionAt(text: string, column: number): string {
  for (const match of text.matchAll(/[A-Za-z_]\w*(?:(?:->|\.)\w+|\[\w+\])*/g))
    if (match.index <= column && column <= match.index + match[0].length) {
      // As far as the part under the column: `info` in `info.State` when it is there.
      const rest = match[0].slice(column - match.index)
      return match[0].slice(0, column - match.index) + (/^\w*/.exec(rest)?.[0] ?? '')
    }
  return ''
}

/** Where an expression leads, by the variables that are shown; null where it is none of them. */
export function namedPlace(expression: string, variables: readonly ShownVariable[]): NamedPlace | null {
  const variable = find(expression.replace(/\s+/g, ''), variables)
  if (variable === null) return null
  const { value, type } = variable
  const pointed = pointerValue(variable)
  if (pointed !== null && pointed >= firstPlace) return { address: pointed, kind: 'pointed', value, type }
  return variable.address === 0 ? null : { address: variable.address, kind: 'own', value, type }
}

function find(expression: string, among: readonly ShownVariable[]): ShownVariable | null {
  for (const variable of among) {
    if (variable.expression === expression) return variable
    const inside = variable.children === null ? null : find(expression, variable.children)
    if (inside !== null) return inside
  }
  return null
}

/** The address that a shown value begins with; null where it is none. */
export function addressInValue(value: string): number | null {
  const found = /^0x([0-9a-f]+)\b/i.exec(value)
  const address = found === null ? NaN : parseInt(found[1]!, 16)
  return Number.isSafeInteger(address) && address >= firstPlace ? address : null
}
