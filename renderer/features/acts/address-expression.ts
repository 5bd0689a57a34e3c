import type { ShownVariable } from '../../../shared/contract/step'
import { addressText } from '../../ui/number-text'

/** How a place in memory is written in C. */
export interface AddressExpression {
  /** An expression for an argument of type `void *`. */
  readonly text: string
  /** The same for arithmetic and access byte by byte: of type `char *`. */
  readonly bytes: string
  /** The variable it is reached from; null for a number. */
  readonly variable: string | null
}

const pageSize = 4096
const byteTypes =
  /^(?:(?:const|volatile|unsigned|signed)\s+)*(?:char|BYTE|UCHAR|CHAR|UINT8|INT8|uint8_t|int8_t)\s*(?:const\s*)?\*$/
const bytePointers = /^(LPBYTE|PBYTE|PCHAR|PUCHAR|LPSTR|LPCSTR|PSTR|PCSTR)$/
const voidPointers = /^(?:(?:const|volatile)\s+)*void\s*\*$|^(LPVOID|PVOID|LPCVOID|PCVOID)$/
const otherPointers = /\*\s*(?:const)?$|^(LP|P)[A-Z]\w+$/

/** The pointer's value, in a variable's shown text; null where it is none. */
export function pointerValue(variable: Pick<ShownVariable, 'type' | 'value'>): number | null {
  if (!isPointer(variable.type)) return null
  const found = /^(?:0x[0-9a-f]+)/i.exec(variable.value)
  const value = found === null ? 0 : Number(found[0])
  return value === 0 || !Number.isSafeInteger(value) ? null : value
}

function isPointer(type: string): boolean {
  return [byteTypes, bytePointers, voidPointers, otherPointers].some((kind) => kind.test(type))
}

/**
 * An expression over the variables in scope that reaches an address on this run: the pointer into the same allocation
 * (`within` says from where to where it goes) from which it is the shortest way; the address itself as a number where
 * there is none.
 */
export function addressExpression(
  address: number,
  within: { readonly from: number; readonly to: number },
  variables: readonly ShownVariable[]
): AddressExpression {
  const reached = [...withParts(variables)].flatMap((variable) => {
    const value = pointerValue(variable)
    if (value === null || value < within.from || value >= within.to) return []
    return [{ variable, value, offset: address - value }]
  })
  const best = reached.sort((a, b) => wayOf(a.offset) - wayOf(b.offset))[0]
  if (best === undefined)
    return {
      text: `(void *)${addressText(address)}`,
      bytes: `(char *)${addressText(address)}`,
      variable: null
    }
  const { expression, type } = best.variable
  const inBytes = byteTypes.test(type) || bytePointers.test(type)
  if (best.offset === 0)
    return { text: expression, bytes: inBytes ? expression : `(char *)${expression}`, variable: expression }
  const stepped = `${inBytes ? '' : '(char *)'}${expression} ${best.offset < 0 ? '-' : '+'} ${bytesText(Math.abs(best.offset))}`
  return { text: stepped, bytes: stepped, variable: expression }
}

/** Nothing to add is best; then whole pages forward, few bytes, and backward last. */
function wayOf(offset: number): number {
  if (offset === 0) return 0
  const pages = offset % pageSize === 0
  return (offset < 0 ? 4e15 : 0) + (pages ? 1 : 2) * 1e15 + Math.abs(offset) / 2
}

/** Members and elements have expressions of their own, as long as they are no more than names, members and indices. */
function* withParts(variables: readonly ShownVariable[]): Generator<ShownVariable> {
  for (const variable of variables) {
    if (/^[A-Za-z_]\w*(?:\.\w+|->\w+|\[\d+\])*$/.test(variable.expression)) yield variable
    if (variable.children !== null) yield* withParts(variable.children)
  }
}

/** A number of bytes in C: `5 * 4096` for whole pages, as far as that is an int. */
export function bytesText(bytes: number): string {
  if (bytes >= 2 ** 31) return `0x${bytes.toString(16)}`
  const pages = bytes / pageSize
  if (!Number.isInteger(pages)) return bytes < 1024 ? String(bytes) : `0x${bytes.toString(16)}`
  return pages === 1 ? '4096' : pages === 0 ? '0' : `${pages} * 4096`
}
