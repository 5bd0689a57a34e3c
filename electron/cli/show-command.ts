import type { Followed } from '../../shared/contract/moments'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import { regionList } from '../../shared/contract/region-tree'
import { LoadedRun } from '../engine/loaded-run'
import { loadRun } from '../engine/run-file'
import type { RunContents } from '../engine/run-file/run-contents'
import { followRefusal, otherMoment } from '../engine/time/back-until'
import { pastBytes } from '../engine/time/past-memory'
import { compareMoments } from '../engine/time/compare-moments'
import { exitCodes } from './exit-codes'
import { printError, printOut } from './print'
import { comparisonText, memoryText, otherMomentText, regionsText, stepText, summaryText } from './show-text'

/** What of a saved run is to be shown. */
export interface ShowWishes {
  /** The machine whose record is shown; null: the first in the file. */
  readonly machine: MachineName | null
  /** The moment; null: the last. */
  readonly step: number | null
  readonly process: ProcessLetter
  readonly regions: boolean
  readonly memory: { readonly address: number; readonly length: number } | null
  readonly compare: readonly [number, number] | null
  readonly backUntil: Followed | null
  readonly json: boolean
}

/** What is shown, part by part: an answer that `--json` prints and that the text is made of. */
type Part =
  { readonly name: string; readonly value: unknown; readonly text: string } | { readonly no: string }

/** `vadlab show FILE`: what a saved run was, at one of its steps. Nothing is run. */
export async function showCommand(path: string, wishes: ShowWishes): Promise<number> {
  const loaded = await loadRun(path)
  if (!loaded.ok) return sayNo(loaded.reason)
  const { contents } = loaded
  const lane =
    wishes.machine === null
      ? contents.lanes[0]!
      : contents.lanes.find(({ machine }) => machine === wishes.machine)
  if (lane === undefined) return sayNo(`${path} has no run on that machine: it has ${machinesOf(contents)}.`)
  const run = new LoadedRun(lane, path)
  const last = lane.moments.length - 1
  const wanted = [wishes.step ?? last, ...(wishes.compare ?? [])]
  const beyond = wanted.find((position) => position > last)
  if (last < 0) return sayNo(`${path} has no steps: ${lane.statusText}`)
  if (beyond !== undefined) return sayNo(`${path} has no step ${beyond}: its steps are 0 to ${last}.`)
  let parts: readonly Part[]
  try {
    parts = partsOf(run, contents, wishes, wishes.step ?? last)
  } catch {
    return sayNo(`${path} is damaged: its states do not hold together. Run its program again.`)
  }
  const refusal = parts.find((part) => 'no' in part)
  if (refusal !== undefined) return sayNo(refusal.no)
  const shown = parts.filter((part) => 'text' in part)
  await printOut(
    wishes.json
      ? `${JSON.stringify(Object.fromEntries(shown.map(({ name, value }) => [name, value])), null, 2)}\n`
      : shown.map(({ text }) => text).join('\n')
  )
  return exitCodes.fine
}

function partsOf(run: LoadedRun, contents: RunContents, wishes: ShowWishes, position: number): Part[] {
  const moment = run.history.moments[position]!
  const parts: Part[] = []
  const asked = wishes.regions || wishes.memory || wishes.compare || wishes.backUntil
  if (!asked) {
    const { step, turn, line, checks } = moment
    parts.push({
      name: 'run',
      value: { fileName: contents.fileName, machine: run.machineName, steps: run.history.moments.length - 1 },
      text: summaryText(run, contents)
    })
    parts.push({
      name: 'step',
      value: { position, turn, line, checks, step },
      text: stepText(moment, position, contents.source)
    })
  }
  if (wishes.regions) {
    const process = moment.processes.get(wishes.process)
    if (process === undefined)
      parts.push({ no: `There is no process ${wishes.process} at step ${position}.` })
    else {
      const regions = regionList(process.regions)
      parts.push({ name: 'regions', value: regions, text: regionsText(regions) })
    }
  }
  if (wishes.memory) parts.push(memoryPart(run, wishes, position))
  if (wishes.compare) {
    const comparison = compareMoments(run, ...wishes.compare)
    parts.push({ name: 'comparison', value: comparison, text: comparisonText(comparison) })
  }
  if (wishes.backUntil) {
    const refusal = followRefusal(run, wishes.backUntil)
    if (refusal !== null) parts.push({ no: refusal })
    else {
      const found = otherMoment(run, position, wishes.process, wishes.backUntil, 'back')
      parts.push({ name: 'backUntil', value: found, text: otherMomentText(found) })
    }
  }
  return parts
}

function memoryPart(run: LoadedRun, { process, memory }: ShowWishes, position: number): Part {
  const { address, length } = memory!
  if (run.momentState(position) === null)
    return {
      no: 'The Windows machine keeps the regions of each step, not its bytes: real memory does not go back.'
    }
  const bytes = pastBytes(run, position, process, address, length)
  if (bytes === null) return { no: `There is no process ${process} at step ${position}.` }
  const hex = bytes.map((byte) => byte?.toString(16).padStart(2, '0') ?? '??').join('')
  return { name: 'memory', value: { address, hex }, text: memoryText(address, bytes) }
}

const machinesOf = ({ lanes }: RunContents): string => lanes.map(({ machine }) => machine).join(' and ')

function sayNo(reason: string): number {
  printError(reason)
  return exitCodes.notRun
}
