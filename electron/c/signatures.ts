import { prelude } from './prelude'
import { sizeOf, type CType, type StructDefinition } from './types'

export { win32Signatures, type Win32Signature } from '../../shared/win32/signatures'

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
