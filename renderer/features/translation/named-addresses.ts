import type { ProcessPlace, ShownVariable } from '../../../shared/contract/step'

/** A C expression for an address, and what it is at the shown moment. */
export interface NamedAddress {
  readonly expression: string
  readonly address: bigint
}

const isPointer = (type: string): boolean => /\*$/.test(type) || /^(LP|P)[A-Z]/.test(type)

function pointerValue({ type, value }: ShownVariable): bigint | null {
  const digits = isPointer(type) ? /^0x[0-9a-f]+/i.exec(value)?.[0] : undefined
  return digits === undefined ? null : BigInt(digits)
}

/** What an expression's address is as far as the shown variables tell: a pointer's name, an array's, `&` and a variable's. */
export function seenAddress(place: ProcessPlace | undefined, text: string): bigint | null {
  const expression = text.trim()
  const name = expression.startsWith('&') ? expression.slice(1).trim() : expression
  const variable = place?.variables.find((shown) => shown.expression === name)
  if (variable === undefined) return null
  const isPlace = expression.startsWith('&') || variable.type.endsWith(']')
  if (!isPlace) return pointerValue(variable)
  return variable.address === 0 ? null : BigInt(variable.address)
}

/** Addresses that the program itself names here, to begin with: its pointers, then where its variables lie. */
export function namedAddresses(place: ProcessPlace | undefined, most = 6): readonly NamedAddress[] {
  const variables = place?.variables ?? []
  const pointers = variables.flatMap((variable) => {
    const address = pointerValue(variable)
    // 0xCC… is what Microsoft's compiler fills uninitialized locals with in debug builds: it leads nowhere.
    const isSet = address !== null && address !== 0n && address < 1n << 47n
    return isSet ? [{ expression: variable.expression, address }] : []
  })
  const places = variables
    .filter(({ address }) => address > 0)
    .map(({ expression, address }) => ({ expression: `&${expression}`, address: BigInt(address) }))
  return [...pointers, ...places].slice(0, most)
}
