import { alignmentOf, sizeOf, type CType, type Member } from './types'

/** A member as declared, before it has a place. */
export interface DeclaredMember {
  readonly name: string | null
  readonly type: CType
  /** Width of a bit-field; null for any other member. */
  readonly width: number | null
  readonly written: string
  /** Alignment that the text asks for. */
  readonly alignment?: number
}

export interface Layout {
  readonly members: Member[]
  readonly size: number
  readonly alignment: number
}

/**
 * Places members as MSVC does (and mingw with -mms-bitfields, its default): bit-fields share a unit only with their
 * neighbours of the same size; a zero width ends the unit. `pack` caps alignments, as #pragma pack does.
 */
export function layOut(
  declared: readonly DeclaredMember[],
  isUnion: boolean,
  pack = 16,
  aligned = 1
): Layout {
  const members: Member[] = []
  let end = 0
  let alignment = Math.max(1, aligned)
  let unit: { offset: number; size: number; used: number } | null = null
  let size = 0
  const place = (type: CType, asked = 1): number => {
    const align = Math.max(Math.min(alignmentOf(type), pack), asked)
    alignment = Math.max(alignment, align)
    const offset = isUnion ? 0 : roundUp(end, align)
    end = offset + (sizeOf(type) ?? 0)
    size = Math.max(size, end)
    return offset
  }
  for (const { name, type, width, written, alignment: asked } of declared) {
    if (width === null) {
      unit = null
      members.push({ name, type, offset: place(type, asked), bits: null, written })
      continue
    }
    if (width === 0) {
      unit = null
      continue
    }
    const bytes = sizeOf(type) ?? 4
    if (unit === null || isUnion || unit.size !== bytes || unit.used + width > bytes * 8)
      unit = { offset: place(type), size: bytes, used: 0 }
    if (name !== null)
      members.push({ name, type, offset: unit.offset, bits: { shift: unit.used, width }, written })
    unit.used += width
  }
  return { members, size: roundUp(size, alignment), alignment }
}

export function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to
}
