import type {
  ComparisonReason,
  ComparisonRow,
  ComparisonSection,
  VerdictCounts
} from '../../../shared/contract/comparison'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { MachineName, ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import type { RunStatus } from '../../../shared/contract/run-update'
import type { CheckCounts } from '../../../shared/contract/step'

/** The version of what a report's JSON looks like; docs/comparison.md has it field by field. */
export const reportVersion = 1

/** A region as a report has it: numbers as Windows says them. */
export type ReportedRegion = Omit<ObservedRegion, 'owner'>

/** The regions that a program made in one process, and how much there was before it. */
export interface ReportedProcess {
  readonly letter: ProcessLetter
  readonly processId: number
  readonly regions: readonly ReportedRegion[]
  /** Regions that are there and not listed. */
  readonly more: number
  readonly regionsBefore: number
}

/** One moment of one machine. */
export interface ReportedMoment {
  readonly step: number
  readonly processes: readonly ReportedProcess[]
}

/** One machine with what it made of the program. */
export interface ReportedMachine {
  readonly title: string
  readonly settingsNotice: string
  readonly status: RunStatus
  readonly statusText: string
  readonly exitCode: number | null
  readonly steps: number
  readonly checks: CheckCounts
  readonly output: string
  readonly final: ReportedMoment
  /** The moment at which the program had the most regions, where that is not the last one; for pictures. */
  readonly fullest: ReportedMoment | null
}

/** The comparison of one program. */
export interface ReportedComparison {
  readonly fileName: string
  readonly source: string
  readonly settings: MachineSettings
  readonly machines: Readonly<Record<MachineName, ReportedMachine>>
  readonly counts: Readonly<Record<ComparisonSection, VerdictCounts>>
  /** How many of the rows that differ as expected do so by what Wine is known to do otherwise than Windows. */
  readonly ofWine: number
  readonly notices: readonly string[]
  readonly sections: Readonly<
    Record<ComparisonSection, { readonly total: number; readonly rows: readonly ComparisonRow[] }>
  >
  readonly reasons: Readonly<Record<string, ComparisonReason>>
}

/** A program that was not compared, and why. */
export interface ReportedRefusal {
  readonly fileName: string
  readonly reason: string
}

/** Everything a report says. */
export interface ReportData {
  readonly format: 'vadlab-comparison'
  readonly version: typeof reportVersion
  readonly vadlab: string
  /** ISO 8601, UTC. */
  readonly date: string
  readonly programs: readonly ReportedComparison[]
  readonly refused: readonly ReportedRefusal[]
}
