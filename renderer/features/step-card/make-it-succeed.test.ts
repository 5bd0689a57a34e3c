import { expect, test } from 'vitest'
import type { CallRecord } from '../../../shared/contract/step'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { makeItSucceed, type Around } from './make-it-succeed'

const region = (more: Partial<ObservedRegion>): ObservedRegion => ({
  ...{ base: 0x10000, size: 0x5000, state: 0x1000, type: 0x20000, protect: 4, allocationBase: 0x10000 },
  ...{ allocationProtect: 4, owner: 'program', use: '', madeByLine: 5, ...more }
})
function failed(name: string, args: Readonly<Record<string, number>>, lastError: number): CallRecord {
  const value = (key: string, raw: number) => ({
    name: key,
    raw: String(raw),
    text: String(raw),
    meaning: null
  })
  return {
    ...{
      line: 4,
      name,
      args: Object.entries(args).map(([key, raw]) => value(key, raw)),
      result: value('', 0)
    },
    ...{ outs: [], failed: true, lastError, why: null, rule: null, exception: null }
  }
}
function tried(
  statement: string,
  call: CallRecord,
  at?: ObservedRegion
): { after: string; source: string } | null {
  const source = `#include <windows.h>\nint main(void)\n{\n    ${statement}\n    return 0;\n}\n`
  const around: Around = { source, regionAt: () => at, expressionOf: () => 'p' }
  const proposal = makeItSucceed(call, around)
  if (proposal === null) return null
  let text = source
  for (const { from, to, insert } of [...proposal.changes].reverse())
    text = text.slice(0, from) + insert + text.slice(to ?? from)
  return { after: proposal.after, source: text.split('\n').slice(3, -3).join('\n').trim() }
}

test('a release loses its size, and takes the base', () => {
  const call = failed('VirtualFree', { lpAddress: 0x11000, dwSize: 4096, dwFreeType: 0x8000 }, 87)
  expect(tried('CHECK(VirtualFree(p + 4096, 4096, MEM_RELEASE));', call, region({}))).toEqual({
    ...{ after: 'VirtualFree(p, 0, MEM_RELEASE)', source: 'CHECK(VirtualFree(p, 0, MEM_RELEASE));' }
  })
})

test('a free type that is none or both becomes one', () => {
  const both = failed('VirtualFree', { lpAddress: 0x10000, dwSize: 0, dwFreeType: 0xc000 }, 87)
  expect(tried('VirtualFree(p, 0, MEM_RELEASE | MEM_DECOMMIT);', both, region({}))?.after).toBe(
    'VirtualFree(p, 0, MEM_RELEASE)'
  )
})

test('a view is unmapped where it was to be freed, and the other way round', () => {
  const free = failed('VirtualFree', { lpAddress: 0x10000, dwSize: 0, dwFreeType: 0x8000 }, 87)
  expect(tried('VirtualFree(v, 0, MEM_RELEASE);', free, region({ type: 0x40000 }))?.source).toBe(
    'UnmapViewOfFile(v);'
  )
  const unmap = failed('UnmapViewOfFile', { lpBaseAddress: 0x10000 }, 487)
  expect(tried('UnmapViewOfFile(q);', unmap, region({}))?.source).toBe('VirtualFree(p, 0, MEM_RELEASE);')
})

test('committing at free addresses reserves them too', () => {
  const call = failed(
    'VirtualAlloc',
    { lpAddress: 0x20000, dwSize: 4096, flAllocationType: 0x1000, flProtect: 4 },
    487
  )
  expect(
    tried('char *a = VirtualAlloc((void *)0x20000, 4096, MEM_COMMIT, PAGE_READWRITE);', call)?.after
  ).toBe('VirtualAlloc((void *)0x20000, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)')
})

test('reserving where something lies lets Windows choose', () => {
  const call = failed(
    'VirtualAlloc',
    { lpAddress: 0x10000, dwSize: 4096, flAllocationType: 0x2000, flProtect: 4 },
    487
  )
  expect(tried('VirtualAlloc(p, 4096, MEM_RESERVE, PAGE_READWRITE);', call, region({}))?.after).toContain(
    'VirtualAlloc(NULL,'
  )
})

test('protections that contradict each other become one', () => {
  const call = (protect: number): CallRecord =>
    failed('VirtualAlloc', { lpAddress: 0, dwSize: 4096, flAllocationType: 0x3000, flProtect: protect }, 87)
  const statement = 'VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY | PAGE_READWRITE);'
  const mended = 'VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)'
  for (const protect of [0x6, 0x8, 0x101, 0]) expect(tried(statement, call(protect))?.after).toBe(mended)
})

test('an old protection gets a variable before the call', () => {
  const call = failed(
    'VirtualProtect',
    { lpAddress: 0x10000, dwSize: 1, flNewProtect: 2, lpflOldProtect: 0 },
    998
  )
  expect(tried('VirtualProtect(p, 1, PAGE_READONLY, NULL);', call, region({}))?.source).toBe(
    'DWORD old_protection1;\n    VirtualProtect(p, 1, PAGE_READONLY, &old_protection1);'
  )
})

test('reserved pages are committed before their protection changes', () => {
  const call = failed(
    'VirtualProtect',
    { lpAddress: 0x10000, dwSize: 1, flNewProtect: 2, lpflOldProtect: 8 },
    487
  )
  expect(
    tried('VirtualProtect(p, 1, PAGE_READONLY, &o);', call, region({ state: 0x2000, protect: 0 }))?.source
  ).toBe('VirtualAlloc(p, 1, MEM_COMMIT, PAGE_READWRITE);\n    VirtualProtect(p, 1, PAGE_READONLY, &o);')
})

test('a view’s offset goes down to a multiple of 64 K', () => {
  const call = failed(
    'MapViewOfFile',
    {
      hFileMappingObject: 64,
      dwDesiredAccess: 4,
      dwFileOffsetHigh: 0,
      dwFileOffsetLow: 138240,
      dwNumberOfBytesToMap: 0
    },
    1132
  )
  expect(tried('char *v = MapViewOfFile(s, FILE_MAP_READ, 0, 138240, 0);', call)?.after).toBe(
    'MapViewOfFile(s, FILE_MAP_READ, 0, 32 * 4096, 0)'
  )
})

test('a view that wants more than its section allows reads', () => {
  const call = failed(
    'MapViewOfFile',
    {
      hFileMappingObject: 64,
      dwDesiredAccess: 2,
      dwFileOffsetHigh: 0,
      dwFileOffsetLow: 0,
      dwNumberOfBytesToMap: 0
    },
    5
  )
  expect(tried('MapViewOfFile(s, FILE_MAP_WRITE, 0, 0, 0);', call)?.after).toBe(
    'MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0)'
  )
})

test('a section in the page file gets a size, whatever its name in the text', () => {
  const call = failed(
    'CreateFileMappingA',
    {
      hFile: -1,
      lpFileMappingAttributes: 0,
      flProtect: 4,
      dwMaximumSizeHigh: 0,
      dwMaximumSizeLow: 0,
      lpName: 0
    },
    87
  )
  expect(
    tried('HANDLE s = CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, NULL);', call)
      ?.after
  ).toContain('0, 4096, NULL)')
})

test('a lock over the quota gets room before it', () => {
  const call = failed('VirtualLock', { lpAddress: 0x10000, dwSize: 0x100000 }, 1453)
  expect(tried('VirtualLock(p, 0x100000);', call, region({}))?.source).toBe(
    'SetProcessWorkingSetSize(GetCurrentProcess(), 512 * 4096, 1024 * 4096);\n    VirtualLock(p, 0x100000);'
  )
})

test('what is not certain is not proposed', () => {
  const call = failed('VirtualFree', { lpAddress: 0x10000, dwSize: 4096, dwFreeType: 0x8000 }, 87)
  expect(tried('a = VirtualFree(p, 1, MEM_RELEASE) + VirtualFree(q, 1, MEM_RELEASE);', call)).toBeNull()
  expect(tried('FREE(p);', call)).toBeNull()
  expect(tried('VirtualFree(p, 1, MEM_RELEASE);', { ...call, failed: false })).toBeNull()
})

test('a commit that leaves its allocation ends with it', () => {
  const call = failed(
    'VirtualAlloc',
    { lpAddress: 0x13000, dwSize: 0x4000, flAllocationType: 0x1000, flProtect: 4 },
    487
  )
  const at = region({ state: 0x2000, protect: 0 })
  expect(tried('VirtualAlloc(p + 0x3000, 0x4000, MEM_COMMIT, PAGE_READWRITE);', call, at)?.after).toBe(
    'VirtualAlloc(p + 0x3000, 2 * 4096, MEM_COMMIT, PAGE_READWRITE)'
  )
})

test('reserved pages are committed before they are locked', () => {
  const call = failed('VirtualLock', { lpAddress: 0x10000, dwSize: 4096 }, 998)
  expect(tried('VirtualLock(p, 4096);', call, region({ state: 0x2000, protect: 0 }))?.after).toBe(
    'VirtualAlloc(p, 4096, MEM_COMMIT, PAGE_READWRITE);\nVirtualLock(p, 4096)'
  )
})

test('a view that reaches behind its section goes to its end', () => {
  const call = failed(
    'MapViewOfFile',
    {
      ...{ hFileMappingObject: 4, dwDesiredAccess: 4, dwFileOffsetHigh: 0, dwFileOffsetLow: 0 },
      dwNumberOfBytesToMap: 0x10000
    },
    5
  )
  expect(tried('MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0x10000);', call)?.after).toBe(
    'MapViewOfFile(s, FILE_MAP_READ, 0, 0, 0)'
  )
})

test('a file that is not there is made', () => {
  const text = 'CreateFileA("x", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL)'
  const call = failed('CreateFileA', { dwCreationDisposition: 3 }, 2)
  expect(tried(`${text};`, call)?.after).toBe(text.replace('OPEN_EXISTING', 'OPEN_ALWAYS'))
})
