import type { FunctionSymbol } from './ast'
import { prelude } from './prelude'
import { sizeOf, typeText, type CType, type StructDefinition } from './types'

/** A Win32 function's prototype, types as the header writes them. */
export interface Win32Signature {
  readonly name: string
  readonly returns: string
  readonly params: readonly { readonly name: string; readonly type: string }[]
}

/** A field of a structure: offset and size in bytes. Fields of anonymous members are listed as the outer one's. */
export interface StructField {
  readonly name: string
  readonly offset: number
  readonly size: number
  /** As the header writes it. */
  readonly type: string
  /** A bit-field's place in its unit. */
  readonly bits: { readonly shift: number; readonly width: number } | null
}

export interface StructLayout {
  readonly size: number
  readonly fields: readonly StructField[]
}

/** Every Win32 function of the headers, by name. */
export const win32Signatures: ReadonlyMap<string, Win32Signature> = new Map(
  [...prelude().scope.symbols.values()]
    .filter((symbol): symbol is FunctionSymbol => symbol.kind === 'function' && symbol.header === 'windows')
    .map((symbol) => [symbol.name, signatureOf(symbol)])
)

function signatureOf(symbol: FunctionSymbol): Win32Signature {
  const { result, params } = symbol.type
  const shown = params.map((param, i) => ({ name: param.name ?? `argument${i + 1}`, type: param.written }))
  return { name: symbol.name, returns: typeText(result), params: shown }
}

/** The layout of a structure or union of the headers, by typedef name or tag; undefined for a name that is none. */
export function structLayout(name: string): StructLayout | undefined {
  const { scope } = prelude()
  const symbol = scope.symbols.get(name)
  const type: CType | undefined = symbol?.kind === 'typedef' ? symbol.type : scope.tags.get(name)
  if (type?.kind !== 'struct' || type.definition.members === null) return undefined
  return { size: type.definition.size, fields: fieldsOf(type.definition, 0) }
}

function fieldsOf(definition: StructDefinition, base: number): StructField[] {
  return (definition.members ?? []).flatMap((member): StructField[] => {
    const offset = base + member.offset
    if (member.name === null)
      return member.type.kind === 'struct' ? fieldsOf(member.type.definition, offset) : []
    return [
      { name: member.name, offset, size: sizeOf(member.type) ?? 0, type: member.written, bits: member.bits }
    ]
  })
}
