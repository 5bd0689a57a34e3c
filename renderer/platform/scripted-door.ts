import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import type {
  MachineName,
  ObservedRegion,
  ProcessLetter,
  RegionChange
} from '../../shared/contract/observation'
import { regionsToColumns } from '../../shared/contract/region-columns'
import { regionDifference, regionTree } from '../../shared/contract/region-tree'
import type {
  Door,
  EventName,
  Events,
  Example,
  MachineDescription,
  RequestAnswer,
  RequestFailure,
  RequestInput,
  RequestName,
  RequestOutputs,
  RestoredDocument
} from '../../shared/contract/requests'
import type { Diagnostic } from '../../shared/contract/diagnostic'
import type { RunStatus, RunUpdate } from '../../shared/contract/run-update'
import type { ShownException, StepRecord } from '../../shared/contract/step'
import { scriptedComparison, scriptedOther, scriptedTimeline } from './scripted-timeline'
import { lookingAtNothing, placeLookedAt, type Look, type ScriptedPlace } from './scripted-look'

/** One moment of a scripted run, in full; what travels is worked out from it. */
export interface ScriptedMoment {
  readonly line: number | null
  readonly step: StepRecord | null
  readonly turn: ProcessLetter
  readonly processes: readonly {
    readonly letter: ProcessLetter
    readonly processId: number
    readonly regions: readonly ObservedRegion[]
    readonly changes: readonly RegionChange[]
  }[]
  readonly places: readonly ScriptedPlace[]
  readonly status?: RunStatus
  readonly statusText?: string
  readonly exception?: ShownException
}

/** What a scripted door answers with. */
export interface DoorScript {
  readonly machines: readonly MachineDescription[]
  readonly examples: readonly Example[]
  readonly sources: Readonly<Record<string, string>>
  readonly restored: RestoredDocument | null
  readonly diagnose: (source: string) => readonly Diagnostic[]
  readonly runs: Readonly<Record<MachineName, readonly ScriptedMoment[]>>
}

/** A door with no engine behind it: answers from a script, for tests and for looking at the bench. */
export class ScriptedDoor implements Door {
  /** Every request that came, in order. */
  readonly calls: { readonly name: RequestName; readonly input: unknown }[] = []
  /** Requests that fail, by name, until taken out. */
  readonly failures = new Map<RequestName, RequestFailure>()
  private readonly listeners = new Map<EventName, Set<(payload: never) => void>>()
  private runs = 0
  private runId = ''
  private machines: readonly MachineName[] = []
  private settings: MachineSettings = defaultMachineSettings
  private position = 0
  private stepCount = 0
  private look: Look = lookingAtNothing
  private readonly sent = new Map<MachineName, number>()

  constructor(private readonly script: DoorScript) {}

  async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    this.calls.push({ name, input })
    // As over a wire: nothing is heard before the caller has gone on.
    await Promise.resolve()
    const failure = this.failures.get(name)
    if (failure !== undefined) return { ok: false, failure }
    if (name.startsWith('memory/'))
      return { ok: false, failure: { kind: 'refused', message: 'A scripted run has no page tables.' } }
    return { ok: true, value: this.answer(name, input) as RequestOutputs[N] }
  }

  subscribe<E extends EventName>(name: E, listener: (payload: Events[E]) => void): () => void {
    const heard = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, heard.add(listener as (payload: never) => void))
    return () => heard.delete(listener as (payload: never) => void)
  }

  /** Tells what an engine would tell. */
  tell<E extends EventName>(name: E, payload: Events[E]): void {
    this.listeners.get(name)?.forEach((listener) => (listener as (payload: Events[E]) => void)(payload))
  }

  private answer(name: RequestName, input: unknown): unknown {
    switch (name) {
      case 'app/describe':
        return { version: '0.1.0', machines: this.script.machines }
      case 'examples/list':
        return this.script.examples
      case 'examples/read': {
        const { id } = input as RequestInput<'examples/read'>
        const example = this.script.examples.find((e) => e.id === id)
        return { fileName: example?.fileName ?? id, source: this.script.sources[id] ?? '' }
      }
      case 'document/restore':
        return this.script.restored
      case 'document/suggest-path':
        return { path: `/home/ada/${(input as RequestInput<'document/suggest-path'>).fileName}` }
      case 'document/save': {
        const { path } = input as RequestInput<'document/save'>
        return { path, fileName: path.split('/').at(-1) }
      }
      case 'program/check':
        return this.script.diagnose((input as RequestInput<'program/check'>).source)
      case 'run/start':
        return this.start(input as RequestInput<'run/start'>)
      case 'run/move':
        this.move(input as RequestInput<'run/move'>)
        return null
      case 'run/look':
        this.look = input as RequestInput<'run/look'>
        this.send()
        return null
      case 'run/breakpoints':
        return (input as RequestInput<'run/breakpoints'>).breakpoints.flatMap(({ line, condition }) =>
          condition?.includes('nowhere') === true
            ? [{ line, message: `“nowhere” is not declared on line ${line}.` }]
            : []
        )
      case 'run/timeline': {
        const { machine, from, count } = input as RequestInput<'run/timeline'>
        const reached = this.script.runs[machine].slice(0, this.stepCount + 1)
        return scriptedTimeline(machine, reached, from, count)
      }
      case 'run/compare-moments': {
        const asked = input as RequestInput<'run/compare-moments'>
        return scriptedComparison(this.script.runs[asked.machine], asked)
      }
      case 'run/back-until': {
        const asked = input as RequestInput<'run/back-until'>
        const reached = this.script.runs[asked.machine].slice(0, this.stepCount + 1)
        const found = scriptedOther(reached, this.position, asked)
        if (found.position !== null) this.move({ runId: asked.runId, how: 'to', position: found.position })
        return found
      }
      case 'run/stop':
        this.send('stopped')
        return null
      default:
        return null
    }
  }

  private start(input: RequestInput<'run/start'>): RequestOutputs['run/start'] {
    const errors = this.script.diagnose(input.source).filter((d) => d.severity === 'error')
    if (errors.length > 0) return { started: false, diagnostics: errors }
    this.runId = `run ${++this.runs}`
    this.machines = input.machines
    this.settings = input.settings
    this.position = 0
    this.stepCount = 0
    this.look = lookingAtNothing
    this.sent.clear()
    this.send()
    return { started: true, runId: this.runId, warnings: [] }
  }

  private move({ how, position, line }: RequestInput<'run/move'>): void {
    const moments = this.script.runs[this.machines[0] ?? 'simulator']
    const last = Math.max(...this.machines.map((name) => this.script.runs[name].length)) - 1
    const there = moments.findIndex((moment, at) => at > this.position && moment.line === line)
    const targets: Readonly<Record<string, number>> = {
      back: this.position - 1,
      to: position ?? 0,
      continue: last,
      line: there < 0 ? last : there
    }
    const target = targets[how] ?? this.position + 1
    this.position = Math.min(last, Math.max(0, target))
    this.stepCount = Math.max(this.stepCount, this.position)
    this.send()
  }

  private send(status?: RunStatus): void {
    for (const machine of this.machines) this.tell('run/changed', this.update(machine, status))
  }

  private update(machine: MachineName, status?: RunStatus): RunUpdate {
    const moments = this.script.runs[machine]
    const at = Math.min(this.position, moments.length - 1)
    const moment = moments[at]!
    const former = this.sent.get(machine)
    this.sent.set(machine, at)
    const printed = moments.slice(0, at + 1).flatMap((m) => m.step?.output ?? '')
    const checks = moments.slice(0, at + 1).flatMap((m) => m.step?.checks ?? [])
    const count = (verdict: string): number => checks.filter((c) => c.verdict === verdict).length
    return {
      runId: this.runId,
      machine,
      settings: this.settings,
      settingsNotice: '',
      status: status ?? moment.status ?? 'paused',
      statusText: moment.statusText ?? '',
      position: at,
      stepCount: Math.min(this.stepCount, moments.length - 1),
      turn: moment.turn,
      line: moment.line,
      places: moment.places.map((place) => placeLookedAt(place, this.look, machine)),
      step: moment.step,
      exception: moment.exception ?? null,
      processes: moment.processes.map(({ letter, processId, regions, changes }) => {
        const old = moments[former ?? -1]?.processes.find((p) => p.letter === letter)?.regions
        const delta = regionDifference(regionTree(old ?? []), regionTree(regions))
        return {
          letter,
          processId,
          reset: old === undefined,
          removed: delta.removed,
          set: regionsToColumns(delta.set),
          changes
        }
      }),
      output: { reset: true, append: printed.join('') },
      checks: { passed: count('ok'), failed: count('FAIL'), todo: count('todo') },
      warnings: []
    }
  }
}
