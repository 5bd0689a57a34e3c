import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineSettings } from '../../../shared/contract/machine-settings'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { markedLines } from '../../../shared/labs/format'
import { compile, statementAt, type Program } from '../../c'
import type { Moment } from '../history'
import { chooseSettings, readMachineWish } from '../machine-wish'
import type { Machine } from '../process-host'
import { Run } from '../run'
import { sampleOf, type LiveSample } from './live-sample'
import { entryFunctions as entries } from './program-scope'
import type { Wanted } from './wanted'

/** A program that is run for a lab, from beginning to end. */
export interface LabProgram {
  readonly source: string
  readonly fileName: string
  /** The lab's machine; what the program itself wishes comes over it. */
  readonly settings: MachineSettings
}

/** Where a run stood, with what it saw there: a process that joins later makes another moment of the history's last. */
export interface Stand {
  readonly position: number
  readonly moment: Moment
  /** What Windows told there; null on the simulator and where nobody wanted to know. */
  readonly sample: LiveSample | null
}

/** Where a run stood before and after a marked line was executed. */
export interface Visit {
  /** Who executed it. */
  readonly process: ProcessLetter
  readonly before: Stand
  /** Where the program ended in that line, its last moment. */
  after: Stand
}

/** A run with what a lab's expressions need of it. */
export interface LabRun {
  readonly run: Run
  readonly program: Program
  /** The statements that marks stand for. */
  readonly lines: ReadonlyMap<string, number>
  /** By mark, in the order in which its line was reached. */
  readonly visits: ReadonlyMap<string, readonly Visit[]>
  /** Where main was about to return; null where it did not. */
  readonly end: Stand | null
}

/** A run, or why there is none: the program's errors, or a sentence. */
export type LabRunning =
  | { readonly ok: true; readonly run: LabRun }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly reason: string }

/** How long a lab's program may take. */
const limitMs = 60_000
/** Pauses of one run; beyond, marked lines are passed without a stop. */
const mostPauses = 20_000
/** Pauses of one run; beyond, functions return without a last look at their variables. */
const mostLooks = 1000

/** Runs a program to its end on a machine and notes what is wanted. Nothing of it is left behind. */
export async function runForLab(
  machine: Machine,
  text: LabProgram,
  wanted: Wanted,
  signal?: AbortSignal
): Promise<LabRunning> {
  const compiled = compile(text.source, text.fileName)
  if (!compiled.ok) return { ok: false, diagnostics: compiled.diagnostics, reason: 'The program has errors.' }
  const chosen = chooseSettings(text.settings, readMachineWish(text.source, text.fileName), {})
  if (!chosen.ok)
    return { ok: false, diagnostics: chosen.diagnostic ? [chosen.diagnostic] : [], reason: chosen.problem }
  const { program } = compiled
  const run = new Run(machine, {
    source: text.source,
    fileName: text.fileName,
    processes: program.processes,
    settings: chosen.settings,
    recording: 'steps',
    breakpoints: []
  })
  let isLate = false
  const stop = (): void => void run.stop()
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, wanted.limitMs ?? limitMs)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const begun = await run.begin()
    if (begun !== null) return { ok: false, diagnostics: begun.refused, reason: run.statusText }
    if (run.status === 'failed') return { ok: false, diagnostics: [], reason: run.statusText }
    const watches = [...wanted.watches]
    if (watches.length > 0) await run.look({ frames: [], watches, expanded: [], memory: [] })
    const travel = new Travel(run, program, wanted)
    await travel.go()
    if (isLate)
      return { ok: false, diagnostics: [], reason: tooLong(text.fileName, wanted.limitMs ?? limitMs) }
    return { ok: true, run: travel.result() }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    if (!run.isOver) await run.stop()
  }
}

const tooLong = (fileName: string, ms: number): string =>
  `${fileName} does not come to its end: it was stopped after ${ms / 1000} s. Does a loop or a wait in it go on for ever?`

/** A marked statement that is being executed. */
interface Pending {
  readonly visits: readonly Visit[]
  readonly process: ProcessLetter
  readonly depth: number
  readonly position: number
}

/** Goes through a program and stops where something is to be noted. */
class Travel {
  private readonly lines = new Map<string, number>()
  private readonly marksAt = new Map<number, string[]>()
  /** Lines of main that return from it. */
  private readonly returns: ReadonlySet<number>
  /** Lines before which the variables of a function are read for the last time. */
  private readonly lastLooks: ReadonlySet<number>
  private readonly visits = new Map<string, Visit[]>()
  private readonly pending: Pending[] = []
  private lastReturn: { readonly stand: Stand; readonly line: number } | null = null

  constructor(
    private readonly run: Run,
    private readonly program: Program,
    private readonly wanted: Wanted
  ) {
    for (const [mark, line] of markedLines(program.source)) {
      const statement = statementAt(program, line)
      if (statement === undefined) continue
      this.lines.set(mark, statement)
      if (!wanted.visits.has(mark)) continue
      this.marksAt.set(statement, [...(this.marksAt.get(statement) ?? []), mark])
    }
    this.returns = returnLines(program, (name) => entries.A.includes(name))
    const read = [...wanted.watches].join(' ')
    this.lastLooks = returnLines(
      program,
      (name, locals) =>
        !entries.A.includes(name) && locals.some((local) => new RegExp(`\\b${local}\\b`).test(read))
    )
  }

  result(): LabRun {
    const { run, program, lines, visits, lastReturn } = this
    const returned = run.status === 'ended' && run.history.last?.step?.line === lastReturn?.line
    return { run, program, lines, visits, end: returned ? lastReturn!.stand : null }
  }

  async go(): Promise<void> {
    const { run } = this
    for (let pauses = 0; run.status === 'paused'; pauses++) {
      await this.note()
      run.breakpoints = pauses < mostPauses ? this.stops(pauses) : []
      const stood = run.history.moments.length
      const top = this.pending.at(-1)
      if (top === undefined || pauses >= mostPauses) await run.move('continue')
      else await run.move('over', undefined, top.process)
      // A program whose threads wait for each other stands for ever.
      if (run.status === 'paused' && run.statusText !== '' && run.history.moments.length === stood) break
    }
    const moment = run.history.last
    if (moment === undefined) return
    const last = { position: run.history.moments.length - 1, moment, sample: null }
    for (const { visits } of this.pending) for (const visit of visits) visit.after = last
  }

  private stops(pauses: number): { readonly line: number; readonly condition: null }[] {
    const wanted = [...this.marksAt]
      .filter(([, marks]) => marks.some((mark) => this.visitsOf(mark).length < this.wanted.visits.get(mark)!))
      .map(([line]) => line)
    const looks = pauses < mostLooks ? this.lastLooks : []
    return [...new Set([...wanted, ...this.returns, ...looks])].map((line) => ({ line, condition: null }))
  }

  private visitsOf(mark: string): Visit[] {
    const visits = this.visits.get(mark) ?? []
    this.visits.set(mark, visits)
    return visits
  }

  /** The run stands: what ended here, and what begins. */
  private async note(): Promise<void> {
    const { history } = this.run
    const now = history.last
    if (now === undefined) return
    const position = history.moments.length - 1
    const depth = now.places.get(now.turn)?.frames.length ?? 0
    const ended: Pending[] = []
    for (let top = this.pending.at(-1); top !== undefined; top = this.pending.at(-1)) {
      if (top.process !== now.turn || depth > top.depth || position === top.position) break
      ended.push(top)
      this.pending.pop()
    }
    const begins = (this.marksAt.get(now.line) ?? []).filter(
      (mark) => this.visitsOf(mark).length < this.wanted.visits.get(mark)!
    )
    const returns = now.turn === 'A' && depth === 1 && this.returns.has(now.line)
    if (ended.length + begins.length === 0 && !returns) return
    const sample = this.wanted.live ? await sampleOf(this.run) : null
    const stand: Stand = { position, moment: now, sample }
    for (const { visits } of ended) for (const visit of visits) visit.after = stand
    if (returns) this.lastReturn = { stand, line: now.line }
    if (begins.length === 0) return
    const visits = begins.map((mark) => {
      const visit = { process: now.turn, before: stand, after: stand }
      this.visitsOf(mark).push(visit)
      return visit
    })
    this.pending.push({ visits, process: now.turn, depth, position })
  }
}

/** The lines that return from the functions that are wanted. */
function returnLines(
  program: Program,
  wants: (name: string, locals: readonly string[]) => boolean
): ReadonlySet<number> {
  const functions = program.code.functions.filter(({ name, allLocals }) =>
    wants(
      name,
      allLocals.map((local) => local.name)
    )
  )
  const texts = program.source.split(/\r?\n/)
  const found = [...program.statementPlaces]
    .filter(([, pc]) => functions.some(({ start, end }) => pc >= start && pc < end))
    .map(([line]) => line)
  return new Set(found.filter((line) => /\breturn\b/.test(texts[line - 1] ?? '')))
}
