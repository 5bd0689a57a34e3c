import { expect, test } from 'vitest'
import { structLayout, win32Signatures } from '.'
import { prelude } from './prelude'
import { typeText } from './types'

test("prototypes have Microsoft's names and types", () => {
  expect(win32Signatures.get('VirtualAlloc')).toEqual({
    name: 'VirtualAlloc',
    returns: 'LPVOID',
    params: [
      { name: 'lpAddress', type: 'LPVOID' },
      { name: 'dwSize', type: 'SIZE_T' },
      { name: 'flAllocationType', type: 'DWORD' },
      { name: 'flProtect', type: 'DWORD' }
    ],
    variadic: false
  })
  expect(win32Signatures.get('VirtualProtect')?.params[3]).toEqual({ name: 'lpflOldProtect', type: 'PDWORD' })
  expect(win32Signatures.get('ReadProcessMemory')?.params[4]?.type).toBe('SIZE_T *')
  expect(win32Signatures.get('GetSystemInfo')?.returns).toBe('void')
})

test('the compiler reads every prototype as the table does', () => {
  const compiled = [...prelude().scope.symbols.values()]
    .filter((symbol) => symbol.kind === 'function')
    .filter((symbol) => symbol.header === 'windows')
    .map(({ name, type }) => ({
      name,
      returns: typeText(type.result),
      params: type.params.map((param) => ({ name: param.name, type: param.written })),
      variadic: type.variadic
    }))
  expect(compiled).toEqual([...win32Signatures.values()])
})

// sizeof as mingw's headers give it for x64.
test.each([
  ['MEMORY_BASIC_INFORMATION', 48],
  ['SYSTEM_INFO', 48],
  ['MEMORYSTATUSEX', 64],
  ['PROCESS_MEMORY_COUNTERS', 72],
  ['PROCESS_MEMORY_COUNTERS_EX', 80],
  ['PERFORMANCE_INFORMATION', 104],
  ['PSAPI_WORKING_SET_EX_INFORMATION', 16],
  ['PROCESS_HEAP_ENTRY', 40],
  ['MODULEINFO', 24],
  ['MEM_EXTENDED_PARAMETER', 16],
  ['MEM_ADDRESS_REQUIREMENTS', 24],
  ['WIN32_MEMORY_RANGE_ENTRY', 16],
  ['IMAGE_DOS_HEADER', 64],
  ['IMAGE_NT_HEADERS64', 264],
  ['IMAGE_SECTION_HEADER', 40],
  ['EXCEPTION_RECORD', 152],
  ['OVERLAPPED', 32],
  ['STARTUPINFOA', 104],
  ['LARGE_INTEGER', 8]
])('%s has %i bytes', (name, size) => {
  expect(structLayout(name)?.size).toBe(size)
})

test('a layout lists offsets, sizes and types, with bit-fields in their unit', () => {
  expect(
    structLayout('MEMORY_BASIC_INFORMATION')?.fields.map((f) => [f.name, f.offset, f.size, f.type])
  ).toEqual([
    ['BaseAddress', 0, 8, 'PVOID'],
    ['AllocationBase', 8, 8, 'PVOID'],
    ['AllocationProtect', 16, 4, 'DWORD'],
    ['PartitionId', 20, 2, 'WORD'],
    ['RegionSize', 24, 8, 'SIZE_T'],
    ['State', 32, 4, 'DWORD'],
    ['Protect', 36, 4, 'DWORD'],
    ['Type', 40, 4, 'DWORD']
  ])
  const shared = structLayout('PSAPI_WORKING_SET_EX_BLOCK')?.fields.find((f) => f.name === 'Shared')
  expect(shared?.bits).toEqual({ shift: 15, width: 1 })
  expect(structLayout('NO_SUCH_STRUCT')).toBeUndefined()
})
