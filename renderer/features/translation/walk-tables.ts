import type { TableLevel, Translation } from '../../../shared/contract/memory-translation'
import { entryNames, splitAddress, tableNames } from './address-bits'

/** The tables' colours: `--walk-pml4` ... */
export const tableTokens = ['pml4', 'pdpt', 'pd', 'pt'] as const

/** A table as the picture has it, whether the process has it or not. */
export interface WalkTable {
  readonly name: (typeof tableNames)[number]
  readonly entryName: (typeof entryNames)[number]
  readonly index: number
  /** What the walk meets: null for a table that is not there. */
  readonly level: TableLevel | null
  /** Why there is no table, short; empty where there is one. */
  readonly absent: string
  /** Nobody here knows what the table says. */
  readonly isUnknown: boolean
  /** The entry at which the walk through the tables ends. */
  readonly isLast: boolean
}

/** All four tables of an address from the PML4 down; those below the entry that ends the walk are absent. */
export function walkTables(translation: Translation): readonly WalkTable[] {
  const { levels, half } = translation
  const { indices } = splitAddress(BigInt(translation.address))
  const last = levels.at(-1)
  return tableNames.map((name, at) => {
    const level = levels[at] ?? null
    const absent =
      level !== null
        ? ''
        : half === 'not-canonical'
          ? 'not asked'
          : last?.isLargePage === true
            ? `no ${name}: the ${last.entryName} maps 2 MiB`
            : last?.entry?.form === 'zero'
              ? `no ${name}: the ${last.entryName} is zero`
              : `no ${name}`
    return {
      name,
      entryName: entryNames[at]!,
      index: indices[at]!,
      level,
      absent,
      isUnknown: level !== null && level.entry === null,
      isLast: level !== null && level === last
    }
  })
}

/** How many bits of the address are the offset: 12, and 21 behind a large page's entry. */
export function offsetBits(translation: Pick<Translation, 'levels'>): 12 | 21 {
  return translation.levels.at(-1)?.isLargePage === true ? 21 : 12
}

/** The offset in the page that the walk ends at, a large one or a small one. */
export function offsetIn(translation: Translation): number {
  const parts = splitAddress(BigInt(translation.address))
  return offsetBits(translation) === 21 ? (parts.indices[3] << 12) | parts.offset : parts.offset
}
