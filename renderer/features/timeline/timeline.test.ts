// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { useExamplesStore } from '../../stores/examples'
import { useMachinesStore } from '../../stores/machines'
import { useMessagesStore } from '../../stores/messages'
import { useProgramStore } from '../../stores/program'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import { useTimelineStore } from '../../stores/timeline'
import { useViewsStore } from '../../stores/views'
import MomentsView from '../moments/MomentsView.vue'
import RunTimeline from './RunTimeline.vue'

let bench: VueWrapper
let door: ScriptedDoor
const find = (testId: string) => bench.find(`[data-testid="${testId}"]`)
const asked = (name: string): unknown[] =>
  door.calls.filter((call) => call.name === name).map((call) => call.input)

/** Lets what waits for the picture of a step happen. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await vi.advanceTimersByTimeAsync(200)
    await flushPromises()
  }
}
async function key(name: string, more = {}): Promise<void> {
  await find('timeline').trigger('keydown', { key: name, ...more })
  await settle()
}

beforeEach(async () => {
  vi.useFakeTimers()
  localStorage.clear()
  door = new ScriptedDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
  const pinia = createPinia()
  setActivePinia(pinia)
  const run = useRunStore()
  run.listen()
  await Promise.all([useMachinesStore().load(), useExamplesStore().load()])
  await useProgramStore().restore()
  bench = mount(() => h(TooltipProvider, () => [h(MomentsView), h(RunTimeline)]), {
    global: { plugins: [pinia] },
    attachTo: document.body
  })
  await run.start()
  for (let i = 0; i < 8; i++) await run.step('over')
  await settle()
})
afterEach(() => {
  bench.unmount()
  vi.useRealTimers()
})

describe('the timeline', () => {
  it('is a slider that says the step, its call, its line and what was committed', async () => {
    const slider = find('timeline')
    expect(slider.attributes('role')).toBe('slider')
    expect(slider.attributes('aria-valuemax')).toBe('8')
    await key('Home')
    await key('ArrowRight')
    expect(slider.attributes('aria-valuetext')).toMatch(
      /^Step 1 of 8: VirtualAlloc, line 7, [\d,]+ K committed, region changed$/
    )
  })
  it('asks for what is new only', () => {
    const froms = asked('run/timeline').map((input) => (input as { from: number }).from)
    expect(froms.length).toBeGreaterThan(0)
    expect(froms.filter((from) => from === 0)).toHaveLength(2)
  })
  it('is gone through by keys, also from event to event', async () => {
    const run = useRunStore()
    await key('Home')
    expect(run.position).toBe(0)
    await key('ArrowRight', { ctrlKey: true })
    expect(run.position).toBe(1)
    await key('ArrowRight', { ctrlKey: true })
    expect(run.position).toBe(3)
    await key('End')
    expect(run.position).toBe(8)
    await key('PageDown')
    expect(run.position).toBe(0)
  })
  it('announces only where scrubbing comes to rest', async () => {
    const messages = useMessagesStore()
    const before = messages.announcement
    for (let i = 0; i < 3; i++) {
      await find('timeline').trigger('keydown', { key: 'ArrowLeft' })
      await flushPromises()
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(messages.announcement).toBe(before)
    await settle()
    expect(messages.announcement).toMatch(/^Step 5/)
  })
  it('remembers how large it is', async () => {
    const was = find('timeline-size').attributes('aria-expanded')
    await find('timeline-size').trigger('click')
    expect(find('timeline-size').attributes('aria-expanded')).not.toBe(was)
    expect(JSON.parse(localStorage.getItem('vadlab.timeline')!)).toMatchObject({ expanded: was !== 'true' })
  })
  it('plays the record to its end and no further', async () => {
    const run = useRunStore()
    await find('timeline-play').trigger('click')
    await settle()
    expect(run.position).toBeLessThan(3)
    await vi.advanceTimersByTimeAsync(6000)
    expect(run.position).toBe(8)
    expect(useTimelineStore().playing).toBe(false)
  })
  it('stops playing when one moves by hand', async () => {
    const run = useRunStore()
    await find('timeline-play').trigger('click')
    await vi.advanceTimersByTimeAsync(1200)
    await key('End')
    await vi.advanceTimersByTimeAsync(3000)
    expect([run.position, useTimelineStore().playing]).toEqual([8, false])
  })
})

describe('the moments A and B', () => {
  it('are the beginning and the step shown until they are set', async () => {
    const timeline = useTimelineStore()
    expect([timeline.momentA, timeline.momentB]).toEqual([0, 8])
    await key('Home')
    await key('ArrowRight')
    await find('timeline-a').trigger('click')
    await key('End')
    expect([timeline.momentA, timeline.momentB]).toEqual([1, 8])
    await useRunStore().start()
    expect(timeline.a).toBeNull()
  })
  it('are compared place by place, and each place can be selected by keyboard', async () => {
    await key('Home')
    await key('ArrowRight')
    await key('ArrowRight')
    await key('ArrowRight')
    await find('timeline-compare').trigger('click')
    expect(useViewsStore().current).toBe('moments')
    await settle()
    const rows = find('moments-simulator').findAll('[role="option"]')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter((row) => row.attributes('tabindex') === '0')).toHaveLength(1)
    expect(find('moments-simulator').text()).toContain('Working set')
    expect(find('moments-windows').text()).toContain('Regions only')
    await find('moments-simulator').find('[role="listbox"]').trigger('keydown', { key: 'Enter' })
    expect(useSelectionStore().place).toMatchObject({ machine: 'simulator', letter: 'A', extent: 'region' })
    expect(rows[0]!.attributes('aria-selected')).toBe('true')
  })
  it('that are the same have no difference, and the view says what to do', async () => {
    await key('Home')
    expect(find('moments').text()).toContain('A and B are the same moment')
  })
})

describe('cumulative marks', () => {
  it('are all that is another than at A, and the step’s own changes otherwise', async () => {
    const timeline = useTimelineStore()
    const run = useRunStore()
    await run.goTo(3)
    await settle()
    const shown = run.views.simulator!.processes[0]!
    expect(timeline.processesOf('simulator')[0]).toBe(shown)
    timeline.cumulative = true
    await settle()
    const [marked] = timeline.processesOf('simulator')
    expect(marked!.regions).toBe(shown.regions)
    expect(marked!.changes.length).toBeGreaterThan(shown.changes.length)
    expect(asked('run/compare-moments').at(-1)).toMatchObject({ a: 0, b: 3, regionsOnly: true })
    await find('timeline-cumulative').trigger('click')
    await settle()
    expect(timeline.processesOf('simulator')[0]).toBe(shown)
  })
})

describe('going until something changes', () => {
  it('asks for the selected place and goes there', async () => {
    const timeline = useTimelineStore()
    const run = useRunStore()
    await run.goTo(3)
    await settle()
    const region = run.views.simulator!.processes[0]!.changes[0]!
    const address = region.kind === 'removed' ? 0 : region.after.base
    useSelectionStore().select({ machine: 'simulator', letter: 'A', address, extent: 'region' }, 'test')
    timeline.untilOpen = true
    await settle()
    const dialog = document.querySelector<HTMLElement>('[data-testid="dialog"]')!
    expect(dialog.querySelector<HTMLInputElement>('[data-testid="until-address"]')!.value).toBe(
      `0x${address.toString(16)}`
    )
    dialog.querySelector<HTMLElement>('[data-testid="until-go"]')!.click()
    await settle()
    expect(asked('run/back-until').at(-1)).toMatchObject({
      machine: 'simulator',
      process: 'A',
      what: { kind: 'region', address },
      direction: 'back'
    })
    expect(run.position).toBe(2)
    expect(timeline.untilOpen).toBe(false)
  })
})
