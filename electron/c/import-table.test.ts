import { expect, test } from 'vitest'
import { compile } from '.'
import { importsOf } from './imports'

test('what is imported is what the program calls, by library, psapi as kernel32 has it, and nothing compiled in', () => {
  expect(
    importsOf([
      { name: 'VirtualAlloc', origin: 'win32' },
      { name: 'VirtualAlloc', origin: 'win32' },
      { name: 'GetProcessMemoryInfo', origin: 'win32' },
      { name: 'printf', origin: 'library' },
      { name: 'InterlockedIncrement', origin: 'library' },
      { name: 'callback', origin: 'pointer' }
    ])
  ).toEqual([
    { library: 'KERNEL32.dll', names: ['K32GetProcessMemoryInfo', 'VirtualAlloc'] },
    { library: 'msvcrt.dll', names: ['printf'] }
  ])
})

test('an address of a Win32 function is a jump through the import address table', () => {
  const compiled = compile(
    '#include <windows.h>\nint main(void) { DWORD (WINAPI *tick)(void) = GetTickCount; return tick() == 0; }',
    'a.c'
  )
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
  const { thunks, imports, functionCode } = compiled.program.code
  expect(imports).toEqual([{ library: 'KERNEL32.dll', names: ['GetTickCount'] }])
  expect(thunks.map(({ name }) => name)).toEqual(['GetTickCount'])
  expect(functionCode[thunks[0]!.at]).toBe(0xc3)
})
