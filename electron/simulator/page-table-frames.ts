import type { ProcessMemory } from './process-memory'
import { find, keyAtOrAbove, plainShape } from './persistent-tree'
import { isFree } from './vad'

/** Levels of page tables above a page: 0 is the page table, 3 the page map level 4. Intel SDM 3A, 4.5. */
export const TABLE_LEVELS = 4

const shape = plainShape<number>()

/** Under which a page table's frame is found: its level, and which of the tables of that level it is. */
export const tableKey = (level: number, index: number): number => level * 2 ** 28 + index

/** Which table of a level a page's entry lies in. */
export const tableIndex = (level: number, page: number): number => Math.floor(page / 512 ** (level + 1))

/** Gives a page that becomes valid its page tables: these take up physical memory, too. Windows Internals 7, ch. 5, x64 virtual address translation. */
export function addPageTables(process: ProcessMemory, page: number): void {
  const { state, kernel } = process
  for (let level = 0; level < TABLE_LEVELS; level++) {
    const key = tableKey(level, tableIndex(level, page))
    if (find(state.tables, key) !== undefined) return
    const frame = kernel.frames.allocate('table', state.letter.charCodeAt(0), key)
    kernel.frames.hold(frame)
    state.tables = shape.insert(state.tables, key, frame)
  }
}

/** Takes page tables away that no allocation needs any more, after one of pages [start, end) went. */
export function dropPageTables(process: ProcessMemory, start: number, end: number): void {
  const { state, kernel } = process
  for (let level = 0; level < TABLE_LEVELS && state.tables !== null; level++) {
    const span = 512 ** (level + 1)
    const first = Math.floor(start / span) * span
    // While the page table is needed, so is every table above it.
    if (level === 0 && end <= first + span && !isFree(state.vads, first, first + span)) return
    const last = tableKey(level, tableIndex(level, end - 1))
    for (let key = keyAtOrAbove(state.tables, tableKey(level, tableIndex(level, start))); key <= last;) {
      const first = (key - tableKey(level, 0)) * span
      if (isFree(state.vads, first, first + span)) {
        kernel.frames.free(find(state.tables, key)!)
        state.tables = shape.remove(state.tables, key)
      }
      key = keyAtOrAbove(state.tables, key + 1)
    }
  }
}
