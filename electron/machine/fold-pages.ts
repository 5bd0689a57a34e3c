import { pageFlags, pageStates, type PageColumns, type PageRuns } from '../../shared/contract/memory-process'
import type { ProcessLetter } from '../../shared/contract/observation'

/** Flags that come and go with every touch do not keep pages apart. */
const alike = ~(pageFlags.accessed | pageFlags.watched)

/** Which page of which control area a page of a process shows; null for private memory. */
export type AreaOf = (page: number) => { readonly area: number; readonly page: number } | null

type Growing = { [K in Exclude<keyof PageRuns, 'process' | 'source' | 'next'>]: number[] }

/** Folds pages, as they come in ascending order, into runs of like ones. */
export class PageFolder {
  private readonly runs: Growing = {
    ...{ page: [], count: [], allocation: [], state: [], prototype: [], protect: [], frame: [] },
    ...{ scattered: [], shares: [], priority: [], flags: [], area: [], areaPage: [] }
  }
  private next: number | null = null

  /** Takes at most so many runs. */
  constructor(private readonly most: number) {}

  /** Pages that have nothing but an address, in a row. */
  addReserved(page: number, count: number, allocation: number): void {
    const state = pageStates.indexOf('reserved')
    if (this.begin(page))
      this.push({
        page,
        count,
        allocation,
        state,
        prototype: 0,
        protect: 0,
        frame: 0,
        scattered: 0,
        shares: 0,
        priority: 0,
        flags: 0,
        area: 0,
        areaPage: 0
      })
  }

  /** So many more pages like the last, which has no frame. */
  extend(count: number): void {
    this.runs.count[this.runs.count.length - 1]! += count
  }

  /** False when there is no room for more runs. */
  add(pages: PageColumns, allocation: number, areaOf: AreaOf): boolean {
    const { runs } = this
    for (let i = 0; i < pages.page.length && this.next === null; i++) {
      const page = pages.page[i]!
      const place = areaOf(page)
      const flags = pages.flags[i]! & alike
      const at = runs.page.length - 1
      const count = runs.count[at]!
      const frame = pages.frame[i]!
      const follows = frame > 0 && frame === runs.frame[at]! + count
      const isSame =
        at >= 0 &&
        runs.page[at]! + count === page &&
        runs.allocation[at] === allocation &&
        runs.state[at] === pages.state[i] &&
        runs.prototype[at] === pages.prototype[i] &&
        runs.protect[at] === pages.protect[i] &&
        runs.shares[at] === pages.shares[i] &&
        runs.priority[at] === pages.priority[i] &&
        runs.flags[at] === flags &&
        runs.area[at] === (place?.area ?? 0) &&
        Math.sign(runs.frame[at]!) === Math.sign(frame) &&
        // Each page of a section is a tile of its own name: its frame must be known from the run.
        (place === null || (runs.areaPage[at]! + count === place.page && (follows || frame <= 0)))
      if (isSame) {
        runs.count[at] = count + 1
        if (frame > 0 && !follows) runs.scattered[at] = 1
      } else if (this.begin(page)) {
        this.push({
          ...{ page, count: 1, allocation, frame, scattered: 0, flags },
          ...{ state: pages.state[i]!, prototype: pages.prototype[i]!, protect: pages.protect[i]! },
          ...{ shares: pages.shares[i]!, priority: pages.priority[i]! },
          ...{ area: place?.area ?? 0, areaPage: place?.page ?? 0 }
        })
      }
    }
    return this.next === null
  }

  /** Has the next answer begin at this page: enough was looked at. */
  stop(page: number): void {
    this.next ??= page
  }

  result(process: ProcessLetter, source: PageRuns['source']): PageRuns {
    return { process, source, ...this.runs, next: this.next }
  }

  private begin(page: number): boolean {
    if (this.runs.page.length >= this.most) this.next ??= page
    return this.next === null
  }

  private push(run: { readonly [K in keyof Growing]: number }): void {
    for (const key of Object.keys(this.runs) as (keyof Growing)[]) this.runs[key].push(run[key])
  }
}
