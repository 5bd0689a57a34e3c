import type { MachineSettings } from './machine-settings'
import type { MachineName, ProcessLetter } from './observation'

/** How one row is on both machines: the same, another as is to be expected, or different. */
export type Verdict = 'same' | 'expected' | 'differs'
export const verdicts: readonly Verdict[] = ['same', 'expected', 'differs']

/** The signs of the verdicts, as everywhere. */
export const verdictSigns: Readonly<Record<Verdict, string>> = { same: '✓', expected: '≈', differs: '✗' }
/** The verdicts in words. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  same: 'same',
  expected: 'differs as expected',
  differs: 'differs'
}

/** What is put side by side, part by part. */
export const comparisonSections = ['calls', 'regions', 'output', 'figures'] as const
export type ComparisonSection = (typeof comparisonSections)[number]

export type VerdictCounts = Readonly<Record<Verdict, number>>

/** Why a difference is to be expected, and where that stands. */
export interface ComparisonReason {
  readonly id: string
  readonly sentence: string
  readonly source: string
}

/** One thing of a row that the machines do not show alike. */
export interface ComparedPart {
  /** `result`, `last error`, `Protect`, a parameter's name, `only here`. */
  readonly name: string
  /** Empty where the machine did not come here. */
  readonly simulator: string
  readonly windows: string
  readonly verdict: 'expected' | 'differs'
  /** The id of a reason; null: it is not explained. */
  readonly reason: string | null
  /** What the reason means here, in a sentence; empty where it says all. */
  readonly note: string
}

/** A row on one machine. */
export interface ComparedSide {
  readonly text: string
  /** The position of the machine's record at which it can be seen. */
  readonly position: number
  /** What it is about in the memory of a process. */
  readonly place: { readonly letter: ProcessLetter; readonly address: number } | null
}

/** The same thing on both machines; a side is null where only the other machine came by. */
export interface ComparisonRow {
  /** Unique in the comparison of one run; the same as long as the row is the same. */
  readonly id: string
  readonly kind: 'call' | 'check' | 'ending' | 'region' | 'before' | 'output' | 'figure'
  readonly process: ProcessLetter
  /** The line of the program; null where no line did it. */
  readonly line: number | null
  /** What it is, the same words for both machines. */
  readonly title: string
  readonly simulator: ComparedSide | null
  readonly windows: ComparedSide | null
  readonly verdict: Verdict
  /** What differs, as expected or not. Empty where all is the same. */
  readonly parts: readonly ComparedPart[]
}

/** Rows of one section, from one on, among those that the filter lets through. */
export interface ComparedRows {
  readonly section: ComparisonSection
  /** How many there are with this filter. */
  readonly total: number
  readonly offset: number
  readonly rows: readonly ComparisonRow[]
  /** Which row among those of the filter belongs to the position asked for; null where rows are not of a moment. */
  readonly now: number | null
}

/** Both machines' runs of one program, compared by meaning. */
export interface MachineComparison {
  readonly runId: string
  /** The moments that regions and figures are of: the same place of the program on each machine. */
  readonly positions: Readonly<Record<MachineName, number>>
  readonly counts: Readonly<Record<ComparisonSection, VerdictCounts>>
  readonly sections: readonly ComparedRows[]
  /** The reasons that the rows name, by id. */
  readonly reasons: Readonly<Record<string, ComparisonReason>>
  /** The first row that differs and is not explained. */
  readonly firstDifference: {
    readonly section: ComparisonSection
    readonly id: string
    readonly position: number
  } | null
  /** What holds for the whole comparison, in sentences: a machine that is behind, steps that were not kept. */
  readonly notices: readonly string[]
  /** What each machine is: `Windows 10/11 x64, simulated`, `Wine 8.0`. */
  readonly titles: Readonly<Record<MachineName, string>>
  readonly settings: MachineSettings
  /** The app's version. */
  readonly version: string
}

/** What became of one program of a folder. */
export interface FolderProgram {
  readonly path: string
  /** The path from the folder on. */
  readonly name: string
  /** Null: it was not compared. */
  readonly counts: VerdictCounts | null
  /** Why it was not compared; empty where it was. */
  readonly reason: string
}

/** The programs of a folder on both machines, compared. */
export interface FolderComparison {
  readonly folder: string
  readonly report: string | null
  readonly programs: readonly FolderProgram[]
  /** The sum over all programs. */
  readonly counts: VerdictCounts
  /** How many of the rows that differ as expected are what Wine is known to do otherwise than Windows. */
  readonly ofWine: number
}
