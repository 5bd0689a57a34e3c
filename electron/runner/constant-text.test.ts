import { expect, test } from 'vitest'
import { constantText } from './constant-text'

test('a number is told by the names of what the parameter takes', () => {
  expect(constantText('CreateFileA', 'dwDesiredAccess', 0xc0000000)).toBe('GENERIC_READ | GENERIC_WRITE')
  expect(constantText('CreateFileA', 'dwCreationDisposition', 3)).toBe('OPEN_EXISTING')
})

test('what the names do not cover, no flag at all, and other parameters stay numbers', () => {
  expect(constantText('CreateFileA', 'dwCreationDisposition', 99)).toBeNull()
  expect(constantText('CreateFileA', 'dwShareMode', 0)).toBeNull()
  expect(constantText('VirtualAlloc', 'dwSize', 4)).toBeNull()
})
