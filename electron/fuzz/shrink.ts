import type { Action, Argument, Sequence } from '../known-differences/actions'

/** Says of each candidate whether it still shows what is looked for. */
export type Reproduces = (candidates: readonly Sequence[]) => Promise<readonly boolean[]>

/**
 * The shortest sequence found that still reproduces: parts left out, halves first, then single actions; then every
 * argument made as simple as it can be. The last action stays: it is the one that shows the difference.
 */
export async function shrink(sequence: Sequence, reproduces: Reproduces): Promise<Sequence> {
  let best = sequence
  for (let size = Math.ceil((best.length - 1) / 2); size >= 1;) {
    const shorter = await firstThat(withoutParts(best, size), reproduces)
    if (shorter !== null) {
      best = shorter
      size = Math.min(size, Math.max(1, best.length - 1))
    } else size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  for (;;) {
    const simpler = await firstThat(simplifications(best), reproduces)
    if (simpler === null) return best
    best = simpler
  }
}

/** All candidates are asked for at once, as a machine runs many for the price of one; those that go together are tried together. */
async function firstThat(candidates: readonly Sequence[], reproduces: Reproduces): Promise<Sequence | null> {
  if (candidates.length === 0) return null
  const answers = await reproduces(candidates)
  return candidates.find((_, i) => answers[i]) ?? null
}

/** The sequence without each part of a length; the last action is in none of them. */
export function withoutParts(sequence: Sequence, size: number): Sequence[] {
  const candidates: Sequence[] = []
  for (let from = 0; from < sequence.length - 1; from += size) {
    const to = Math.min(from + size, sequence.length - 1)
    candidates.push([...sequence.slice(0, from), ...sequence.slice(to)])
  }
  return candidates
}

/** The sequence with one argument simpler, or with one action made by process A, for each that can be. */
export function simplifications(sequence: Sequence): Sequence[] {
  const candidates: Sequence[] = []
  const change = (index: number, action: Action): void => {
    candidates.push(sequence.map((old, i) => (i === index ? action : old)))
  }
  if (sequence.some((action) => action.by === 'B')) candidates.push(sequence.map((a) => ({ ...a, by: 'A' })))
  sequence.forEach((action, index) => {
    if (action.by === 'B') change(index, { ...action, by: 'A' })
    action.args.forEach((argument, at) => {
      for (const simpler of simplerArguments(argument, action.operation))
        change(index, { ...action, args: action.args.map((old, i) => (i === at ? simpler : old)) })
    })
  })
  return candidates
}

/** What is simpler than an argument, the simplest first; each is strictly simpler, so that shrinking ends. */
function simplerArguments(argument: Argument, operation: string): Argument[] {
  if (argument.kind === 'number') return simplerNumbers(argument)
  if (argument.kind === 'place' && argument.base !== 'null') {
    const whole = argument.offset - (argument.offset % 0x1000)
    const offsets = [0, whole - (whole % 0x10000), whole]
    return offsets
      .filter((offset, i) => Math.abs(offset) < Math.abs(argument.offset) && offsets.indexOf(offset) === i)
      .map((offset) => ({ ...argument, offset }))
  }
  // Only a section can do without its name.
  if (argument.kind === 'name' && argument.index !== null && operation === 'CreateFileMapping')
    return [{ kind: 'name', index: null }]
  return []
}

function simplerNumbers(argument: Extract<Argument, { kind: 'number' }>): Argument[] {
  const { value, family } = argument
  const simpler =
    family === 'size'
      ? [0x1000, 0x2000, 0x4000, 0x10000, Math.ceil(value / 0x1000) * 0x1000]
      : family === 'protection'
        ? [4, 2, 1]
        : []
  const rank = (n: number): number => {
    const at = simpler.indexOf(n)
    return at === -1 ? simpler.length : at
  }
  return simpler
    .filter((n, i) => rank(n) < rank(value) && simpler.indexOf(n) === i && n !== value && value > 0)
    .map((n) => ({ kind: 'number', family, value: n }))
}
