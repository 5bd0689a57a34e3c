import { compile, Conditions, statementAt, type Program } from '../c'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { LabPreviewRequestName } from '../../shared/contract/lab-preview-requests'
import type { LabReportRequestName } from '../../shared/contract/lab-report-requests'
import type { LabRequestName } from '../../shared/contract/labs'
import { processLetters, type MachineName, type ProcessLetter } from '../../shared/contract/observation'
import type { RequestInput, RequestOutputs } from '../../shared/contract/requests'
import { cProjectOf, writeCProject } from './c-project'
import { AutosaveSlot, readSource, saveSource, suggestPath } from './documents'
import { ExampleLibrary } from './examples'
import { basename } from 'node:path'
import { KnownWays } from './go-again'
import { labPreviewHandlers } from './lab-preview/lab-preview-requests'
import { PreviewLibrary } from './lab-preview/preview-library'
import { labReportHandlers } from './lab-report/lab-report-requests'
import { shareObjectNames } from './labs/object-names'
import { courseIn, labHandlers } from './labs/lab-requests'
import type { Look } from './look'
import { chooseSettings, readMachineWish, wishWarnings } from './machine-wish'
import { comparisonHandlers } from './comparison-requests'
import { memoryHandlers } from './memory-requests'
import type { Machine } from './process-host'
import type { Breakpoint } from '../runner/messages'
import { Run } from './run'
import { compareMoments } from './time/compare-moments'
import { followRefusal, otherMoment } from './time/back-until'
import { lastChange } from './time/last-change'
import { timelineOf } from './time/timeline'
import { LoadedRun } from './loaded-run'
import { loadRun, saveRun } from './run-file'
import type { RunContents } from './run-file/run-contents'
import type { BenchRun } from './run-record'
import { done, refused, type Emit, type Handlers } from './serve'
import { goToStep } from './share/go-to-step'
import { sharingHandlers, type SharedRun } from './share/sharing-requests'
import { Shown } from './shown'
import { Works } from './works'

/** Where the engine finds and keeps things. */
export interface EngineSetup {
  /** The person's data: autosaved text. */
  readonly dataFolder: string
  /** The app's own files: examples and conformance programs. */
  readonly appFolder: string
  readonly version: string
  readonly machines: readonly Machine[]
}

/** One window's side of the engine. */
export interface Connection {
  readonly handlers: Handlers
  close(): Promise<void>
}

export interface Engine {
  connect(emit: Emit): Connection
  close(): Promise<void>
}

/** How often a window hears of a run that is on its way. */
const updateIntervalMs = 100

/** The engine: runs programs on machines for any number of windows. */
export function createEngine(options: EngineSetup): Engine {
  const examples = new ExampleLibrary(options.appFolder)
  const course = courseIn(options.appFolder, options.dataFolder)
  const connections = new Set<Connection>()
  const takenSlots = new Set<number>()
  return {
    connect(emit) {
      let slot = 0
      while (takenSlots.has(slot)) slot++
      takenSlots.add(slot)
      const works = new Works(emit)
      const bench = new Bench(options.machines, emit, works)
      const library = new PreviewLibrary(course.library)
      const connection: Connection = {
        handlers: {
          ...handlersOf(options, examples, new AutosaveSlot(options.dataFolder, slot), bench, works),
          ...labHandlers({
            ...{ ...course, ...options, library },
            begin: (...work) => works.begin(...work),
            runOn: (runId, machine) => bench.runOn(runId, machine),
            makeWay: (source) => bench.makeWay(source)
          }),
          ...labReportHandlers({ ...course, ...options, works }),
          ...labPreviewHandlers({ library, machines: options.machines, works })
        },
        close: async () => {
          works.cancelAll()
          connections.delete(connection)
          takenSlots.delete(slot)
          await bench.end()
        }
      }
      connections.add(connection)
      return connection
    },
    async close() {
      await Promise.all([...connections].map((connection) => connection.close()))
      await Promise.all(options.machines.map((machine) => machine.close()))
    }
  }
}

function handlersOf(
  options: EngineSetup,
  examples: ExampleLibrary,
  autosave: AutosaveSlot,
  bench: Bench,
  works: Works
): Omit<Handlers, LabRequestName | LabReportRequestName | LabPreviewRequestName> {
  return {
    'app/describe': async () => {
      // Whoever opens a window will run something soon.
      for (const machine of options.machines) void machine.warm()
      return done({
        version: options.version,
        machines: await Promise.all(options.machines.map((machine) => machine.describe()))
      })
    },
    'examples/list': async () => done(await examples.list()),
    'examples/read': async ({ id }) => {
      const example = await examples.read(id)
      return example ? done(example) : refused(`There is no example ${id}.`)
    },
    'document/restore': async () => done(await autosave.restore()),
    'document/autosave': async (document) => {
      const failure = await autosave.keep(document)
      return failure === null ? done(null) : refused(failure)
    },
    'document/open': async ({ path }) => {
      const read = await readSource(path)
      return read.ok ? done({ fileName: basename(path), source: read.source, path }) : refused(read.reason)
    },
    'document/save': async ({ path, source, overwrite }) => {
      const failure = await saveSource(path, source, overwrite)
      return failure === null ? done({ path, fileName: basename(path) }) : { ok: false, failure }
    },
    'document/suggest-path': async ({ fileName }) => done({ path: await suggestPath(fileName) }),
    'program/check': async ({ source, fileName }) => {
      const compiled = compile(source, fileName)
      const said = compiled.ok ? compiled.warnings : compiled.diagnostics
      return done<readonly Diagnostic[]>([...said, ...wishWarnings(source, fileName)])
    },
    'program/export-project': async ({ source, fileName, folder, overwrite }) => {
      const compiled = compile(source, fileName)
      if (!compiled.ok) return done({ exported: false, diagnostics: compiled.diagnostics })
      const project = await cProjectOf(compiled.program)
      const failure = await writeCProject(project, folder, overwrite)
      if (failure !== null) return { ok: false, failure }
      const files = project.files.map(({ name }) => name)
      return done({ exported: true, folder, files, commands: project.commands })
    },
    'run/start': async (input) => done(await bench.start(input)),
    'run/executed-lines': async ({ runId, machine, position }) => {
      const run = bench.runOn(runId, machine)
      if (run === undefined) return refused('That run is over. Start a new one.')
      return done(
        processLetters.flatMap((process) => {
          const lines = run.executedLines(process, position)
          return lines === null || lines.length === 0 ? [] : [{ process, lines }]
        })
      )
    },
    'run/move': async ({ runId, how, position, line, process }) => {
      if (!bench.holds(runId)) return refused('That run is over. Start a new one.')
      if (how === 'line' && line === undefined) return refused('Say to which line the run is to go.')
      if (process !== undefined && !bench.hasProcess(process))
        return refused(`This program has no process ${process}.`)
      bench.move(how, position, line, process)
      return done(null)
    },
    'run/breakpoints': async ({ runId, breakpoints }) =>
      done(bench.holds(runId) ? bench.setBreakpoints(breakpoints) : []),
    'run/look': async ({ runId, ...look }) => {
      if (bench.holds(runId)) await bench.look(look)
      return done(null)
    },
    'run/pause': async ({ runId }) => {
      if (bench.holds(runId)) bench.pause()
      return done(null)
    },
    'run/stop': async ({ runId }) => {
      if (bench.holds(runId)) await bench.stop()
      return done(null)
    },
    'run/back-until': async ({ runId, machine, process, what, direction }) => {
      const lane = bench.laneOf(runId, machine)
      if (typeof lane === 'string') return refused(lane)
      const refusal = followRefusal(lane.run, what)
      if (refusal !== null) return refused(refusal)
      return lookInto(lane, () => {
        const found = otherMoment(lane.run, lane.shown.position, process, what, direction)
        if (found.position !== null) bench.move('to', found.position, undefined)
        return found
      })
    },
    'run/last-change': async ({ runId, machine, process, position, address }) => {
      const lane = bench.laneOf(runId, machine)
      return typeof lane === 'string' ? refused(lane) : done(lastChange(lane.run, position, process, address))
    },
    'run/compare-moments': async ({ runId, machine, a, b, regionsOnly }) => {
      const lane = bench.laneOf(runId, machine)
      if (typeof lane === 'string') return refused(lane)
      const last = lane.run.history.moments.length - 1
      if (Math.max(a, b) > last) return refused(`This run has the moments 0 to ${last}.`)
      return lookInto(lane, () => compareMoments(lane.run, a, b, regionsOnly))
    },
    'run/timeline': async ({ runId, machine, from, count }) => {
      const run = bench.runOn(runId, machine)
      if (run === undefined) return refused('That run is over. Start a new one.')
      return lookInto({ run }, () => timelineOf(run, from, count))
    },
    'run/save': async ({ runId, path, overwrite }) => {
      if (!bench.holds(runId)) return refused('That run is over. Start a new one.')
      const saved = await works.during(`Saving ${basename(path)}`, (work) =>
        saveRun(path, bench.contents(), options.version, overwrite, work)
      )
      if (saved === null) return refused('Cancelled: nothing was saved.')
      return saved.ok ? done({ path: saved.path, bytes: saved.bytes }) : saved
    },
    'run/load': async ({ path }) => {
      const loaded = await works.during(`Opening ${basename(path)}`, (work) => loadRun(path, work))
      if (loaded === null) return refused('Cancelled: nothing was opened.')
      return loaded.ok ? done(await bench.load(loaded.contents, basename(path))) : refused(loaded.reason)
    },
    ...comparisonHandlers({
      machines: options.machines,
      version: options.version,
      works,
      holds: (runId) => bench.holds(runId),
      runOn: (runId, machine) => bench.runOn(runId, machine),
      document: () => {
        const { source, fileName } = bench.contents()
        return { source, fileName }
      }
    }),
    ...sharingHandlers((runId) => bench.sharedRun(runId)),
    'work/cancel': async ({ id }) => {
      works.cancel(id)
      return done(null)
    },
    ...memoryHandlers((runId, machine) => bench.runOn(runId, machine))
  }
}

/** Looks into a run's kept states; those of a file may not hold together, whatever its digest says. */
function lookInto<V>(
  lane: Pick<Lane, 'run'>,
  look: () => V
): { readonly ok: true; readonly value: V } | ReturnType<typeof refused> {
  try {
    return done(look())
  } catch (error) {
    if (lane.run.loadedFrom === null) throw error
    return refused(
      `${lane.run.loadedFrom} is damaged: its states do not hold together. Run its program again.`
    )
  }
}

/** The next moment of the record, or the next that a step of the process led to. */
function stepAfter({ run, shown }: Lane, process: ProcessLetter | undefined): number {
  const { moments } = run.history
  let at = shown.position + 1
  while (process !== undefined && at < moments.length - 1 && moments[at]!.step?.process !== process) at++
  return at
}

/** One run on one machine as a window has it. */
interface Lane {
  readonly run: BenchRun
  readonly shown: Shown
  /** It goes the way of the run before again: until it has arrived it is on its way, and no move is heard. */
  again: boolean
}

/** What one window has running: the same program on one machine or on both. */
class Bench {
  private lanes: Lane[] = []
  private runId = ''
  private program: Program | null = null
  private document = { source: '', fileName: '' }
  private breakpoints: readonly Breakpoint[] = []
  private timer: NodeJS.Timeout | null = null
  private readonly waiting = new Set<Lane>()
  private readonly ways = new KnownWays()

  constructor(
    private readonly machines: readonly Machine[],
    private readonly emit: Emit,
    private readonly works: Works
  ) {}

  holds(runId: string): boolean {
    return this.runId === runId && runId !== ''
  }

  /** The run of that id on a machine. */
  runOn(runId: string, machine: MachineName): BenchRun | undefined {
    if (!this.holds(runId)) return undefined
    return this.lanes.find(({ run }) => run.machineName === machine)?.run
  }

  async start(input: RequestInput<'run/start'>): Promise<RequestOutputs['run/start']> {
    this.ways.leave(this.document.source, this.lanes, input.again)
    await this.end()
    const compiled = compile(input.source, input.fileName)
    if (!compiled.ok) return { started: false, diagnostics: compiled.diagnostics }
    const wish = readMachineWish(input.source, input.fileName)
    const chosen = chooseSettings(input.settings, wish, input.insist ? input.settings : {})
    if (!chosen.ok) return { started: false, diagnostics: chosen.diagnostic ? [chosen.diagnostic] : [] }
    this.program = compiled.program
    this.document = { source: input.source, fileName: input.fileName }
    const broken = this.setBreakpoints(input.breakpoints)
    const begins: (() => Promise<void>)[] = []
    const lanes = this.machines
      .filter((machine) => input.machines.includes(machine.name))
      .map((machine) => {
        const run = new Run(machine, {
          source: input.source,
          fileName: input.fileName,
          processes: compiled.program.processes,
          settings: chosen.settings,
          recording: 'steps',
          breakpoints: input.breakpoints,
          onChange: () => this.tellSoon(lane)
        })
        const lane: Lane = { run, shown: new Shown(run), again: Boolean(input.again ?? input.goTo) }
        begins.push(async () => {
          await this.begin(lane, run, machine)
          let at: number | null
          if (input.again !== undefined)
            at = await this.ways.follow(run, input.source, input.again, () => lane.again)
          else if (input.goTo !== undefined) {
            const work = this.works.begin(`Going to step ${input.goTo.step}`, () => this.pause())
            await goToStep(run, input.goTo, () => lane.again, work)
            at = input.goTo.step
          } else return
          lane.again = false
          if (at === null) this.tell(lane)
          else this.show(lane, Math.min(at, run.history.moments.length - 1))
        })
        return lane
      })
    this.lanes = lanes
    this.runId = lanes[0]?.run.id ?? ''
    // The window hears of the lanes as they come to life; a machine that takes long does not hold up the other.
    for (const begin of begins) void begin()
    const warnings = broken.map(({ line, message }) => ({
      ...{ severity: 'warning' as const, file: input.fileName, line, column: 1, length: 1 },
      message: `The breakpoint on this line never stops: ${message}`
    }))
    return {
      started: true,
      runId: this.runId,
      warnings: [...compiled.warnings, ...wish.warnings, ...warnings]
    }
  }

  /** Starting a process of real Windows can take seconds, the first time. */
  private async begin(lane: Lane, run: Run, machine: Machine): Promise<void> {
    const work =
      machine.name === 'windows'
        ? this.works.begin(`Starting ${(await machine.describe()).title}`, () => void run.stop())
        : null
    try {
      await run.begin()
    } finally {
      work?.end()
    }
    this.tell(lane)
  }

  /** The run of that id as the window shows it: on the simulator, where it runs there. */
  sharedRun(runId: string): SharedRun | null {
    const [lane] = this.holds(runId) ? this.lanes : []
    return lane ? { run: lane.run, position: lane.shown.position, source: this.document.source } : null
  }

  /** Puts a saved run in the place of the one there is. */
  async load(contents: RunContents, name: string): Promise<RequestOutputs['run/load']> {
    await this.end()
    const { source, fileName } = contents
    const compiled = compile(source, fileName)
    this.program = compiled.ok ? compiled.program : null
    this.document = { source, fileName }
    this.lanes = contents.lanes.map((lane) => {
      const run = new LoadedRun(lane, name)
      return { run, shown: new Shown(run), again: false }
    })
    const { id } = this.lanes[0]!.run
    this.runId = id
    // The window has to know the run before it hears of it.
    setImmediate(() => {
      for (const lane of this.lanes) if (this.runId === id) this.tell(lane)
    })
    return { runId: id, machines: contents.lanes.map((lane) => lane.machine), source, fileName }
  }

  /** Everything of the run that a file keeps. */
  contents(): RunContents {
    return { ...this.document, lanes: this.lanes.map(({ run }) => run.contents) }
  }

  /** The run on a machine, standing still; or the sentence that says why there is none to look into. */
  laneOf(runId: string, machine: MachineName): Lane | string {
    if (!this.holds(runId)) return 'That run is over. Start a new one.'
    const lane = this.lanes.find(({ run }) => run.machineName === machine)
    if (lane === undefined) return 'This run has no such machine.'
    if (lane.run.history.moments.length === 0) return 'The run has not begun yet.'
    return lane.run.status === 'running' ? 'The program is running. Pause it first.' : lane
  }

  /** Whether the program has a function for the process. */
  hasProcess(letter: ProcessLetter): boolean {
    return this.program?.processes.includes(letter) ?? false
  }

  move(
    how: RequestInput<'run/move'>['how'],
    position: number | undefined,
    line: number | undefined,
    process?: ProcessLetter
  ): void {
    for (const lane of this.lanes) {
      const { run, shown } = lane
      if (lane.again) continue
      if (how === 'back') this.show(lane, shown.position - 1)
      else if (how === 'to') this.show(lane, position ?? 0)
      else if (shown.atPresent) void run.move(how, line, process).then(() => this.tell(lane))
      else if (how === 'continue' || how === 'line') this.show(lane, this.nextStop(lane, line))
      else this.show(lane, stepAfter(lane, process))
    }
  }

  /** Answers those whose condition makes no sense on their line. */
  setBreakpoints(
    breakpoints: readonly Breakpoint[]
  ): readonly { readonly line: number; readonly message: string }[] {
    this.breakpoints = breakpoints
    for (const lane of this.lanes) if (!lane.again) lane.run.breakpoints = breakpoints
    return this.program ? new Conditions(this.program, breakpoints).problems : []
  }

  async look(look: Look): Promise<void> {
    await Promise.all(
      this.lanes.map(async (lane) => {
        lane.shown.look = look
        await lane.run.look(look)
        // A run that is on its way tells by itself.
        if (lane.run.status !== 'running') this.show(lane, lane.shown.position)
      })
    )
  }

  pause(): void {
    for (const lane of this.lanes) {
      lane.again = false
      lane.run.pause()
    }
  }

  async stop(): Promise<void> {
    for (const lane of this.lanes) lane.again = false
    await Promise.all(this.lanes.map((lane) => lane.run.stop()))
    for (const lane of this.lanes) this.tell(lane)
  }

  /** Ends what runs on real Windows where another program that is to run there would meet its objects by their names. */
  async makeWay(source: string): Promise<void> {
    const lane = this.lanes.find(({ run }) => run.machineName === 'windows' && !run.isOver)
    if (lane === undefined || !shareObjectNames(source, this.document.source)) return
    lane.again = false
    await lane.run.stop('Stopped, so that your program could be judged: both name the same objects.')
    this.tell(lane)
  }

  async end(): Promise<void> {
    const lanes = this.lanes
    this.lanes = []
    this.runId = ''
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.waiting.clear()
    await Promise.all(lanes.map((lane) => lane.run.stop()))
  }

  /** Where running on from a moment of the past stops: at the next breakpoint that was passed, or in the present. */
  private nextStop({ run, shown }: Lane, line: number | undefined): number {
    const { moments } = run.history
    const at = (wanted: number): number => (this.program && statementAt(this.program, wanted)) ?? wanted
    const always = new Set(this.breakpoints.filter((b) => b.condition === null).map((b) => at(b.line)))
    if (line !== undefined) always.add(at(line))
    // What a condition was in the past shows only in that the run stopped there.
    const sometimes = new Set(this.breakpoints.filter((b) => b.condition !== null).map((b) => at(b.line)))
    for (let i = shown.position + 1; i < moments.length; i++) {
      const moment = moments[i]!
      if (always.has(moment.line) || (moment.halted && sometimes.has(moment.line))) return i
    }
    return moments.length - 1
  }

  private show(lane: Lane, position: number): void {
    if (!this.lanes.includes(lane)) return
    // What goes a known way again is told when it has arrived.
    if (lane.again) return
    this.emit('run/changed', { ...lane.shown.updateTo(position), runId: this.runId })
  }

  private tell(lane: Lane): void {
    this.waiting.delete(lane)
    this.show(lane, lane.run.history.moments.length - 1)
  }

  private tellSoon(lane: Lane): void {
    this.waiting.add(lane)
    this.timer ??= setTimeout(() => {
      this.timer = null
      for (const waiting of [...this.waiting]) {
        const follows = waiting.run.status === 'running' || waiting.run.status === 'starting'
        if (follows || waiting.shown.atPresent) this.tell(waiting)
        else this.waiting.delete(waiting)
      }
    }, updateIntervalMs)
  }
}
