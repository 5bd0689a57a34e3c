import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { previewedLab } from '../../../shared/contract/previewed-lab'
import { requestSchemas, type RequestName, type RequestOutputs } from '../../../shared/contract/requests'
import { LabLibrary } from '../labs/lab-library'
import { createSimulatorMachine } from '../simulator-machine'
import { Works } from '../works'
import { labPreviewHandlers } from './lab-preview-requests'
import { PreviewLibrary } from './preview-library'

const labs = join(import.meta.dirname, '../../../labs')
const root = await mkdtemp(join(tmpdir(), 'vadlab-preview-'))
afterAll(() => rm(root, { recursive: true, force: true }))
const folder = join(root, 'my lab')
const labFile = join(folder, 'lab.md')
const text = await readFile(join(labs, '03-reserve-1-mib', 'lab.md'), 'utf8')
const take = 'take-a-range/check-1'

let library: PreviewLibrary
beforeEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await cp(join(labs, '03-reserve-1-mib'), folder, { recursive: true })
  library = new PreviewLibrary(new LabLibrary(labs))
})
async function ask<N extends RequestName>(name: N, input: unknown): Promise<RequestOutputs[N]> {
  const works = new Works(() => undefined)
  const handlers = labPreviewHandlers({ library, machines: [createSimulatorMachine()], works })
  const act = (handlers as Record<string, unknown>)[name] as (
    input: unknown
  ) => Promise<{ ok: boolean; value: RequestOutputs[N]; failure: { message: string } }>
  const answer = await act(requestSchemas[name].parse(input))
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}
const results = async (): Promise<ReadonlyMap<string, readonly { words: string; wrong: boolean }[]>> => {
  const { items } = await ask('labs/preview-answers', { folder })
  return new Map(items.map(({ item, results }) => [item, results]))
}

it('a lab is previewed by its folder or by its lab.md, and is then one like those of the course', async () => {
  expect(await library.lab(previewedLab)).toBeNull()
  const byFile = await ask('labs/preview-folder', { path: labFile })
  expect(byFile).toEqual(await ask('labs/preview-folder', { path: folder }))
  expect(byFile.folder).toBe(folder)
  const lab = await library.lab(previewedLab)
  expect(lab?.ok === true && lab.value.lab.title).toBe('Reserve 1 MiB')
})

it('what is no lab is refused with what to name instead, and the former preview stays', async () => {
  await ask('labs/preview-folder', { path: folder })
  await expect(ask('labs/preview-folder', { path: root })).rejects.toThrow('There is no lab.md in')
  await expect(ask('labs/preview-folder', { path: join(root, 'nowhere') })).rejects.toThrow('does not exist')
  await expect(ask('labs/preview-folder', { path: join(folder, 'reserve.c') })).rejects.toThrow(
    'is no folder'
  )
  await expect(ask('labs/preview-folder', { path: 'labs' })).rejects.toThrow('not a whole path')
  expect(library.previewed).toBe(folder)
})

it('the stamp changes with the text, with a program, and with what comes and goes, but not by itself', async () => {
  const stamp = async (): Promise<string> => (await ask('labs/preview-stamp', { folder })).stamp
  const stamps = [await stamp()]
  expect(await stamp()).toBe(stamps[0])
  await writeFile(join(folder, 'notes.txt'), 'not of the lab')
  expect(await stamp()).toBe(stamps[0])
  await writeFile(labFile, `${text}\n`)
  stamps.push(await stamp())
  await writeFile(join(folder, 'other.c'), 'int main(void) { return 0; }\n')
  stamps.push(await stamp())
  await rm(join(folder, 'other.c'))
  await writeFile(join(folder, 'reserve.c'), 'int main(void) { return 1; }\n')
  stamps.push(await stamp())
  expect(new Set(stamps).size).toBe(4)
})

it('every item is worked out by the model solutions', async () => {
  const found = await results()
  expect(found.get('what-did-it-cost/predict-1')).toEqual([
    { machine: 'simulator', words: '0 KiB', wrong: false }
  ])
  expect(found.get(take)![0]).toMatchObject({ words: 'Passes with the solution', wrong: false })
  expect(found.get(take)![1]!.words).toContain('Without it: VirtualAlloc gave no address yet')
  expect([...found.values()].flat().some(({ wrong }) => wrong)).toBe(false)
})

it('a check that passes without the solution, and one that fails with it, are wrong', async () => {
  const withCheck = (condition: string): Promise<void> =>
    writeFile(
      labFile,
      text.replace(/```check after @reserve\n[^`]*```/, `\`\`\`check after @reserve\n${condition}\n\`\`\``)
    )
  await withCheck('count(allRegions) > 0')
  expect((await results()).get(take)).toContainEqual(
    expect.objectContaining({ words: expect.stringContaining('asks nothing of the learner'), wrong: true })
  )
  await withCheck('regionAt(base).size == 2 MiB')
  expect((await results()).get(take)![0]).toMatchObject({
    words: expect.stringMatching(/^Fails with the solution: Expected the size/),
    wrong: true
  })
})

it('a lab with mistakes has no answers to work out', async () => {
  await writeFile(labFile, text.replace('regionAt(base)', 'regoinAt(base)'))
  await expect(ask('labs/preview-answers', { folder })).rejects.toThrow('The lab has mistakes')
})
