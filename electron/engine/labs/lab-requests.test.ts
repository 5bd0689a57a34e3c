import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { LabReport } from '../../../shared/contract/lab-progress'
import type { RequestName, RequestOutputs } from '../../../shared/contract/requests'
import { requestSchemas } from '../../../shared/contract/requests'
import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import { Run } from '../run'
import { createSimulatorMachine } from '../simulator-machine'
import { LabLibrary } from './lab-library'
import { reportDigest, verifyReport } from './lab-report'
import { labHandlers } from './lab-requests'
import { ProgressStore } from './progress-store'

const labs = join(import.meta.dirname, '../../../labs')
const library = new LabLibrary(labs)
const machines = [createSimulatorMachine()]
const id = '03-reserve-1-mib'
const source = await readFile(join(labs, id, 'reserve.c'), 'utf8')
const solved = source.replace(
  'Your call below\n',
  'Your call below\n    base = VirtualAlloc(NULL, 1 << 20, MEM_RESERVE, PAGE_READWRITE);\n'
)
const program = { fileName: 'reserve.c', source: solved, machines: ['simulator' as const] }
const cost = 'what-did-it-cost/predict-1'
const pages = 'what-did-it-cost/predict-2'
const take = 'take-a-range/check-1'

const folders: string[] = []
let data = ''
let progress: ProgressStore
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'vadlab-labs-'))
  folders.push(data)
  progress = new ProgressStore(data)
})
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function ask<N extends RequestName>(name: N, input: unknown): Promise<RequestOutputs[N]> {
  const handlers = labHandlers({
    library,
    progress,
    machines,
    version: '9.9',
    begin: () => ({ end: () => undefined }),
    runOn: () => undefined
  })
  const parsed = requestSchemas[name].parse(input)
  const answer = await (
    handlers as unknown as Record<
      string,
      (i: unknown) => Promise<{ ok: boolean; value: RequestOutputs[N]; failure: { message: string } }>
    >
  )[name]!(parsed)
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}
const number = (value: number): object => ({
  lab: id,
  item: cost,
  answer: { form: 'number', value },
  ...program,
  profile: 'Ada'
})

describe('the course', () => {
  it('lists its labs without opening them', async () => {
    const listed = await ask('labs/list', { profile: null })
    expect(listed.find((lab) => lab.id === id)).toEqual({
      ...{
        id,
        title: 'Reserve 1 MiB',
        goal: 'A range of addresses costs addresses, not memory.',
        minutes: 8
      },
      ...{ needs: 'simulator', items: 5, problem: '', progress: null }
    })
  })

  it('opens a lab without a word of its answers', async () => {
    const lab = await ask('labs/open', { lab: id, profile: null })
    expect(lab.steps.map(({ id }) => id)).toEqual([
      'take-a-range',
      'what-did-it-cost',
      'touch-it-all-the-same'
    ])
    expect(lab.steps[0]).toMatchObject({ hints: 3, hasSolution: true, fileName: 'reserve.c' })
    const all = JSON.stringify(lab)
    for (const secret of [
      'By nothing',
      'resident',
      'MEM_RESERVE,',
      'Addresses are plentiful',
      'That would be',
      '1024 * 1024, MEM_RESERVE, PAGE_READWRITE);`'
    ])
      expect(all.replace(JSON.stringify(lab.programs), ''), secret).not.toContain(secret)
  })

  it('refuses a lab, an item and a hint that are not there', async () => {
    await expect(ask('labs/open', { lab: 'nothing', profile: null })).rejects.toThrow(
      'There is no lab nothing.'
    )
    await expect(
      ask('labs/check', { lab: id, item: 'take-a-range/check-9', ...program, profile: null })
    ).rejects.toThrow('This lab has no check called take-a-range/check-9.')
    await expect(
      ask('labs/hint', { lab: id, step: 'what-did-it-cost', hint: 1, profile: null })
    ).rejects.toThrow('This step has no hint 1.')
  })

  it('judges a number by the run and says in which direction it is off', async () => {
    expect(await ask('labs/predict', number(1024))).toEqual({
      judged: true,
      right: false,
      says: 'It is less.',
      answer: null
    })
    expect(await ask('labs/predict', number(0))).toMatchObject({
      judged: true,
      right: true,
      answer: { truth: { form: 'number', value: 0, words: '0 KiB' } }
    })
  })

  it('says to who chose wrongly what the author thought of, and not the answer', async () => {
    const choose = (option: number): object => ({
      lab: id,
      item: pages,
      answer: { form: 'choose', option },
      ...program,
      profile: null
    })
    expect(await ask('labs/predict', choose(1))).toMatchObject({
      right: false,
      says: 'Not even that. A page comes into memory when it is touched, and only if it is committed.',
      answer: null
    })
    expect(await ask('labs/predict', choose(2))).toMatchObject({ right: true })
  })

  it('judges a check by the learner’s own program', async () => {
    const check = { lab: id, item: take, machines: ['simulator'], fileName: 'reserve.c', profile: null }
    expect(await ask('labs/check', { ...check, source })).toMatchObject({
      passed: false,
      conditions: [
        {
          holds: false,
          says: 'VirtualAlloc gave no address yet: base is still NULL. Does its result go into base?'
        },
        { holds: false },
        {
          holds: false,
          says: 'The range should only be reserved: give VirtualAlloc MEM_RESERVE, without MEM_COMMIT.'
        },
        { holds: true }
      ]
    })
    expect(await ask('labs/check', { ...check, source: solved })).toMatchObject({ passed: true })
    const committed = solved.replace('MEM_RESERVE', 'MEM_COMMIT').replace('1 << 20', '1 << 19')
    expect(await ask('labs/check', { ...check, source: committed })).toMatchObject({
      conditions: [
        { holds: true },
        { holds: false, says: 'Expected the size of the region at base to be 1 MiB; it is 512 KiB.' },
        { holds: false },
        { holds: true }
      ]
    })
    expect(await ask('labs/check', { ...check, source: 'int main(void) { return }' })).toMatchObject({
      judged: false,
      diagnostics: [{ line: 1 }]
    })
    expect(await ask('labs/check', { ...check, source: solved.replace('// @reserve', '//') })).toMatchObject({
      passed: false,
      conditions: [
        {
          says: 'Your program has no line marked @reserve any more. Put the comment // @reserve back where it was.'
        },
        {},
        {},
        {}
      ]
    })
  })

  it('stops judging a program that runs for ever when the learner does not want to wait', async () => {
    let cancel = (): void => undefined
    const begin = (_title: string, onCancel: () => void): { end(): void } => {
      cancel = onCancel
      return { end: () => undefined }
    }
    const handlers = labHandlers({
      library,
      progress,
      machines,
      version: '9.9',
      begin,
      runOn: () => undefined
    })
    const endless = solved.replace('    base = ', '    for (;;) ;\n    base = ')
    const judged = handlers['labs/check']({
      lab: id,
      item: take,
      fileName: 'reserve.c',
      source: endless,
      machines: ['simulator'],
      profile: null
    })
    setTimeout(() => cancel(), 300)
    expect(await judged).toMatchObject({
      ok: false,
      failure: { message: 'Cancelled: your program was not judged.' }
    })
  })

  it('shows an answer only when asked, and then it counts as shown', async () => {
    const shown = await ask('labs/reveal', { lab: id, item: cost, ...program, profile: 'Ada' })
    expect(shown).toMatchObject({ judged: true, answer: { truth: { value: 0 } } })
    expect((await ask('labs/open', { lab: id, profile: 'Ada' })).record?.items[cost]).toMatchObject({
      revealed: true,
      doneAt: null
    })
  })

  it('gives hints one by one, the model solution and the model explanation', async () => {
    expect(
      (await ask('labs/hint', { lab: id, step: 'take-a-range', hint: 2, profile: 'Ada' })).text[0]
    ).toMatchObject({ kind: 'paragraph' })
    expect((await ask('labs/solution', { lab: id, step: 'take-a-range', profile: 'Ada' })).source).toContain(
      'base = VirtualAlloc'
    )
    const model = await ask('labs/explain', {
      lab: id,
      item: 'touch-it-all-the-same/explain-1',
      text: 'Because it is cheap.',
      profile: 'Ada'
    })
    expect(JSON.stringify(model)).toContain('Addresses are plentiful')
    expect((await ask('labs/open', { lab: id, profile: 'Ada' })).record).toMatchObject({
      steps: { 'take-a-range': { hints: 2, solutionSeen: true } },
      items: {
        'touch-it-all-the-same/explain-1': { attempts: [{ text: 'Because it is cheap.', right: true }] }
      }
    })
  })

  it('shows a place in the window’s own run', async () => {
    const run = new Run(machines[0]!, {
      ...{ source: solved, fileName: 'reserve.c', processes: ['A'], settings: defaultMachineSettings },
      ...{ recording: 'steps', breakpoints: [] }
    })
    await run.begin()
    for (let i = 0; i < 3; i++) await run.move('over')
    const handlers = labHandlers({
      library,
      progress,
      machines,
      version: '9.9',
      begin: () => ({ end: () => undefined }),
      runOn: () => run
    })
    const show = (position: number): ReturnType<(typeof handlers)['labs/show']> =>
      handlers['labs/show']({ lab: id, show: 0, runId: 'r', machine: 'simulator', position })
    expect(await show(run.history.moments.length - 1)).toMatchObject({
      ok: true,
      value: { process: 'A', size: 2 ** 20 }
    })
    expect(await show(0)).toMatchObject({
      ok: false,
      failure: {
        message:
          'There is nothing there yet. Let the program run on, or write the call that takes this memory.'
      }
    })
    await run.stop()
    expect(await show(999)).toMatchObject({ ok: false, failure: { message: 'The run has no moment 999.' } })
  })

  it('reads a lab being written with all its answers, and tells what is wrong with it', async () => {
    const folder = join(labs, id)
    const preview = await ask('labs/preview', { folder, text: null })
    expect(preview).toMatchObject({ ok: true, lab: { title: 'Reserve 1 MiB' } })
    if (!preview.ok) return
    expect(preview.answers.items.find((item) => item.id === take)?.decides[1]).toEqual({
      ...{
        text: 'regionAt(base).size == 1 MiB',
        words: 'the size of the region at base == 1 MiB after @reserve'
      }
    })
    expect(preview.answers.steps[0]).toMatchObject({
      hints: { length: 3 },
      solution: { fileName: 'reserve.c' }
    })
    expect(await ask('labs/preview', { folder, text: '# no head' })).toMatchObject({
      ok: false,
      problems: [{ line: 1, column: 1 }]
    })
  })
})

describe('progress', () => {
  it('is there again for the next start, each learner’s own', async () => {
    await ask('labs/predict', number(7))
    await ask('labs/predict', number(0))
    await ask('labs/progress', {
      lab: id,
      step: 'what-did-it-cost',
      seconds: 61,
      programs: [{ fileName: 'reserve.c', source: solved }],
      profile: 'Ada'
    })
    await ask('labs/progress', {
      lab: id,
      step: 'take-a-range',
      seconds: 5,
      programs: [],
      profile: 'Élodie / ../x'
    })
    progress = new ProgressStore(data)
    expect(await ask('labs/profiles', {})).toEqual(['Ada', 'Élodie / ../x'])
    const listed = (await ask('labs/list', { profile: 'Ada' })).find((lab) => lab.id === id)
    expect(listed?.progress).toEqual({ done: 1, seconds: 61, attempts: 2, at: 'what-did-it-cost' })
    const { record } = await ask('labs/open', { lab: id, profile: 'Ada' })
    expect(record?.items[cost]).toMatchObject({
      attemptCount: 2,
      attempts: [{ right: false }, { right: true }]
    })
    expect(record?.programs[record.current['reserve.c']!]?.source).toBe(solved)
    expect(await readdir(join(data, 'labs'))).toHaveLength(2)
  })

  it('loses nothing when many things happen at once', async () => {
    await Promise.all(
      Array.from({ length: 12 }, () =>
        ask('labs/progress', { lab: id, step: 'take-a-range', seconds: 1, programs: [], profile: 'Ada' })
      )
    )
    progress = new ProgressStore(data)
    expect((await ask('labs/open', { lab: id, profile: 'Ada' })).record?.steps['take-a-range']?.seconds).toBe(
      12
    )
  })

  it('that cannot be understood is put aside, not overwritten', async () => {
    await ask('labs/progress', { lab: id, step: 'take-a-range', seconds: 1, programs: [], profile: 'Ada' })
    const [file] = await readdir(join(data, 'labs'))
    await writeFile(join(data, 'labs', file!), '{"half":')
    progress = new ProgressStore(data)
    expect((await ask('labs/open', { lab: id, profile: 'Ada' })).record).toBeNull()
    expect(await readdir(join(data, 'labs'))).toEqual([expect.stringContaining('.damaged-')])
  })

  it('is forgotten where that is wanted: of one lab, or all', async () => {
    await ask('labs/progress', { lab: id, step: 'take-a-range', seconds: 1, programs: [], profile: 'Ada' })
    await ask('labs/reset', { profile: 'Ada', lab: id })
    expect((await ask('labs/open', { lab: id, profile: 'Ada' })).record).toBeNull()
    await ask('labs/reset', { profile: 'Ada', lab: null })
    expect(await ask('labs/profiles', {})).toEqual([])
  })
})

describe('a report', () => {
  let report: LabReport
  const verify = async (changed: LabReport): Promise<Awaited<ReturnType<typeof verifyReport>>> =>
    verifyReport(JSON.stringify(changed), library, machines)
  beforeEach(async () => {
    await ask('labs/predict', number(0))
    await ask('labs/check', { lab: id, item: take, ...program, profile: 'Ada' })
    await ask('labs/explain', {
      lab: id,
      item: 'touch-it-all-the-same/explain-1',
      text: 'It is cheap.',
      profile: 'Ada'
    })
    report = await ask('labs/report', { profile: 'Ada', lab: id })
  })

  it('is reproduced when its answers are given again', async () => {
    const verified = await verify(report)
    expect(verified).toMatchObject({ ok: true, intact: true, changedLabs: [] })
    expect(verified.ok && verified.items.map(({ item, verdict }) => `${item} ${verdict}`)).toEqual([
      `${cost} reproduced`,
      `${take} reproduced`,
      'touch-it-all-the-same/explain-1 reproduced'
    ])
  })

  it('whose answers were put in afterwards does not reproduce, even with a digest that fits', async () => {
    const forged = structuredClone(report) as unknown as {
      labs: Record<
        string,
        {
          items: Record<string, { attempts: { answer?: unknown; program?: string }[] }>
          programs: Record<string, { source: string }>
        }
      >
    }
    forged.labs[id]!.items[cost]!.attempts[0]!.answer = { form: 'number', value: 4 }
    forged.labs[id]!.programs[forged.labs[id]!.items[take]!.attempts[0]!.program!]!.source = source
    const changed = forged as unknown as LabReport
    const verified = await verify({ ...changed, digest: reportDigest(changed) })
    expect(verified.ok && verified.items.map(({ item, verdict, why }) => [item, verdict, why])).toEqual([
      [cost, 'differs', 'It is less.'],
      [
        take,
        'differs',
        'VirtualAlloc gave no address yet: base is still NULL. Does its result go into base?'
      ],
      ['touch-it-all-the-same/explain-1', 'reproduced', '']
    ])
    expect(await verify(changed)).toMatchObject({ intact: false })
  })

  it('that is none is refused with its reason', async () => {
    expect(await verifyReport('{', library, machines)).toMatchObject({
      ok: false,
      reason: 'It is not JSON. A report is what the course exports as .json.'
    })
    expect(await verifyReport('{}', library, machines)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('It is no report of VadLab')
    })
  })
})
