import type { ToldItem, ToldLab } from '../../../shared/contract/lab-told'

/** A lab in figures. */
export interface LabSums {
  readonly items: number
  readonly done: number
  /** Predictions and myths that were right at once, unaided, and how many there are. */
  readonly atOnce: number
  readonly answers: number
  readonly attempts: number
  readonly hints: number
  readonly solutions: number
  /** Answers that were shown before they were given. */
  readonly shown: number
  readonly seconds: number
}

/** Sums of all that was told of labs. */
export function sumsOf(labs: readonly ToldLab[]): LabSums {
  const steps = labs.flatMap((lab) => lab.steps)
  const items = steps.flatMap((step) => step.items)
  const answers = items.filter(({ kind }) => kind === 'predict' || kind === 'myth')
  const count = (those: readonly unknown[]): number => those.length
  return {
    items: items.length,
    done: count(items.filter(({ doneAt }) => doneAt !== null)),
    atOnce: count(answers.filter(wasRightAtOnce)),
    answers: answers.length,
    attempts: items.reduce((sum, { attemptCount }) => sum + attemptCount, 0),
    hints: steps.reduce((sum, { hintsRead }) => sum + hintsRead, 0),
    solutions: count(steps.filter(({ solution }) => solution === 'seen')),
    shown: count(items.filter(({ revealed }) => revealed)),
    seconds: steps.reduce((sum, { seconds }) => sum + seconds, 0)
  }
}

/** The first answer was right, and was not shown before. */
export function wasRightAtOnce({ attempts, attemptCount, revealed }: ToldItem): boolean {
  return !revealed && attempts.length === attemptCount && attempts[0]?.right === true
}

/** A time as people say it: `less than a minute`, `12 min`, `1 h 5 min`. */
export function timeWords(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return seconds > 0 ? 'less than a minute' : '0 min'
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
