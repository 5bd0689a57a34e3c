// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import FaultLine from './FaultLine.vue'

test('the page faults of a step are told by kind, those that there were', () => {
  const line = mount(FaultLine, { props: { faults: { demandZero: 4, soft: 0, copyOnWrite: 1, hard: 0 } } })
  expect(line.text().replace(/\s+/g, ' ')).toBe('Page faults: 4 demand-zero, 1 copy-on-write')
})

test('a step without page faults says nothing of them', () => {
  const line = mount(FaultLine, { props: { faults: { demandZero: 0, soft: 0, copyOnWrite: 0, hard: 0 } } })
  expect(line.text()).toBe('')
})
