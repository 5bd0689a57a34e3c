import type { MachineName } from '../../../shared/contract/observation'
import type { LineValue } from '../../../shared/contract/step'
import { addressInValue } from '../links/named-place'

/** What stands behind a line of code. */
export interface BesideLine {
  readonly line: number
  readonly parts: readonly {
    readonly text: string
    /** The machines disagree, and not only on where things are. */
    readonly differs: boolean
    /** Where the value points to, on the first of the machines; left out where it is no address. */
    readonly address?: number
  }[]
  /** The same in full. */
  readonly title: string
}

const mostLetters = 40

/** Addresses and handles differ from machine to machine, and that means nothing. */
const address = /\b0x[0-9a-f]+\b/gi
const withoutAddresses = (value: string): string => value.replace(address, '0x…')

function brief(value: string): string {
  return value.length > mostLetters ? `${value.slice(0, mostLetters - 1)}…` : value
}
/** Both machines' values of a name in one short text. */
function bothInOne(name: string, simulator: string, windows: string): { text: string; differs: boolean } {
  const common = withoutAddresses(simulator)
  if (common !== withoutAddresses(windows))
    return { text: `${name} = S ${brief(simulator)} ≠ W ${brief(windows)}`, differs: true }
  // Of something with addresses in it the rest is what one wants to read.
  if (!common.startsWith('0x…')) return { text: `${name} = ${brief(common)}`, differs: false }
  const at = (value: string): string => /^\w+/.exec(value)?.[0] ?? value
  const rest = brief(common.slice('0x…'.length))
  return { text: `${name} = S ${at(simulator)} · W ${at(windows)}${rest}`, differs: false }
}

function pointing(value: string): { address?: number } {
  const address = addressInValue(value)
  return address === null ? {} : { address }
}

/** The values to show beside the lines: one text where the machines agree, both where they do not. */
export function mergeLineValues(
  values: Readonly<Partial<Record<MachineName, readonly LineValue[]>>>
): BesideLine[] {
  const { simulator, windows } = values
  const byLine = new Map<
    number,
    { parts: { text: string; differs: boolean; address?: number }[]; full: string[] }
  >()
  const key = ({ line, name }: LineValue): string => `${line} ${name}`
  const other = new Map((windows ?? []).map((value) => [key(value), value.value]))
  for (const value of simulator ?? windows ?? []) {
    const { line, name, value: text } = value
    const beside = byLine.get(line) ?? { parts: [], full: [] }
    byLine.set(line, beside)
    const there = simulator === undefined ? text : other.get(key(value))
    if (there === undefined || there === text) {
      beside.parts.push({ text: `${name} = ${brief(text)}`, differs: false, ...pointing(text) })
      beside.full.push(`${name} = ${text}`)
      continue
    }
    const part = bothInOne(name, text, there)
    beside.parts.push({ ...part, ...pointing(text) })
    beside.full.push(`${name}: Simulator ${text}, Windows ${there}${part.differs ? ' (they differ)' : ''}`)
  }
  return [...byLine]
    .sort(([a], [b]) => a - b)
    .map(([line, { parts, full }]) => ({ line, parts, title: full.join('\n') }))
}
