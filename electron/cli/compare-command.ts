import { regionList } from '../../shared/contract/region-tree'
import { describeError } from '../../shared/win32/errors'
import { protectionText, stateText, typeText } from '../../shared/win32/flags'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { CallRecord } from '../../shared/contract/step'
import { compareHappenings, type ComparedRow, type Happening } from '../engine/comparison'
import type { Machine } from '../engine/process-host'
import { Run } from '../engine/run'
import { exitCodes } from './exit-codes'
import { loadProgram, type LoadedSource } from './load-program'
import { diagnosticText, printError } from './print'

/** `vadlab compare FILE.c`: both machines, each call with both answers, then both region tables. */
export async function compareCommand(
  path: string,
  machines: readonly [Machine, Machine],
  given: Partial<MachineSettings>
): Promise<number> {
  const program = await loadProgram(path, given)
  if (program === null) return exitCodes.notRun
  for (const machine of machines) {
    const description = await machine.describe()
    if (!description.available) {
      printError(`The ${machine.name} machine is not available: ${description.reason}`)
      return exitCodes.noWindows
    }
  }
  const sides = await Promise.all(machines.map((machine) => runSide(program, machine)))
  for (const { run } of sides) if (run.settingsNotice !== '') printError(run.settingsNotice)
  const [left, right] = sides
  if (left === undefined || right === undefined) return exitCodes.notRun
  for (const side of sides)
    if (side.refused.length > 0) {
      printError(`On the ${side.run.machineName} machine:`)
      for (const diagnostic of side.refused) printError(diagnosticText(diagnostic, program.source))
    }
  if (left.refused.length > 0 || right.refused.length > 0) return exitCodes.notRun
  const rows = compareHappenings(left.happenings, right.happenings)
  const out: string[] = []
  for (const row of rows) out.push(...rowText(row))
  for (const side of [left, right]) out.push(...endText(side))
  for (const side of [left, right]) out.push('', ...regionTable(side.run))
  const endings = endingOf(left.run) === endingOf(right.run) ? 0 : 1
  const count = rows.filter((row) => row.differences.length > 0).length + endings
  out.push('', count === 0 ? 'Nothing differs.' : `${count} ${count === 1 ? 'difference' : 'differences'}.`)
  process.stdout.write(`${out.join('\n')}\n`)
  return count === 0 ? exitCodes.fine : exitCodes.wrong
}

interface Side {
  readonly run: Run
  readonly happenings: readonly Happening[]
  readonly refused: readonly Diagnostic[]
}

async function runSide(program: LoadedSource, machine: Machine): Promise<Side> {
  const happenings: Happening[] = []
  const run = new Run(machine, {
    ...program,
    recording: 'steps',
    breakpoints: [],
    onStep: (process, step) => {
      for (const call of step.calls) happenings.push({ process, kind: 'call', call })
      for (const check of step.checks) happenings.push({ process, kind: 'check', check })
    }
  })
  const stop = (): void => void run.stop()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const begun = await run.begin()
  if (begun === null) await run.move('continue')
  return { run, happenings, refused: begun?.refused ?? [] }
}

function rowText(row: ComparedRow): string[] {
  const shown = row.left ?? row.right
  if (shown === null) return []
  const letter = shown.process === 'A' ? '' : `${shown.process} `
  const same = row.differences.length === 0
  if (shown.kind === 'check') {
    if (same) return [`  ${letter}${shown.check.text}`]
    return [`≠ ${letter}check in line ${shown.check.line}`, ...bothSides(row)]
  }
  const args = shown.call.args.map((argument) => argument.text).join(', ')
  const head = `${letter}${String(shown.call.line).padStart(4)}  ${shown.call.name}(${args})`
  if (same && row.left?.kind === 'call' && row.right?.kind === 'call')
    return [`  ${head} = ${answerText(row.left.call)}${differsInPlace(row.left.call, row.right.call)}`]
  return [`≠ ${head}   [${row.differences.join(', ')}]`, ...bothSides(row)]
}

function bothSides(row: ComparedRow): string[] {
  const side = (happening: Happening | null): string =>
    happening === null
      ? 'did not come here'
      : happening.kind === 'check'
        ? happening.check.text
        : answerText(happening.call)
  return [`        simulator  ${side(row.left)}`, `        windows    ${side(row.right)}`]
}

function answerText(call: CallRecord): string {
  if (call.exception !== null) return `${call.exception.name} ${call.exception.where}`
  const result =
    call.result.meaning !== null && call.result.meaning.startsWith('#')
      ? `${call.result.raw} (${call.result.meaning})`
      : call.result.text
  const error = call.failed ? `, ${call.lastError} ${describeError(call.lastError).name}` : ''
  const outs = call.outs.map((out) => `${out.name} ${out.text}`).join(', ')
  return `${result}${error}${outs === '' ? '' : `  {${outs}}`}`
}

/** The other machine's address, where both mean the same place and it is a different number. */
function differsInPlace(left: CallRecord, right: CallRecord): string {
  return left.result.raw !== right.result.raw && right.result.meaning?.startsWith('#')
    ? ` | ${right.result.raw}`
    : ''
}

function endingOf(run: Run): string {
  return `${run.status} ${run.exception?.code ?? ''} ${run.exitCode ?? ''}`
}

function endText({ run }: Side): string[] {
  return [
    '',
    `${run.machineName}: ${run.statusText} ${run.checks.passed} passed, ${run.checks.failed} failed.`
  ]
}

/** The regions the program made, as they are at the end; those the process had before are one line. */
function regionTable(run: Run): string[] {
  const lines: string[] = []
  for (const [letter, process] of run.history.last?.processes ?? []) {
    const all = regionList(process.regions)
    const own = all.filter((region) => region.owner === 'program')
    lines.push(
      `${run.machineName}, process ${letter}: ${own.length} regions of the program, ${all.length - own.length} from before`
    )
    for (const region of own)
      lines.push(
        [
          `  ${region.base.toString(16).padStart(12, '0')}`,
          `${(region.size / 1024).toLocaleString('en-US')} K`.padStart(12),
          stateText(region.state).padEnd(11),
          typeText(region.type).padEnd(11),
          (region.protect === 0 ? '' : protectionText(region.protect)).padEnd(24),
          `was ${protectionText(region.allocationProtect)}`.padEnd(28),
          region.madeByLine === null ? '' : `line ${region.madeByLine}`
        ]
          .join(' ')
          .trimEnd()
      )
  }
  return lines
}
