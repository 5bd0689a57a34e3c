import { describe, expect, it } from 'vitest'
import type { ShownVariable } from '../../../shared/contract/step'
import { treeRows } from './tree-rows'

function variable(name: string, more: Partial<ShownVariable> = {}): ShownVariable {
  return {
    name,
    expression: name,
    type: 'int',
    value: '1',
    address: 0x1000,
    unfolds: false,
    children: null,
    changed: false,
    ...more
  }
}
const info = variable('info', {
  unfolds: true,
  children: [
    variable('State', { expression: 'info.State' }),
    variable('Use', {
      expression: 'info.Use',
      unfolds: true,
      children: [variable('*Use', { expression: '*info.Use' })]
    })
  ]
})
const roots = [
  { key: 'info', variable: info },
  { key: 'nowhere', expression: 'nowhere', problem: 'nowhere is not in scope here.' }
]

describe('the rows of a tree of variables', () => {
  it('are the roots alone while nothing is unfolded', () => {
    expect(treeRows(roots, new Set()).map(({ name, level, open }) => [name, level, open])).toEqual([
      ['info', 1, false],
      ['nowhere', 1, null]
    ])
  })
  it('have the parts of what is unfolded under it, a level deeper, with their place among each other', () => {
    const rows = treeRows(roots, new Set(['info', 'info.Use']))
    expect(rows.map(({ name, level, place, siblings }) => [name, level, place, siblings])).toEqual([
      ['info', 1, 1, 2],
      ['State', 2, 1, 2],
      ['Use', 2, 2, 2],
      ['*Use', 3, 1, 1],
      ['nowhere', 1, 2, 2]
    ])
    expect(rows[3]!.parent).toBe(rows[2]!.key)
  })
  it('say why an expression has no value', () => {
    expect(treeRows(roots, new Set())[1]!.problem).toBe('nowhere is not in scope here.')
  })
  it('are unfolded before their parts have come', () => {
    const coming = [{ key: 'p', variable: variable('p', { unfolds: true }) }]
    expect(treeRows(coming, new Set(['p'])).map(({ open }) => open)).toEqual([true])
  })
})
