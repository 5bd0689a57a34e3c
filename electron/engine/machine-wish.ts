import type { Diagnostic } from '../../shared/contract/diagnostic'
import {
  defaultMachineSettings,
  machineSettingsProblem,
  type MachineSettings
} from '../../shared/contract/machine-settings'
import { plainWords, valueWords } from '../../shared/contract/machine-words'

/** What a program says of the machine that it wants to run on. */
export interface MachineWish {
  readonly settings: Partial<MachineSettings>
  /** Words that are not understood; they are left out. */
  readonly warnings: readonly Diagnostic[]
  /** Where the last comment of that kind stands; null without one. */
  readonly place: Pick<Diagnostic, 'file' | 'line' | 'column' | 'length'> | null
}

/** Comments, and what only looks like one because it stands in a string. */
const commentOrText = /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*/g
const opening = /^\/\/\s*VadLab machine:/

/** Reads the comment `// VadLab machine: ram=64M page-file=256M cluster=1` of a program; several add up. */
export function readMachineWish(source: string, file: string): MachineWish {
  let settings: Partial<MachineSettings> = {}
  const warnings: Diagnostic[] = []
  let place: MachineWish['place'] = null
  // A file without the words has no need to be searched for comments.
  if (!source.includes('VadLab machine:')) return { settings, warnings, place }
  for (const comment of source.matchAll(commentOrText)) {
    const text = comment[0].trimEnd()
    const head = opening.exec(text)
    if (head === null) continue
    const before = source.slice(0, comment.index)
    const line = before.split('\n').length
    const column = comment.index - before.lastIndexOf('\n')
    place = { file, line, column, length: text.length }
    for (const word of text.slice(head[0].length).matchAll(/[^\s,;]+/g)) {
      const read = readWord(word[0])
      if (typeof read !== 'string') settings = { ...settings, ...read }
      else
        warnings.push({
          ...{ severity: 'warning', file, line, column: column + head[0].length + word.index },
          ...{ length: word[0].length, message: read }
        })
    }
  }
  return { settings, warnings, place }
}

function readWord(word: string): Partial<MachineSettings> | string {
  const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(word) ?? []
  if (value === undefined && Object.hasOwn(plainWords, name)) return plainWords[name]!
  if (value !== undefined && Object.hasOwn(valueWords, name)) {
    const read = valueWords[name]!(value)
    if (!read.ok) return read.problem
    // Whatever else is set: this value alone must make sense.
    const alone = machineSettingsProblem({ ...defaultMachineSettings, ...read.settings })
    return name === 'commit-limit' ? read.settings : (alone ?? read.settings)
  }
  if (value === undefined && Object.hasOwn(valueWords, name)) return `${name} needs a value: ${name}=...`
  if (value !== undefined && Object.hasOwn(plainWords, name)) return `${name} has no value: it stands alone.`
  const known = [...Object.keys(valueWords).map((known) => `${known}=`), ...Object.keys(plainWords)]
  return `The machine has no setting "${name}". There are ${known.join(', ')}.`
}

/** Settings put together, or why no machine is like that: at the program's comment, where there is one. */
export type ChosenSettings =
  | { readonly ok: true; readonly settings: MachineSettings }
  | { readonly ok: false; readonly problem: string; readonly diagnostic: Diagnostic | null }

/**
 * The machine of a run: what is usual here, then what the program wishes, then what the person insists on.
 */
export function chooseSettings(
  usual: MachineSettings,
  wish: MachineWish,
  insisted: Partial<MachineSettings>
): ChosenSettings {
  const settings = { ...usual, ...wish.settings, ...insisted }
  const problem = machineSettingsProblem(settings)
  if (problem === null) return { ok: true, settings }
  const diagnostic = wish.place && { severity: 'error' as const, ...wish.place, message: problem }
  return { ok: false, problem, diagnostic }
}

/** What the editor says of a program's wish: words that are not understood, and a machine that cannot be. */
export function wishWarnings(source: string, file: string): readonly Diagnostic[] {
  const wish = readMachineWish(source, file)
  const chosen = chooseSettings(defaultMachineSettings, wish, {})
  if (chosen.ok || chosen.diagnostic === null) return wish.warnings
  return [...wish.warnings, { ...chosen.diagnostic, severity: 'warning' }]
}
