import type { ComparisonRow, Verdict, VerdictCounts } from '../../../shared/contract/comparison'
import { isOfWine } from './expected-differences'

/** Which rows are wanted. */
export type RowFilter = 'all' | 'expected' | 'differs'

/** Rows that come one after the other, with how many there are of each verdict, and where. */
export class RowList {
  private readonly rows: ComparisonRow[] = []
  /** Indices of rows by verdict, ascending; put in order when they are asked for. */
  private readonly places: Record<Verdict, Set<number>> = {
    same: new Set(),
    expected: new Set(),
    differs: new Set()
  }

  /** Rows that are explained by what Wine is known to do otherwise than Windows. */
  private readonly wine = new Set<number>()

  get ofWine(): number {
    return this.wine.size
  }

  get length(): number {
    return this.rows.length
  }

  get counts(): VerdictCounts {
    const { same, expected, differs } = this.places
    return { same: same.size, expected: expected.size, differs: differs.size }
  }

  add(row: ComparisonRow): number {
    this.note(this.rows.length, row)
    return this.rows.push(row) - 1
  }

  at(index: number): ComparisonRow | undefined {
    return this.rows[index]
  }

  /** Puts another row in the place of one; `undo` takes how to have the former back. */
  replace(index: number, change: (row: ComparisonRow) => ComparisonRow, undo: (() => void)[] | null): void {
    const former = this.rows[index]
    if (former === undefined) return
    this.put(index, change(former))
    undo?.push(() => this.put(index, former))
  }

  /** The same rows and one more at the end. */
  with(row: ComparisonRow): RowList {
    const list = new RowList()
    for (const one of this.rows) list.add(one)
    list.add(row)
    return list
  }

  /** Forgets the rows from one on. */
  cut(length: number): void {
    for (let i = length; i < this.rows.length; i++) {
      this.places[this.rows[i]!.verdict].delete(i)
      this.wine.delete(i)
    }
    this.rows.length = length
  }

  /** The rows that a filter lets through, as indices. */
  indices(only: RowFilter): readonly number[] | null {
    return only === 'all' ? null : [...this.places[only]].sort((a, b) => a - b)
  }

  /** Some rows of those that a filter lets through, and how many there are. */
  page(
    only: RowFilter,
    offset: number,
    count: number
  ): { readonly total: number; readonly rows: ComparisonRow[] } {
    const indices = this.indices(only)
    if (indices === null) return { total: this.rows.length, rows: this.rows.slice(offset, offset + count) }
    return { total: indices.length, rows: indices.slice(offset, offset + count).map((i) => this.rows[i]!) }
  }

  private put(index: number, row: ComparisonRow): void {
    const former = this.rows[index]
    if (former !== undefined) this.places[former.verdict].delete(index)
    this.wine.delete(index)
    this.note(index, row)
    this.rows[index] = row
  }

  private note(index: number, row: ComparisonRow): void {
    this.places[row.verdict].add(index)
    if (row.verdict === 'expected' && row.parts.some(({ reason }) => isOfWine(reason))) this.wine.add(index)
  }
}
