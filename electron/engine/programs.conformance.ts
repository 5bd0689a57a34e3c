import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import type { CallRecord, CheckRecord } from '../../shared/contract/step'
import { ruleFamilies, ruleOf, type RuleId } from '../simulator/rules'
import { SimulatedProcess } from '../simulator/simulated-process'
import { appFolder } from './app-files'
import { chooseSettings, readMachineWish } from './machine-wish'
import type { Machine } from './process-host'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

/** The folders whose programs must hold on the simulator; `npm run reference` has them on the Windows machine. */
const folders = [
  'private',
  'sections',
  'process',
  'seeds',
  'more/private',
  'more/sections',
  'more/process',
  'more/language',
  'more/threads',
  'more/tutorials',
  'more/native'
]

const conformance = join(appFolder(), 'conformance')

interface Outcome {
  readonly status: string
  readonly statusText: string
  readonly checks: readonly CheckRecord[]
  /** Calls that say that they failed, or raised an exception, and do not name the rule behind it. */
  readonly unexplained: readonly string[]
}

/** The rules that each program met, by its path below `conformance` without `.c`. */
const met = new Map<string, Set<string>>()

/** Notes each rule that refuses or raises while something runs. */
async function noting<T>(name: string, run: () => Promise<T>): Promise<T> {
  const rules = new Set<string>()
  met.set(name, rules)
  const { refusal, raise } = SimulatedProcess.prototype
  vi.spyOn(SimulatedProcess.prototype, 'refusal').mockImplementation(function (this: SimulatedProcess) {
    const reason = refusal.call(this)
    if (reason !== null) rules.add(reason.rule.id)
    return reason
  })
  vi.spyOn(SimulatedProcess.prototype, 'raise').mockImplementation(function (this: SimulatedProcess, fault) {
    rules.add(fault.rule)
    return raise.call(this, fault)
  })
  try {
    return await run()
  } finally {
    vi.restoreAllMocks()
  }
}

/** The programs that a rule's source names. */
const programsOf = (id: RuleId): string[] =>
  [...ruleOf(id).source.matchAll(/Conformance ([a-z0-9/-]+)/g)].map((match) => match[1]!)

async function runOn(machine: Machine, path: string): Promise<Outcome> {
  const source = readFileSync(path, 'utf8')
  const compiled = compile(source, path)
  if (!compiled.ok)
    return {
      status: 'refused',
      statusText: compiled.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\n'),
      checks: [],
      unexplained: []
    }
  const chosen = chooseSettings(defaultMachineSettings, readMachineWish(source, path), {})
  if (!chosen.ok) return { status: 'refused', statusText: chosen.problem, checks: [], unexplained: [] }
  const checks: CheckRecord[] = []
  const unexplained: string[] = []
  const look = (call: CallRecord): void => {
    const rule = call.exception === null ? call.rule : call.exception.rule
    if (call.failed && rule === null) unexplained.push(`${call.line}: ${call.name}, error ${call.lastError}`)
  }
  const run = new Run(machine, {
    source,
    fileName: path,
    processes: compiled.program.processes,
    settings: chosen.settings,
    recording: 'calls',
    breakpoints: [],
    onStep: (_process, step) => {
      checks.push(...step.checks)
      step.calls.forEach(look)
    }
  })
  await run.begin()
  await run.move('continue')
  await run.stop()
  return { status: run.status, statusText: run.statusText, checks, unexplained }
}

for (const folder of folders) {
  const inside = join(conformance, folder)
  const programs = existsSync(inside) ? readdirSync(inside).filter((name) => name.endsWith('.c')) : []

  describe(`${folder} on the simulator`, () => {
    const machine = createSimulatorMachine()
    for (const name of programs)
      test(`${name} holds, what Wine does otherwise included`, async () => {
        const outcome = await noting(`${folder}/${name.slice(0, -2)}`, () =>
          runOn(machine, join(inside, name))
        )
        expect(outcome).toMatchObject({ status: 'ended' })
        // Programs on the language raise exceptions of their own, behind which no rule stands.
        if (folder !== 'more/language')
          expect(outcome.unexplained, 'what is refused names its rule').toEqual([])
        expect(outcome.checks.filter((check) => check.verdict !== 'ok').map((check) => check.text)).toEqual(
          []
        )
        expect(outcome.checks.length).toBeGreaterThan(0)
      })
  })
}

describe('a program that a rule names as its source', () => {
  const cited = ruleFamilies
    .flatMap((family) => Object.keys(family) as RuleId[])
    .flatMap((id) => programsOf(id).map((program) => ({ id, program })))
  test.each(cited)('$program meets $id', ({ id, program }) => {
    expect([...(met.get(program) ?? [])]).toContain(id)
  })
})
