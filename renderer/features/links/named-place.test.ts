import { expect, test } from 'vitest'
import type { ShownVariable } from '../../../shared/contract/step'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { regionTree } from '../../../shared/contract/region-tree'
import { addressInValue, expressionAt, namedPlace } from './named-place'
import { regionMadeBy } from './region-lines'

const variable = (
  expression: string,
  type: string,
  value: string,
  children: readonly ShownVariable[] | null = null
): ShownVariable => ({
  ...{
    name: expression,
    expression,
    type,
    value,
    address: 0x61000,
    unfolds: children !== null,
    children,
    changed: false
  }
})
const variables = [
  variable('p', 'char *', '0x16d0c600000 "hello"'),
  variable('n', 'int', '3'),
  variable('info', 'struct', '{...}', [variable('info.Base', 'PVOID', '0x20000')]),
  variable('none', 'char *', 'NULL')
]

test('a pointer leads to what it points to, any other variable to where it lies', () => {
  expect(namedPlace('p', variables)).toMatchObject({ address: 0x16d0c600000, kind: 'pointed' })
  expect(namedPlace('n', variables)).toMatchObject({ address: 0x61000, kind: 'own' })
  expect(namedPlace('none', variables)).toMatchObject({ address: 0x61000, kind: 'own' })
})

test('members are found, other names lead nowhere', () => {
  expect(namedPlace('info.Base', variables)).toMatchObject({ address: 0x20000, kind: 'pointed' })
  expect(namedPlace('VirtualAlloc', variables)).toBeNull()
})

test('the expression is the name around the column with what stands before it', () => {
  const text = '    use(info.Base + p[i]);'
  expect(expressionAt(text, 9)).toBe('info')
  expect(expressionAt(text, 15)).toBe('info.Base')
  expect(expressionAt(text, 20)).toBe('p')
  expect(expressionAt(text, 3)).toBe('')
})

test('a value that begins with an address leads there; small numbers and text do not', () => {
  expect(addressInValue('0x16d0c600000 "hello"')).toBe(0x16d0c600000)
  expect([addressInValue('0x40'), addressInValue('7'), addressInValue('"0x10000"')]).toEqual([
    null,
    null,
    null
  ])
})

test('a line leads to the first region that it made', () => {
  const region = (base: number, madeByLine: number | null): ObservedRegion => ({
    ...{ base, size: 4096, state: 0x1000, type: 0x20000, protect: 4, allocationBase: base },
    ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine }
  })
  const tree = regionTree([region(0x10000, 7), region(0x20000, null), region(0x30000, 5), region(0x40000, 7)])
  expect([regionMadeBy(tree, 7), regionMadeBy(tree, 5), regionMadeBy(tree, 6)]).toEqual([
    0x10000,
    0x30000,
    undefined
  ])
})
