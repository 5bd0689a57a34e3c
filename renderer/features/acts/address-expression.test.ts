import { expect, test } from 'vitest'
import type { ShownVariable } from '../../../shared/contract/step'
import { addressExpression, bytesText, pointerValue } from './address-expression'

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
    address: 1,
    unfolds: children !== null,
    children,
    changed: false
  }
})
const within = { from: 0x10000, to: 0x15000 }

test('a pointer with the very value is enough', () => {
  expect(addressExpression(0x10000, within, [variable('block', 'char *', '0x10000 "hello"')])).toEqual({
    ...{ text: 'block', bytes: 'block', variable: 'block' }
  })
})

test('whole pages are said in pages, bytes in bytes', () => {
  const block = [variable('block', 'BYTE *', '0x10000')]
  expect(addressExpression(0x12000, within, block).text).toBe('block + 2 * 4096')
  expect(addressExpression(0x10010, within, block).text).toBe('block + 16')
  expect(addressExpression(0x11001, within, block).text).toBe('block + 0x1001')
})

test('pointers to other things are counted in bytes', () => {
  expect(addressExpression(0x11000, within, [variable('view', 'void *', '0x10000')]).text).toBe(
    '(char *)view + 4096'
  )
  expect(addressExpression(0x10000, within, [variable('n', 'int *', '0x10000')])).toMatchObject({
    ...{ text: 'n', bytes: '(char *)n' }
  })
  expect(addressExpression(0x11000, within, [variable('v', 'LPVOID', '0x10000')]).text).toBe(
    '(char *)v + 4096'
  )
})

test('the pointer at the place wins, then the one the fewest pages before it', () => {
  const variables = [
    variable('a', 'char *', '0x10000'),
    variable('b', 'char *', '0x12000'),
    variable('c', 'char *', '0x14000')
  ]
  expect(addressExpression(0x12000, within, variables).text).toBe('b')
  expect(addressExpression(0x13000, within, variables).text).toBe('b + 4096')
  expect(addressExpression(0x11000, within, variables.slice(1)).text).toBe('b - 4096')
})

test('members serve as well, what a pointer points to does not', () => {
  const part = variable('info.BaseAddress', 'PVOID', '0x10000')
  expect(
    addressExpression(0x10000, within, [variable('info', 'MEMORY_BASIC_INFORMATION', '{...}', [part])]).text
  ).toBe('info.BaseAddress')
  expect(addressExpression(0x10000, within, [variable('*p', 'char *', '0x10000')]).variable).toBeNull()
})

test('pointers elsewhere, numbers and NULL do not serve: the address stands as a number', () => {
  const variables = [
    variable('p', 'char *', '0x20000'),
    variable('n', 'SIZE_T', '0x10000'),
    variable('q', 'char *', 'NULL')
  ]
  expect(addressExpression(0x11000, within, variables)).toEqual({
    ...{ text: '(void *)0x11000', bytes: '(char *)0x11000', variable: null }
  })
})

test('a pointer is known by its type', () => {
  expect(pointerValue(variable('p', 'struct Node *', '0x10000'))).toBe(0x10000)
  expect(pointerValue(variable('n', 'DWORD', '0x10000'))).toBeNull()
})

test('bytes are said in pages where they are whole', () => {
  expect([0, 100, 4096, 5 * 4096, 5000].map(bytesText)).toEqual(['0', '100', '4096', '5 * 4096', '0x1388'])
})
