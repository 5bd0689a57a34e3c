// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { RequestInput } from '../../../shared/contract/requests'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { useMachinesStore } from '../../stores/machines'
import { useMessagesStore } from '../../stores/messages'
import { emptyProgram, useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import { actKinds } from './acts'
import { useFollowUndo } from './follow-undo'
import { useActsStore } from './use-acts'

let door: ScriptedDoor
let wrong: readonly Diagnostic[]
/** Which texts are wrong. */
let isWrong: (text: string) => boolean
const kind = (id: string): (typeof actKinds)[number] => actKinds.find((one) => one.id === id)!
const starts = (): RequestInput<'run/start'>[] =>
  door.calls.filter(({ name }) => name === 'run/start').map(({ input }) => input as RequestInput<'run/start'>)

beforeEach(async () => {
  wrong = [{ severity: 'error', file: 'a.c', line: 5, column: 1, length: 1, message: 'What is this?' }]
  isWrong = () => false
  const script = demoScript({ twoProcesses: false, windows: true })
  door = new ScriptedDoor({ ...script, diagnose: (text) => (isWrong(text) ? wrong : []) })
  replaceDoor(door)
  setActivePinia(createPinia())
  useRunStore().listen()
  await useMachinesStore().load()
  useProgramStore().load({ source: emptyProgram, fileName: 'a.c', path: null })
})

test('an act without a run goes to the end of main, and a run is started to there', async () => {
  const acts = useActsStore()
  await acts.begin(kind('reserve'), acts.currentTarget())
  expect(acts.asking).toBe(true)
  acts.form['pages'] = '2'
  await acts.perform()
  const statement = 'char *region1 = VirtualAlloc(NULL, 2 * 4096, MEM_RESERVE, PAGE_NOACCESS);'
  expect(useProgramStore().source).toContain(`    ${statement}\n    return 0;`)
  expect(starts()[0]).toMatchObject({
    again: { line: 5, count: 1, inserted: [{ line: 5, count: 1 }] },
    source: useProgramStore().source
  })
  expect(acts.asking).toBe(false)
})

test('an empty text becomes a program first', async () => {
  useProgramStore().load({ source: '  \n', fileName: 'a.c', path: null })
  const acts = useActsStore()
  await acts.begin(kind('allocate'), acts.currentTarget())
  await acts.perform()
  expect(useProgramStore().source).toMatch(
    /^#include <windows\.h>\n[\s\S]*int main\(void\)[\s\S]*VirtualAlloc/
  )
})

test('what does not compile is not put in', async () => {
  const acts = useActsStore()
  await acts.begin(kind('allocate'), acts.currentTarget())
  isWrong = (text) => text !== emptyProgram
  await acts.perform()
  expect(acts.problem).toContain('line 5: What is this? Nothing was changed.')
  expect(useProgramStore().source).toBe(emptyProgram)
  expect(starts()).toEqual([])
})

test('a program that does not compile anyway is to be put right first', async () => {
  const acts = useActsStore()
  isWrong = () => true
  await acts.begin(kind('allocate'), acts.currentTarget())
  await acts.perform()
  expect(acts.problem).toContain('as it is: line 5: What is this? Put that right first.')
  expect(starts()).toEqual([])
})

test('an act that is taken back takes the run along, and so does one that is done again', async () => {
  const acts = useActsStore()
  const program = useProgramStore()
  const run = useRunStore()
  effectScope().run(useFollowUndo)
  await run.start()
  await acts.begin(kind('allocate'), acts.currentTarget())
  await acts.perform()
  await vi.waitFor(() => expect(run.running).toBe(false))
  const withAct = program.source
  program.edit(emptyProgram)
  await vi.waitFor(() =>
    expect(starts().at(-1)).toMatchObject({ source: emptyProgram, again: { asBefore: true } })
  )
  await vi.waitFor(() => expect([run.running, run.stale]).toEqual([false, false]))
  program.edit(withAct)
  await vi.waitFor(() =>
    expect(starts().at(-1)).toMatchObject({ source: withAct, again: { asBefore: true } })
  )
})

test('what is typed does not start a run', async () => {
  effectScope().run(useFollowUndo)
  const run = useRunStore()
  await run.start()
  useProgramStore().edit(`${emptyProgram}// more\n`)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(starts()).toHaveLength(1)
  expect(run.stale).toBe(true)
})

test('what is missing keeps the act from being done', async () => {
  const acts = useActsStore()
  await acts.begin(kind('allocate'), acts.currentTarget())
  acts.form['pages'] = 'many'
  await acts.perform()
  expect(acts.problem).toContain('how many pages')
  expect(useProgramStore().source).toBe(emptyProgram)
})

test('a changed text, a running program and a record are left alone', async () => {
  const run = useRunStore()
  const acts = useActsStore()
  await run.start()
  useProgramStore().edit(`${emptyProgram}// more\n`)
  await acts.begin(kind('reserve'), acts.currentTarget())
  expect(acts.asking).toBe(false)
  expect(
    useMessagesStore()
      .messages.map(({ text }) => text)
      .join()
  ).toContain('changed since the run began')
  const loaded = { ...run.views.simulator!, loadedFrom: 'kept.vadlab', runId: run.runId! }
  run.take({ ...loaded, processes: [], output: { reset: true, append: '' } })
  expect(acts.obstacle).toContain('record of a run')
})

test('an address that no variable reaches stands as a number, and the note says what that means', async () => {
  const acts = useActsStore()
  const run = useRunStore()
  await run.start()
  const base = {
    base: 0x30000,
    size: 4096,
    state: 0x1000,
    type: 0x20000,
    protect: 4,
    allocationBase: 0x30000
  }
  const region = { ...base, allocationProtect: 4, owner: 'program' as const, use: '', madeByLine: null }
  await acts.begin(kind('release'), {
    ...{ machine: 'simulator', letter: 'A', address: 0x30000, extent: 'region' },
    ...{ region, allocation: { from: 0x30000, to: 0x31000 } }
  })
  expect(acts.asking).toBe(true)
  expect(acts.plan).toMatchObject({ lines: ['VirtualFree((void *)0x30000, 0, MEM_RELEASE);'] })
  expect((acts.plan as { notes: readonly string[] }).notes.join()).toContain(
    'on the Windows machine it may be elsewhere'
  )
})
