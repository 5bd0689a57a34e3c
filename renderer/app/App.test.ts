// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoScript } from '../platform/demo-script'
import { replaceDoor } from '../platform/door'
import { ScriptedDoor } from '../platform/scripted-door'
import { useProgramStore } from '../stores/program'
import App from './App.vue'
import { windowParts } from './testing/window-parts'

beforeAll(windowParts)

let bench: VueWrapper
let door: ScriptedDoor
async function open(options = { twoProcesses: false, windows: true }): Promise<void> {
  localStorage.clear()
  localStorage.setItem('vadlab.welcome', 'answered')
  door = new ScriptedDoor(demoScript(options))
  replaceDoor(door)
  bench = mount(App, { global: { plugins: [createPinia()] }, attachTo: document.body })
  await flushPromises()
}
const find = (testId: string) => bench.find(`[data-testid="${testId}"]`)
const text = (testId: string): string => find(testId).text().replace(/\s+/g, ' ')
async function press(testId: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await find(testId).trigger('click')
    await flushPromises()
  }
}
async function key(name: string, more: KeyboardEventInit = {}): Promise<void> {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: name, cancelable: true, ...more }))
  await flushPromises()
}

afterEach(() => {
  bench.unmount()
})

describe('the bench', () => {
  beforeEach(() => open())

  it('invites to start before the first run', async () => {
    expect(text('invitation')).toContain('Step through a program')
    expect(find('column-simulator').exists()).toBe(false)
    expect(text('control-continue')).toBe('Start')
  })

  it('shows both machines paused before the first line after Start', async () => {
    await press('control-continue')
    expect(text('status-simulator')).toBe('paused before line 6')
    expect(text('status-windows')).toBe('paused before line 6')
    expect(text('control-continue')).toBe('Continue')
    expect(text('regions-simulator-A')).toContain('29 regions')
  })

  it('shows a call with its arguments, its answer and what it changed', async () => {
    await press('control-step-over', 2)
    const card = text('step-card-simulator')
    expect(card).toContain('VirtualAlloc')
    expect(card).toContain('PAGE_READWRITE 0x4')
    expect(card).toContain('0x1f000010000')
    expect(card).toContain('new')
    expect(find('regions-simulator-A').find('tr[data-changed="new"]').attributes('data-base')).toBe(
      '0x1f000010000'
    )
    expect(text('position')).toBe('Step 1 of 1')
  })

  it('marks a failure on both machines where they differ, with its reason', async () => {
    await press('control-step-over', 9)
    const card = text('step-card-simulator')
    expect(card).toContain('87 ERROR_INVALID_PARAMETER')
    expect(card).toContain('MEM_RELEASE frees a whole allocation: dwSize must be 0.')
    expect(text('step-card-windows')).toContain('487 ERROR_INVALID_ADDRESS')
    expect(bench.findAll('[data-testid="differs-error"]')).toHaveLength(2)
    expect(bench.findAll('[data-testid="differs-result"]')).toHaveLength(0)
  })

  it('opens the fold of regions from before the program', async () => {
    await press('control-step-over', 1)
    expect(find('fold-simulator-A').attributes('aria-expanded')).toBe('false')
    await press('fold-simulator-A')
    expect(find('fold-simulator-A').attributes('aria-expanded')).toBe('true')
    expect(text('regions-simulator-A')).toContain('ntdll.dll')
  })

  it('walks the table with the arrow keys, one tab stop', async () => {
    await press('control-step-over', 4)
    const table = find('regions-simulator-A').find('table')
    expect(table.findAll('tr[tabindex="0"]')).toHaveLength(1)
    await table.trigger('keydown', { key: 'End' })
    await flushPromises()
    expect(table.find('tr[tabindex="0"]').attributes('data-testid')).toBe('fold-simulator-A')
    await table.trigger('keydown', { key: 'Enter' })
    expect(find('fold-simulator-A').attributes('aria-expanded')).toBe('true')
  })

  it('obeys the keys: F5, F10, Shift+F10, Shift+F5', async () => {
    await key('F5')
    await key('F10')
    await key('F10')
    expect(text('position')).toBe('Step 2 of 2')
    await key('F10', { shiftKey: true })
    expect(text('position')).toBe('Step 1 of 2')
    expect(text('status-simulator')).toBe('looking back, before line 8')
    await key('F5', { shiftKey: true })
    expect(door.calls.map(({ name }) => name)).toContain('run/stop')
  })

  it('counts the checks when the program has ended', async () => {
    await press('control-continue', 2)
    expect(text('status-simulator')).toBe('ended, 8 passed, 0 failed')
    expect(text('status-windows')).toBe('ended, 7 passed, 1 failed')
    expect(text('output-windows')).toContain(
      'FAIL 17 GetLastError() == ERROR_INVALID_PARAMETER: 0x1e7 != 0x57'
    )
  })

  it('says that the text was edited since the run began', async () => {
    await press('control-continue')
    expect(find('stale').exists()).toBe(false)
    useProgramStore().edit('int main(void) { return 1; }')
    await flushPromises()
    expect(text('stale')).toContain('Edited since the run began')
    expect(find('document-dirty').exists()).toBe(true)
  })

  it('lists the examples, finds them by words and opens one', async () => {
    if (!find('examples').exists()) await press('examples-toggle')
    await find('examples-search').setValue('two process')
    expect(bench.findAll('.example')).toHaveLength(1)
    await press('example-a-section-in-two-processes')
    expect(text('document-name')).toBe('a-section-in-two-processes.c')
  })

  it('shows what failed in the message bar until it is dismissed', async () => {
    door.failures.set('run/start', { kind: 'broken', message: 'The engine has a fault.' })
    await press('control-continue')
    expect(find('message-bar').find('[role="alert"]').text()).toContain('The engine has a fault.')
    await press('message-dismiss')
    expect(find('message-bar').exists()).toBe(false)
  })
})

describe('the bench without Windows', () => {
  it('disables the choice and says why', async () => {
    await open({ twoProcesses: false, windows: false })
    expect(find('machine-windows').attributes('aria-disabled')).toBe('true')
    expect(find('machine-windows').attributes('aria-description')).toContain('Wine is not installed')
    expect(text('machine-state-windows')).toContain('not available')
    await press('machine-windows')
    expect(find('machine-simulator').attributes('aria-checked')).toBe('true')
  })
})

describe('the bench with two processes', () => {
  it('has a table for each and says whose turn it is', async () => {
    await open({ twoProcesses: true, windows: true })
    await press('control-step-over', 4)
    expect(text('regions-simulator-A')).toContain('its turn')
    expect(text('regions-simulator-B')).toContain('Section view')
    expect(text('regions-simulator-B')).not.toContain('its turn')
  })
})
