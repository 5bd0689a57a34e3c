import type { MachineSettings } from './machine-settings'
import type { MachineName, ProcessLetter } from './observation'

/** The version of the format that is written, and the only one that is read. */
export const sharedVersion = 1

/** What the name of a file with a shared program ends with. */
export const sharedFileExtension = '.vadlab'

/** The longest link, text or file that is made or taken, in UTF-16 units. */
export const maximumSharedLength = 3_000_000

/** Links from here on are cut by many programs that carry them: a file is safer. */
export const longLinkLength = 8000

/** The last step that is shared: up to here a run is recorded call by call, and so comes to the same step again. */
export const maximumSharedStep = 10_000

/** Entries of the way to a step, and breakpoints of one entry. */
export const maximumWayLength = 5000
export const maximumWayBreakpoints = 500

/** Moves of a run that follow each other and are alike. */
export interface SharedMove {
  readonly how: 'over' | 'into' | 'out' | 'continue' | 'line'
  readonly times: number
  /** With `line`: where to. */
  readonly line?: number | undefined
  /** The step at which it was paused before it was over. */
  readonly until?: number | undefined
  /** Whose step it was; left out: the one whose turn it was. */
  readonly process?: ProcessLetter | undefined
  /** What could stop it; none when left out. */
  readonly breakpoints?: readonly { readonly line: number; readonly condition: string | null }[] | undefined
}

/** A place in memory on the simulator, whose addresses are the same wherever it runs with the same settings. */
export interface SharedPlace {
  readonly process: ProcessLetter
  readonly address: number
  readonly extent: 'region' | 'page' | 'byte'
}

/** Everything that goes from one person to another with a program: plain data, nothing of it is run by being read. */
export interface SharedProgram {
  /** A name alone, without a folder. */
  readonly fileName: string
  readonly source: string
  readonly machines: MachineName | 'both'
  /** The simulated machine. What the program itself wishes comes over it, unless `insist`. */
  readonly settings: MachineSettings
  readonly insist: boolean
  /** The step of its run that is meant; null: the program alone. */
  readonly step: number | null
  /** How the run came to that step, from its beginning; where it says nothing more, by stepping over statements. */
  readonly way: readonly SharedMove[]
  readonly place: SharedPlace | null
  /** The picture beside the program, by its name; one that is not known is left out. */
  readonly view: string | null
}

/** What a shared program came as. */
export type SharedForm = 'link' | 'text' | 'file'

/** What nobody names a file with: folders, drives, wildcards, control characters, and what turns the reading direction. */
// eslint-disable-next-line no-control-regex -- these are what is refused
const notInName = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\\/:*?"<>|]/

/** Whether a name can be a shared program's: a file name alone, on every system. */
export function isSharedName(name: string): boolean {
  return name.length > 0 && name.length <= 260 && !notInName.test(name) && !/^\.+$/.test(name)
}

/** The name as it can be shared. */
export function sharedNameOf(name: string): string {
  const cleaned = name.slice(0, 260).replace(new RegExp(notInName.source, 'g'), '_')
  return isSharedName(cleaned) ? cleaned : 'program.c'
}

/** How many lines a text has; one that ends with a line break does not begin another. */
export function lineCountOf(source: string): number {
  return source === '' ? 0 : source.replace(/\r?\n$/, '').split('\n').length
}

/** Whether two machines are alike. */
export function sameSettings(a: MachineSettings, b: MachineSettings): boolean {
  return (Object.keys(a) as (keyof MachineSettings)[]).every((name) => a[name] === b[name])
}
