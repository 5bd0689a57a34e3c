/** Regions as the machine code's walk writes them: MEMORY_BASIC_INFORMATIONs, ascending, without what is free. */
export interface RegionWalk {
  /** 12 double words a region. */
  readonly records: Uint32Array
  readonly count: number
}

/** sizeof(MEMORY_BASIC_INFORMATION) on x64. */
export const regionRecordSize = 48

const recordWords = regionRecordSize / 4
const at = {
  base: 0,
  allocationBase: 2,
  allocationProtect: 4,
  size: 6,
  state: 8,
  protect: 9,
  type: 10
} as const

/** One record of a walk, read out. */
export interface WalkedRegion {
  readonly base: number
  readonly allocationBase: number
  readonly allocationProtect: number
  readonly size: number
  readonly state: number
  readonly protect: number
  readonly type: number
}

export function walkedRegion({ records }: RegionWalk, index: number): WalkedRegion {
  const i = index * recordWords
  const state = records[i + at.state]!
  return {
    base: whole(records, i + at.base),
    allocationBase: whole(records, i + at.allocationBase),
    allocationProtect: records[i + at.allocationProtect]!,
    size: whole(records, i + at.size),
    state,
    // Reserved pages have no protection; Protect is undefined for them in Microsoft's page on MEMORY_BASIC_INFORMATION.
    protect: state === 0x1000 ? records[i + at.protect]! : 0,
    type: records[i + at.type]!
  }
}

/** Whether two records say the same. */
export function isSame(a: WalkedRegion, b: WalkedRegion): boolean {
  return (
    a.base === b.base &&
    a.size === b.size &&
    a.state === b.state &&
    a.protect === b.protect &&
    a.allocationBase === b.allocationBase &&
    a.allocationProtect === b.allocationProtect &&
    a.type === b.type
  )
}

/** The allocations of a walk by their bases, ascending, each once. */
export function allocationBases({ records, count }: RegionWalk): number[] {
  const bases: number[] = []
  let last = -1
  for (let i = 0; i < count; i++) {
    const base = whole(records, i * recordWords + at.allocationBase)
    if (base !== last) bases.push(base)
    last = base
  }
  return bases
}

function whole(records: Uint32Array, index: number): number {
  return records[index + 1]! * 0x100000000 + records[index]!
}
