// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import App from '../../app/App.vue'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { useBreakpointsStore } from '../../stores/breakpoints'
import { useLookStore } from '../../stores/look'
import { useSelectionStore } from '../../stores/selection'
import { windowParts } from '../../app/testing/window-parts'

beforeAll(windowParts)
let bench: VueWrapper
let door: ScriptedDoor
const find = (testId: string) => bench.find(`[data-testid="${testId}"]`)
const row = (list: string, expression: string) => find(list).find(`[data-expression="${expression}"]`)
async function press(testId: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await find(testId).trigger('click')
    await flushPromises()
  }
}
async function key(target: { trigger: VueWrapper['trigger'] }, name: string, more = {}): Promise<void> {
  await target.trigger('keydown', { key: name, ...more })
  await flushPromises()
}

beforeEach(async () => {
  localStorage.clear()
  door = new ScriptedDoor(demoScript({ twoProcesses: false, windows: true }))
  replaceDoor(door)
  bench = mount(App, { global: { plugins: [createPinia()] }, attachTo: document.body })
  await flushPromises()
  // Started, and past the step that made the region a guard.
  await press('control-step-over', 4)
})
afterEach(() => bench.unmount())

describe('the variables', () => {
  it('mark what the step changed with a sign and a word, not by colour alone', () => {
    expect(row('variables-simulator', 'old').text()).toContain('◆changed: 4')
    expect(row('variables-simulator', 'info').text()).not.toContain('changed')
  })
  it('are one tab stop, and arrow keys unfold, enter, leave and fold', async () => {
    const tree = find('variables-simulator').find('[role="tree"]')
    expect(tree.findAll('[tabindex="0"]')).toHaveLength(1)
    await key(tree, 'End')
    await key(tree, 'ArrowUp')
    expect(row('variables-simulator', 'info').attributes('tabindex')).toBe('0')
    await key(tree, 'ArrowRight')
    expect(row('variables-simulator', 'info').attributes('aria-expanded')).toBe('true')
    await key(tree, 'ArrowRight')
    const member = row('variables-simulator', 'info.BaseAddress')
    expect([member.attributes('tabindex'), member.attributes('aria-level')]).toEqual(['0', '2'])
    await key(tree, 'ArrowLeft')
    await key(tree, 'ArrowLeft')
    expect(row('variables-simulator', 'info').attributes('aria-expanded')).toBe('false')
    await key(tree, 'p')
    expect(row('variables-simulator', 'p').attributes('tabindex')).toBe('0')
  })
  it('lead to memory, to the watches and to the clipboard from their menu', async () => {
    await row('variables-simulator', 'p').trigger('contextmenu', { button: 2, clientX: 10, clientY: 10 })
    await flushPromises()
    const entries = [...document.querySelectorAll('[role="menu"] [role="menuitem"] .label')].map(
      (e) => e.textContent
    )
    expect(entries).toEqual([
      'Show p in memory',
      'Follow p in memory',
      'Add p to watch',
      'Copy value',
      'Copy address'
    ])
    document.querySelectorAll<HTMLElement>('[role="menu"] [role="menuitem"]')[2]!.click()
    await flushPromises()
    expect(useLookStore().watches).toEqual(['p'])
    expect(document.querySelector('[role="menu"]')).toBeNull()
  })
})

describe('the watches', () => {
  it('show each machine’s own value, and quietly why there is none', async () => {
    await press('panel-watch-simulator')
    for (const text of ['p', 'nowhere']) {
      await find('watch-add-simulator').setValue(text)
      await find('watches-simulator').find('form').trigger('submit')
      await flushPromises()
    }
    expect(row('watches-simulator', 'p').text()).toContain('0x1f000010000')
    expect(row('watches-windows', 'p').text()).toContain('0x630000')
    expect(row('watches-simulator', 'nowhere').text()).toContain('nowhere is not in scope here.')
  })
  it('are edited with F2 and removed with Delete', async () => {
    useLookStore().watchExpression('p')
    await press('panel-watch-simulator')
    await key(row('watches-simulator', 'p'), 'F2')
    await find('watch-edit').setValue('old')
    await key(find('watch-edit'), 'Enter')
    expect(row('watches-simulator', 'old').text()).toContain('4')
    await key(row('watches-simulator', 'old'), 'Delete')
    expect(useLookStore().watches).toEqual([])
  })
})

describe('the memory', () => {
  async function goTo(address: string): Promise<void> {
    await press('panel-memory-simulator')
    await find('memory-address-simulator').setValue(address)
    await find('memory-simulator').find('form').trigger('submit')
    await flushPromises()
  }
  const bytes = () => find('memory-bytes-simulator')

  it('shows bytes and letters, sixteen a row, and marks what the step changed', async () => {
    await goTo('p')
    expect(bytes().find('[role="row"]').findAll('.byte')).toHaveLength(16)
    expect(bytes().find('.letters').attributes('aria-label')).toBe('A guard page rai')
    expect(bytes().findAll('.byte.changed')).toHaveLength(34)
    expect(bytes().find('.byte').text()).toBe('41 changed')
    expect(find('memory-region-simulator').text()).toContain('MEM_COMMIT PAGE_READWRITE MEM_PRIVATE')
    // The same pointer on the other machine, where it points elsewhere.
    expect(find('memory-region-windows').text()).toContain('0x630000')
  })
  it('moves by byte, row and page, and to the ends of the region', async () => {
    await goTo('p')
    const caret = (): string => bytes().find('.byte.caret').attributes('title')!.replace(/,.*/, '')
    await key(bytes(), 'ArrowRight')
    await key(bytes(), 'ArrowDown')
    expect(caret()).toBe('0x1f000010011')
    await key(bytes(), 'PageDown')
    expect(caret()).toBe('0x1f000010111')
    await key(bytes(), 'End', { ctrlKey: true })
    expect(caret()).toBe('0x1f000010fff')
    await key(bytes(), 'Home', { ctrlKey: true })
    expect(caret()).toBe('0x1f000010000')
  })
  it('selects a byte in every picture with a click or Space, and shows what another picture selects', async () => {
    await goTo('p')
    const selection = useSelectionStore()
    await bytes().findAll('.byte')[2]!.trigger('click')
    expect(selection.place).toEqual({
      ...{ machine: 'simulator', letter: 'A', address: 0x1f000010002, extent: 'byte' }
    })
    expect(bytes().find('.byte.selected').attributes('title')).toContain('0x1f000010002')
    await key(bytes(), 'ArrowRight')
    await key(bytes(), ' ')
    expect(selection.place?.address).toBe(0x1f000010003)
    // In view: the byte looked at goes there. Elsewhere: the rows do.
    const caret = (): string => bytes().find('.byte.caret').attributes('title')!.replace(/,.*/, '')
    const elsewhere = async (address: number): Promise<void> => {
      selection.select({ machine: 'simulator', letter: 'A', address, extent: 'page' }, 'strip')
      await flushPromises()
    }
    await elsewhere(0x1f000010010)
    expect([caret(), useLookStore().memory.simulator?.address]).toEqual(['0x1f000010010', 'p'])
    await elsewhere(0x1f000012000)
    expect([caret(), useLookStore().memory.simulator?.address]).toEqual(['0x1f000012000', '0x1f000012000'])
    expect(useLookStore().memory.windows?.address).toBe('p')
  })
  it('says what cannot be read, and why an address has no value', async () => {
    await goTo('0x1f000011000')
    expect(bytes().find('.byte').text()).toBe('??')
    expect(find('memory-meaning-simulator').text()).toContain('—')
    await goTo('nowhere')
    expect(find('memory-problem-simulator').text()).toBe('nowhere is not in scope here.')
  })
})

describe('the lines of the program', () => {
  it('have values beside them, with each machine’s address', () => {
    const beside = bench.findAll('.cm-beside').map((element) => element.text())
    expect(beside).toEqual(['p = S 0x1f000010000 · W 0x630000', 'old = 4'])
  })
  it('draw conditions, what is off and what never stops differently', async () => {
    const breakpoints = useBreakpointsStore()
    await breakpoints.setCondition(9, 'old == 4')
    await breakpoints.setCondition(10, 'nowhere')
    breakpoints.toggle(12)
    breakpoints.enable(12, false)
    await flushPromises()
    const titles = bench
      .findAll('.cm-breakpoint')
      .map((dot) => dot.attributes('title'))
      .filter((title) => !title!.startsWith('Stops here') || title!.includes('when'))
    expect(titles).toEqual([
      'Stops here when old == 4',
      'Never stops: “nowhere” is not declared on line 10.',
      'Off. Stops here'
    ])
  })
})
