import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createSimulatorMachine } from '../simulator-machine'
import { createWindowsMachine } from '../windows-machine'
import { checkLab } from './check-lab'
import { labFoldersIn, loadLab } from './load-labs'

const windows = createWindowsMachine({ spareTargets: 1 })
const { available, reason } = await windows.describe()
afterAll(() => windows.close())

/** Programs of a lab are started several times; under Wine each takes its time. */
const timeoutMs = 300_000
const root = join(import.meta.dirname, '../../..')
const folders = (await labFoldersIn(join(root, 'labs'))) ?? []

describe.skipIf(!available)(`the course on real Windows memory ${reason}`, () => {
  it.each(folders.map((folder) => [folder.slice(root.length + 1)]))(
    '%s is as its lab says',
    async (folder) => {
      const reading = await loadLab(join(root, folder))
      if (!reading.ok) throw new Error(reading.problems[0]?.message)
      const { needs } = reading.lab
      const machines = needs === 'windows' ? [windows] : [createSimulatorMachine(), windows]
      const extra = needs === 'simulator' ? (['windows'] as const) : []
      const verdict = await checkLab(reading.lab, { machines, extra }, (file) => file)
      expect(verdict.problems).toEqual([])
    },
    timeoutMs
  )
})
