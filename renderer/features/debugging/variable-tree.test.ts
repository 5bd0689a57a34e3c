// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import type { ShownVariable } from '../../../shared/contract/step'
import { useLookStore } from '../../stores/look'
import VariableTree from './VariableTree.vue'

const value = { type: 'int', value: '1', address: 0x1000, changed: false }
const member: ShownVariable = {
  name: 'size',
  expression: 'info.size',
  unfolds: false,
  children: null,
  ...value
}
const info = { name: 'info', expression: 'info', unfolds: true, ...value }
const rootsWith = (children: readonly ShownVariable[] | null) => [
  { key: 'info', variable: { ...info, children } }
]

beforeEach(() => setActivePinia(createPinia()))

async function unfolded(children: readonly ShownVariable[] | null) {
  useLookStore().unfold('info', true)
  const view = mount(VariableTree, {
    props: { label: 'Variables', roots: rootsWith(children), machine: 'windows' },
    attachTo: document.body
  })
  const tree = view.find('[role="tree"]')
  const focused = (): string | undefined =>
    document.activeElement?.getAttribute('data-expression') ?? undefined
  view.find<HTMLElement>('[data-expression="info"]').element.focus()
  await tree.trigger('keydown', { key: 'ArrowRight' })
  await flushPromises()
  return { view, tree, focused }
}

test('the arrow key enters parts that arrive only after it', async () => {
  const { view, focused } = await unfolded(null)
  expect(focused()).toBe('info')
  await view.setProps({ roots: rootsWith([member]) })
  await flushPromises()
  expect(focused()).toBe('info.size')
  view.unmount()
})

test('parts that arrive after another key or elsewhere in the window move nothing', async () => {
  const { view, tree, focused } = await unfolded(null)
  await tree.trigger('keydown', { key: 'Home' })
  await view.setProps({ roots: rootsWith([member]) })
  await flushPromises()
  expect(focused()).toBe('info')
  view.unmount()
  const other = await unfolded(null)
  ;(document.activeElement as HTMLElement).blur()
  await other.view.setProps({ roots: rootsWith([member]) })
  await flushPromises()
  expect(other.focused()).toBeUndefined()
  other.view.unmount()
})
