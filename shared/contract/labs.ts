import { z } from 'zod'
import type { Diagnostic } from './diagnostic'
import { labAnswerSchema, type LabTruth } from './lab-answers'
import { labIdSchema, labItemIdSchema, profileSchema, type LabRecord, type LabReport } from './lab-progress'
import type { LabText } from './lab-text'
import { maximumSourceLength } from './limits'
import type { MachineSettings } from './machine-settings'
import type { MachineName, ProcessLetter } from './observation'

const lab = labIdSchema
const item = labItemIdSchema
const step = z.string().min(1).max(120)
const fileName = z.string().regex(/^[\w.-]{1,200}\.c$/)
const source = z.string().max(maximumSourceLength)
/** Whose progress it counts for; null: nobody's. */
const profile = profileSchema.nullable()
const machine = z.enum(['simulator', 'windows'])
const machines = z.array(machine).min(1).max(2)

/**
 * Requests of the course. Judging runs the learner's program anew, out of sight: it does not touch the run in the window.
 * But names of objects and files are the computer's: before judging on Windows, end the window's own run there.
 */
export const labRequestSchemas = {
  /** All labs in their order, with what the learner has done. */
  'labs/list': z.strictObject({ profile }),
  /** A lab without its answers. Refused where it is broken. */
  'labs/open': z.strictObject({ lab, profile }),
  /** A lab being written: from a folder on disk, with `text` in place of its lab.md where that is given. */
  'labs/preview': z.strictObject({
    folder: z.string().min(1).max(4096),
    text: z.string().max(200_000).nullable()
  }),
  /** Judges an answer to a prediction or a myth by running the program on the first of the machines. */
  'labs/predict': z.strictObject({ lab, item, answer: labAnswerSchema, fileName, source, machines, profile }),
  /** Judges the learner's program by a check's conditions, on each of the machines. */
  'labs/check': z.strictObject({ lab, item, fileName, source, machines, profile }),
  /** Keeps a sentence of explanation and shows the author's. */
  'labs/explain': z.strictObject({ lab, item, text: z.string().trim().min(1).max(4000), profile }),
  /** Shows a prediction's or a myth's answer unasked; it then counts as shown. */
  'labs/reveal': z.strictObject({ lab, item, fileName, source, machines, profile }),
  /** Shows hint number `hint` of a step, from 1 on. */
  'labs/hint': z.strictObject({ lab, step, hint: z.number().int().min(1).max(3), profile }),
  /** The program as the model solution of a step leaves it. */
  'labs/solution': z.strictObject({ lab, step, profile }),
  /** Where in the picture a `show` link points, at the moment of the run that is shown. */
  'labs/show': z.strictObject({
    lab,
    show: z.number().int().min(0).max(10_000),
    runId: z.string().max(100),
    machine,
    position: z.number().int().min(0)
  }),
  /** The learner is at a step, has been for so many seconds more, and has these programs. */
  'labs/progress': z.strictObject({
    lab,
    step,
    seconds: z.number().min(0).max(3600),
    programs: z.array(z.strictObject({ fileName, source })).max(20),
    profile: profileSchema
  }),
  /** Forgets what a learner did, in one lab or in all. */
  'labs/reset': z.strictObject({ profile: profileSchema, lab: lab.nullable() }),
  /** Names of the learners of this computer. */
  'labs/profiles': z.strictObject({}),
  /** What a learner hands in, of one lab or of all. */
  'labs/report': z.strictObject({ profile: profileSchema, lab: lab.nullable() })
} as const

export type LabRequestName = keyof typeof labRequestSchemas

/** A lab in the list. */
export interface LabSummary {
  readonly id: string
  readonly title: string
  readonly goal: string
  readonly minutes: number
  readonly needs: 'simulator' | 'windows' | 'both'
  /** How many predictions, checks, explanations and myths it has. */
  readonly items: number
  /** Why it cannot be opened; empty when it can. Told in full by `labs/open`. */
  readonly problem: string
  /** Null where nobody, or not this learner, has begun it. */
  readonly progress: LabProgressSummary | null
}

export interface LabProgressSummary {
  /** Predictions, checks, explanations and myths done. */
  readonly done: number
  readonly seconds: number
  readonly attempts: number
  readonly at: string | null
}

/** A prediction as it is asked. */
export type OpenPrediction =
  | { readonly form: 'choose'; readonly options: readonly (readonly LabText[])[] }
  | { readonly form: 'number'; readonly unit: string | null }
  | { readonly form: 'address' | 'region' }
  | {
      readonly form: 'matrix'
      readonly rows: readonly string[]
      readonly columns: readonly string[]
      readonly labels: readonly [string, string]
    }

/** Something in a step, without its answer. */
export type OpenItem =
  | { readonly kind: 'text'; readonly text: readonly LabText[] }
  | {
      readonly kind: 'predict'
      readonly id: string
      readonly question: readonly LabText[]
      readonly prediction: OpenPrediction
      /** The program it speaks of. */
      readonly fileName: string
    }
  | { readonly kind: 'check'; readonly id: string; readonly fileName: string }
  | { readonly kind: 'explain'; readonly id: string; readonly question: readonly LabText[] }
  | {
      readonly kind: 'myth'
      readonly id: string
      readonly claim: readonly LabText[]
      readonly fileName: string
    }

export interface OpenStep {
  readonly id: string
  readonly title: string
  readonly items: readonly OpenItem[]
  /** How many hints there are. */
  readonly hints: number
  /** The learner is to change the program. */
  readonly hasSolution: boolean
  /** The program that is open at the step's end; null for none. */
  readonly fileName: string | null
}

/** A lab as it is worked through. */
export interface OpenLab {
  readonly id: string
  readonly title: string
  readonly goal: string
  readonly minutes: number
  readonly needs: 'simulator' | 'windows' | 'both'
  readonly settings: MachineSettings
  /** Digest of all its files. */
  readonly version: string
  readonly introduction: readonly LabText[]
  readonly steps: readonly OpenStep[]
  /** The programs as they lie in the folder. */
  readonly programs: readonly { readonly fileName: string; readonly source: string }[]
  /** What the learner did so far; null where it was not begun. */
  readonly record: LabRecord | null
}

/** What a lab keeps from learners, for its author. */
export interface LabAnswers {
  readonly steps: readonly {
    readonly id: string
    readonly hints: readonly (readonly LabText[])[]
    /** The program with the model solution; null where there is nothing to change. */
    readonly solution: { readonly fileName: string; readonly source: string } | null
  }[]
  readonly items: readonly {
    readonly id: string
    /** The expressions that decide, as they are written, and in words: `right when the state of the region at p is ...`. */
    readonly decides: readonly { readonly text: string; readonly words: string }[]
    /** The why, the model explanation or the truth behind a myth. */
    readonly says: readonly LabText[]
  }[]
}

/** The answer to a prediction or a myth, when it is shown. */
export interface RevealedAnswer {
  readonly truth: LabTruth
  /** Why it is so. */
  readonly why: readonly LabText[]
}

/** How one condition came out on a machine; null: on both together. */
export interface ConditionResult {
  readonly holds: boolean
  readonly machine: MachineName | null
  /** What was expected and found, in a sentence; empty where it holds. */
  readonly says: string
}

/** The program could not be judged: its errors, or a sentence. */
export interface NotJudged {
  readonly judged: false
  readonly diagnostics: readonly Diagnostic[]
  readonly reason: string
}

/** What each request answers. */
export interface LabRequestOutputs {
  'labs/list': readonly LabSummary[]
  'labs/open': OpenLab
  'labs/preview':
    | { readonly ok: true; readonly lab: OpenLab; readonly answers: LabAnswers }
    | { readonly ok: false; readonly problems: readonly Diagnostic[] }
  'labs/predict':
    | NotJudged
    | {
        readonly judged: true
        readonly right: boolean
        /** A word to who is wrong; may be empty. */
        readonly says: string
        /** With a right answer, what it means; null with a wrong one. */
        readonly answer: RevealedAnswer | null
      }
  'labs/check':
    | NotJudged
    | {
        readonly judged: true
        readonly passed: boolean
        readonly conditions: readonly ConditionResult[]
        /** Machines that were wanted and are not available. */
        readonly missing: readonly MachineName[]
      }
  'labs/explain': { readonly model: readonly LabText[] }
  'labs/reveal': NotJudged | { readonly judged: true; readonly answer: RevealedAnswer }
  'labs/hint': { readonly text: readonly LabText[] }
  'labs/solution': { readonly fileName: string; readonly source: string }
  'labs/show': { readonly process: ProcessLetter; readonly base: number; readonly size: number }
  'labs/progress': null
  'labs/reset': null
  'labs/profiles': readonly string[]
  'labs/report': LabReport
}
