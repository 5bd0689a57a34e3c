// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import PathField from './PathField.vue'

afterEach(() => document.body.replaceChildren())

async function suggestedTo(value: string, then: string, suggested: string) {
  const field = mount(PathField, {
    attachTo: document.body,
    props: { label: 'Path', name: 'save', problem: '', modelValue: value }
  })
  const input = field.get<HTMLInputElement>('input').element
  input.focus()
  await field.setProps({ suggested, modelValue: then })
  await nextTick()
  return input
}

describe('the path that is asked for', () => {
  it('has a suggestion selected as a whole, however late it comes, so that typing replaces it', async () => {
    const input = await suggestedTo('untitled.c', '/home/me/untitled.c', '/home/me/untitled.c')
    expect([input.selectionStart, input.selectionEnd]).toEqual([0, '/home/me/untitled.c'.length])
  })

  it('leaves the caret where it is while one types', async () => {
    const input = await suggestedTo('/home/m', '/home/me', '/home/me/untitled.c')
    expect(input.selectionStart).toBe(input.selectionEnd)
  })
})
