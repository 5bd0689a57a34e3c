import type { ProcessLetter } from '../../shared/contract/observation'
import type { CallRecord, CheckRecord, ShownValue } from '../../shared/contract/step'

/** A call or a check with the process that made it. */
export type Happening = { readonly process: ProcessLetter } & (
  | { readonly kind: 'call'; readonly call: CallRecord }
  | { readonly kind: 'check'; readonly check: CheckRecord }
)

/** The same happening on two machines; one side is null where only one machine came by. */
export interface ComparedRow {
  readonly left: Happening | null
  readonly right: Happening | null
  /** What differs, in words; empty when nothing does. */
  readonly differences: readonly string[]
}

/** How far ahead the same place is looked for after the two machines went different ways. */
const resyncWindow = 400

/** Puts what happened on two machines side by side: in order, and where they part, from the nearest common place on. */
export function compareHappenings(left: readonly Happening[], right: readonly Happening[]): ComparedRow[] {
  const rows: ComparedRow[] = []
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    const a = left[i]
    const b = right[j]
    if (a !== undefined && b !== undefined && keyOf(a) === keyOf(b)) {
      rows.push({ left: a, right: b, differences: differencesOf(a, b) })
      i++
      j++
      continue
    }
    const [skipLeft, skipRight] = nearestMeeting(left, right, i, j)
    for (let k = 0; k < skipLeft; k++)
      rows.push({ left: left[i++]!, right: null, differences: ['only here'] })
    for (let k = 0; k < skipRight; k++)
      rows.push({ left: null, right: right[j++]!, differences: ['only here'] })
  }
  return rows
}

/** Where in the program something happened: rows meet when this is the same. */
function keyOf(happening: Happening): string {
  return happening.kind === 'call'
    ? `${happening.process} ${happening.call.line} ${happening.call.name}`
    : `${happening.process} ${happening.check.line} check`
}

function nearestMeeting(
  left: readonly Happening[],
  right: readonly Happening[],
  i: number,
  j: number
): readonly [number, number] {
  for (let distance = 1; distance <= resyncWindow; distance++)
    for (let k = 0; k <= distance; k++) {
      const a = left[i + k]
      const b = right[j + distance - k]
      if (a !== undefined && b !== undefined && keyOf(a) === keyOf(b)) return [k, distance - k]
    }
  return [left.length - i, right.length - j]
}

function differencesOf(a: Happening, b: Happening): string[] {
  if (a.kind === 'check' && b.kind === 'check') return a.check.verdict === b.check.verdict ? [] : ['verdict']
  if (a.kind !== 'call' || b.kind !== 'call') return ['kind']
  return callDifferences(a.call, b.call)
}

/** What differs between two answers to the same call, by meaning: an address is its allocation and offset. */
export function callDifferences(a: CallRecord, b: CallRecord): string[] {
  const differences: string[] = []
  a.args.forEach((argument, i) => {
    if (!sameMeaning(argument, b.args[i])) differences.push(argument.name)
  })
  if (a.failed !== b.failed || a.exception?.code !== b.exception?.code || !sameMeaning(a.result, b.result))
    differences.push('result')
  if (a.failed && b.failed && a.lastError !== b.lastError) differences.push('last error')
  if (!a.failed && !b.failed)
    a.outs.forEach((out, i) => {
      if (!sameMeaning(out, b.outs[i])) differences.push(out.name)
    })
  return differences
}

function sameMeaning(a: ShownValue, b: ShownValue | undefined): boolean {
  return b !== undefined && (a.meaning ?? a.raw) === (b.meaning ?? b.raw)
}
