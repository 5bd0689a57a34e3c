import type { MachineComparison } from '../../../../shared/contract/comparison'
import { comparisonSections } from '../../../../shared/contract/comparison'
import { defaultMachineSettings } from '../../../../shared/contract/machine-settings'
import type { ObservedRegion, ProcessLetter } from '../../../../shared/contract/observation'
import { regionTree } from '../../../../shared/contract/region-tree'
import type { CallRecord, CheckRecord, ShownValue } from '../../../../shared/contract/step'
import type { Moment } from '../../history'
import type { RunRecord } from '../../run-record'
import { Comparison } from '../machine-comparison'

export function value(name: string, raw: string, meaning: string | null = null, text = raw): ShownValue {
  return { name, raw, text, meaning }
}

/** A VirtualAlloc that answered with an address, unless told otherwise. */
export function call(line: number, more: Partial<CallRecord> = {}): CallRecord {
  return {
    ...{ line, name: 'VirtualAlloc', args: [], result: value('LPVOID', '0x10000', '#1'), outs: [] },
    ...{ failed: false, lastError: 0, why: null, rule: null, exception: null },
    ...more
  }
}

/** A call that answered FALSE with an error. */
export function failing(line: number, lastError: number, more: Partial<CallRecord> = {}): CallRecord {
  return call(line, { failed: true, lastError, result: value('BOOL', '0x0', 'FALSE', 'FALSE'), ...more })
}

export function check(line: number, verdict: CheckRecord['verdict'], words = 'x'): CheckRecord {
  return { line, verdict, text: `${verdict} ${line} ${words}` }
}

/** Committed private memory that the program made. */
export function region(base: number, pages: number, more: Partial<ObservedRegion> = {}): ObservedRegion {
  return {
    ...{ base, size: pages * 0x1000, state: 0x1000, type: 0x20000, protect: 4, allocationBase: base },
    ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine: 1 },
    ...more
  }
}

/** One step of a written run. */
export interface WrittenStep {
  readonly process?: ProcessLetter
  readonly line?: number
  readonly calls?: readonly CallRecord[]
  readonly checks?: readonly CheckRecord[]
  readonly output?: string
  /** The regions of the process from here on; as before when left out. */
  readonly regions?: readonly ObservedRegion[]
}

/** A run that a test wrote down step by step; more can be told later. */
export class WrittenRun {
  readonly moments: Moment[] = []
  output = ''
  readonly record: RunRecord

  constructor(
    machineName: RunRecord['machineName'],
    steps: readonly WrittenStep[],
    private readonly end: Partial<RunRecord> = {}
  ) {
    this.moments.push({
      ...{ step: null, turn: 'A', line: 1, places: new Map(), halted: true, outputLength: 0 },
      processes: new Map([['A', { processId: machineName === 'windows' ? 32 : 4, regions: null }]]),
      ...{ checks: { passed: 0, failed: 0, todo: 0 }, state: null }
    })
    const history = this as { readonly moments: readonly Moment[]; readonly output: string }
    const over = this.end
    this.record = {
      ...{ id: machineName, machineName, settings: defaultMachineSettings, settingsNotice: '' },
      ...{ status: 'ended', statusText: 'The program ended.', isOver: true, exception: null, exitCode: 0 },
      ...{ checks: { passed: 0, failed: 0, todo: 0 }, warnings: [], otherFrames: new Map() },
      ...{ loadedFrom: null, momentState: () => null, history },
      ...over
    } as unknown as RunRecord
    this.go(...steps)
  }

  go(...steps: readonly WrittenStep[]): void {
    for (const { process = 'A', line, calls = [], checks = [], output = '', regions } of steps) {
      const last = this.moments.at(-1)!
      const known = last.processes.get(process)
      this.output += output
      const now = {
        processId: known?.processId ?? process.charCodeAt(0),
        regions: regions === undefined ? (known?.regions ?? null) : regionTree(regions)
      }
      this.moments.push({
        ...last,
        step: {
          ...{ process, calls, checks, output, changes: [], faults: null },
          line: line ?? calls[0]?.line ?? checks[0]?.line ?? 1
        },
        turn: process,
        outputLength: this.output.length,
        processes: new Map(last.processes).set(process, now)
      })
    }
  }
}

/** Both machines' written runs, compared. */
export function compared(
  left: readonly WrittenStep[],
  right: readonly WrittenStep[],
  {
    windowsTitle = 'Wine 8.0',
    leftEnd = {},
    rightEnd = {}
  }: {
    readonly windowsTitle?: string
    readonly leftEnd?: Partial<RunRecord>
    readonly rightEnd?: Partial<RunRecord>
  } = {}
): { simulator: WrittenRun; windows: WrittenRun; comparison: Comparison } {
  const simulator = new WrittenRun('simulator', left, leftEnd)
  const windows = new WrittenRun('windows', right, rightEnd)
  const titles = { simulator: 'Windows 10/11 x64, simulated', windows: windowsTitle }
  return {
    simulator,
    windows,
    comparison: new Comparison(simulator.record, windows.record, { titles, version: '0.0.0' })
  }
}

/** Everything that a comparison says, up to 500 rows a section. */
export function everything(comparison: Comparison, position: number | null = null): MachineComparison {
  const sections = comparisonSections.map((section) => ({ section, offset: 0, count: 500 }))
  return comparison.at(position, { only: 'all', sections })
}

/** A section's rows in short: `✓ title`, `✗ title: result`, `≈ title: result (reason)`. */
export function inShort(
  comparison: Comparison,
  section: (typeof comparisonSections)[number],
  position: number | null = null
): string[] {
  const rows = everything(comparison, position).sections.find((part) => part.section === section)!.rows
  const signs = { same: '✓', expected: '≈', differs: '✗' }
  return rows.map(({ verdict, title, parts }) => {
    const why = parts.map(({ name, reason }) => (reason === null ? name : `${name} (${reason})`)).join(', ')
    return `${signs[verdict]} ${title}${why === '' ? '' : `: ${why}`}`
  })
}
