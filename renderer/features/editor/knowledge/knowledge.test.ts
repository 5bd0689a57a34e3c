// @vitest-environment happy-dom
import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { blankedField } from './blanked-field'
import { completeProgram } from './complete'
import { describeAt, valueText } from './describe'
import { familyAt } from './expected-constants'
import { blankedText } from './blanked-text'

const start = `#include <windows.h>
int main(void) {
  MEMORY_BASIC_INFORMATION mbi;
  DWORD old, error = GetLastError();
  VirtualProtect(p, 1, 2, &old);
  `

/** A place in a program's main: the text up to `~`, then what follows. */
function place(text: string): { doc: string; at: number } {
  return { doc: start + text.replace('~', ''), at: start.length + text.indexOf('~') }
}

describe('the constants that a place asks for', () => {
  it.each([
    ['VirtualAlloc(NULL, 4096, ~', 'allocationType'],
    ['VirtualAlloc(NULL, 4096, MEM_COMMIT, ~', 'protection'],
    ['VirtualFree(p, 0, ~', 'freeType'],
    ['OpenProcess(~', 'processAccess'],
    ['CreateFile("x", ~', 'fileAccess'],
    ['if (mbi.State == ~', 'memoryState'],
    ['if (mbi.Protect & ~', 'protection'],
    ['if (unknown->Type == ~', 'memoryType'],
    ['if (GetLastError() == ~', 'errorCode'],
    ['if (error != ~', 'errorCode'],
    ['CHECK_EQ(GetLastError(), ~)', 'errorCode'],
    ['CHECK_EQ(old, ~)', 'protection'],
    ['if (probe_read(p) == ~', 'exceptionCode'],
    ['switch (mbi.State) { case ~', 'memoryState'],
    ['x = ~', null],
    ['VirtualAlloc(~', null]
  ])('%s: %s', (text, family) => {
    const { doc, at } = place(text)
    expect(familyAt(blankedText(doc), at)).toBe(family)
  })
})

describe('what there is to say of a word', () => {
  const about = (text: string): ReturnType<typeof describeAt> => {
    const { doc, at } = place(text)
    return describeAt(blankedText(doc), at)
  }

  it('of a function: its prototype, a sentence, its failure, its page and where it is', () => {
    const said = about('Virtual~Alloc(NULL, 1, 2, 3)')
    expect(said?.code).toBe(
      'LPVOID VirtualAlloc(\n  LPVOID lpAddress,\n  SIZE_T dwSize,\n  DWORD flAllocationType,\n  DWORD flProtect\n)'
    )
    expect(said?.facts).toContain('NULL: it failed.')
    expect(said?.link).toMatch(/nf-memoryapi-virtualalloc$/)
    expect(said?.available).toEqual({ simulator: true, windows: true })
  })

  it('of a function by its short name', () => {
    expect(about('Create~File("x")')?.code).toContain('HANDLE CreateFileA(')
    expect(about('Create~File("x")')?.facts).toContain('INVALID_HANDLE_VALUE: it failed.')
  })

  it('of a constant: its value both ways, and what it means in its place', () => {
    expect(about('x = PAGE_~GUARD')).toMatchObject({ code: 'PAGE_GUARD = 0x100 (256)' })
    expect(about('VirtualAlloc(0, 1, MEM_~RESERVE, 4)')?.says).toMatch(/^Keeps a range/)
    expect(about('if (mbi.State == MEM_~RESERVE)')?.says).toMatch(/nothing backs/)
  })

  it('of a number that stands for constants', () => {
    expect(about('VirtualAlloc(0, 1, 0x30~00, 4)')?.code).toBe('MEM_COMMIT | MEM_RESERVE = 0x3000 (12288)')
    expect(about('if (GetLastError() == 4~87)')?.code).toBe('ERROR_INVALID_ADDRESS = 0x1E7 (487)')
    expect(about('if (code == 0xC000~0005)')?.code).toMatch(/^EXCEPTION_ACCESS_VIOLATION = 0xC0000005/)
    expect(about('x = 4~87')).toBeNull()
  })

  it('of a structure and of its fields', () => {
    const structure = about('MEMORY_BASIC_~INFORMATION x')
    expect(structure?.code).toBe('struct MEMORY_BASIC_INFORMATION')
    expect(structure?.fields[5]).toEqual({ code: 'DWORD State', means: 'committed, reserved or free' })
    expect(about('x = mbi.Allocation~Base')).toMatchObject({ code: 'PVOID AllocationBase' })
  })

  it('of a word of lab.h and of the C library', () => {
    expect(about('CHECK~_EQ(1, 2)')?.code).toBe('CHECK_EQ(a, b)')
    expect(about('mem~cpy(a, b, 1)')?.code).toBe('void *memcpy(void *to, const void *from, size_t count)')
  })

  it('of what the C library calls back, and of its macros', () => {
    const sort = about('qs~ort(v, 3, 4, cmp)')
    expect(sort?.code).toContain('\n  int (*compare)(const void *, const void *)\n')
    expect(sort?.facts).toEqual(['C library, stdlib.h'])
    expect(about('_begin~threadex(0, 0, f, 0, 0, 0)')?.code).toContain('unsigned (*start_address)(void *)')
    expect(about('off~setof(S, x)')).toMatchObject({
      code: 'offsetof(type, member)',
      facts: ['C library, stddef.h']
    })
  })

  it('of the words of structured exceptions, by each of their names', () => {
    expect(about('__fin~ally { }')?.code).toBe('__finally { … }')
    for (const text of ['x = GetException~Code()', 'x = _exception~_code()'])
      expect(about(text)).toMatchObject({
        code: 'DWORD GetExceptionCode(void)',
        link: 'https://learn.microsoft.com/en-us/windows/win32/debug/getexceptioncode'
      })
  })

  it('of an interlocked function by the name that the compiler has for it', () => {
    const said = about('_Interlocked~Increment(&x)')
    expect(said?.says).toBe('Adds one to a variable in one piece and answers the new value.')
    expect(said?.facts).toEqual(['winnt.h, put in place by the compiler'])
    expect(said?.available).toEqual({ simulator: true, windows: true })
  })

  it('of a function that answers an HRESULT', () => {
    expect(about('StringCch~Copy(b, 4, "x")')?.facts).toContain('Not S_OK: it failed, with that code.')
  })

  it('of a name of the program: nothing', () => {
    expect(about('ol~d = 1')).toBeNull()
  })

  it('values are hexadecimal and decimal', () => {
    expect(valueText(-1)).toBe('-1')
    expect(valueText(0x8000n)).toBe('0x8000 (32768)')
  })
})

describe('completion', () => {
  const complete = (text: string, explicit = false): string[] | undefined => {
    const { doc, at } = place(text)
    const state = EditorState.create({ doc, extensions: [blankedField] })
    const result = completeProgram(new CompletionContext(state, at, explicit))
    return result?.options.map(({ label }) => label)
  }

  it('proposes protections where a protection is asked for, without a letter typed', () => {
    expect(complete('VirtualAlloc(NULL, 1, MEM_COMMIT, ~', true)?.slice(0, 2)).toEqual([
      'PAGE_READWRITE',
      'PAGE_READONLY'
    ])
    expect(complete('VirtualAlloc(NULL, 1, M~')?.[0]).toBe('MEM_COMMIT')
  })

  it('proposes the fields of a structure in their order', () => {
    expect(complete('mbi.~')?.slice(0, 2)).toEqual(['BaseAddress', 'AllocationBase'])
  })

  it("proposes Windows' names, C's, lab.h's and the program's own", () => {
    const all = complete('V~')
    for (const name of [
      'VirtualAlloc',
      'CreateFile',
      'CHECK_EQ',
      'memcpy',
      'qsort',
      'swprintf_s',
      'strftime',
      'GetExceptionCode',
      'CRITICAL_SECTION',
      'SYSTEM_INFO',
      'while',
      'PDWORD',
      'error'
    ])
      expect(all).toContain(name)
    expect(new Set(all).size).toBe(all?.length)
  })

  it('keeps quiet in comments, strings and numbers', () => {
    expect(complete('// Virt~')).toBeUndefined()
    expect(complete('puts("Virt~')).toBeUndefined()
    expect(complete('x = 12~', true)).toBeUndefined()
  })
})
