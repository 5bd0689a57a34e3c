import type { MachineName } from '../../../shared/contract/observation'
import type { LineValue } from '../../../shared/contract/step'

/** What stands behind a line of code. */
export interface BesideLine {
  readonly line: number
  readonly parts: readonly {
    readonly text: string
    /** The machines disagree, and not only on where things are. */
    readonly differs: boolean
  }[]
  /** The same in full. */
  readonly title: string
}

const mostLetters = 40

/** Addresses differ from machine to machine, and that means nothing. */
const isAddress = (value: string): boolean => /^0x[0-9a-f]{5,}\b/i.test(value)
function brief(value: string): string {
  return value.length > mostLetters ? `${value.slice(0, mostLetters - 1)}…` : value
}

/** The values to show beside the lines: one text where the machines agree, both where they do not. */
export function mergeLineValues(
  values: Readonly<Partial<Record<MachineName, readonly LineValue[]>>>
): BesideLine[] {
  const { simulator, windows } = values
  const byLine = new Map<number, { parts: { text: string; differs: boolean }[]; full: string[] }>()
  const key = ({ line, name }: LineValue): string => `${line} ${name}`
  const other = new Map((windows ?? []).map((value) => [key(value), value.value]))
  for (const value of simulator ?? windows ?? []) {
    const { line, name, value: text } = value
    const beside = byLine.get(line) ?? { parts: [], full: [] }
    byLine.set(line, beside)
    const there = simulator === undefined ? text : other.get(key(value))
    if (there === undefined || there === text) {
      beside.parts.push({ text: `${name} = ${brief(text)}`, differs: false })
      beside.full.push(`${name} = ${text}`)
      continue
    }
    const differs = !(isAddress(text) && isAddress(there))
    beside.parts.push({
      text: `${name} = S ${brief(text)} ${differs ? '≠' : '·'} W ${brief(there)}`,
      differs
    })
    beside.full.push(`${name}: Simulator ${text}, Windows ${there}${differs ? ' (they differ)' : ''}`)
  }
  return [...byLine]
    .sort(([a], [b]) => a - b)
    .map(([line, { parts, full }]) => ({ line, parts, title: full.join('\n') }))
}
