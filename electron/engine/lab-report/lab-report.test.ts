import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { labReportSchema, type LabReport } from '../../../shared/contract/lab-progress'
import { requestSchemas, type RequestName, type RequestOutputs } from '../../../shared/contract/requests'
import { LabLibrary } from '../labs/lab-library'
import { verifyReport } from '../labs/lab-report'
import { labHandlers } from '../labs/lab-requests'
import { ProgressStore } from '../labs/progress-store'
import { createSimulatorMachine } from '../simulator-machine'
import { Works } from '../works'
import { labReportHtml } from './lab-report-html'
import { labReportHandlers } from './lab-report-requests'
import { reportJsonIn } from './report-in'

const labs = join(import.meta.dirname, '../../../labs')
const library = new LabLibrary(labs)
const machines = [createSimulatorMachine()]
const id = '03-reserve-1-mib'
const profile = 'Ada <b>L</b>'
const source = await readFile(join(labs, id, 'reserve.c'), 'utf8')
const solved = source.replace(
  'Your call below\n',
  'Your call below\n    base = VirtualAlloc(NULL, 1 << 20, MEM_RESERVE, PAGE_READWRITE);\n'
)
const program = { fileName: 'reserve.c', source: solved, machines: ['simulator' as const], profile, lab: id }
const take = 'take-a-range/check-1'
const cost = 'what-did-it-cost/predict-1'
const pages = 'what-did-it-cost/predict-2'

const folder = await mkdtemp(join(tmpdir(), 'vadlab-report-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const progress = new ProgressStore(folder)
const course = { library, progress, machines, version: '9.9' }
const handlers = {
  ...labHandlers({ ...course, begin: () => ({ end: () => undefined }), runOn: () => undefined }),
  ...labReportHandlers({ ...course, works: new Works(() => undefined) })
}

async function ask<N extends RequestName>(name: N, input: unknown): Promise<RequestOutputs[N]> {
  const act = (handlers as Record<string, unknown>)[name] as (
    input: unknown
  ) => Promise<{ ok: boolean; value: RequestOutputs[N]; failure: { message: string } }>
  const answer = await act(requestSchemas[name].parse(input))
  if (!answer.ok) throw new Error(answer.failure.message)
  return answer.value
}
const save = (name: string, more: object = {}): Promise<{ readonly path: string }> =>
  ask('labs/save-report', { profile, lab: id, path: join(folder, name), overwrite: true, ...more })
const saved = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')

describe('a report', () => {
  let html = ''
  let report: LabReport
  beforeAll(async () => {
    await ask('labs/check', { ...program, item: take, source })
    await ask('labs/check', { ...program, item: take })
    for (const value of [1024, 0])
      await ask('labs/predict', { ...program, item: cost, answer: { form: 'number', value } })
    await ask('labs/hint', { lab: id, step: 'take-a-range', hint: 1, profile })
    await ask('labs/progress', { lab: id, step: 'take-a-range', seconds: 130, programs: [], profile })
    await save('one.json')
    await save('one.html')
    html = await saved('one.html')
    report = labReportSchema.parse(JSON.parse(await saved('one.json')))
  })

  it('has in words what was asked, answered, told and shown', () => {
    const steps = report.told!.labs[0]!.steps
    expect(steps[0]).toMatchObject({ seconds: 130, hintsRead: 1, hints: 3, solution: 'unseen' })
    const items = steps.flatMap(({ items }) => items)
    const check = items.find((item) => item.id === take)!
    expect(check.attempts.map(({ right }) => right)).toEqual([false, true])
    expect(check.attempts[0]!.told[0]).toContain('VirtualAlloc gave no address yet')
    expect(check.expected.length).toBeGreaterThan(0)
    const predicted = items.find((item) => item.id === cost)!
    expect(predicted.attempts).toMatchObject([
      { answer: expect.stringMatching(/^1024/), told: ['It is less.'] },
      { answer: expect.stringMatching(/^0/), told: [] }
    ])
    expect(predicted.shown).not.toBe('')
    expect(predicted.says).toContain('By nothing.')
  })

  it('keeps what the learner has not found yet', () => {
    const open = report.told!.labs[0]!.steps.flatMap(({ items }) => items).find((item) => item.id === pages)!
    expect(open.asked).not.toBe('')
    expect([open.doneAt, open.shown, open.says]).toEqual([null, '', ''])
  })

  it('has a picture of every place that its steps point at, with the place marked', () => {
    const [picture] = report.told!.labs[0]!.steps[0]!.pictures
    expect(picture!.marks.length).toBeGreaterThan(0)
    const { base, size } = picture!.marks[0]!
    expect(picture!.regions).toContainEqual(expect.objectContaining({ base, size }))
    expect(html).toContain('class="mark"')
  })

  it('is a page that needs nothing else and runs nothing', () => {
    expect(html).not.toMatch(/ (src|href)="(?!#)/)
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).toContain('<script type="application/json"')
    expect(html).toContain('Ada &lt;b&gt;L&lt;/b&gt;')
  })

  it('is verified as JSON and as a page alike, and a changed one is told', async () => {
    for (const text of [await saved('one.json'), html]) {
      const verified = await verifyReport(text, library, machines)
      if (!verified.ok) throw new Error(verified.reason)
      expect(verified.intact).toBe(true)
      expect(verified.items.every(({ verdict }) => verdict === 'reproduced')).toBe(true)
    }
    const other = html.replace('"answer":{"form":"number","value":0}', '"answer":{"form":"number","value":8}')
    expect(other).not.toBe(html)
    const verified = await verifyReport(other, library, machines)
    expect(verified).toMatchObject({ ok: true, intact: false })
    expect(verified.ok && verified.items.some(({ verdict }) => verdict === 'differs')).toBe(true)
  })

  it('makes the same page of the same data, whatever a learner wrote into it', async () => {
    const trap = '</script><script type="application/json" id="vadlab-lab-report">{}</script>'
    const item = { lab: id, item: 'touch-it-all-the-same/explain-1', profile }
    await ask('labs/explain', { ...item, text: trap })
    await save('trap.html')
    const page = await saved('trap.html')
    const inside = labReportSchema.parse(JSON.parse(reportJsonIn(page)))
    expect(JSON.stringify(inside)).toContain(JSON.stringify(trap).slice(1, -1))
    expect(labReportHtml(inside)).toBe(page)
  })
})

describe('saving one', () => {
  beforeEach(() => ask('labs/hint', { lab: id, step: 'take-a-range', hint: 1, profile: 'Bob' }))

  it('is refused where the name says no format, a file is in the way, or nothing was begun', async () => {
    await expect(save('x.pdf')).rejects.toThrow('ends in .pdf')
    await expect(save('y.html', { profile: 'Nobody' })).rejects.toThrow('Nobody has not begun this lab yet')
    await writeFile(join(folder, 'there.html'), 'mine')
    await expect(save('there.html', { overwrite: false })).rejects.toThrow('exists already')
    expect(await saved('there.html')).toBe('mine')
  })

  it('of the whole course has every lab that was begun, in the order of the course', async () => {
    await ask('labs/hint', {
      lab: '01-page-and-granule',
      step: 'as-close-as-can-be',
      hint: 1,
      profile: 'Bob'
    })
    await save('all.json', { lab: null, profile: 'Bob' })
    const { told } = labReportSchema.parse(JSON.parse(await saved('all.json')))
    expect(told!.labs.map((lab) => lab.id)).toEqual(['01-page-and-granule', id])
    expect(told!.courseLabs).toBeGreaterThan(told!.labs.length)
  })
})
