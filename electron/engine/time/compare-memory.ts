import type { ByteChange, PageChange, PageLook } from '../../../shared/contract/moments'
import { eachRun, frameAt } from '../../simulator/page-table'
import { lastingFlags, pageProtection, pageState } from '../../simulator/page-words'
import { PTE_FRAME, PTE_NUMBER, PTE_PAGED, PTE_PROTOTYPE } from '../../simulator/pte'
import type { PastMemory } from '../../simulator'

const pageSize = 4096
const endOfPages = 0x7fffffff0000 / pageSize
/** Changes that are listed, of each kind. */
const mostChanges = 1000
/** Pages whose bytes are compared. */
const mostPages = 100_000
/** Bytes that a change shows. */
const mostBytes = 64
/** Equal bytes between two changes that make them one. */
const bridged = 7

interface PageRun {
  readonly page: number
  readonly count: number
  readonly before: number
  readonly after: number
}

/** How the pages of a process and the bytes in them differ between two moments; bounded, `more` tells that there is more. */
export function compareMemory(
  before: PastMemory,
  after: PastMemory
): { readonly pages: readonly PageChange[]; readonly bytes: readonly ByteChange[]; readonly more: boolean } {
  const pages: PageChange[] = []
  const bytes: ByteChange[] = []
  let looked = 0
  let more = false
  for (const run of runsOf(before, after)) {
    const changes = pageChanges(before, after, run)
    for (const change of changes) {
      if (pages.length < mostChanges) pages.push(change)
      else more = true
    }
    // Pages that are nowhere yet are zeros in both moments.
    if (((run.before | run.after) & (PTE_NUMBER | PTE_PROTOTYPE)) === 0) continue
    for (let i = 0; i < run.count; i++) {
      if (looked++ >= mostPages || bytes.length >= mostChanges) {
        more = true
        break
      }
      comparePage(before, after, run.page + i, bytes)
    }
  }
  return { pages, bytes: bytes.slice(0, mostChanges), more: more || bytes.length > mostChanges }
}

/** Runs of pages that are alike within each moment, where any of the two has something. */
function* runsOf(before: PastMemory, after: PastMemory): Generator<PageRun, void, undefined> {
  const list = (memory: PastMemory): { readonly end: number; readonly flags: number }[] => {
    const runs: { readonly end: number; readonly flags: number }[] = []
    eachRun(memory.state.pages, 0, endOfPages, lastingFlags(-1), (page, count, flags) => {
      runs.push({ end: page + count, flags })
    })
    return runs
  }
  const old = list(before)
  const now = list(after)
  let page = 0
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    const end = Math.min(old[i]!.end, now[j]!.end)
    const run = { page, count: end - page, before: old[i]!.flags, after: now[j]!.flags }
    if (run.before !== 0 || run.after !== 0) yield run
    page = end
    if (old[i]!.end === end) i++
    if (now[j]!.end === end) j++
  }
}

function pageChanges(before: PastMemory, after: PastMemory, run: PageRun): PageChange[] {
  const { page, count } = run
  if (run.before !== run.after) {
    const address = page * pageSize
    return [
      {
        address,
        pageCount: count,
        before: lookOf(before, page, run.before),
        after: lookOf(after, page, run.after)
      }
    ]
  }
  if ((run.before & PTE_NUMBER) === 0) return []
  const changes: PageChange[] = []
  for (let i = page; i < page + count; i++) {
    if (frameAt(before.state.pages, i) === frameAt(after.state.pages, i)) continue
    const address = i * pageSize
    changes.push({
      address,
      pageCount: 1,
      before: lookOf(before, i, run.before),
      after: lookOf(after, i, run.after)
    })
  }
  return changes
}

function lookOf(memory: PastMemory, page: number, flags: number): PageLook {
  const frame = flags & PTE_FRAME ? frameAt(memory.state.pages, page) : null
  const slot = flags & PTE_PAGED ? frameAt(memory.state.pages, page) : null
  return { state: pageState(flags), protect: pageProtection(flags), frame, slot }
}

function comparePage(before: PastMemory, after: PastMemory, page: number, changes: ByteChange[]): void {
  const address = page * pageSize
  const old = before.peek(address, pageSize)
  const now = after.peek(address, pageSize)
  if (old === null || now === null || Buffer.compare(old, now) === 0) return
  for (let i = 0; i < pageSize; i++) {
    if (old[i] === now[i]) continue
    let end = i + 1
    for (let j = end; j < pageSize && j - end <= bridged; j++) if (old[j] !== now[j]) end = j + 1
    const shown = Math.min(end, i + mostBytes)
    changes.push({
      address: address + i,
      length: end - i,
      before: Buffer.from(old.subarray(i, shown)).toString('hex'),
      after: Buffer.from(now.subarray(i, shown)).toString('hex')
    })
    i = end
  }
}
