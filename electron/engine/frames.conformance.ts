import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import { compile } from '../c'
import { appFolder } from './app-files'
import { Run } from './run'
import { createSimulatorMachine } from './simulator-machine'
import { createWindowsMachine } from './windows-machine'

/** Programs with __try, which MinGW cannot compile: what they print was worked out from Microsoft's documentation. */
const folder = join(appFolder(), 'conformance', 'more', 'frames')
const programs = readdirSync(folder).filter((name) => name.endsWith('.c'))

const windows = createWindowsMachine({ spareTargets: 1 })
const { available } = await windows.describe()
afterAll(() => windows.close())
const machines = { simulator: createSimulatorMachine(), windows }

describe.each(['simulator', 'windows'] as const)('on the %s machine', (name) => {
  test.skipIf(name === 'windows' && !available).each(programs)(
    '%s prints what is documented',
    async (program) => {
      const path = join(folder, program)
      const source = readFileSync(path, 'utf8')
      const compiled = compile(source, path)
      if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
      let output = ''
      const run = new Run(machines[name], {
        source,
        fileName: path,
        processes: compiled.program.processes,
        settings: defaultMachineSettings,
        recording: 'output',
        breakpoints: [],
        onStep: (_process, step) => {
          output += step.output
        }
      })
      await run.begin()
      await run.move('continue')
      await run.stop()
      expect(output.replaceAll('\r', '')).toBe(readFileSync(path.replace(/\.c$/, '.txt'), 'utf8'))
    }
  )
})
