import { expect, test } from 'vitest'
import type { CallRecord, ShownValue } from '../../../shared/contract/step'
import { callInWords } from './call-in-words'

const value = (name: string, raw: string, text = raw): ShownValue => ({ name, raw, text, meaning: null })
export function call(
  name: string,
  args: Readonly<Record<string, string | readonly [string, string]>>,
  more: Partial<CallRecord> = {}
): CallRecord {
  return {
    ...{ line: 5, name, result: value('', '0x10000'), outs: [], failed: false, lastError: 0 },
    args: Object.entries(args).map(([key, one]) =>
      typeof one === 'string' ? value(key, one) : value(key, one[0], one[1])
    ),
    ...{ why: null, rule: null, exception: null },
    ...more
  }
}
const alloc = (address: string, size: string, type: readonly [string, string]): CallRecord =>
  call('VirtualAlloc', {
    lpAddress: address,
    dwSize: size,
    flAllocationType: type,
    flProtect: ['0x4', 'PAGE_READWRITE']
  })
const reserve = ['0x2000', 'MEM_RESERVE'] as const
const commit = ['0x1000', 'MEM_COMMIT'] as const
const both = ['0x3000', 'MEM_COMMIT | MEM_RESERVE'] as const

test('an allocation says pages, and how the size was rounded', () => {
  expect(callInWords(alloc('0x0', '5000', reserve))).toEqual({
    says: 'Reserves 2 pages where Windows chose.',
    rounded: '5000 → 8192'
  })
  expect(callInWords(alloc('0x0', '0x5000', both)).says).toBe(
    'Reserves and commits 5 pages as PAGE_READWRITE where Windows chose.'
  )
})

test('a reservation rounds its base to 64 KiB, a commitment to the page', () => {
  expect(callInWords(alloc('0x20010064', '5000', both))).toMatchObject({
    rounded: '5000 at 0x20010064 → 8192 at base 0x20010000'
  })
  expect(callInWords(alloc('0x20011064', '0x1000', reserve)).rounded).toBe(
    '4096 at 0x20011064 → 12288 at base 0x20010000'
  )
  expect(callInWords(alloc('0x20011064', '8', commit))).toEqual({
    ...{
      says: 'Commits 1 page as PAGE_READWRITE at 0x20011000.',
      rounded: '8 at 0x20011064 → 4096 at base 0x20011000'
    }
  })
})

test('whole pages are not rounded', () => {
  expect(callInWords(alloc('0x20010000', '0x2000', commit)).rounded).toBe('')
})

test('a call that failed says what it was to do', () => {
  expect(callInWords({ ...alloc('0x20010000', '4096', commit), failed: true }).says).toBe(
    'Was to commit 1 page as PAGE_READWRITE at 0x20010000.'
  )
  expect(callInWords({ ...alloc('0x0', '4096', both), failed: true }).says).toBe(
    'Was to reserve and commit 1 page as PAGE_READWRITE.'
  )
})

test('freeing tells decommitting from releasing', () => {
  const free = (size: string, type: string): string =>
    callInWords(call('VirtualFree', { lpAddress: '0x10000', dwSize: size, dwFreeType: type })).says
  expect(free('0', '0x8000')).toBe('Releases the allocation at 0x10000.')
  expect(free('1', '0x4000')).toBe('Decommits 1 page: the addresses stay reserved.')
  expect(free('0', '0x4000')).toBe('Decommits the whole allocation at 0x10000.')
})

test('a change of protection says what was there before', () => {
  const done = call(
    'VirtualProtect',
    { lpAddress: '0x10ffe', dwSize: '4', flNewProtect: ['0x2', 'PAGE_READONLY'] },
    { outs: [value('*lpflOldProtect', '0x4', 'PAGE_READWRITE')] }
  )
  expect(callInWords(done)).toEqual({
    ...{
      says: 'Makes 2 pages PAGE_READONLY; the first had PAGE_READWRITE.',
      rounded: '4 at 0x10ffe → 8192 at base 0x10000'
    }
  })
})

test('sections and views say where they are and of what', () => {
  const section = (hFile: readonly [string, string], size: string, name: string, lastError = 0): string =>
    callInWords(
      call(
        'CreateFileMappingA',
        { hFile, dwMaximumSizeHigh: '0', dwMaximumSizeLow: size, lpName: name },
        { lastError }
      )
    ).says
  expect(section(['0xffffffffffffffff', 'INVALID_HANDLE_VALUE'], '0x4000', 'NULL')).toBe(
    'Makes a section of 4 pages in the page file.'
  )
  expect(section(['0x40', 'handle'], '0', '"Local\\x"', 183)).toBe(
    'Makes a section of its whole length over the file named "Local\\x"; one of that name was there and was opened.'
  )
  const view = call('MapViewOfFile', {
    dwDesiredAccess: ['2', 'FILE_MAP_WRITE'],
    dwFileOffsetHigh: '0',
    dwFileOffsetLow: '0x10000',
    dwNumberOfBytesToMap: '100'
  })
  expect(callInWords(view)).toEqual({
    ...{
      says: 'Maps a view of 1 page from offset 65,536 on at 0x10000, FILE_MAP_WRITE.',
      rounded: '100 → 4096'
    }
  })
  expect(callInWords(call('UnmapViewOfFile', { lpBaseAddress: '0x10000' })).says).toBe(
    'Unmaps the view at 0x10000.'
  )
})

test('locks and offers say pages', () => {
  expect(callInWords(call('VirtualLock', { lpAddress: '0x10000', dwSize: '0x2000' })).says).toBe(
    'Locks 2 pages in the working set.'
  )
  expect(callInWords(call('OfferVirtualMemory', { VirtualAddress: '0x10000', Size: '4096' })).says).toBe(
    'Offers 1 page: Windows may take their frames.'
  )
})

test('any other function says its sentence', () => {
  expect(callInWords(call('GetTickCount', {})).says).not.toBe('')
  expect(callInWords(call('NoSuchFunction', {})).says).toBe('')
})

test('what was asked for in vain is a sentence too', () => {
  const nothing = { ...alloc('0x0', '0x1000', ['0x0', '0']), failed: true }
  expect(callInWords(nothing).says).toBe('Was to ask for memory with neither MEM_RESERVE nor MEM_COMMIT.')
  const both = {
    lpAddress: '0x10000',
    dwSize: '0',
    dwFreeType: ['0xc000', 'MEM_RELEASE | MEM_DECOMMIT']
  } as const
  expect(callInWords(call('VirtualFree', both, { failed: true })).says).toBe(
    'Was to free with MEM_RELEASE | MEM_DECOMMIT.'
  )
  const none = { lpAddress: '0x10000', dwSize: '4096', flNewProtect: ['0x0', '0'] } as const
  expect(callInWords(call('VirtualProtect', none, { failed: true })).says).toBe(
    'Was to make 1 page of protection 0.'
  )
})
