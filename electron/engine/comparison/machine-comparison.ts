import {
  verdicts,
  type ComparedRows,
  type ComparisonReason,
  type ComparisonRow,
  type ComparisonSection,
  type MachineComparison,
  type VerdictCounts
} from '../../../shared/contract/comparison'
import type { RunRecord } from '../run-record'
import { CallRows } from './call-rows'
import { partOf, verdictOf } from './compared-part'
import { expectedDifferences } from './expected-differences'
import { figureRows } from './figure-rows'
import { knownReasons } from './known-wine'
import { OutputRows } from './output-rows'
import { RegionRows } from './region-rows'
import { RowList, type RowFilter } from './row-list'

/** Which rows are wanted of a comparison. */
export interface WantedRows {
  readonly only: RowFilter
  readonly sections: readonly {
    readonly section: ComparisonSection
    readonly offset: number
    readonly count: number
  }[]
}

/** What is known of the machines besides their runs. */
export interface ComparedMachines {
  readonly titles: MachineComparison['titles']
  readonly version: string
}

const allReasons = new Map<string, ComparisonReason>(
  [...Object.values(expectedDifferences), ...knownReasons].map((reason) => [reason.id, reason])
)

/**
 * Two runs of one program, side by side by meaning. Kept for as long as the runs are: each question costs what the runs did
 * since the last one, and what differs between the moments asked for.
 */
export class Comparison {
  private readonly calls: CallRows
  private readonly output: OutputRows
  private readonly regions: RegionRows
  private figures: readonly ComparisonRow[] = []
  private positions: readonly [number, number] = [0, 0]

  constructor(
    readonly simulator: RunRecord,
    readonly windows: RunRecord,
    private readonly machines: ComparedMachines
  ) {
    const { windows: title } = machines.titles
    const onWine = title === '' || /wine/i.test(title)
    this.calls = new CallRows(simulator, windows, onWine)
    this.output = new OutputRows(simulator, windows, this.calls)
    this.regions = new RegionRows(simulator, windows, this.calls, onWine)
  }

  /** The comparison with the wanted rows; regions and figures at a position of the simulator's record, the present where it is null. */
  at(position: number | null, wanted: WantedRows): MachineComparison {
    this.calls.advance()
    this.output.advance()
    const [left, right] = (this.positions = this.together(position))
    this.regions.show(left, right)
    const moments = [this.simulator.history.moments[left], this.windows.history.moments[right]] as const
    this.figures = figureRows(
      moments[0],
      moments[1],
      [left, right],
      (process) => this.regions.explanation(process),
      () => this.calls.hasDifferingCheck(left)
    )
    const sections = wanted.sections.map((want) => this.page(want, wanted.only))
    const used = new Set(
      sections.flatMap(({ rows }) => rows.flatMap(({ parts }) => parts.map(({ reason }) => reason)))
    )
    const ending = this.ending()
    const callCounts = ending === null ? this.calls.rows.counts : plus(this.calls.rows.counts, ending)
    return {
      runId: this.simulator.id,
      positions: { simulator: left, windows: right },
      counts: {
        calls: callCounts,
        regions: this.regions.counts,
        output: this.output.rows.counts,
        figures: this.figures.reduce<VerdictCounts>(plus, { same: 0, expected: 0, differs: 0 })
      },
      sections,
      reasons: Object.fromEntries(
        [...used].flatMap((id) => (id === null ? [] : [[id, allReasons.get(id)!]]))
      ),
      firstDifference: this.firstDifference(),
      notices: this.notices(),
      ...{ titles: this.machines.titles, settings: this.simulator.settings, version: this.machines.version }
    }
  }

  /** How many rows of each verdict there are at the present, over all sections. */
  sum(): VerdictCounts {
    const { counts } = this.at(null, { only: 'all', sections: [] })
    const sum = { same: 0, expected: 0, differs: 0 }
    for (const section of Object.values(counts))
      for (const verdict of verdicts) sum[verdict] += section[verdict]
    return sum
  }

  /** How many rows of those that `at` last counted are explained by what Wine is known to do otherwise than Windows. */
  get ofWine(): number {
    const figures = new RowList()
    for (const row of this.figures) figures.add(row)
    return this.calls.rows.ofWine + this.output.rows.ofWine + this.regions.ofWine + figures.ofWine
  }

  /** The reason of an id. */
  static reason(id: string): ComparisonReason | undefined {
    return allReasons.get(id)
  }

  /** The same place of the program on both machines: where one machine did more, its moments are more. */
  together(position: number | null): readonly [number, number] {
    this.calls.advance()
    const lengths = [this.simulator.history.moments.length, this.windows.history.moments.length] as const
    const last = [Math.max(0, lengths[0] - 1), Math.max(0, lengths[1] - 1)] as const
    if (position === null && this.simulator.isOver && this.windows.isOver) return last
    const left = Math.min(position ?? last[0], last[0])
    if (left === last[0] && this.simulator.isOver && this.windows.isOver) return last
    const { anchors } = this.calls
    let low = 0
    let high = anchors.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (anchors[middle]![0] <= left) low = middle + 1
      else high = middle
    }
    const [a, b] = anchors[low - 1] ?? [0, 0]
    // Steps in between did nothing that is compared: as many on the one machine as on the other.
    const most = (anchors[low]?.[1] ?? last[1] + 1) - 1
    return [left, Math.max(0, Math.min(b + left - a, Math.max(b, most), last[1]))]
  }

  private page(want: WantedRows['sections'][number], only: RowFilter): ComparedRows {
    const { section, offset, count } = want
    if (section === 'regions')
      return { section, offset, now: null, ...this.regions.page(only, offset, count) }
    const list = this.listOf(section)
    const { total, rows } = list.page(only, offset, count)
    return { section, offset, total, rows, now: section === 'figures' ? null : this.nowIn(list, only) }
  }

  private listOf(section: 'calls' | 'output' | 'figures'): RowList {
    if (section === 'output') return this.output.rows
    const list = new RowList()
    if (section === 'figures') {
      for (const row of this.figures) list.add(row)
      return list
    }
    const ending = this.ending()
    return ending === null ? this.calls.rows : this.calls.rows.with(ending)
  }

  /** The last row, among those of a filter, that the shown position has seen. */
  private nowIn(list: RowList, only: RowFilter): number | null {
    const indices = list.indices(only)
    const count = indices?.length ?? list.length
    const [left, right] = this.positions
    let low = 0
    let high = count
    while (low < high) {
      const middle = (low + high) >> 1
      const row = list.at(indices?.[middle] ?? middle)!
      const seen = row.simulator !== null ? row.simulator.position <= left : row.windows!.position <= right
      if (seen) low = middle + 1
      else high = middle
    }
    return low === 0 ? null : low - 1
  }

  /** How both runs stopped; null while one of them has not. */
  private ending(): ComparisonRow | null {
    const { simulator, windows } = this
    if (!simulator.isOver || !windows.isOver) return null
    const text = ({ statusText, status, exitCode }: RunRecord): string =>
      statusText || `${status}${exitCode === null ? '' : ` with exit code ${exitCode}`}`
    const key = ({ status, exception, exitCode }: RunRecord): string =>
      `${status} ${exception?.code ?? ''} ${exitCode ?? ''}`
    const [x, y] = [text(simulator), text(windows)]
    const follows = this.calls.parted('A', 0, Infinity)
    const parts =
      key(simulator) === key(windows)
        ? []
        : [partOf('end', x, y, follows === null ? null : 'follows', follows ?? '')]
    return {
      ...{ id: 'end', kind: 'ending', process: 'A', line: null, title: 'How the program ended' },
      simulator: { text: x, position: Math.max(0, simulator.history.moments.length - 1), place: null },
      windows: { text: y, position: Math.max(0, windows.history.moments.length - 1), place: null },
      verdict: verdictOf(parts),
      parts
    }
  }

  private firstDifference(): MachineComparison['firstDifference'] {
    const of = (section: ComparisonSection, row: ComparisonRow | undefined | null) =>
      row == null ? null : { section, id: row.id, position: row.simulator?.position ?? row.windows!.position }
    return (
      of('calls', this.calls.rows.page('differs', 0, 1).rows[0]) ??
      of('output', this.output.rows.page('differs', 0, 1).rows[0]) ??
      of('regions', this.regions.firstDifference) ??
      of(
        'figures',
        this.figures.find(({ verdict }) => verdict === 'differs')
      ) ??
      of('calls', this.ending()?.verdict === 'differs' ? this.ending() : null)
    )
  }

  private notices(): string[] {
    const notices: string[] = []
    const { left, right } = this.calls.waiting
    const behind = (count: number, ahead: string, machine: string): void => {
      if (count > 0)
        notices.push(
          `The ${ahead} machine is ${count} ${count === 1 ? 'call or check' : 'calls and checks'} ahead; they are compared when the ${machine} machine has come as far.`
        )
    }
    behind(left, 'simulator', 'Windows')
    behind(right, 'Windows', 'simulator')
    for (const run of [this.simulator, this.windows]) {
      const name = run.machineName === 'windows' ? 'Windows' : 'simulator'
      if (run.status === 'stopped') notices.push(`The run on the ${name} machine was stopped before its end.`)
      else if (run.status === 'failed')
        notices.push(`The ${name} machine could not run it: ${run.statusText}`)
      else if (run.status === 'paused' && run.statusText !== '')
        notices.push(`The ${name} machine: ${run.statusText}`)
      if (run.settingsNotice !== '') notices.push(run.settingsNotice)
      const cut = run.history.moments.findIndex(({ step }) => (step?.omitted?.calls ?? 0) > 0)
      if (cut >= 0)
        notices.push(
          `From step ${cut} on not every call is kept on the ${name} machine: only those that are listed are compared.`
        )
    }
    return notices
  }
}

function plus(counts: VerdictCounts, { verdict }: ComparisonRow): VerdictCounts {
  return { ...counts, [verdict]: counts[verdict] + 1 }
}
