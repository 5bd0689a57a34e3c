import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { CallRecord } from '../../shared/contract/step'
import { compile } from '../c'
import { appFolder } from './app-files'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'

/** The folders whose programs let Windows refuse; those on the language alone call little. */
const folders = ['private', 'sections', 'process', 'seeds', 'more/private', 'more/threads', 'more/tutorials']
const conformance = join(appFolder(), 'conformance')

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
    settings: defaultMachineSettings,
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
        expect(await unexplained(join(conformance, folder, name))).toEqual([])
      })
  })
}
