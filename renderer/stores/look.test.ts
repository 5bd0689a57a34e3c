// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { RequestInput } from '../../shared/contract/requests'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useAppearanceStore } from './appearance'
import { useBreakpointsStore } from './breakpoints'
import { useExamplesStore } from './examples'
import { useLookStore } from './look'
import { useMachinesStore } from './machines'
import { useMessagesStore } from './messages'
import { useProgramStore } from './program'
import { useRunStore } from './run'

let door: ScriptedDoor
let run: ReturnType<typeof useRunStore>
let look: ReturnType<typeof useLookStore>

async function open(twoProcesses = false): Promise<void> {
  localStorage.clear()
  door = new ScriptedDoor(demoScript({ twoProcesses, windows: true }))
  replaceDoor(door)
  setActivePinia(createPinia())
  run = useRunStore()
  look = useLookStore()
  run.listen()
  await Promise.all([useMachinesStore().load(), useExamplesStore().load()])
  await useProgramStore().restore()
  await run.start()
}
const sent = (name: string): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)
const looks = (): RequestInput<'run/look'>[] => sent('run/look') as RequestInput<'run/look'>[]
async function settle(): Promise<void> {
  await nextTick()
  await new Promise((resolve) => setTimeout(resolve))
}

describe('what the window looks at', () => {
  beforeEach(() => open())

  it('is not told while there is nothing but what is in scope', async () => {
    await settle()
    expect(looks()).toEqual([])
  })

  it('is an address for once, when one asks what an expression is, and no more once that is known', async () => {
    await run.step('over')
    look.evaluate({ machine: 'simulator', process: 'A', address: 'p' })
    await settle()
    expect(look.evaluation).toMatchObject({ address: 0x1f000010000, problem: '' })
    look.evaluate({ machine: 'simulator', process: 'A', address: 'nowhere' })
    // The answer to another question is none.
    expect(look.evaluation).toBeUndefined()
    await settle()
    expect(look.evaluation).toMatchObject({ address: null, problem: 'nowhere is not in scope here.' })
    look.evaluate(null)
    await settle()
    expect(looks().at(-1)!.memory).toEqual([])
  })

  it('is told when a watch is added, once, and answered on each machine', async () => {
    await run.step('over')
    look.watchExpression(' p ')
    look.watchExpression('p')
    await settle()
    expect(looks().map(({ watches }) => watches)).toEqual([['p']])
    const values = run.shown.map((view) => {
      const watch = view.places[0]!.watches[0]!
      return 'variable' in watch ? watch.variable.value : watch.problem
    })
    expect(values).toEqual(['0x1f000010000', '0x630000'])
  })

  it('is told anew to another run, watches and all', async () => {
    look.watchExpression('old')
    await settle()
    await run.start()
    await settle()
    expect(looks().at(-1)).toMatchObject({ runId: run.runId, watches: ['old'] })
  })

  it('keeps what is unfolded from step to step', async () => {
    await run.step('over')
    look.unfold('info', true)
    await settle()
    await run.step('over')
    const info = run.views.simulator!.places[0]!.variables.find(({ name }) => name === 'info')!
    expect(info.children).toHaveLength(4)
    look.unfold('info', false)
    await settle()
    expect(looks().at(-1)!.expanded).toEqual([])
  })

  it('goes back to the innermost frame before the run moves', async () => {
    look.selectFrame('A', 1)
    await settle()
    await run.step('over')
    const names = door.calls.map(({ name }) => name).filter((name) => /look|move/.test(name))
    expect(names).toEqual(['run/look', 'run/look', 'run/move'])
    expect(looks().map(({ frames }) => frames)).toEqual([[{ process: 'A', frame: 1 }], []])
  })

  it('is memory only while the panel shows it: an expression on each machine, a number on its own', async () => {
    await run.step('over')
    look.showMemory('p', null)
    await settle()
    expect(looks().at(-1)!.memory).toMatchObject([{ machine: null, address: 'p', offset: 0 }])
    expect(look.memoryOn('windows')!.address).toBe(0x63_0000)
    look.showMemory('0x1f000010010', 'simulator')
    await settle()
    expect(looks().at(-1)!.memory).toMatchObject([
      { machine: 'simulator', address: '0x1f000010010' },
      { machine: 'windows', address: 'p' }
    ])
    look.memoryBack('simulator')
    expect(look.memory.simulator!.address).toBe('p')
    useAppearanceStore().panel = 'variables'
    await settle()
    expect(looks().at(-1)!.memory).toEqual([])
  })

  it('edits and removes watches, and never holds one twice', () => {
    for (const text of ['a', 'b', 'c']) look.watchExpression(text)
    look.rewatch(1, 'd')
    expect(look.watches).toEqual(['a', 'd', 'c'])
    look.rewatch(0, 'c')
    expect(look.watches).toEqual(['d', 'c'])
    look.unwatch(0)
    expect(look.watches).toEqual(['c'])
  })
})

describe('the process looked at', () => {
  it('is the one whose turn it is until one picks another', async () => {
    await open(true)
    await run.step('over')
    await run.step('over')
    expect(look.letter).toBe('A')
    look.pickProcess('B')
    expect(look.placeOn('simulator')!.line).toBe(14)
    await run.goTo(0)
    expect(look.letter).toBe('A')
  })
})

describe('breakpoints', () => {
  beforeEach(() => open())

  it('that are off are kept and not told to the run', async () => {
    const breakpoints = useBreakpointsStore()
    breakpoints.toggle(9)
    breakpoints.toggle(12)
    breakpoints.enable(9, false)
    await settle()
    expect(breakpoints.list).toHaveLength(2)
    expect(sent('run/breakpoints').at(-1)).toMatchObject({ breakpoints: [{ line: 12, condition: null }] })
  })

  it('say why their condition makes no sense, and in the message bar when a run begins', async () => {
    const breakpoints = useBreakpointsStore()
    expect(await breakpoints.setCondition(9, 'nowhere == 1')).toContain('nowhere')
    await run.start()
    expect(useMessagesStore().messages[0]?.text).toMatch(/breakpoint on line 9 never stops/)
    expect(await breakpoints.setCondition(9, 'old == 1')).toBeNull()
    expect(breakpoints.problems.size).toBe(0)
  })

  it('come back with the text they were set in', async () => {
    const breakpoints = useBreakpointsStore()
    const program = useProgramStore()
    const text = { source: program.source, fileName: program.fileName, path: program.path }
    await breakpoints.setCondition(9, 'old == 1')
    program.load({ source: 'int main(void) { return 0; }', fileName: 'other.c', path: null })
    expect(breakpoints.list).toEqual([])
    program.load(text)
    expect(breakpoints.list).toEqual([{ line: 9, condition: 'old == 1', enabled: true }])
  })

  it('are not needed to run to a line, which starts the program when it has to', async () => {
    run.leave()
    await run.runToLine(10)
    await settle()
    expect(sent('run/move').at(-1)).toMatchObject({ how: 'line', line: 10 })
    expect(run.views.simulator!.line).toBe(10)
  })
})
