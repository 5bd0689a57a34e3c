import { defaultMachineSettings, type MachineSettings } from '../../shared/contract/machine-settings'
import type { MachineName, ProcessLetter } from '../../shared/contract/observation'
import type { RequestInput } from '../../shared/contract/requests'
import type { RunUpdate } from '../../shared/contract/run-update'
import type { ProcessPlace, ShownVariable } from '../../shared/contract/step'
import type { Connection, Engine } from './engine'

/** A window's side of one run on one machine, for tests: moves, and hears where that led. */
export class TestWindow {
  latest: RunUpdate | null = null
  private runId = ''
  private readonly connection: Connection
  private wake: () => void = () => undefined

  constructor(engine: Engine) {
    this.connection = engine.connect((event, payload) => {
      if (event !== 'run/changed') return
      this.latest = payload as RunUpdate
      this.wake()
    })
  }

  get now(): RunUpdate {
    if (this.latest === null) throw new Error('Nothing was heard so far.')
    return this.latest
  }

  async start(
    machine: MachineName,
    source: string,
    breakpoints: RequestInput<'run/start'>['breakpoints'] = [],
    settings: MachineSettings = defaultMachineSettings
  ): Promise<readonly string[]> {
    const answer = await this.connection.handlers['run/start']({
      ...{ source, fileName: 'a.c', machines: [machine], settings, insist: false, breakpoints }
    })
    if (!answer.ok || !answer.value.started) throw new Error(`No start: ${JSON.stringify(answer)}`)
    this.runId = answer.value.runId
    await this.until((update) => update.status !== 'starting')
    return answer.value.warnings.map((warning) => warning.message)
  }

  async move(
    how: RequestInput<'run/move'>['how'],
    more: { position?: number; line?: number } = {}
  ): Promise<RunUpdate> {
    this.latest = null
    await this.connection.handlers['run/move']({ runId: this.runId, how, ...more })
    await this.until((update) => update.status !== 'running')
    return this.now
  }

  async setBreakpoints(
    breakpoints: RequestInput<'run/breakpoints'>['breakpoints']
  ): Promise<readonly { readonly line: number; readonly message: string }[]> {
    const answer = await this.connection.handlers['run/breakpoints']({ runId: this.runId, breakpoints })
    return answer.ok ? answer.value : []
  }

  async look(look: Partial<Omit<RequestInput<'run/look'>, 'runId'>>): Promise<RunUpdate> {
    const nothing = { frames: [], watches: [], expanded: [], memory: [] }
    await this.connection.handlers['run/look']({ runId: this.runId, ...nothing, ...look })
    return this.now
  }

  /** Looks as soon as there is a run to look at, whatever it is doing. */
  async lookSoon(look: Partial<Omit<RequestInput<'run/look'>, 'runId'>>): Promise<void> {
    while (this.runId === '') await new Promise(setImmediate)
    const nothing = { frames: [], watches: [], expanded: [], memory: [] }
    await this.connection.handlers['run/look']({ runId: this.runId, ...nothing, ...look })
  }

  /** Answers when everything that was on its way has been heard. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 300))
  }

  place(letter: ProcessLetter = 'A'): ProcessPlace {
    const place = this.now.places.find((p) => p.letter === letter)
    if (place === undefined) throw new Error(`There is no process ${letter}.`)
    return place
  }

  variable(expression: string, letter: ProcessLetter = 'A'): ShownVariable {
    const find = (among: readonly ShownVariable[]): ShownVariable | undefined => {
      for (const variable of among) {
        const found = variable.expression === expression ? variable : find(variable.children ?? [])
        if (found) return found
      }
      return undefined
    }
    const variable = find(this.place(letter).variables)
    if (variable === undefined) throw new Error(`There is no variable ${expression}.`)
    return variable
  }

  /** A watch's value, or why it has none. */
  watch(expression: string, letter: ProcessLetter = 'A'): string {
    const watch = this.place(letter).watches.find((w) => w.expression === expression)
    if (watch === undefined) return 'not watched'
    return 'variable' in watch ? watch.variable.value : watch.problem
  }

  /** `7 total = 3`. */
  lineValues(letter: ProcessLetter = 'A'): string[] {
    return this.place(letter).lineValues.map(({ line, name, value }) => `${line} ${name} = ${value}`)
  }

  close(): Promise<void> {
    return this.connection.close()
  }

  private async until(holds: (update: RunUpdate) => boolean): Promise<void> {
    while (this.latest === null || !holds(this.latest))
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
  }
}
