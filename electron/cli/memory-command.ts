import { compile } from '../c'
import { memoryHandlers } from '../engine/memory-requests'
import type { Machine } from '../engine/process-host'
import { LoadedRun } from '../engine/loaded-run'
import { Run } from '../engine/run'
import { loadRun } from '../engine/run-file'
import type { BenchRun } from '../engine/run-record'
import type { MachineSettings } from '../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../shared/contract/observation'
import type { RequestFailure } from '../../shared/contract/requests'
import { exitCodes } from './exit-codes'
import { loadProgram } from './load-program'
import {
  countersText,
  filesText,
  framesText,
  handlesText,
  heapsText,
  modulesText,
  pagesText,
  sectionsText,
  stacksText,
  structuresText,
  translationText,
  vadsText
} from './memory-text'
import { diagnosticText, printError, printOut } from './print'
import { whyUnavailable } from './run-command'

/** What `vadlab memory` is asked for; one of the pictures. */
export interface MemoryOptions {
  readonly process: ProcessLetter
  /** Of a saved run: the moment after that step; left out: the last one. */
  readonly step?: number
  /** The line to stop before; left out: the last statement of main. */
  readonly stopAt?: number
  readonly json?: boolean
  /** An address, or a C expression that is read where the run stands. */
  readonly translate?: string
  readonly vads?: boolean
  /** `ADDRESS[,COUNT]`. */
  readonly pages?: string
  readonly workingSet?: boolean
  readonly frames?: FrameList | true
  readonly sections?: boolean
  readonly handles?: boolean
  readonly files?: boolean
  readonly heaps?: boolean
  readonly modules?: boolean
  readonly stacks?: boolean
  readonly structures?: boolean
  readonly counters?: boolean
}

export const frameLists = [
  'all',
  'active',
  'standby',
  'modified',
  'free',
  'zeroed',
  'shared',
  'program'
] as const
type FrameList = (typeof frameLists)[number]

const most = 1000

/**
 * `vadlab memory FILE`: runs a program to a line, or opens a saved run at a step, and prints one picture of the memory
 * manager there.
 */
export async function memoryCommand(
  path: string,
  machine: Machine,
  given: Partial<MachineSettings>,
  options: MemoryOptions
): Promise<number> {
  if (path.toLowerCase().endsWith('.vadlab-run')) return savedPicture(path, options)
  if (options.step !== undefined) {
    printError('--step goes with a saved run; in a program, --stop-at LINE says where to look.')
    return exitCodes.notRun
  }
  const run = await runTo(path, machine, given, options)
  if (run === null) return exitCodes.notRun
  try {
    return await printPicture(run, null, options)
  } finally {
    await run.stop()
  }
}

async function printPicture(run: BenchRun, position: number | null, options: MemoryOptions): Promise<number> {
  const text = await picture(run, position, options)
  if (typeof text === 'string') {
    await printOut(`${text}\n`)
    return exitCodes.fine
  }
  printError(text.message)
  return exitCodes.notRun
}

/** A picture of the simulated machine as a file keeps it; nothing is run. */
async function savedPicture(path: string, options: MemoryOptions): Promise<number> {
  const loaded = await loadRun(path)
  const lane = loaded.ok ? loaded.contents.lanes.find(({ machine }) => machine === 'simulator') : undefined
  if (lane === undefined) {
    printError(loaded.ok ? `${path} has no run on the simulator; only there memory is kept.` : loaded.reason)
    return exitCodes.notRun
  }
  const last = lane.moments.length - 1
  if ((options.step ?? 0) > last) {
    printError(`${path} has no step ${options.step}: its steps are 0 to ${last}.`)
    return exitCodes.notRun
  }
  try {
    return await printPicture(new LoadedRun(lane, path), options.step ?? last, options)
  } catch {
    printError(`${path} is damaged: its states do not hold together. Run its program again.`)
    return exitCodes.notRun
  }
}

/** The program where it is to be looked at; null, with the reason on standard error, when it cannot run. */
async function runTo(
  path: string,
  machine: Machine,
  given: Partial<MachineSettings>,
  options: MemoryOptions
): Promise<Run | null> {
  const unavailable = await whyUnavailable(machine)
  if (unavailable !== null) {
    printError(unavailable)
    return null
  }
  const loaded = await loadProgram(path, given)
  if (loaded === null) return null
  const { source } = loaded
  const compiled = compile(source, path)
  if (!compiled.ok) return null
  const { program } = compiled
  const run = new Run(machine, {
    ...loaded,
    recording: 'steps',
    breakpoints: [],
    onStep: (_process, step) => process.stderr.write(step.output)
  })
  const begun = await run.begin()
  if (begun !== null) {
    for (const diagnostic of begun.refused) printError(diagnosticText(diagnostic, source))
    return null
  }
  const main = program.code.functions.find(({ name }) => name === 'main')
  const lines = [...program.statementPlaces].filter(([, pc]) => main && pc >= main.start && pc < main.end)
  const line = options.stopAt ?? Math.max(...lines.map(([statement]) => statement))
  await run.move('line', line)
  const where = run.isOver ? `${run.statusText} This is how it left memory.` : `Before line ${standsAt(run)}.`
  printError(where)
  return run
}

const standsAt = (run: Run): number => run.history.last?.line ?? 0

type Failed = { readonly message: string }

async function picture(
  run: BenchRun,
  position: number | null,
  options: MemoryOptions
): Promise<string | Failed> {
  const handlers = memoryHandlers(() => run)
  const moment = { runId: run.id, machine: run.machineName, position }
  const ofProcess = { ...moment, process: options.process }
  const part = { offset: 0, count: most }
  const show = async <T>(
    answer: Answer<T> | Promise<Answer<T>>,
    text: (value: T) => string
  ): Promise<string | Failed> => {
    const given = await answer
    if (!given.ok) return given.failure
    return options.json ? JSON.stringify(given.value, null, 2) : text(given.value)
  }

  if (options.translate !== undefined) {
    const address = await addressOf(run, options.process, options.translate)
    if (typeof address === 'object') return address
    return show(
      handlers['memory/translate']({ ...ofProcess, address: `0x${address.toString(16)}`, length: 16 }),
      translationText
    )
  }
  if (options.pages !== undefined) {
    const [text = '', count = '16'] = options.pages.split(/,(?=\s*\d+\s*$)/)
    const address = await addressOf(run, options.process, text)
    if (typeof address === 'object') return address
    if (address >> 47n !== 0n)
      return { message: 'Pages are those of a program: addresses below 0x800000000000.' }
    const wish = { page: Number(address >> 12n), count: Math.min(Math.max(Number(count), 1), 65_536) }
    return show(handlers['memory/pages']({ ...ofProcess, ...wish }), pagesText)
  }
  if (options.vads) return show(handlers['memory/vads']({ ...ofProcess, ...part }), vadsText)
  if (options.workingSet)
    return show(
      handlers['memory/working-set']({ ...ofProcess, ...part }),
      (set) =>
        `${set.total} pages, from ${set.minimumPages} to ${set.maximumPages}, at most ${set.peakPages} so far\n${pagesText(set.pages)}`
    )
  if (options.frames) {
    const which = options.frames === true ? 'program' : options.frames
    return show(handlers['memory/frames']({ ...moment, ...part, which, priority: null }), framesText)
  }
  if (options.sections) return show(handlers['memory/sections']({ ...moment, images: false }), sectionsText)
  if (options.handles) return show(handlers['memory/handles']({ ...ofProcess, ...part }), handlesText)
  if (options.files) return show(handlers['memory/files']({ ...moment, ...part }), filesText)
  if (options.heaps) return show(handlers['memory/heaps'](ofProcess), heapsText)
  if (options.modules) return show(handlers['memory/modules'](ofProcess), modulesText)
  if (options.stacks) return show(handlers['memory/stacks'](ofProcess), stacksText)
  if (options.structures) return show(handlers['memory/structures'](ofProcess), structuresText)
  return show(handlers['memory/counters'](moment), countersText)
}

type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: RequestFailure }

/** The address that a text means: digits behind 0x, any of 64 bits, or a C expression read where the run stands. */
async function addressOf(run: BenchRun, process: ProcessLetter, text: string): Promise<bigint | Failed> {
  if (/^\s*0x[0-9a-f]{1,16}\s*$/i.test(text)) return BigInt(text)
  if (run.loadedFrom !== null)
    return { message: `A saved run is looked at by addresses, such as 0x1f0000; ${text} is none.` }
  if (run.isOver)
    return {
      message: `The run is over, so ${text} has no value any more. Stop before its end: --stop-at LINE.`
    }
  await run.look({
    ...{ frames: [], watches: [], expanded: [] },
    memory: [{ id: 'address', process, machine: null, address: text, offset: 0, length: 1 }]
  })
  const seen = run.history.moments.at(-1)?.places.get(process)?.memory[0]
  if (!seen) return { message: `There is no process ${process} yet.` }
  return seen.address === null ? { message: `${text}: ${seen.problem}` } : BigInt(seen.address)
}
