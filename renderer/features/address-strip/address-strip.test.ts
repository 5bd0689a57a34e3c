// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../../app/App.vue'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { useSelectionStore } from '../../stores/selection'
import { useStripStore } from '../../stores/strip'
import { typedAddress } from './address-typing'
import { windowParts } from '../../app/testing/window-parts'

beforeAll(windowParts)
let bench: VueWrapper
let door: ScriptedDoor
const find = (testId: string) => bench.find(`[data-testid="${testId}"]`)
const picture = () => find('strip-picture-simulator-A')
const focused = (): string => find('strip-focus-simulator-A').text()
async function press(testId: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await find(testId).trigger('click')
    await flushPromises()
  }
}
async function key(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await picture().trigger('keydown', { key: name })
    await flushPromises()
  }
}
const level = (): string | undefined => find('strip-simulator-A').attributes('data-level')

beforeEach(async () => {
  localStorage.clear()
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(184)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  door = new ScriptedDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
  bench = mount(App, { global: { plugins: [createPinia()] }, attachTo: document.body })
  await flushPromises()
  // Started, and past the step that made the region a guard.
  await press('control-step-over', 4)
  ;(picture().element as HTMLElement).focus()
  await flushPromises()
})
afterEach(() => {
  bench.unmount()
  vi.restoreAllMocks()
})

describe('the address strip', () => {
  it('is one tab stop that begins at what the step changed and says it', () => {
    expect(find('strip-simulator-A').findAll('[role="listbox"][tabindex="0"]')).toHaveLength(1)
    expect(picture().attributes('aria-activedescendant')).toBe(
      find('strip-focus-simulator-A').attributes('id')
    )
    expect(focused()).toContain('Private Data')
    expect(focused()).toMatch(/Made by line 7/)
    expect(focused()).toMatch(/[▲◆]/)
  })

  it('is walked in the order of addresses: up the screen to higher ones', async () => {
    await key('Home')
    expect(focused()).toMatch(/^Free, .*0x0 – /)
    await key('ArrowUp')
    expect(focused()).toMatch(/regions? from before the program/)
    await key('End')
    expect(focused()).toMatch(/^Free, .*0x7fffffffffff/)
    useStripStore().lowAtBottom = false
    await key('Home', 'ArrowDown')
    expect(focused()).toMatch(/regions? from before the program/)
  })

  it('unfolds what was there before, zooms to an allocation, to its pages, and back', async () => {
    expect(level()).toBe('space')
    await key('Enter')
    expect(level()).toBe('allocation')
    await key('Enter')
    expect(level()).toBe('pages')
    expect(focused()).toMatch(/^Page at 0x1f00001[0-2]000/)
    await key('Escape')
    expect(level()).toBe('allocation')
    await key('Backspace')
    expect(level()).toBe('space')
    await key('Home', 'ArrowUp', 'Enter')
    expect(useStripStore().showsBefore).toBe(true)
    expect(focused()).not.toContain('from before the program')
  })

  it('goes to a typed address', async () => {
    await key('0', 'x', '1', 'f', '0', '0', '0', '0', '1', '2', '1', '0', '0')
    expect(find('strip-typed-simulator').text()).toContain('0x1f000012100')
    await key('Enter')
    expect(find('strip-typed-simulator').exists()).toBe(false)
    expect(focused()).toContain('0x1f000012000')
    expect(useSelectionStore().place).toMatchObject({ machine: 'simulator', letter: 'A' })
  })

  it('asks for the pages in view at the shown moment, and says where nothing is known', async () => {
    door.failures.set('memory/pages', { kind: 'refused', message: 'Windows shows this to a debugger only.' })
    await key('Enter', 'Enter')
    await new Promise((resolve) => setTimeout(resolve, 120))
    await flushPromises()
    const asked = door.calls.filter(({ name }) => name === 'memory/pages')
    expect(asked).toHaveLength(1)
    expect(asked[0]!.input).toMatchObject({ machine: 'simulator', process: 'A', position: null })
    expect(find('strip-note-simulator').text()).toBe('Windows shows this to a debugger only.')
  })

  it('shows what another picture selected', async () => {
    await key('Enter')
    useSelectionStore().select(
      { machine: 'simulator', letter: 'A', address: 0x7ffe0000, extent: 'region' },
      'table'
    )
    await flushPromises()
    expect(level()).toBe('space')
  })

  it('offers what the table offers', async () => {
    await picture().trigger('contextmenu')
    await flushPromises()
    const entries = [...document.querySelectorAll('[role^="menuitem"] .label')].map((e) => e.textContent)
    expect(entries.slice(0, 4)).toEqual(['Zoom in', 'Zoom out', 'Show in memory', 'Go to line 7'])
    expect(entries).toContain('Change protection…')
    expect(entries.at(-1)).toMatch(/^Copy 0x1f00001/)
  })

  it('is hidden and comes back with Alt+M, which leads the keyboard there', async () => {
    useStripStore().shown = false
    await flushPromises()
    expect(find('strip-simulator-A').exists()).toBe(false)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', altKey: true, cancelable: true }))
    await flushPromises()
    expect(document.activeElement).toBe(picture().element)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', altKey: true, cancelable: true }))
    await flushPromises()
    expect(document.activeElement).toBe(find('strip-picture-windows-A').element)
  })

  it('remembers how it is shown', async () => {
    useStripStore().lowAtBottom = false
    await flushPromises()
    expect(JSON.parse(localStorage.getItem('vadlab.strip')!)).toMatchObject({
      lowAtBottom: false,
      shown: true
    })
  })
})

describe('a typed address', () => {
  it('may have its 0x or WinDbg’s mark', () => {
    expect(['0x1f0', '1F0', '00007ffc`61f789d4', '0x', 'xyz'].map(typedAddress)).toEqual([
      0x1f0,
      0x1f0,
      0x7ffc61f789d4,
      null,
      null
    ])
  })
})
