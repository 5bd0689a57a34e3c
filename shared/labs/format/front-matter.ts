import {
  defaultMachineSettings,
  machineSettingsProblem,
  type MachineSettings
} from '../../contract/machine-settings'
import { plainWords, valueWords } from '../../contract/machine-words'
import type { LabNeeds } from './lab'
import type { LabReader } from './lab-reader'
import { YamlBlock, type YamlText } from './yaml-block'

/** What stands at a lab's head. */
export interface FrontMatter {
  readonly title: string
  readonly minutes: number
  readonly needs: LabNeeds
  readonly goal: string
  readonly settings: MachineSettings
}

const keys = ['title', 'goal', 'minutes', 'needs', 'machine']
const needs: readonly LabNeeds[] = ['simulator', 'windows', 'both']

/** Splits a file into its head and what follows; the body keeps its line numbers. Null where there is no head. */
export function splitHead(text: string): { readonly head: string; readonly body: string } | null {
  const lines = text.split('\n')
  if (lines[0]?.trim() !== '---') return null
  const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---')
  if (end < 0) return null
  return {
    head: lines.slice(1, end).join('\n'),
    body: [...lines.slice(0, end + 1).map(() => ''), ...lines.slice(end + 1)].join('\n')
  }
}

/** Reads a lab's head; whatever is wrong goes to the reader and gets a value that lets the rest be read. */
export function readFrontMatter(head: string, reader: LabReader): FrontMatter {
  const block = new YamlBlock(reader, head, 2, 1, 'The head')
  block.allow(keys)
  const title = block.text('title', 'title: Reserve 1 MiB')?.text.trim() ?? ''
  const goal = block.text('goal', 'goal: A range of addresses costs no memory.')?.text.trim() ?? ''
  const minutes = block.text('minutes', 'minutes: 8')
  if (minutes !== null && !/^[1-9]\d{0,2}$/.test(minutes.text))
    reader.problem(
      minutes.line,
      minutes.column,
      'minutes is about how long it takes: a whole number from 1 to 999.',
      minutes.text.length
    )
  const needed = block.text('needs', 'needs: simulator (or windows, or both)')
  const found = needs.find((one) => one === needed?.text)
  if (needed !== null && found === undefined)
    reader.problem(
      needed.line,
      needed.column,
      `needs is simulator, windows or both, not ${needed.text}.`,
      needed.text.length
    )
  return {
    ...{ title, goal, minutes: Number(minutes?.text) || 1, needs: found ?? 'simulator' },
    settings: settingsOf(block.text('machine', null), reader)
  }
}

/** The words of `machine:`, as a program's comment and the command line have them: `ram=64M cluster=1`. */
function settingsOf(words: YamlText | null, reader: LabReader): MachineSettings {
  if (words === null) return defaultMachineSettings
  let settings = defaultMachineSettings
  for (const word of words.text.matchAll(/[^\s,;]+/g)) {
    const tell = (message: string): void =>
      reader.problem(words.line, words.column + word.index, message, word[0].length)
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(word[0]) ?? []
    if (value === undefined && Object.hasOwn(plainWords, name))
      settings = { ...settings, ...plainWords[name] }
    else if (value !== undefined && Object.hasOwn(valueWords, name)) {
      const read = valueWords[name]!(value)
      if (read.ok) settings = { ...settings, ...read.settings }
      else tell(read.problem)
    } else
      tell(
        `The machine has no setting ${word[0]}. There are ${[...Object.keys(valueWords).map((known) => `${known}=`), ...Object.keys(plainWords)].join(', ')}.`
      )
  }
  const problem = machineSettingsProblem(settings)
  if (problem !== null) reader.problem(words.line, words.column, problem, words.text.length)
  return problem === null ? settings : defaultMachineSettings
}
