import type { FigureChange, MomentComparison, OtherMoment, PageLook } from '../../shared/contract/moments'
import type { ObservedRegion, RegionChange } from '../../shared/contract/observation'
import type { CallRecord } from '../../shared/contract/step'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import type { Moment } from '../engine/history'
import type { RunRecord } from '../engine/run-record'
import type { RunContents } from '../engine/run-file/run-contents'
import { printable } from './print'

const hex = (address: number): string => `0x${address.toString(16)}`
const lines = (texts: readonly string[]): string => texts.map((text) => `${printable(text)}\n`).join('')

/** What was run, where, and how far. */
export function summaryText(run: RunRecord, contents: RunContents): string {
  const machines = contents.lanes.map((lane) => `${lane.machine}, ${lane.moments.length - 1} steps`)
  const { settings } = run
  const about = `seed ${settings.seed}, RAM ${settings.ram / 2 ** 20} MiB, page file ${settings.pageFile / 2 ** 20} MiB`
  return lines([`${contents.fileName}: ${machines.join('; ')}`, about, run.statusText])
}

/** One step: its line, its calls, its checks, what it changed. */
export function stepText(moment: Moment, position: number, source: string): string {
  const { step } = moment
  if (step === null) return lines([`step 0: before line ${moment.line}`])
  const text = source.split(/\r?\n/)[step.line - 1]?.trim() ?? ''
  return lines([
    `step ${position}, process ${step.process}, line ${step.line}: ${text}`,
    ...step.calls.map((call) => `    ${callText(call)}`),
    ...step.checks.map((check) => `    ${check.text}`),
    ...step.changes.map((change) => `    ${changeText(change)}`)
  ])
}

function callText(call: CallRecord): string {
  const args = call.args.map((argument) => argument.text).join(', ')
  const why = call.why === null ? '' : ` (${call.why})`
  return `${call.name}(${args}) = ${call.exception?.name ?? call.result.text}${why}`
}

/** A line a region. */
export function regionsText(regions: readonly ObservedRegion[]): string {
  return lines(regions.map((region) => regionText(region)))
}

function regionText(region: ObservedRegion): string {
  const size = `${region.size / 1024} K`.padStart(12)
  const made = region.madeByLine === null ? [] : [`line ${region.madeByLine}`]
  return [hex(region.base).padEnd(14), size, lookText(region), region.use, ...made]
    .filter((part) => part !== '')
    .join('  ')
}

function lookText(region: ObservedRegion): string {
  const protection = region.protect === 0 ? '' : ` ${protectionText(region.protect)}`
  return `${stateText(region.state)}${protection} ${typeText(region.type)}`
}

function changeText(change: RegionChange): string {
  if (change.kind === 'added') return `+ ${regionText(change.after)}`
  if (change.kind === 'removed') return `- ${regionText(change.before)}`
  return `~ ${regionText(change.after)}  (was ${lookText(change.before)})`
}

/** Sixteen bytes a line, as debuggers print them. */
export function memoryText(address: number, bytes: readonly (number | null)[]): string {
  const rows: string[] = []
  for (let i = 0; i < bytes.length; i += 16) {
    const row = bytes.slice(i, i + 16)
    const digits = row.map((byte) => byte?.toString(16).padStart(2, '0') ?? '??').join(' ')
    const text = row
      .map((byte) => (byte !== null && byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join('')
    rows.push(`${hex(address + i)}  ${digits.padEnd(47)}  ${text}`)
  }
  return lines(rows)
}

/** What differs, process by process. */
export function comparisonText(comparison: MomentComparison): string {
  const texts = [`step ${comparison.a} and step ${comparison.b}:`, ...comparison.figures.map(figureText)]
  for (const process of comparison.processes) {
    const there = { both: '', 'only-before': ' (gone)', 'only-after': ' (new)' }[process.presence]
    const changes = [
      ...process.regions.map(changeText),
      ...process.figures.map(figureText),
      ...process.pages.map(
        ({ address, pageCount, before, after }) =>
          `page ${hex(address)}${pageCount > 1 ? ` and ${pageCount - 1} more` : ''}: ${pageText(before)} -> ${pageText(after)}`
      ),
      ...process.bytes.map(
        ({ address, length, before, after }) =>
          `bytes ${hex(address)}, ${length}: ${before} -> ${after}${after.length < length * 2 ? ' ...' : ''}`
      ),
      ...(process.more ? ['and more'] : [])
    ]
    if (changes.length === 0) changes.push('no difference')
    texts.push(`process ${process.letter}${there}`, ...changes.map((text) => `    ${text}`))
  }
  return lines(texts)
}

const figureText = ({ name, before, after }: FigureChange): string => `${name}: ${before} -> ${after}`

function pageText({ state, protect, frame, slot }: PageLook): string {
  const protection = protect === 0 ? '' : ` ${protectionText(protect)}`
  return `${state}${protection}${frame === null ? '' : ` frame ${hex(frame)}`}${slot === null ? '' : ` slot ${hex(slot)}`}`
}

export function otherMomentText({ position, text }: OtherMoment): string {
  return lines([position === null ? text : `step ${position}: ${text}`])
}
