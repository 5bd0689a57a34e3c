import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { CallRecord } from '../../shared/contract/step'
import { compile } from '../c'
import { ruleFamilies, ruleOf, type RuleId } from '../simulator/rules'
import { SimulatedProcess } from '../simulator/simulated-process'
import { appFolder } from './app-files'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

/** The folders whose programs let Windows refuse; those on the language alone call little. */
const folders = ['private', 'sections', 'process', 'seeds', 'more/private', 'more/threads', 'more/tutorials']
const conformance = join(appFolder(), 'conformance')

/** The rules that each program met, by its path below the folder without `.c`. */
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

/** Calls that say that they failed, or raised an exception, and do not name a rule. */
async function unexplained(path: string): Promise<string[]> {
  const source = readFileSync(path, 'utf8')
  const compiled = compile(source, path)
  if (!compiled.ok) throw new Error(`${path} does not compile.`)
  const found: string[] = []
  const look = (call: CallRecord): void => {
    const rule = call.exception === null ? call.rule : call.exception.rule
    if (call.failed && rule === null) found.push(`${call.line}: ${call.name}, last error ${call.lastError}`)
  }
  const run = new Run(createSimulatorMachine(), {
    source,
    fileName: path,
    processes: compiled.program.processes,
    seed: 1,
    recording: 'steps',
    breakpoints: [],
    onStep: (_process, step) => step.calls.forEach(look)
  })
  await run.begin()
  await run.move('continue')
  await run.stop()
  return found
}

for (const folder of folders) {
  describe(`what the simulator refuses in ${folder}`, () => {
    for (const name of readdirSync(join(conformance, folder)).filter((one) => one.endsWith('.c')))
      test(`${name}: every failed call names the rule behind it`, async () => {
        const path = join(conformance, folder, name)
        const found = await noting(`${folder}/${name.slice(0, -2)}`, () => unexplained(path))
        expect(found).toEqual([])
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
  afterAll(() => met.clear())
})
