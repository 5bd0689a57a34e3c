import { settingsInWords } from '../../../shared/contract/machine-words'
import { lineCountOf, type SharedProgram } from '../../../shared/contract/shared-program'

/** `42 lines`. */
export function linesInWords(source: string): string {
  const count = lineCountOf(source)
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'line' : 'lines'}`
}

/** `Simulator and Windows`. */
export function machinesInWords(machines: SharedProgram['machines']): string {
  return { simulator: 'the simulator', windows: 'Windows', both: 'the simulator and Windows' }[machines]
}

/** What a shared program holds: `42 lines, step 12 of its run, for the simulator with RAM 64 MiB, no page file`. */
export function sharedInWords({ source, step, machines, settings }: SharedProgram): string {
  const machine = settingsInWords(settings)
  return [
    linesInWords(source),
    ...(step === null ? [] : [`step ${step} of its run`]),
    `for ${machinesInWords(machines)}`,
    ...(machine.length === 0 ? [] : [`a machine with ${machine.join(', ')}`])
  ].join(', ')
}

/** Lines of a program that are shown before it is opened, and characters of each. */
const mostLines = 200
const mostColumns = 300

/** What a program begins with, to be looked at. What would turn the reading direction is shown as a sign of its own. */
export function beginningOf(source: string): string {
  const lines = source.replace(/\r?\n$/, '').split('\n')
  const shown = lines.slice(0, mostLines).map((line) => line.slice(0, mostColumns))
  const more = lines.length - shown.length
  return (
    shown.join('\n').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd') +
    (more > 0 ? `\n… ${more.toLocaleString('en-US')} more lines` : '')
  )
}
