import type { MachineName, ObservedRegion, ProcessLetter } from '../../contract/observation'
import type { MomentWish } from './syntax'
import type { LabType } from './types'

/** A value that could not be had, and why, in a sentence. */
export class NoValue extends Error {}

/** A region as expressions see it; free stretches are regions, too. */
export type RegionFacts = Pick<
  ObservedRegion,
  'base' | 'size' | 'state' | 'protect' | 'type' | 'allocationBase' | 'allocationProtect' | 'use'
>

export interface PageFacts {
  readonly address: number
  readonly resident: boolean
  readonly state: string
  readonly protect: number
  readonly private: boolean
  readonly copied: boolean
  readonly shares: number
  readonly locked: boolean
  /** -1 where the machine does not tell. */
  readonly frame: number
  readonly dirty: boolean
}

export interface CallFacts {
  readonly name: string
  readonly line: number
  readonly process: ProcessLetter
  readonly failed: boolean
  readonly lastError: number
  readonly result: number
  /** Arguments by Microsoft's names of the parameters. */
  readonly args: Readonly<Record<string, number>>
}

export interface FaultFacts {
  readonly process: ProcessLetter
  readonly code: number
  readonly access: string
  readonly address: number
}

export interface SectionFacts {
  readonly name: string
  readonly size: number
  readonly views: number
  readonly handles: number
  readonly kind: string
}

/** Numbers by the names that `reference.ts` gives them; -1 where the machine does not tell. */
export type Figures = Readonly<Record<string, number>>

/** What one machine was at one moment. Whatever cannot be told throws `NoValue` with the reason. */
export interface LabMoment {
  /** The process that made the step; A at the end. */
  readonly process: ProcessLetter
  regionAt(process: ProcessLetter, address: number): RegionFacts
  regions(process: ProcessLetter): readonly ObservedRegion[]
  pages(process: ProcessLetter, address: number, size: number): readonly PageFacts[]
  counters(process: ProcessLetter): Figures
  machine(): Figures
  calls(process: ProcessLetter): readonly CallFacts[]
  faults(): readonly FaultFacts[]
  sections(): readonly SectionFacts[]
  readonly output: string
  readonly checks: { readonly passed: number; readonly failed: number }
  readonly died: boolean
  readonly exitCode: number
  /** The value of a C expression of that type in a process. */
  c(process: ProcessLetter, text: string, type: LabType): number | string
}

/** A run that expressions are evaluated on. */
export interface LabState {
  readonly machine: MachineName
  /** Throws `NoValue` where the run never came there. */
  at(moment: MomentWish): LabMoment
  /** The line a mark stands for. */
  lineOf(mark: string): number
}
