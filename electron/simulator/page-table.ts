import { PTE_FRAME, PTE_NUMBER } from './pte'

/** Which moment of the machine may change nodes in place; a snapshot starts the next one. */
export interface Epoch {
  current: number
}

/**
 * A table of 16 parts, as one array: the epoch that may change it, its level, its first page, and the parts. A part is
 * a table of any level below or, where all entries below are alike and have no number, their flags. A table that is
 * smaller than its part has only zero entries beside it: levels with nothing but one table are left out. At level 0 the
 * parts are the flags of 16 entries, and their numbers follow once one of them has one. So small because every moment
 * that is kept has a copy of each table that changed.
 */
export interface PageNode extends Array<number | PageNode> {
  0: number
  1: number
  2: number
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
const BASE = 2
const FIRST = 3
const FAN_OUT = 16
/** Behind the flags of a table of level 0. */
const NUMBERS = FIRST + FAN_OUT
/** Of tables that are never changed in place. */
const NO_EPOCH = 0

const noNumbers = new Array<number>(FAN_OUT).fill(0)

/** Pages below one part of a table, by the table's level; below the whole table, by one more. */
const spans = Array.from({ length: 10 }, (_, level) => FAN_OUT ** level)

/** An empty table for pages 0 to 512 ** (level + 1); x64 has level 3. */
export function emptyTable(epoch: Epoch, level = 3): PageNode {
  // 9 bits of a page number for each of x64's levels, 4 for each of ours.
  return filledTable(epoch.current, Math.ceil((9 * (level + 1)) / 4) - 1, 0, 0)
}

/** The smallest level of a table with that many pages. */
export function levelFor(pageCount: number): number {
  let level = 0
  for (let room = 512; room < pageCount; room *= 512) level++
  return level
}

/** The table of that level that has the page; all entries are alike. */
function filledTable(epoch: number, level: number, page: number, flags: number): PageNode {
  const f = flags
  // A literal makes an array without holes and without room to spare.
  return [epoch, level, firstOf(level, page), f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f]
}

/** The first page of the table of that level that has the page. */
function firstOf(level: number, page: number): number {
  return page - (page % spans[level + 1]!)
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

/** Where the last look-up ended: pages are asked for again and again. Changes forget it. */
let lastRoot: PageNode | null = null
let lastFirst = 0
let lastLeaf: PageNode | number = 0

/** The table of level 0 that has the page; where there is none, the flags that all entries around have. */
function leafAt(root: PageNode, page: number): PageNode | number {
  const first = page - (page & (FAN_OUT - 1))
  if (root === lastRoot && first === lastFirst) return lastLeaf
  lastRoot = root
  lastFirst = first
  return (lastLeaf = findLeaf(root, page))
}

function findLeaf(root: PageNode, page: number): PageNode | number {
  let node = root
  for (let level = root[LEVEL]; level > 0; level = node[LEVEL]) {
    const part = node[FIRST + ((level < 8 ? page >>> (level << 2) : page / 2 ** 32) & 15)]!
    if (typeof part === 'number') return part
    const below = page - part[BASE]
    if (below < 0 || below >= spans[part[LEVEL] + 1]!) return 0
    node = part
  }
  return node
}

/** A page's flags; 0 where nothing was ever set. */
export function flagsAt(root: PageNode, page: number): number {
  const leaf = leafAt(root, page)
  return typeof leaf === 'number' ? leaf : (leaf[FIRST + (page & 15)] as number)
}

/** A page's frame number (or what PTE_NUMBER says); only meaningful where its flags have one. */
export function frameAt(root: PageNode, page: number): number {
  const leaf = leafAt(root, page)
  if (typeof leaf === 'number') return 0
  return (leaf[FIRST + (page & 15)] as number) & PTE_NUMBER ? (leaf[NUMBERS + (page & 15)] as number) : 0
}

/** The table with one entry set. */
export function setEntry(root: PageNode, epoch: Epoch, page: number, flags: number, frame: number): PageNode {
  const leaf = leafAt(root, page)
  if (typeof leaf !== 'number' && leaf[EPOCH] === epoch.current) {
    if (leaf.length > NUMBERS || (flags & PTE_NUMBER) === 0) {
      leaf[FIRST + (page & 15)] = flags
      if (flags & PTE_NUMBER) leaf[NUMBERS + (page & 15)] = frame
      return root
    }
  }
  const top = editable(root, epoch)
  let node = top
  for (let level = top[LEVEL]; level > 0; level = node[LEVEL]) {
    const index = FIRST + partOf(level, page)
    const part = node[index]!
    let own: PageNode
    if (typeof part === 'number') own = filledTable(epoch.current, part === 0 ? 0 : level - 1, page, part)
    else if (page >= part[BASE] && page < endOf(part)) own = editable(part, epoch)
    else own = tableAbove(part, epoch.current, page)
    if (flags & PTE_NUMBER && own[LEVEL] === 0) own = withNumbers(own)
    if (own !== part) node[index] = own
    node = own
  }
  node[FIRST + (page & 15)] = flags
  if (flags & PTE_NUMBER) node[NUMBERS + (page & 15)] = frame
  lastRoot = top
  lastLeaf = node
  return top
}

const endOf = (node: PageNode): number => node[BASE] + spans[node[LEVEL] + 1]!

/** The smallest table that has both a table and a page beside it. */
function tableAbove(node: PageNode, epoch: number, page: number): PageNode {
  let level = node[LEVEL] + 1
  while (firstOf(level, page) !== firstOf(level, node[BASE])) level++
  const above = filledTable(epoch, level, page, 0)
  above[FIRST + partOf(level, node[BASE])] = node
  return above
}

/** The table with `change` made to all entries of [start, end). Runs without tables are changed at once. */
export function updateEntries(
  root: PageNode,
  epoch: Epoch,
  start: number,
  end: number,
  change: EntryChange
): PageNode {
  lastRoot = null
  // Down to the smallest table that has all of them, and up again as far as something is another than it was.
  const path: PageNode[] = []
  let node = root
  for (let level = root[LEVEL]; level > 0; level = node[LEVEL]) {
    const part = node[FIRST + partOf(level, start)]!
    if (typeof part === 'number' || start < part[BASE] || end > endOf(part)) break
    path.push(node)
    node = part
  }
  let after = update(node, epoch, start, end, change)
  for (let i = path.length - 1; i >= 0; i--) {
    const above = path[i]!
    const level = above[LEVEL]
    const index = FIRST + partOf(level, start)
    const part = collapsed(after, level)
    if (part === above[index]) return root
    after = editable(above, epoch)
    after[index] = part
  }
  return after
}

/**
 * The table, copied only where something changes. All levels in one function: it is compiled once, where smaller ones
 * are compiled into each other again and again while a process is new.
 */
function update(node: PageNode, epoch: Epoch, start: number, end: number, change: EntryChange): PageNode {
  const level = node[LEVEL]
  const base = node[BASE]
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  let own = node
  for (let i = from; i < to;) {
    const part = node[FIRST + i]!
    const page = base + i * span
    let next = i + 1
    let after: number | PageNode
    if (level === 0) {
      // Entries side by side that are alike and have no number are changed at once here, too.
      const hasNumber = ((part as number) & PTE_NUMBER) !== 0
      if (!hasNumber) while (next < to && node[FIRST + next] === part) next++
      after = change(part as number, hasNumber ? (node[NUMBERS + i] as number) : 0, next - i, page)
    } else if (typeof part === 'number' && start <= page && end >= page + span) {
      after = change(part, 0, span, page)
    } else {
      const low = start > page ? start : page
      const high = end < page + span ? end : page + span
      let table: PageNode
      if (typeof part === 'number') {
        const below = part === 0 ? levelOf(low, high) : level - 1
        table = filledTable(epoch.current, below < level ? below : level - 1, low, part)
      } else {
        // Entries beside the table change, too: one that is large enough takes its place, unless all stays as it is.
        table = part
        while (low < table[BASE] || high > endOf(table))
          table = tableAbove(table, NO_EPOCH, low < table[BASE] ? low : high - 1)
      }
      const changed = update(table, epoch, low, high, change)
      after =
        changed === table && table !== part && typeof part !== 'number' ? part : collapsed(changed, level)
    }
    if (after !== part) {
      if (own === node) own = editable(node, epoch)
      for (let at = i; at < next; at++) own[FIRST + at] = after
    }
    i = next
  }
  return own
}

/** The level of the smallest table that has the pages, and more than these. */
function levelOf(start: number, end: number): number {
  let level = 0
  while (firstOf(level, start) !== firstOf(level, end - 1) || end - start === spans[level + 1]) level++
  return level
}

/** What stands in a table of level `above` for a table: the flags that all its entries share, or the table when they differ or have numbers. */
function collapsed(node: PageNode, above: number): number | PageNode {
  const first = node[FIRST]!
  if (typeof first !== 'number' || node[FIRST + FAN_OUT - 1] !== first) return node
  if (first !== 0 && (node[LEVEL] !== above - 1 || (node[LEVEL] === 0 && first & PTE_NUMBER))) return node
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
  const walk = (node: PageNode): void => {
    const base = node[BASE]
    const level = node[LEVEL]
    const span = spans[level]!
    const from = start <= base ? 0 : partOf(level, start)
    const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
    for (let i = from; i < to; i++) {
      const part = node[FIRST + i]!
      const page = base + i * span
      if (typeof part === 'number') add(page > start ? page : start, (part & mask) >>> 0)
      else {
        if (start < part[BASE] && page < part[BASE]) add(page > start ? page : start, 0)
        if (start < endOf(part) && end > part[BASE]) walk(part)
        if (end > endOf(part) && page + span > endOf(part)) add(Math.max(endOf(part), start), 0)
      }
    }
  }
  if (end > start) walk(root)
  if (runFlags >= 0 && end > runStart) visit(runStart, end - runStart, runFlags)
}

/** The first page of (page, end] whose entry is not like the page's own under `mask`; `end` when all are alike. */
export function runEnd(root: PageNode, page: number, end: number, mask: number): number {
  if (page + 1 >= end) return end
  const leaf = leafAt(root, page)
  if (typeof leaf === 'number') return firstOther(root, page, end, mask, leaf & mask)
  const flags = (leaf[FIRST + (page & 15)] as number) & mask
  const last = endOf(leaf) < end ? endOf(leaf) : end
  for (let at = page + 1; at < last; at++)
    if (((leaf[FIRST + (at & 15)] as number) & mask) !== flags) return at
  return last < end ? firstOther(root, last, end, mask, flags) : end
}

/** The first page of [start, end) whose entry is not like that; `end` where all are. The table has one of them. */
function firstOther(node: PageNode, start: number, end: number, mask: number, flags: number): number {
  const base = node[BASE]
  const level = node[LEVEL]
  const span = spans[level]!
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= base + span * FAN_OUT ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    const first = base + i * span
    if (typeof part === 'number') {
      if ((part & mask) !== flags) return first > start ? first : start
      continue
    }
    const from = first > start ? first : start
    if (flags !== 0 && from < part[BASE]) return from
    if (start < endOf(part) && end > part[BASE]) {
      const last = end < endOf(part) ? end : endOf(part)
      const found = firstOther(part, from, last, mask, flags)
      if (found < last) return found
    }
    if (flags !== 0 && end > endOf(part) && first + span > endOf(part)) return Math.max(endOf(part), start)
  }
  return end
}

/** Visits entries of [start, end) that have a frame. Parts without tables cost nothing. */
export function eachFrame(
  root: PageNode,
  start: number,
  end: number,
  visit: (page: number, flags: number, frame: number) => void
): void {
  visitEntries(root, start, end, PTE_FRAME, visit)
}

/** Visits entries of [start, end) that have one of the flags in `mask`, a part of PTE_NUMBER. Parts without tables cost nothing. */
export function eachEntry(
  root: PageNode,
  start: number,
  end: number,
  mask: number,
  visit: (page: number, flags: number, number: number) => void
): void {
  visitEntries(root, start, end, mask, visit)
}

function visitEntries(
  node: PageNode,
  start: number,
  end: number,
  mask: number,
  visit: (page: number, flags: number, number: number) => void
): void {
  const base = node[BASE]
  if (start >= endOf(node) || end <= base) return
  const level = node[LEVEL]
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= endOf(node) ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    if (typeof part !== 'number') visitEntries(part, start, end, mask, visit)
    else if (level === 0 && part & mask) visit(base + i, part, node[NUMBERS + i] as number)
  }
}

/** The first entry of [page, end) that has a frame, or null. Parts without tables are skipped at once. */
export function nextFrame(root: PageNode, page: number, end: number): FrameEntry | null {
  return end > page ? firstFrame(root, page, end) : null
}

function firstFrame(node: PageNode, start: number, end: number): FrameEntry | null {
  const base = node[BASE]
  if (start >= endOf(node) || end <= base) return null
  const level = node[LEVEL]
  const from = start <= base ? 0 : partOf(level, start)
  const to = end >= endOf(node) ? FAN_OUT : partOf(level, end - 1) + 1
  for (let i = from; i < to; i++) {
    const part = node[FIRST + i]!
    if (typeof part !== 'number') {
      const found = firstFrame(part, start, end)
      if (found !== null) return found
    } else if (level === 0 && part & PTE_FRAME)
      return { page: base + i, flags: part, frame: node[NUMBERS + i] as number }
  }
  return null
}
