// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultMachineSettings } from '../../shared/contract/machine-settings'
import type { RequestInput } from '../../shared/contract/requests'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useBreakpointsStore } from './breakpoints'
import { useExamplesStore } from './examples'
import { useMachineSettingsStore } from './machine-settings'
import { useMachinesStore } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useRunStore } from './run'

let door: ScriptedDoor
async function bench(
  options = { twoProcesses: false, windows: true }
): Promise<ReturnType<typeof useRunStore>> {
  door = new ScriptedDoor(demoScript(options))
  replaceDoor(door)
  setActivePinia(createPinia())
  const run = useRunStore()
  run.listen()
  await Promise.all([useMachinesStore().load(), useExamplesStore().load()])
  await useProgramStore().restore()
  return run
}
const inputs = (name: string): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)

describe('a run', () => {
  let run: ReturnType<typeof useRunStore>
  beforeEach(async () => {
    run = await bench()
  })

  it('starts on the chosen machines with the text, the settings and the breakpoints', async () => {
    useMachineSettingsStore().choose({ ...defaultMachineSettings, seed: 7 }, true)
    useBreakpointsStore().toggle(12)
    await useBreakpointsStore().setCondition(9, 'old == 4')
    await run.startOrContinue()
    expect(inputs('run/start')).toMatchObject([
      {
        machines: ['simulator', 'windows'],
        settings: { ...defaultMachineSettings, seed: 7 },
        insist: true,
        breakpoints: [
          { line: 9, condition: 'old == 4' },
          { line: 12, condition: null }
        ],
        source: useProgramStore().source
      }
    ])
    expect(run.shown.map((view) => [view.machine, view.line])).toEqual([
      ['simulator', 6],
      ['windows', 6]
    ])
  })

  it('starts with F10 as well, and steps from then on', async () => {
    await run.step('over')
    expect(run.position).toBe(0)
    await run.step('over')
    expect(run.position).toBe(1)
    expect(run.views.simulator?.step?.calls[0]?.name).toBe('VirtualAlloc')
  })

  it('goes back and to any recorded step, and knows whether it shows the present', async () => {
    await run.start()
    await run.step('over')
    await run.step('over')
    await run.stepBack()
    expect([run.position, run.stepCount, run.atPresent]).toEqual([1, 2, false])
    await run.goTo(0)
    expect(run.canStepBack).toBe(false)
    expect(run.canStep).toBe(true)
  })

  it('sends one move at a time and of those that wait only the newest', async () => {
    await run.start()
    await Promise.all([run.goTo(1), run.goTo(2), run.goTo(3)])
    expect(inputs('run/move').map((input) => (input as RequestInput<'run/move'>).position)).toEqual([1, 3])
    expect(run.position).toBe(3)
  })

  it('knows the step that is meant by "here" while the picture of it is on its way', async () => {
    await run.start()
    for (let i = 0; i < 3; i++) await run.step('over')
    const home = run.goTo(0)
    const here = run.positionMeant()
    const end = run.goTo(3)
    expect([await here, await run.positionMeant()]).toEqual([0, 3])
    await Promise.all([home, end])
    expect(run.position).toBe(3)
    const back = run.stepBack()
    const afterBack = run.positionMeant()
    const start = run.goTo(0)
    expect(await afterBack).toBe(2)
    await Promise.all([back, start])
    expect(run.position).toBe(0)
  })

  it('is stale once the text differs from the one it was started with', async () => {
    await run.start()
    const program = useProgramStore()
    const text = program.source
    program.edit(`${text}// more`)
    expect(run.stale).toBe(true)
    program.edit(text)
    expect(run.stale).toBe(false)
  })

  it('does not start while the program has errors, which are listed', async () => {
    const program = useProgramStore()
    program.edit('int main(void) { goto x; }')
    await run.start()
    expect(run.exists).toBe(false)
    expect(program.diagnostics).toHaveLength(1)
    expect(useMessagesStore().messages[0]?.text).toMatch(/one problem/)
  })

  it('that is opened shows its pictures, also where they come before the answer that names it', async () => {
    await run.start()
    const picture = { ...run.views.simulator!, runId: 'opened', output: { reset: true, append: 'kept' } }
    const call = door.call.bind(door) as (name: string, input: unknown) => Promise<unknown>
    const opening = async (name: string, input: unknown): Promise<unknown> => {
      if (name !== 'run/load') return call(name, input)
      door.tell('run/changed', { ...picture, processes: [] })
      const value = { runId: 'opened', machines: ['simulator'], source: 'int x;', fileName: 'x.c' }
      return Promise.resolve({ ok: true, value })
    }
    replaceDoor(Object.assign(Object.create(door) as ScriptedDoor, { call: opening as never }))
    expect(await run.load('/x.vadlab-run')).toBeNull()
    expect([run.runId, run.views.simulator?.output]).toEqual(['opened', 'kept'])
  })

  it('ignores what is told of a former run', async () => {
    await run.start()
    const former = run.views.simulator!
    await run.start()
    door.tell('run/changed', {
      ...former,
      position: 5,
      processes: [],
      output: { reset: true, append: 'late' }
    })
    expect(run.views.simulator?.output).toBe('')
    expect(run.position).toBe(0)
  })

  it('that cannot be started leaves a message and an empty bench', async () => {
    door.failures.set('run/start', { kind: 'refused', message: 'No room for another process.' })
    await run.start()
    expect(run.exists).toBe(false)
    expect(useMessagesStore().messages).toMatchObject([
      { severity: 'error', text: 'No room for another process.' }
    ])
  })

  it('announces each step in one sentence', async () => {
    await run.start()
    await run.step('over')
    expect(useMessagesStore().announcement).toEqual(
      expect.stringMatching(/^Step 1: VirtualAlloc, 3 pages at 0x…[0-9a-f]{4} committed, PAGE_READWRITE\.$/)
    )
  })

  it('can be continued to its end and not beyond', async () => {
    await run.start()
    await run.startOrContinue()
    expect(run.views.simulator?.status).toBe('ended')
    expect([run.alive, run.canStep, run.canStop]).toEqual([false, false, false])
  })
})

describe('the machines', () => {
  it('that are not there cannot be chosen, and say why', async () => {
    await bench({ twoProcesses: false, windows: false })
    const machines = useMachinesStore()
    expect(machines.choice).toBe('simulator')
    expect(machines.reasonAgainst('windows')).toMatch(/Wine is not installed/)
    expect(machines.reasonAgainst('both')).toMatch(/Wine is not installed/)
    expect(machines.reasonAgainst('simulator')).toBe('')
  })
  it('are followed as they come and go', async () => {
    await bench()
    const machines = useMachinesStore()
    expect(machines.choice).toBe('both')
    door.tell('machines/changed', [{ name: 'simulator', available: true, title: 'x', reason: '' }])
    expect(machines.chosen).toEqual(['simulator'])
  })
})

describe('two machines of one run', () => {
  it('wait for each other: the next move goes when both have said where the last one took them', async () => {
    const run = await bench()
    await run.start()
    const paused = run.views.windows!
    door.tell('run/changed', {
      ...paused,
      status: 'running',
      processes: [],
      output: { reset: false, append: '' }
    })
    expect(run.running).toBe(true)
    expect(run.canStep).toBe(false)
    await run.step('over')
    expect(inputs('run/move')).toEqual([])
    door.tell('run/changed', { ...paused, processes: [], output: { reset: false, append: '' } })
    await run.step('over')
    expect(inputs('run/move')).toHaveLength(1)
  })
})
