import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { WorkProgress } from '../../shared/contract/work'
import { compareFolder } from './compare-folder'
import type { Machine } from './process-host'
import { createSimulatorMachine } from './simulator-machine'
import { Works } from './works'

/** Two machines that answer alike: what is tested is the way through the folder. */
const simulator = createSimulatorMachine()
const twin: Machine = {
  ...createSimulatorMachine(),
  name: 'windows',
  describe: async () => ({ name: 'windows', available: true, title: 'A twin', reason: '' })
}
let folder = ''
let told: WorkProgress[] = []
let works: Works

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-folder-'))
  told = []
  let clock = 0
  // Each look at the clock finds a second gone, so that everything is told.
  works = new Works(
    (_name, payload) => void told.push(payload as WorkProgress),
    () => (clock += 1000)
  )
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const include = '#include <windows.h>\n#include "lab.h"\n'
function put(name: string, body: string): void {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, `${include}int main(void)\n{\n    ${body}\n}\n`)
}
const compare = (report: string | null, more: { machines?: readonly Machine[]; overwrite?: boolean } = {}) =>
  compareFolder(
    { machines: more.machines ?? [simulator, twin], version: '0.0.0', works },
    {
      ...{ folder: join(folder, 'programs'), report, overwrite: more.overwrite ?? false },
      ...{ settings: defaultMachineSettings, insist: false }
    }
  )

test('each program of a folder and below is compared, and what is no program is named with its reason', async () => {
  put('programs/a.c', 'Sleep(0);\n    return 0;')
  put('programs/deep/b.c', 'return 0;')
  put('programs/broken.c', 'return }')
  writeFileSync(join(folder, 'programs', 'notes.txt'), 'no program')
  const report = join(folder, 'report.json')
  const answer = await compare(report)
  if (!answer.ok) throw new Error(answer.failure.message)
  const { programs, counts } = answer.value
  expect(programs.map(({ name }) => name)).toEqual(['a.c', 'broken.c', join('deep', 'b.c')])
  expect(programs[0]!.counts).toMatchObject({ differs: 0 })
  expect(programs[1]).toMatchObject({ counts: null, reason: expect.stringMatching(/broken\.c:5:\d+: /) })
  expect(counts.same).toBe(programs[0]!.counts!.same + programs[2]!.counts!.same)
  const written = JSON.parse(readFileSync(report, 'utf8')) as {
    programs: { fileName: string }[]
    refused: unknown[]
  }
  expect(written.programs.map(({ fileName }) => fileName)).toEqual(['a.c', join('deep', 'b.c')])
  expect(written.refused).toHaveLength(1)
  const titles = told.map(({ title }) => title)
  expect(titles).toContain('Comparing programs: 1 of 3, a.c')
  expect(titles).toContain('Writing report.json')
  expect(told.at(-1)).toMatchObject({ over: true })
})

test('cancelled at any of its words, it runs no further and writes nothing', async () => {
  for (const name of ['a', 'b', 'c']) put(`programs/${name}.c`, 'Sleep(0);\n    return 0;')
  for (const at of ['1 of 3', '3 of 3', 'Writing']) {
    let heard = ''
    works = new Works(
      (_name, payload) => {
        const { id, title } = payload as WorkProgress
        heard = title
        if (title.includes(at)) works.cancel(id)
      },
      ((clock) => () => (clock += 1000))(0)
    )
    expect(await compare(join(folder, 'report.html'))).toMatchObject({
      ok: false,
      failure: { message: 'Cancelled: nothing was written.' }
    })
    expect(heard).toContain(at)
    expect(readdirSync(folder)).toEqual(['programs'])
  }
})

test('a program that never ends is left when its window goes', async () => {
  put('programs/endless.c', 'for (;;) Sleep(0);')
  const answer = compare(null)
  setTimeout(() => works.cancelAll(), 300)
  expect(await answer).toMatchObject({ ok: false })
})

test('what is wrong with folder, report or machine is said before anything runs', async () => {
  const refused = async (report: string | null, machines?: readonly Machine[]): Promise<string> => {
    const answer = await compare(report, machines === undefined ? {} : { machines })
    return answer.ok ? '' : answer.failure.message
  }
  expect(await refused(null)).toMatch(/programs does not exist/)
  mkdirSync(join(folder, 'programs'))
  expect(await refused(null)).toMatch(/There is no \.c file/)
  put('programs/a.c', 'return 0;')
  expect(await refused(join(folder, 'r.pdf'))).toMatch(/^The report cannot be written: .*extension decides/)
  expect(await refused(join(folder, 'none', 'r.md'))).toMatch(/^The report .*none does not exist/)
  writeFileSync(join(folder, 'r.md'), 'mine')
  expect(await compare(join(folder, 'r.md'))).toMatchObject({ ok: false, failure: { kind: 'exists' } })
  expect(readFileSync(join(folder, 'r.md'), 'utf8')).toBe('mine')
  expect((await compare(join(folder, 'r.md'), { overwrite: true })).ok).toBe(true)
  const away: Machine = {
    ...twin,
    describe: async () => ({ name: 'windows', available: false, title: '', reason: 'Wine is not here.' })
  }
  expect(await refused(null, [simulator, away])).toBe('Wine is not here.')
})
