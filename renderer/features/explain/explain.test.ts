// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import App from '../../app/App.vue'
import { demoScript } from '../../platform/demo-script'
import { replaceDoor } from '../../platform/door'
import { ScriptedDoor } from '../../platform/scripted-door'
import { askedOf } from './asked-element'
import { windowParts } from '../../app/testing/window-parts'

beforeAll(windowParts)
let bench: VueWrapper
const dialog = () => document.querySelector<HTMLElement>('[data-testid="explanation"]')
const part = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)

async function press(element: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  await flushPromises()
}
async function point(element: Element): Promise<void> {
  element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
  window.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))
  await flushPromises()
}

beforeEach(async () => {
  localStorage.clear()
  replaceDoor(new ScriptedDoor(demoScript({ twoProcesses: false, windows: false })))
  bench = mount(App, { global: { plugins: [createPinia()] }, attachTo: document.body })
  await flushPromises()
  for (let i = 0; i < 4; i++) {
    await bench.find('[data-testid="control-step-over"]').trigger('click')
    await flushPromises()
  }
})
afterEach(() => bench.unmount())

describe('F1', () => {
  it('on a cell under the pointer says what the figure is, what it is here, and what it is not', async () => {
    const cell = bench.find('[data-testid="regions-simulator-A"] tr.protect [data-explain="protect"]')
    await point(cell.element)
    await press(document.body, 'F1')
    expect(dialog()!.dataset['figure']).toBe('protect')
    expect(dialog()!.getAttribute('role')).toBe('dialog')
    expect(document.getElementById(dialog()!.getAttribute('aria-labelledby')!)!.textContent).toBe('Protect')
    expect(part('explain-value')!.textContent).toBe('PAGE_READWRITE | PAGE_GUARD')
    expect(dialog()!.textContent).toContain('takes the guard away')
    expect(part('explain-source')!.textContent).toContain('VirtualQuery')
    expect(part('neighbour-allocation-protect')!.parentElement!.textContent).toContain('PAGE_READWRITE')
  })
  it('goes on to a neighbour and back, and Escape gives the focus back', async () => {
    const first = bench.find('[data-testid="regions-simulator-A"] tr[tabindex="0"]').element as HTMLElement
    first.focus()
    await press(first, 'F1')
    expect(dialog()!.dataset['figure']).toMatch(/region|allocation|owner/)
    expect(document.activeElement).toBe(dialog())
    const neighbour = dialog()!.querySelector<HTMLElement>('[data-testid^="neighbour-"]')!
    neighbour.click()
    await flushPromises()
    expect(`neighbour-${dialog()!.dataset['figure']}`).toBe(neighbour.dataset['testid'])
    await press(dialog()!, 'ArrowLeft', { altKey: true })
    expect(dialog()!.dataset['figure']).toMatch(/region|allocation|owner/)
    await press(dialog()!, 'Escape')
    expect(dialog()).toBeNull()
    expect(document.activeElement).toBe(first)
  })
  it('on a row lists the figures of the row, so that no mouse is needed', async () => {
    const some = bench.find('[data-testid="regions-simulator-A"] tr.protect').element as HTMLElement
    some.focus()
    await press(some, 'F1')
    const texts = [...dialog()!.querySelectorAll('.explain-here li')].map((item) => item.textContent)
    expect(texts.some((text) => text.includes('Size'))).toBe(true)
    expect(texts.some((text) => text.includes('PAGE_READWRITE | PAGE_GUARD'))).toBe(true)
  })
  it('where there is nothing to explain says so', async () => {
    ;(document.activeElement as HTMLElement | null)?.blur()
    await press(document.body, 'F1')
    expect(dialog()).toBeNull()
    expect(bench.text()).toContain('Nothing to explain here.')
  })
  it('closes when the run goes on, as the values would be those of another moment', async () => {
    const some = bench.find('[data-testid="regions-simulator-A"] tr.protect').element as HTMLElement
    some.focus()
    await press(some, 'F1')
    expect(dialog()).not.toBeNull()
    await bench.find('[data-testid="control-step-back"]').trigger('click')
    await flushPromises()
    expect(dialog()).toBeNull()
  })
})

it('a question mark on a column’s head explains the column', async () => {
  await point(bench.find('th[data-explain="size"]').element)
  const mark = part('explain-mark')!
  expect(mark.getAttribute('aria-label')).toContain('Size')
  mark.click()
  await flushPromises()
  expect(dialog()!.dataset['figure']).toBe('size')
  expect(part('explain-formula')!.textContent).toBe('Size = Committed + what is only reserved.')
  expect(part('explain-value')).toBeNull()
})

it('a row’s menu explains the cell that was pointed at', async () => {
  const cell = bench.find('[data-testid="regions-simulator-A"] tr.protect [data-explain="size"]')
  await cell.trigger('contextmenu', { button: 2, clientX: 5, clientY: 5 })
  await flushPromises()
  const entry = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find((item) =>
    item.textContent.includes('Explain Size')
  )
  entry!.click()
  await flushPromises()
  expect(dialog()!.dataset['figure']).toBe('size')
})

it('an element inside of what is explained asks for that, and one without asks for nothing', () => {
  document.body.insertAdjacentHTML(
    'beforeend',
    '<dl id="x"><dt data-explain="committed">Committed</dt><dd data-explain="committed"><b id="y">8 K</b></dd><dd data-explain="private" data-explain-value="4 K">four</dd></dl>'
  )
  const asked = askedOf(document.getElementById('y')!, () => undefined)!
  expect([asked.id, asked.value, asked.values.get('private')]).toEqual(['committed', '8 K', '4 K'])
  expect(askedOf(document.getElementById('x')!, () => undefined)).toBeNull()
  document.getElementById('x')!.remove()
})
