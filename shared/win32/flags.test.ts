import { expect, test } from 'vitest'
import { win32Constants } from './constants'
import { describeError, describeException } from './errors'
import {
  allocationTypeText,
  fileMapText,
  protectionShort,
  protectionText,
  sectionText,
  stateText
} from './flags'

test('flags are named as the Windows SDK names them', () => {
  const table: [string, string][] = [
    [allocationTypeText(0x3000), 'MEM_RESERVE | MEM_COMMIT'],
    [allocationTypeText(0x3000 | 0x10), 'MEM_RESERVE | MEM_COMMIT | 0x10'],
    [protectionText(0x104), 'PAGE_READWRITE | PAGE_GUARD'],
    [protectionText(0), '0'],
    [protectionShort(0x104), 'RW+G'],
    [protectionShort(0x80), 'WCX'],
    [stateText(0x10000), 'MEM_FREE'],
    [sectionText(0x8000004), 'PAGE_READWRITE | SEC_COMMIT'],
    [sectionText(0x80000004), 'PAGE_READWRITE | SEC_LARGE_PAGES'],
    [fileMapText(0xf001f), 'FILE_MAP_ALL_ACCESS'],
    [fileMapText(6), 'FILE_MAP_READ | FILE_MAP_WRITE']
  ]
  for (const [actual, expected] of table) expect(actual).toBe(expected)
})

test('errors and exceptions are described by their usual names', () => {
  expect(describeError(487).name).toBe('ERROR_INVALID_ADDRESS')
  expect(describeError(0).name).toBe('ERROR_SUCCESS')
  expect(describeError(0x80000001).name).toBe('STATUS_GUARD_PAGE_VIOLATION')
  expect(describeError(123456)).toEqual({ name: 'error 123456', text: '' })
  expect(describeException(0xc0000005).name).toBe('EXCEPTION_ACCESS_VIOLATION')
  expect(describeException(0xc0000018).name).toBe('STATUS_CONFLICTING_ADDRESSES')
})

test('every constant is a 32-bit value or says as a bigint that it is not', () => {
  for (const [name, value] of Object.entries(win32Constants)) {
    expect(typeof value === 'bigint' || (Number.isInteger(value) && value < 2 ** 32), name).toBe(true)
  }
  expect(win32Constants['MEM_COMMIT']).toBe(0x1000)
  expect(win32Constants['STATUS_STACK_OVERFLOW']).toBe(0xc00000fd)
})
