import { PTE_FRAME, PTE_NUMBER } from './pte'

/** Which moment of the machine may change nodes in place; a snapshot starts the next one. */
export interface Epoch {
  current: number
}

/**
 * A table of 16 parts, as one array: the epoch that may change it, its level, and the parts. A part is a table of the
 * level below or, where all entries below are alike and have no number, their flags. At level 0 the parts are the
 * flags of 16 entries, and their numbers follow once one of them has one. So small because every moment that is kept has a copy of each table
 * that changed.
 */
export interface PageNode extends Array<number | PageNode> {
  0: number
  1: number
}

/** An entry's new flags. The page's frame is forgotten where they have no PTE_FRAME: release it before. */
export type EntryChange = (flags: number, frame: number, count: number, page: number) => number

/** An entry that has a frame. */
export interface FrameEntry {
  readonly page: number
  readonly flags: number
  readonly frame: number
}

const EPOCH = 0
const LEVEL = 1
const FIRST = 2
const FAN_OUT = 16
/** Behind the flags of a table of level 0. */
const NUMBERS = FIRST + FAN_OUT

const noNumbers = new Array<number>(FAN_OUT).fill(0)

/** Pages below one part of a table, by the table's level. */
const spans = Array.from({ length: 9 }, (_, level) => FAN_OUT ** level)

/** An empty table for pages 0 to 512 ** (level + 1); x64 has level 3. */
export function emptyTable(epoch: Epoch, level = 3): PageNode {
  // 9 bits of a page number for each of x64's levels, 4 for each of ours.
  return filledTable(epoch, Math.ceil((9 * (level + 1)) / 4) - 1, 0)
}

/** The smallest level of a table with that many pages. */
export function levelFor(pageCount: number): number {
  let level = 0
  for (let room = 512; room < pageCount; room *= 512) level++
  return level
}

function filledTable(epoch: Epoch, level: number, flags: number): PageNode {
  const f = flags
  const now = epoch.current
  // A literal makes an array without holes and without room to spare.
  return [now, level, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f]
}

/** A table of level 0 with room for numbers. */
function withNumbers(node: PageNode): PageNode {
  return node.length > NUMBERS ? node : (node.concat(noNumbers) as PageNode)
}

function editable(node: PageNode, epoch: Epoch): PageNode {
  if (node[EPOCH] === epoch.current) return node
  const own = node.slice() as PageNode
  own[EPOCH] = epoch.current
  return own
}

/** Which part of a table of that level leads to the page. Bit operations see the lowest 32 bits only. */
function partOf(level: number, page: number): number {
  return (level < 8 ? page >>> (level << 2) : page / 2 ** 32) & (FAN_OUT - 1)
}

/** A page's flags; 0 where nothing was ever set. */
export function flagsAt(root: PageNode, page: number): number {
  let node = root
  for (let level = root[LEVEL]; level > 0; level--) {
    const part = node[FIRST + partOf(level, page)]!
    if (typeof part === 'number') return part
    node = part
  }
  return node[FIRST + (page & 15)] as number
}

/** A page's frame number (or what PTE_NUMBER says); only meaningful where its flags have one. */
export function frameAt(root: PageNode, page: number): number {
  let node = root
  for (let level = root[LEVEL]; level > 0; level--) {
    const part = node[FIRST + partOf(level, page)]!
    if (typeof part === 'number') return 0
    node = part
  }
  return (node[FIRST + (page & 15)] as number) & PTE_NUMBER ? (node[NUMBERS + (page & 15)] as number) : 0
}

/** The table with one entry set. */
export function setEntry(root: PageNode, epoch: Epoch, page: number, flags: number, frame: number): PageNode {
  const top = editable(root, epoch)
  let node = top
  for (let level = top[LEVEL]; level > 0; level--) {
    const index = FIRST + partOf(level, page)
    const part = node[index]!
    let own = typeof part === 'number' ? filledTable(epoch, level - 1, part) : editable(part, epoch)
    if (level === 1 && flags & PTE_NUMBER) own = withNumbers(own)
    if (own !== part) node[index] = own
    node = own
  }
  node[FIRST + (page & 15)] = flags
  if (flags & PTE_NUMBER) node[NUMBERS + (page & 15)] = frame
  return top
}

/** The table with `change` made to all entries of [start, end). Runs without tables are changed at once. */
export function updateEntries(
  root: PageNode,
  epoch: Epoch,
  start: number,
  end: number,
  change: EntryChange
): PageNode {
  return update(root, epoch, 0, start, end, change)
}

/** The table, copied only where something changes. */
function update(
  node: PageNode,
  epoch: Epoch,
  base: number,
  start: number,
  end: number,
  change: EntryChange
): PageNode {
  const level = node[LEVEL]
  if (level === 0) return updateLeaf(node, epoch, base, start, end, change)
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  let own = node
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    const partBase = base + i * span
    let after: number | PageNode
    if (typeof part !== 'number') {
      after = collapsed(update(part, epoch, partBase, start, end, change))
    } else if (start <= partBase && end >= partBase + span) {
      after = change(part, 0, span, partBase)
    } else {
      after = collapsed(update(filledTable(epoch, level - 1, part), epoch, partBase, start, end, change))
    }
    if (after === part) continue
    if (own === node) own = editable(node, epoch)
    own[FIRST + i] = after
  }
  return own
}

/** Entries side by side that are alike and have no number are changed at once here, too. */
function updateLeaf(
  node: PageNode,
  epoch: Epoch,
  base: number,
  start: number,
  end: number,
  change: EntryChange
): PageNode {
  const from = start <= base ? 0 : start - base
  const to = end >= base + FAN_OUT ? FAN_OUT : end - base
  let own = node
  for (let i = from; i < to;) {
    const before = node[FIRST + i] as number
    const hasNumber = (before & PTE_NUMBER) !== 0
    let next = i + 1
    if (!hasNumber) while (next < to && node[FIRST + next] === before) next++
    const number = hasNumber ? (node[NUMBERS + i] as number) : 0
    const flags = change(before, number, next - i, base + i)
    if (flags !== before) {
      if (own === node) own = editable(node, epoch)
      for (let at = i; at < next; at++) own[FIRST + at] = flags
    }
    i = next
  }
  return own
}

/** The flags that all entries of a table share, or the table when they differ or have numbers. */
function collapsed(node: PageNode): number | PageNode {
  const first = node[FIRST]!
  if (typeof first !== 'number') return node
  if (node[LEVEL] === 0 && first & PTE_NUMBER) return node
  for (let i = FIRST + 1; i < FIRST + FAN_OUT; i++) if (node[i] !== first) return node
  return first
}

/** Visits runs of entries of [start, end) that are alike under `mask`, ascending, without a gap. */
export function eachRun(
  root: PageNode,
  start: number,
  end: number,
  mask: number,
  visit: (page: number, count: number, flags: number) => void
): void {
  let runStart = start
  let runFlags = -1
  const add = (page: number, flags: number): void => {
    if (flags === runFlags) return
    if (runFlags >= 0 && page > runStart) visit(runStart, page - runStart, runFlags)
    runStart = page
    runFlags = flags
  }
  const walk = (node: PageNode, base: number): void => {
    const level = node[LEVEL]
    const span = spans[level]!
    const from = start <= base ? 0 : partOf(level, start)
    const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
    for (let i = from; i < to; i++) {
      const part = node[FIRST + i]!
      const page = base + i * span
      if (typeof part === 'number') add(page > start ? page : start, (part & mask) >>> 0)
      else walk(part, page)
    }
  }
  if (end > start) walk(root, 0)
  if (runFlags >= 0 && end > runStart) visit(runStart, end - runStart, runFlags)
}

/** The first page of (page, end] whose entry is not like the page's own under `mask`; `end` when all are alike. */
export function runEnd(root: PageNode, page: number, end: number, mask: number): number {
  return firstOther(root, 0, page + 1, end, mask, flagsAt(root, page) & mask) ?? end
}

function firstOther(
  node: PageNode,
  base: number,
  start: number,
  end: number,
  mask: number,
  flags: number
): number | null {
  const level = node[LEVEL]
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    if (typeof part === 'number') {
      if ((part & mask) !== flags) return Math.max(base + i * span, start)
    } else {
      const found = firstOther(part, base + i * span, start, end, mask, flags)
      if (found !== null) return found
    }
  }
  return null
}

/** Visits entries of [start, end) that have a frame. Parts without tables cost nothing. */
export function eachFrame(
  root: PageNode,
  start: number,
  end: number,
  visit: (page: number, flags: number, frame: number) => void
): void {
  visitEntries(root, 0, start, end, PTE_FRAME, visit)
}

/** Visits entries of [start, end) that have one of the flags in `mask`, a part of PTE_NUMBER. Parts without tables cost nothing. */
export function eachEntry(
  root: PageNode,
  start: number,
  end: number,
  mask: number,
  visit: (page: number, flags: number, number: number) => void
): void {
  visitEntries(root, 0, start, end, mask, visit)
}

function visitEntries(
  node: PageNode,
  base: number,
  start: number,
  end: number,
  mask: number,
  visit: (page: number, flags: number, number: number) => void
): void {
  const level = node[LEVEL]
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    if (typeof part !== 'number') visitEntries(part, base + i * span, start, end, mask, visit)
    else if (level === 0 && part & mask) visit(base + i, part, node[NUMBERS + i] as number)
  }
}

/** The first entry of [page, end) that has a frame, or null. Parts without tables are skipped at once. */
export function nextFrame(root: PageNode, page: number, end: number): FrameEntry | null {
  return end > page ? firstFrame(root, 0, page, end) : null
}

function firstFrame(node: PageNode, base: number, start: number, end: number): FrameEntry | null {
  const level = node[LEVEL]
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    if (typeof part !== 'number') {
      const found = firstFrame(part, base + i * span, start, end)
      if (found !== null) return found
    } else if (level === 0 && part & PTE_FRAME)
      return { page: base + i, flags: part, frame: node[NUMBERS + i] as number }
  }
  return null
}
