import type { LabText } from '../../contract/lab-text'
import type { MachineSettings } from '../../contract/machine-settings'
import type { MomentWish, Typed } from '../language'
import type { ProgramText } from './program-text'

/** On which machines a lab's facts can be seen. */
export type LabNeeds = 'simulator' | 'windows' | 'both'

/** Lines and columns count from 1. */
export interface LabPlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** An expression of the lab with what it is evaluated on. */
export interface LabExpression {
  readonly text: string
  readonly place: LabPlace
  readonly typed: Typed
  /** Holds where the expression says none itself. */
  readonly moment: MomentWish
}

/** What a `show:` link points to, with the program as it is there. */
export interface LabShow extends LabExpression {
  readonly program: ProgramText
}

/** A condition of a check, and the author's own words for its failing. */
export interface LabCondition {
  readonly expression: LabExpression
  /** Null: the sentence is made of the expression. */
  readonly otherwise: string | null
}

/** What a learner has to say before the answer is shown. */
export type Prediction =
  | {
      readonly form: 'choose'
      readonly options: readonly {
        readonly text: readonly LabText[]
        readonly when: LabExpression
        /** Shown to those who chose it and were wrong. */
        readonly says: string
      }[]
    }
  | {
      readonly form: 'number'
      readonly answer: LabExpression
      /** What the number counts; bytes of one of it. */
      readonly unit: { readonly name: string; readonly bytes: number } | null
      readonly tolerance: number
    }
  | { readonly form: 'address' | 'region'; readonly answer: LabExpression }
  | {
      readonly form: 'matrix'
      readonly rows: readonly string[]
      readonly columns: readonly string[]
      /** Words of yes and no. */
      readonly labels: readonly [string, string]
      readonly answer: LabExpression
    }

interface Item {
  /** Unique in the lab and stable while the step keeps its title: `reserve-it/predict-1`. */
  readonly id: string
  readonly place: LabPlace
}

export interface PredictItem extends Item {
  readonly kind: 'predict'
  readonly question: readonly LabText[]
  readonly why: readonly LabText[]
  readonly prediction: Prediction
  readonly program: ProgramText
}

export interface CheckItem extends Item {
  readonly kind: 'check'
  readonly conditions: readonly LabCondition[]
}

export interface ExplainItem extends Item {
  readonly kind: 'explain'
  readonly question: readonly LabText[]
  readonly model: readonly LabText[]
}

export interface MythItem extends Item {
  readonly kind: 'myth'
  readonly claim: readonly LabText[]
  readonly verdict: 'false' | 'imprecise'
  readonly truth: readonly LabText[]
  readonly disproved: LabExpression
}

export type LabItem =
  | { readonly kind: 'text'; readonly text: readonly LabText[] }
  | PredictItem
  | CheckItem
  | ExplainItem
  | MythItem

export interface LabStep {
  /** Of its title: `reserve-it`. */
  readonly id: string
  readonly title: string
  readonly place: LabPlace
  readonly items: readonly LabItem[]
  /** Up to three, the gentlest first. */
  readonly hints: readonly (readonly LabText[])[]
  /** The program as it is before the step's solution, and with it; null before a program is opened. */
  readonly before: ProgramText | null
  readonly solved: ProgramText | null
  /** Whether the learner is to change the program. */
  readonly hasSolution: boolean
}

/** A lab that was read. */
export interface Lab {
  /** Name of its folder. */
  readonly id: string
  readonly title: string
  readonly minutes: number
  readonly needs: LabNeeds
  /** One sentence: what the learner will have understood. */
  readonly goal: string
  /** What the simulated machine is like. */
  readonly settings: MachineSettings
  readonly introduction: readonly LabText[]
  readonly steps: readonly LabStep[]
  /** What `show:` links point to. */
  readonly shows: readonly LabShow[]
  /** The C files as they lie in the folder. */
  readonly programs: ReadonlyMap<string, string>
}
