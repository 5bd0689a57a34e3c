import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import type { CheckRecord } from '../../shared/contract/step'
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
}

async function runOn(machine: Machine, path: string): Promise<Outcome> {
  const source = readFileSync(path, 'utf8')
  const compiled = compile(source, path)
  if (!compiled.ok)
    return {
      status: 'refused',
      statusText: compiled.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\n'),
      checks: []
    }
  const chosen = chooseSettings(defaultMachineSettings, readMachineWish(source, path), {})
  if (!chosen.ok) return { status: 'refused', statusText: chosen.problem, checks: [] }
  const checks: CheckRecord[] = []
  const run = new Run(machine, {
    source,
    fileName: path,
    processes: compiled.program.processes,
    settings: chosen.settings,
    recording: 'output',
    breakpoints: [],
    onStep: (_process, step) => checks.push(...step.checks)
  })
  await run.begin()
  await run.move('continue')
  await run.stop()
  return { status: run.status, statusText: run.statusText, checks }
}

for (const folder of folders) {
  const inside = join(conformance, folder)
  const programs = existsSync(inside) ? readdirSync(inside).filter((name) => name.endsWith('.c')) : []

  describe(`${folder} on the simulator`, () => {
    const machine = createSimulatorMachine()
    for (const name of programs)
      test(`${name} holds, what Wine does otherwise included`, async () => {
        const outcome = await runOn(machine, join(inside, name))
        expect(outcome).toMatchObject({ status: 'ended' })
        expect(outcome.checks.filter((check) => check.verdict !== 'ok').map((check) => check.text)).toEqual(
          []
        )
        expect(outcome.checks.length).toBeGreaterThan(0)
      })
  })
}
