// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { previewedLab } from '../../shared/contract/previewed-lab'
import type { RequestAnswer, RequestInput, RequestName } from '../../shared/contract/requests'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useLabItemsStore } from './lab-items'
import { useLabPreviewStore } from './lab-preview'
import { useLabSessionStore } from './lab-session'
import { useProgramStore } from './program'
import { openedLab } from './testing/lab'

/** A door whose `labs/*` answers are given by name. */
class LabDoor extends ScriptedDoor {
  readonly labs = new Map<string, unknown>()
  override async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    const answer = await super.call(name, input)
    return answer.ok && this.labs.has(name) ? ({ ok: true, value: this.labs.get(name) } as never) : answer
  }
}

let door: LabDoor
const own = 'int main(void) { return 7; }\n'
const answers = { steps: [], items: [] }
const asked = (name: RequestName): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)
/** What is saved from now on. */
function saved(stamp: string, read: object): void {
  door.labs.set('labs/preview-stamp', { stamp })
  door.labs.set('labs/preview', read)
}
const good = (lab = openedLab()): object => ({ ok: true, lab, answers })
const mistake = {
  severity: 'error',
  file: '/x/lab.md',
  line: 3,
  column: 4,
  length: 1,
  message: 'No.'
} as const

beforeEach(async () => {
  vi.useFakeTimers()
  localStorage.clear()
  door = new LabDoor(demoScript({ twoProcesses: false, windows: true }))
  door.labs.set('labs/preview-folder', { folder: '/x', stamp: 's1' })
  saved('s1', good())
  replaceDoor(door)
  setActivePinia(createPinia())
  useProgramStore().load({ source: own, fileName: 'mine.c', path: '/home/ada/mine.c' }, { saved: '' })
  await useLabPreviewStore().begin('/x/lab.md')
})
afterEach(() => {
  useLabPreviewStore().end()
  vi.useRealTimers()
})

it('a preview is nobody’s progress, whatever is done in it', async () => {
  const session = useLabSessionStore()
  expect(session.lab?.id).toBe(previewedLab)
  session.goToStep(1)
  useProgramStore().edit('// tried\n')
  await vi.advanceTimersByTimeAsync(60_000)
  door.labs.set('labs/check', { judged: true, passed: true, conditions: [], missing: [] })
  await useLabItemsStore().check('one/check-1', 'first.c')
  expect(asked('labs/check')).toMatchObject([{ lab: previewedLab, profile: null }])
  useLabPreviewStore().end()
  expect(asked('labs/progress')).toEqual([])
  expect([useProgramStore().source, localStorage.getItem('vadlab.lab')]).toEqual([own, null])
})

it('what is saved comes at once: the step stays, and so does what was typed into a program that is as it was', async () => {
  const session = useLabSessionStore()
  session.goToStep(1)
  session.openProgram('first.c')
  useProgramStore().edit('// tried\n')
  const changed = openedLab()
  saved('s2', good({ ...changed, title: 'Another title', version: 'v2' }))
  await vi.advanceTimersByTimeAsync(600)
  expect([session.lab?.title, session.step?.id, useProgramStore().source]).toEqual([
    'Another title',
    'two',
    '// tried\n'
  ])
  const programs = [{ fileName: 'first.c', source: '// saved\n' }, changed.programs[1]!]
  saved('s3', good({ ...changed, programs, version: 'v3' }))
  await vi.advanceTimersByTimeAsync(600)
  expect(useProgramStore().source).toBe('// saved\n')
})

it('a mistake leaves the last good lab where it is, and goes when it is corrected', async () => {
  const preview = useLabPreviewStore()
  saved('s2', { ok: false, problems: [mistake] })
  await vi.advanceTimersByTimeAsync(600)
  expect([preview.problems, preview.isOld, useLabSessionStore().lab?.title]).toEqual([
    [mistake],
    true,
    'A lab'
  ])
  saved('s3', good())
  await vi.advanceTimersByTimeAsync(600)
  expect([preview.problems, preview.isOld]).toEqual([[], false])
})

it('a folder that goes away is told, and read again when it is back', async () => {
  const preview = useLabPreviewStore()
  door.failures.set('labs/preview-stamp', { kind: 'refused', message: 'It is gone.' })
  await vi.advanceTimersByTimeAsync(600)
  expect([preview.missing, useLabSessionStore().isPreview]).toEqual(['It is gone.', true])
  door.failures.clear()
  await vi.advanceTimersByTimeAsync(600)
  expect(preview.missing).toBe('')
})

it('nothing is asked of the files once the preview is over', async () => {
  useLabSessionStore().leave()
  await vi.advanceTimersByTimeAsync(0)
  expect(useLabPreviewStore().folder).toBeNull()
  const before = asked('labs/preview-stamp').length
  await vi.advanceTimersByTimeAsync(5000)
  expect(asked('labs/preview-stamp')).toHaveLength(before)
})
