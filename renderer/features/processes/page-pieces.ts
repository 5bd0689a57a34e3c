import { pageFlags, pageStates, type PageRuns } from '../../../shared/contract/memory-process'

/** What the shown step did to pages. */
export type PageChange =
  /** In memory now, and not before. */
  | 'new'
  /** Copied at a write: its own page now. */
  | 'copied'
  /** In another frame than before. */
  | 'moved'
  /** In memory before, and not any more. */
  | 'gone'
  /** Not modified before. */
  | 'written'
  | 'protection'

/** Pages of a process in a row, alike in everything, also in what the step did to them. */
export interface PagePiece {
  readonly page: number
  readonly count: number
  readonly allocation: number
  /** Index into `pageStates`. */
  readonly state: number
  readonly prototype: number
  readonly protect: number
  /** The first page's; 0 none, -1 not told. */
  readonly frame: number
  readonly scattered: boolean
  readonly shares: number
  readonly priority: number
  readonly flags: number
  readonly area: number
  readonly areaPage: number
  readonly change: PageChange | null
}

/** A part of a piece: `skip` pages further on, so many. */
export function partOfPiece(piece: PagePiece, skip: number, count: number): PagePiece {
  if (skip === 0 && count === piece.count) return piece
  return {
    ...piece,
    page: piece.page + skip,
    count,
    frame: piece.frame > 0 && !piece.scattered ? piece.frame + skip : piece.frame,
    areaPage: piece.area === 0 ? 0 : piece.areaPage + skip
  }
}

/** The runs of an answer as pieces; `before` is the answer at the step before, where there is one. */
export function piecesOf(after: PageRuns, before: PageRuns | null): PagePiece[] {
  const pieces: PagePiece[] = []
  let old = 0
  for (let i = 0; i < after.page.length; i++) {
    const run = runAt(after, i)
    const end = run.page + run.count
    if (before === null) {
      pieces.push(run)
      continue
    }
    for (let page = run.page; page < end;) {
      while (old < before.page.length && before.page[old]! + before.count[old]! <= page) old++
      const from = before.page[old] ?? Infinity
      const covered = from <= page
      const until = Math.min(end, covered ? from + before.count[old]! : from)
      const part = partOfPiece(run, page - run.page, until - page)
      const former = covered ? partOfPiece(runAt(before, old), page - from, until - page) : null
      const piece = { ...part, change: changeOf(former, part) }
      const last = pieces.at(-1)
      if (page > run.page && last !== undefined && last.change === piece.change)
        pieces[pieces.length - 1] = { ...last, count: last.count + piece.count }
      else pieces.push(piece)
      page = until
    }
  }
  return pieces
}

/** An answer and the one that goes on where it ended. */
export function joinRuns(first: PageRuns, second: PageRuns): PageRuns {
  const joined = { ...second } as { -readonly [K in keyof PageRuns]: PageRuns[K] }
  for (const column of columns) joined[column] = [...first[column], ...second[column]]
  return joined
}

const columns = [
  ...(['page', 'count', 'allocation', 'state', 'prototype', 'protect', 'frame', 'scattered'] as const),
  ...(['shares', 'priority', 'flags', 'area', 'areaPage'] as const)
]

function runAt(runs: PageRuns, i: number): PagePiece {
  return {
    page: runs.page[i]!,
    count: runs.count[i]!,
    allocation: runs.allocation[i]!,
    state: runs.state[i]!,
    prototype: runs.prototype[i]!,
    protect: runs.protect[i]!,
    frame: runs.frame[i]!,
    scattered: runs.scattered[i] === 1,
    shares: runs.shares[i]!,
    priority: runs.priority[i]!,
    flags: runs.flags[i]!,
    area: runs.area[i]!,
    areaPage: runs.areaPage[i]!,
    change: null
  }
}

const valid = pageStates.indexOf('valid')
const isIn = (piece: PagePiece): boolean => piece.state === valid

function changeOf(before: PagePiece | null, after: PagePiece): PageChange | null {
  if (before === null || before.allocation !== after.allocation) return isIn(after) ? 'new' : null
  if (after.flags & ~before.flags & pageFlags.copied) return 'copied'
  if (isIn(after) !== isIn(before)) return isIn(after) ? 'new' : 'gone'
  if (
    after.frame > 0 &&
    before.frame > 0 &&
    after.frame !== before.frame &&
    !after.scattered &&
    !before.scattered
  )
    return 'moved'
  if (after.flags & ~before.flags & pageFlags.dirty) return 'written'
  return after.protect !== before.protect ? 'protection' : null
}

/** Pages of sections that two processes both have in memory, not copied, in pages. */
export function sharedPages(a: readonly PagePiece[], b: readonly PagePiece[]): number {
  const spans = (pieces: readonly PagePiece[]): (readonly [number, number, number])[] =>
    pieces
      .filter((piece) => piece.area > 0 && isIn(piece) && (piece.flags & pageFlags.copied) === 0)
      .map(({ area, areaPage, count }) => [area, areaPage, areaPage + count] as const)
      .sort((x, y) => x[0] - y[0] || x[1] - y[1])
  const left = spans(a)
  const right = spans(b)
  let shared = 0
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    const [areaA, fromA, toA] = left[i]!
    const [areaB, fromB, toB] = right[j]!
    if (areaA === areaB) shared += Math.max(0, Math.min(toA, toB) - Math.max(fromA, fromB))
    if (areaA < areaB || (areaA === areaB && toA <= toB)) i++
    else j++
  }
  return shared
}
