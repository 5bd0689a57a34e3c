// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RequestAnswer, RequestInput, RequestName } from '../../shared/contract/requests'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useDocumentDialogsStore } from './document-dialogs'
import { failuresOf, useLabItemsStore } from './lab-items'
import { useLabSessionStore } from './lab-session'
import { labSettings, openedLab } from './testing/lab'
import { useMachineSettingsStore } from './machine-settings'
import { useMachinesStore } from './machines'
import { useProgramStore } from './program'
import { useRunStore } from './run'

/** A door whose `labs/*` answers are given by name. */
class LabDoor extends ScriptedDoor {
  readonly labs = new Map<string, unknown>()
  override async call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestAnswer<N>> {
    const answer = await super.call(name, input)
    return answer.ok && this.labs.has(name) ? ({ ok: true, value: this.labs.get(name) } as never) : answer
  }
}

let door: LabDoor
const inputs = (name: RequestName): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)
const session = (): ReturnType<typeof useLabSessionStore> => useLabSessionStore()
const own = 'int main(void) { return 7; }\n'

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  door = new LabDoor(demoScript({ twoProcesses: false, windows: true }))
  door.labs.set('labs/open', openedLab())
  replaceDoor(door)
  setActivePinia(createPinia())
  useProgramStore().load({ source: own, fileName: 'mine.c', path: '/home/ada/mine.c' }, { saved: '' })
})
afterEach(() => {
  session().leave()
  vi.useRealTimers()
})

describe('an open lab', () => {
  it('gives back the own document, unsaved as it was, and has never kept anything under its name', async () => {
    await session().open('03-x')
    const program = useProgramStore()
    expect(program.fileName).toBe('first.c')
    expect(program.dirty).toBe(false)
    program.edit('int main(void) { return 1; }\n')
    vi.advanceTimersByTime(1000)
    session().leave()
    expect([program.source, program.fileName, program.path, program.dirty]).toEqual([
      own,
      'mine.c',
      '/home/ada/mine.c',
      true
    ])
    vi.advanceTimersByTime(1000)
    const kept = inputs('document/autosave') as { source: string }[]
    expect(kept.length).toBeGreaterThan(0)
    expect(new Set(kept.map(({ source }) => source))).toEqual(new Set([own]))
  })

  it('keeps what is typed into its programs, each under its own name', async () => {
    await session().open('03-x')
    const program = useProgramStore()
    program.edit('// first\n')
    session().openProgram('second.c')
    expect(program.source).toBe('int b; // @there\n')
    program.edit('// second\n')
    vi.advanceTimersByTime(1000)
    session().openProgram('first.c')
    expect(program.source).toBe('// first\n')
    const sent = inputs('labs/progress') as { programs: { fileName: string; source: string }[] }[]
    expect(sent.flatMap(({ programs }) => programs)).toEqual([
      { fileName: 'first.c', source: '// first\n' },
      { fileName: 'second.c', source: '// second\n' }
    ])
  })

  it('goes on at the step and with the text where the learner was', async () => {
    door.labs.set('labs/open', openedLab({ at: 'two', source: '// mine\n' }))
    await session().open('03-x')
    expect(session().stepIndex).toBe(1)
    expect(session().sourceOf('first.c')).toBe('// mine\n')
    expect(useLabItemsStore().stateOf('one/check-1')).toMatchObject({ done: true, attempts: 3 })
  })

  it('brings its machine and gives the person’s back', async () => {
    useMachinesStore().wanted = 'both'
    const before = useMachineSettingsStore().settings
    await session().open('03-x')
    expect(useMachineSettingsStore().settings).toEqual(labSettings)
    expect(useMachinesStore().wanted).toBe('simulator')
    await useRunStore().start()
    expect(inputs('run/start')).toMatchObject([{ settings: labSettings, machines: ['simulator'] }])
    session().leave()
    expect(useMachineSettingsStore().settings).toEqual(before)
    expect(useMachinesStore().wanted).toBe('both')
  })

  it('is left when the person opens something else, which takes the own document’s place', async () => {
    await session().open('03-x')
    useDocumentDialogsStore().newProgram()
    expect(session().lab).toBeNull()
    expect(useDocumentDialogsStore().waiting).not.toBeNull()
    expect(useProgramStore().source).toBe(own)
  })

  it('is open again after the window was closed, and not after it was left', async () => {
    door.labs.set('labs/list', [{ id: '03-x', problem: '', progress: null, items: 1 }])
    await session().open('03-x')
    setActivePinia(createPinia())
    await session().resume()
    expect(session().lab?.id).toBe('03-x')
    session().leave()
    setActivePinia(createPinia())
    await session().resume()
    expect(session().lab).toBeNull()
  })

  it('is another learner’s after the name was changed: nothing typed before is kept for that one', async () => {
    await session().open('03-x')
    useProgramStore().edit('// ada\n')
    await session().settle()
    door.labs.set('labs/open', openedLab())
    await session().reopen()
    expect(useProgramStore().source).toBe('int a; // @here\n')
    session().leave()
    expect(useProgramStore().source).toBe(own)
  })

  it('says when the line that is to be run to has lost its mark', async () => {
    await session().open('03-x')
    useProgramStore().edit('int a;\n')
    await session().runTo('first.c', 'here')
    expect(inputs('run/start')).toEqual([])
  })
})

describe('a question', () => {
  it('is judged with the learner’s program, and what does not hold is said', async () => {
    await session().open('03-x')
    useProgramStore().edit('// tried\n')
    const conditions = [
      { holds: true, machine: 'simulator', says: '' },
      { holds: false, machine: 'simulator', says: 'The range should only be reserved.' }
    ] as const
    door.labs.set('labs/check', { judged: true, passed: false, conditions, missing: [] })
    await useLabItemsStore().checkStep()
    expect(inputs('labs/check')).toMatchObject([{ source: '// tried\n', machines: ['simulator'] }])
    const state = useLabItemsStore().stateOf('one/check-1')
    expect(state).toMatchObject({ done: false, attempts: 1, judging: false, verdict: { right: false } })
    expect(failuresOf(state.conditions)).toEqual(['The range should only be reserved.'])
  })

  it('whose program does not compile shows the problems under the editor', async () => {
    await session().open('03-x')
    const problem = {
      ...{ line: 1, column: 1, length: 1, message: 'No.', file: 'first.c' },
      severity: 'error' as const
    }
    door.labs.set('labs/check', { judged: false, diagnostics: [problem], reason: '' })
    await useLabItemsStore().checkStep()
    expect(useProgramStore().diagnostics).toEqual([problem])
    expect(useLabItemsStore().stateOf('one/check-1').problem).toBe(
      'first.c has one problem to fix first, listed under the editor.'
    )
  })

  it('has the author’s explanation only after one’s own', async () => {
    await session().open('03-x')
    const items = useLabItemsStore()
    await items.explain('two/explain-1', '   ')
    expect(inputs('labs/explain')).toEqual([])
    door.labs.set('labs/explain', { model: [{ kind: 'rule' }] })
    await items.explain('two/explain-1', 'Because.')
    expect(items.stateOf('two/explain-1')).toMatchObject({
      done: true,
      text: 'Because.',
      model: [{ kind: 'rule' }]
    })
  })

  it('of a lab that was left in the meantime gets no verdict', async () => {
    await session().open('03-x')
    door.labs.set('labs/check', { judged: true, passed: true, conditions: [], missing: [] })
    const judged = useLabItemsStore().checkStep()
    await session().reopen()
    await judged
    await flushPromises()
    expect(useLabItemsStore().stateOf('one/check-1').done).toBe(false)
  })
})
