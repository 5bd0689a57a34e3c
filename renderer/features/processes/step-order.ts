import type { ProcessLetter } from '../../../shared/contract/observation'

/** So many steps one after the other can be asked for. */
const mostSteps = 200

/** Reads `A2 B1 A1`: which process makes a step, one after the other; or the sentence that says what is wrong. */
export function readStepOrder(
  text: string,
  letters: readonly ProcessLetter[]
): readonly ProcessLetter[] | string {
  const words =
    text
      .trim()
      .toUpperCase()
      .match(/[^\s,]+/g) ?? []
  const steps: ProcessLetter[] = []
  for (const word of words) {
    const [, letter, count] = /^([A-C])(\d{0,3})$/.exec(word) ?? []
    const process = letters.find((one) => one === letter)
    if (letter === undefined)
      return `“${word}” is no step: write a process and how many steps, such as A2 B1.`
    if (process === undefined) return `This program has no process ${letter}.`
    for (let i = 0; i < (count === '' ? 1 : Number(count)); i++) steps.push(process)
  }
  if (steps.length === 0) return 'Write a process and how many steps, such as A2 B1.'
  return steps.length > mostSteps ? `That is more than ${mostSteps} steps.` : steps
}
