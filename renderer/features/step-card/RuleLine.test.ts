// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import type { CallRecord, ShownException } from '../../../shared/contract/step'
import CallView from './CallView.vue'
import ExceptionView from './ExceptionView.vue'

const url = 'https://learn.microsoft.com/en-us/windows/win32/memory/creating-guard-pages'
const guard = {
  id: 'guard-page-fires-once',
  source: 'Microsoft, Creating Guard Pages; Conformance private/x',
  url
}
const exception: ShownException = {
  code: 0x80000001,
  name: 'STATUS_GUARD_PAGE_VIOLATION',
  where: '',
  why: 'The page was a guard page.',
  rule: guard
}
const call: CallRecord = {
  line: 1,
  name: 'MapViewOfFile',
  args: [],
  result: { name: 'LPVOID', raw: '0x0', text: 'NULL', meaning: 'NULL' },
  outs: [],
  failed: true,
  lastError: 5,
  why: 'The view would start behind the end.',
  rule: { id: 'view-stays-inside-its-section', source: 'Conformance sections/view-offset', url: null },
  exception: null
}

describe('the rule that refused', () => {
  it('stands under the exception, with a link to its page', () => {
    const line = mount(ExceptionView, { props: { exception } }).find('.rule')
    expect(line.text()).toMatch(/^Rule:\s+Microsoft, Creating Guard Pages;\s+Conformance private\/x$/)
    const link = line.find('a')
    expect(link.text()).toBe('Microsoft, Creating Guard Pages')
    expect(link.attributes()).toMatchObject({ href: url, target: '_blank', rel: 'noreferrer' })
  })

  it('stands under a failed call; without a page of its own there is the function’s', () => {
    const view = mount(CallView, {
      props: { call, difference: null, machine: 'simulator', letter: 'A', regions: null },
      global: { plugins: [createPinia()] }
    })
    expect(view.find('.page a').attributes('href')).toMatch(/mapviewoffile$/)
    expect(view.find('.why').text()).toMatch(/behind the end\.\s*Rule:\s*Conformance sections\/view-offset/)
    expect(view.find('.rule a').exists()).toBe(false)
  })

  it('is not spoken of where the machine does not know it', () => {
    const view = mount(ExceptionView, { props: { exception: { ...exception, rule: null } } })
    expect(view.text()).not.toContain('Rule')
  })
})
