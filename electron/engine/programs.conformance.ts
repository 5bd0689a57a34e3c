import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { compile } from '../c'
import type { CheckRecord } from '../../shared/contract/step'
import { appFolder } from './app-files'
import type { Machine } from './process-host'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'
import { createWindowsMachine } from './windows-machine'

/** The folders whose programs must hold on both machines. */
const folders = ['private', 'seeds', 'more/private', 'more/language', 'more/threads']

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
  const checks: CheckRecord[] = []
  const run = new Run(machine, {
    source,
    fileName: path,
    processes: compiled.program.processes,
    seed: 1,
    recording: 'output',
    breakpoints: [],
    onStep: (_process, step) => checks.push(...step.checks)
  })
  await run.begin()
  await run.move('continue')
  await run.stop()
  return { status: run.status, statusText: run.statusText, checks }
}

/** The CHECK lines of a recorded output. */
function checkLinesOf(text: string): string[] {
  return text.split('\n').filter((line) => /^(ok|FAIL|todo) \d/.test(line))
}

/** Values of 8 hex digits or more are addresses and handles, another at each run. */
function withoutAddresses(line: string): string {
  return line.replace(/\b(0x)?[0-9a-f]{8,16}\b/gi, '«address»')
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

  const windows = createWindowsMachine({ spareTargets: 1 })
  const description = await windows.describe()
  describe(`${folder} on ${description.title || 'the Windows machine'}`, () => {
    afterAll(() => windows.close())
    for (const name of programs) {
      const recorded = join(conformance, 'reference', folder, name.replace(/\.c$/, '.txt'))
      test(`${name} prints the CHECK lines of its compiled self`, async (context) => {
        if (!description.available) return context.skip(description.reason)
        if (process.platform === 'win32')
          return context.skip('The recorded output is Wine’s; on Windows nothing differs by Wine.')
        const outcome = await runOn(windows, join(inside, name))
        expect(outcome).toMatchObject({ status: 'ended' })
        expect(outcome.checks.map((check) => withoutAddresses(check.text))).toEqual(
          checkLinesOf(readFileSync(recorded, 'utf8')).map(withoutAddresses)
        )
      })
    }
  })
}
