import { PTE_FRAME, PTE_NUMBER } from './pte'

/** Which moment of the machine may change nodes in place; a snapshot starts the next one. */
export interface Epoch {
  current: number
}

/** 512 entries: flags of pte.ts, and frame numbers where the flags say so. */
export interface LeafTable {
  readonly epoch: number
  readonly level: 0
  readonly flags: Uint32Array
  readonly frames: Uint32Array
}

/** 512 tables of the level below. Where all entries below are alike and without frames, `fills` has them and there is no table. */
export interface Directory {
  readonly epoch: number
  readonly level: number
  readonly fills: Uint32Array
  readonly children: (PageNode | null)[]
}

export type PageNode = Directory | LeafTable

/** An entry's new flags. The page's frame is forgotten where they have no PTE_FRAME: release it before. */
export type EntryChange = (flags: number, frame: number, count: number, page: number) => number

const isLeaf = (node: PageNode): node is LeafTable => node.level === 0

/** An empty table for pages 0 to 512 ** (level + 1); x64 has level 3. */
export function emptyTable(epoch: Epoch, level = 3): PageNode {
  return level === 0 ? leafOf(epoch, 0) : directoryOf(epoch, level, 0)
}

/** The smallest level of a table with that many pages. */
export function levelFor(pageCount: number): number {
  let level = 0
  for (let room = 512; room < pageCount; room *= 512) level++
  return level
}

function leafOf(epoch: Epoch, fill: number): LeafTable {
  return {
    epoch: epoch.current,
    level: 0,
    flags: new Uint32Array(512).fill(fill),
    frames: new Uint32Array(512)
  }
}

function directoryOf(epoch: Epoch, level: number, fill: number): Directory {
  return {
    epoch: epoch.current,
    level,
    fills: new Uint32Array(512).fill(fill),
    children: new Array<PageNode | null>(512).fill(null)
  }
}

function editable<N extends PageNode>(node: N, epoch: Epoch): N {
  if (node.epoch === epoch.current) return node
  if (isLeaf(node)) {
    return {
      ...node,
      epoch: epoch.current,
      flags: new Uint32Array(node.flags),
      frames: new Uint32Array(node.frames)
    }
  }
  return {
    ...node,
    epoch: epoch.current,
    fills: new Uint32Array(node.fills),
    children: node.children.slice()
  }
}

/** Pages below one entry of a table, by the table's level. */
const spans = [1, 512, 512 ** 2, 512 ** 3, 512 ** 4]

/** A page's flags; 0 where nothing was ever set. */
export function flagsAt(root: PageNode, page: number): number {
  let node = root
  while (!isLeaf(node)) {
    const index = Math.floor(page / spans[node.level]!) & 511
    const child: PageNode | null = node.children[index]!
    if (child === null) return node.fills[index]!
    node = child
  }
  return node.flags[page & 511]!
}

/** A page's frame number; only meaningful where its flags have PTE_FRAME. */
export function frameAt(root: PageNode, page: number): number {
  let node = root
  while (!isLeaf(node)) {
    const child: PageNode | null = node.children[Math.floor(page / spans[node.level]!) & 511]!
    if (child === null) return 0
    node = child
  }
  return node.frames[page & 511]!
}

/** The table with one entry set. */
export function setEntry(root: PageNode, epoch: Epoch, page: number, flags: number, frame: number): PageNode {
  const node = editable(root, epoch)
  if (isLeaf(node)) {
    node.flags[page & 511] = flags
    node.frames[page & 511] = frame
    return node
  }
  const index = Math.floor(page / spans[node.level]!) & 511
  const child = node.children[index] ?? emptyFilled(epoch, node.level - 1, node.fills[index]!)
  node.children[index] = setEntry(child, epoch, page, flags, frame)
  return node
}

function emptyFilled(epoch: Epoch, level: number, fill: number): PageNode {
  return level === 0 ? leafOf(epoch, fill) : directoryOf(epoch, level, fill)
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

function update(
  original: PageNode,
  epoch: Epoch,
  base: number,
  start: number,
  end: number,
  change: EntryChange
): PageNode {
  const node = editable(original, epoch)
  if (isLeaf(node)) {
    const from = Math.max(start - base, 0)
    const to = Math.min(end - base, 512)
    for (let i = from; i < to; i++) {
      const flags = change(node.flags[i]!, node.frames[i]!, 1, base + i)
      node.flags[i] = flags
      if ((flags & PTE_NUMBER) === 0) node.frames[i] = 0
    }
    return node
  }
  const span = spans[node.level]!
  const from = Math.max(Math.floor((start - base) / span), 0)
  const to = Math.min(Math.ceil((end - base) / span), 512)
  for (let i = from; i < to; i++) {
    const childBase = base + i * span
    const whole = start <= childBase && end >= childBase + span
    const child = node.children[i]!
    if (child === null && whole) {
      node.fills[i] = change(node.fills[i]!, 0, span, childBase)
      continue
    }
    const table = child ?? emptyFilled(epoch, node.level - 1, node.fills[i]!)
    const changed = update(table, epoch, childBase, start, end, change)
    const fill = whole ? uniform(changed) : null
    node.children[i] = fill === null ? changed : null
    if (fill !== null) node.fills[i] = fill
  }
  return node
}

/** The flags that all entries of a table share, or null when they differ or have frames. */
function uniform(node: PageNode): number | null {
  const entries = isLeaf(node) ? node.flags : node.fills
  const first = entries[0]!
  if (first & PTE_NUMBER) return null
  for (let i = 0; i < 512; i++) {
    if (entries[i] !== first || (!isLeaf(node) && node.children[i] !== null)) return null
  }
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
    if (isLeaf(node)) {
      const to = Math.min(end - base, 512)
      for (let i = Math.max(start - base, 0); i < to; i++) add(base + i, (node.flags[i]! & mask) >>> 0)
      return
    }
    const span = spans[node.level]!
    const to = Math.min(Math.ceil((end - base) / span), 512)
    for (let i = Math.max(Math.floor((start - base) / span), 0); i < to; i++) {
      const child = node.children[i]!
      if (child === null) add(Math.max(base + i * span, start), (node.fills[i]! & mask) >>> 0)
      else walk(child, base + i * span)
    }
  }
  walk(root, 0)
  if (runFlags >= 0 && end > runStart) visit(runStart, end - runStart, runFlags)
}

/** Visits entries of [start, end) that have a frame. Parts without tables cost nothing. */
export function eachFrame(
  root: PageNode,
  start: number,
  end: number,
  visit: (page: number, flags: number, frame: number) => void
): void {
  eachNumbered(root, start, end, (page, flags, frame) => {
    if (flags & PTE_FRAME) visit(page, flags, frame)
  })
}

/** Visits entries of [start, end) that have a number: a frame's or a page-file slot's. Parts without tables cost nothing. */
export function eachNumbered(
  root: PageNode,
  start: number,
  end: number,
  visit: (page: number, flags: number, frame: number) => void
): void {
  const walk = (node: PageNode, base: number): void => {
    if (isLeaf(node)) {
      const to = Math.min(end - base, 512)
      for (let i = Math.max(start - base, 0); i < to; i++) {
        if (node.flags[i]! & PTE_NUMBER) visit(base + i, node.flags[i]!, node.frames[i]!)
      }
      return
    }
    const span = spans[node.level]!
    const to = Math.min(Math.ceil((end - base) / span), 512)
    for (let i = Math.max(Math.floor((start - base) / span), 0); i < to; i++) {
      const child = node.children[i]!
      if (child !== null) walk(child, base + i * span)
    }
  }
  walk(root, 0)
}

/** The first entry in [page, end) that has a frame; null when there is none. */
export function nextFrame(
  root: PageNode,
  page: number,
  end: number
): { readonly page: number; readonly flags: number; readonly frame: number } | null {
  const walk = (node: PageNode, base: number): ReturnType<typeof nextFrame> => {
    if (isLeaf(node)) {
      const to = Math.min(end - base, 512)
      for (let i = Math.max(page - base, 0); i < to; i++)
        if (node.flags[i]! & PTE_FRAME)
          return { page: base + i, flags: node.flags[i]!, frame: node.frames[i]! }
      return null
    }
    const span = spans[node.level]!
    const to = Math.min(Math.ceil((end - base) / span), 512)
    for (let i = Math.max(Math.floor((page - base) / span), 0); i < to; i++) {
      const child = node.children[i]!
      const found = child === null ? null : walk(child, base + i * span)
      if (found !== null) return found
    }
    return null
  }
  return walk(root, 0)
}
