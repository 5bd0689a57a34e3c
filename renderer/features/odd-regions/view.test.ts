// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { h } from 'vue'
import type { RunUpdate } from '../../../shared/contract/run-update'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import type { RunView } from '../../stores/apply-run-update'
import { useRunStore } from '../../stores/run'
import { useSelectionStore } from '../../stores/selection'
import { regionTree } from '../../../shared/contract/region-tree'
import OddRegionsView from './OddRegionsView.vue'

let view: VueWrapper
const code = {
  ...{ base: 0x10000, size: 0x1000, state: m.MEM_COMMIT, type: m.MEM_PRIVATE, use: '', madeByLine: 7 },
  ...{ protect: m.PAGE_EXECUTE_READWRITE, allocationBase: 0x10000, allocationProtect: m.PAGE_READWRITE }
}
const own = { ...code, owner: 'program' } as const
const runtime = {
  ...code,
  base: 0x90000,
  allocationBase: 0x90000,
  owner: 'before',
  madeByLine: null
} as const

beforeEach(async () => {
  localStorage.clear()
  replaceDoor(new ScriptedDoor(demoScript({ twoProcesses: false, windows: true })))
  const within = { render: () => h(TooltipProvider, () => h(OddRegionsView)) }
  view = mount(within, { global: { plugins: [createPinia()] }, attachTo: document.body })
  const run = useRunStore()
  const process = {
    letter: 'A',
    processId: 4,
    regions: regionTree([own, runtime]),
    changes: [{ kind: 'added', after: own }]
  } as const
  const shown: Partial<RunView> = {
    machine: 'windows',
    position: 3,
    stepCount: 3,
    status: 'paused',
    step: null,
    processes: [process]
  }
  run.runMachines = ['windows']
  run.views = { windows: { ...({} as RunUpdate), ...shown } as RunView }
  await flushPromises()
})
afterEach(() => view.unmount())
const texts = (selector: string): string[] => view.findAll(selector).map((one) => one.text())

it('lists what the program made, marks what is new, and folds what the process had before', async () => {
  expect(texts('[data-rule]').map((text) => /Writable|Made/.exec(text)?.[0])).toEqual(['Writable', 'Made'])
  expect(texts('[data-fresh]')).toHaveLength(2)
  const before = view.find('[data-testid="odd-before-windows-A"]')
  expect(before.text()).toContain('2 findings in what the process had before the program')
  await before.trigger('click')
  expect(texts('[data-rule]')).toHaveLength(4)
  expect(view.text()).toContain('not the program’s doing')
})
it('opens a finding with its innocent causes and selects the place', async () => {
  await view.find('[data-finding="rwx 65536"]').trigger('click')
  expect(view.text()).toContain('It may be innocent')
  expect(useSelectionStore().addressIn('windows', 'A')).toBe(0x10000)
})
it('filters by weight and by what is new, and says so when nothing is left', async () => {
  await view.find('[data-testid="odd-strong"]').trigger('click')
  expect(texts('[data-rule]')).toHaveLength(1)
  await view.find('[data-testid="odd-fair"]').trigger('click')
  expect(view.find('[data-testid="odd-none"]').text()).toBe('Nothing that the filters above let through.')
})
it('is one tab stop that arrow keys move', async () => {
  const stop = () => view.findAll('[data-finding]').map((one) => one.attributes('tabindex'))
  expect(stop()).toEqual(['0', '-1'])
  await view.find('[data-finding]').trigger('keydown', { key: 'ArrowDown' })
  expect(stop()).toEqual(['-1', '0'])
})
