import { describe, expect, test } from 'vitest'
import { compile, functionsUsed } from '.'

/** What is said of a text: `line:column message`, errors first. */
function said(source: string): string[] {
  const compiled = compile(source, 'test.c')
  const all = compiled.ok ? compiled.warnings : compiled.diagnostics
  return all.map((d) => `${d.line}:${d.column} ${d.severity === 'warning' ? 'warning: ' : ''}${d.message}`)
}
const fails = (source: string): boolean => !compile(source, 'test.c').ok
const main = (body: string): string =>
  `#include <windows.h>\n#include <stdio.h>\nint main(void) {\n${body}\nreturn 0;\n}\n`

describe('errors', () => {
  test('a misspelt constant, function, member and type are named with what was probably meant', () => {
    const texts = said(
      main(
        'MEMORY_BASIC_INFORMATION m; void *p = VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRTE);\nVirtualFre(p, 0, 0);\nm.RegionSiz = 1;\nMEMORY_BASIC_INFO n;'
      )
    )
    expect(texts).toEqual([
      '4:73 There is no variable or constant PAGE_READWRTE; did you mean PAGE_READWRITE?',
      '5:1 There is no function VirtualFre; did you mean VirtualFree?',
      '6:3 MEMORY_BASIC_INFORMATION has no member RegionSiz; did you mean RegionSize?',
      '7:1 There is no type MEMORY_BASIC_INFO; did you mean MEMORY_BASIC_INFORMATION?'
    ])
  })
  test('a missing semicolon is told behind the statement it belongs to, and the next line is still read', () => {
    expect(said(main('int a = 3\nint b = 4;\na = b'))).toEqual([
      '4:10 A ; is missing behind the declaration of a.',
      '6:6 A ; is missing at the end of this statement.'
    ])
  })
  test('a missing brace names the line of the one that is open', () => {
    expect(said('int main(void)\n{\n  int a = 1;\n')).toEqual([
      '3:12 The file ends, but the { of line 2 is still open: a } is missing.'
    ])
  })
  test('at most twenty errors are told', () => {
    const compiled = compile(main('undefined_thing();\n'.repeat(100)), 'test.c')
    expect(compiled.ok ? 0 : compiled.diagnostics.filter((d) => d.severity === 'error').length).toBe(20)
  })
  test('an unterminated comment and string are told where they begin', () => {
    expect(said('int main(void) { return 0; }\n/* never')).toContain(
      '2:1 This comment never ends: close it with */.'
    )
    expect(said('int main(void) { char *s = "abc;\n return 0; }')[0]).toBe(
      '1:28 This string does not end on its line: close it with ".'
    )
  })
  test('an unknown header is told with a similar one', () => {
    expect(said('#include <memoryap.h>\nint main(void) { return 0; }')).toEqual([
      '1:10 There is no header memoryap.h here; did you mean memoryapi.h?'
    ])
  })
  test.each([
    ['int x = "a" * 2;', 'char *'],
    ['struct { int a; } s; s = 5;', 'does not fit'],
    ['int a[2]; a = 0;', 'array'],
    ['5 = 6;', 'changed'],
    ['const int c = 1; c = 2;', 'const'],
    ['int x; x();', 'not a function'],
    ['VirtualAlloc(NULL, 1);', 'takes 4 arguments'],
    ['int x; *x = 1;', 'needs a pointer'],
    ['int x; x->y = 1;', 'needs a pointer'],
    ['break;', 'outside'],
    ['goto nowhere;', 'no label'],
    ['int n = 3; static int a[n];', 'constant'],
    ['int x; int x;', 'twice'],
    ['switch (1) { case 1: case 1: ; }', 'two cases'],
    ['_Static_assert(sizeof(long) == 8, "LP64");', 'LP64'],
    ['void v; ', 'void'],
    ['return "text" + 1.5;', 'does not work']
  ])('%s is refused', (body, part) => {
    expect(said(main(body)).join('\n')).toContain(part)
    expect(fails(main(body))).toBe(true)
  })
})

describe('warnings never stop a run', () => {
  test.each([
    ['int *p = 5; (void)p;', 'becomes a pointer'],
    ['int *p = NULL; int n = p; (void)n;', 'becomes an integer'],
    ['int *p = NULL; char *q = p; (void)q;', 'types differ'],
    ['char *s = malloc(4);', 'stdlib.h']
  ])('%s', (body, part) => {
    const compiled = compile(main(body), 'test.c')
    expect(compiled.ok).toBe(true)
    expect(compiled.ok && compiled.warnings.map((w) => w.message).join('\n')).toContain(part)
  })
  test('a tutorial listing with memoryapi.h alone and untyped pointers compiles', () => {
    expect(
      said(
        '#include <stdio.h>\n#include <memoryapi.h>\nint main(){\n int *p = VirtualAlloc(NULL, 8, MEM_COMMIT, PAGE_READWRITE);\n memmove(p, (const void*)"1337", 4);\n printf("%x", p);\n}'
      )
    ).toEqual(['6:15 warning: %x prints only half of a pointer (int *): write %p.'])
  })
  test('statements without a function are run as main, and say so', () => {
    const source =
      '#include <windows.h>\nLPVOID p = VirtualAlloc(\nNULL, 4096,\nMEM_COMMIT, PAGE_READWRITE\n);\nif (p) {\nVirtualFree(p, 0, MEM_RELEASE);\n}\n'
    expect(said(source)).toEqual([
      '2:1 warning: These statements stand outside of any function: they are run as the body of main.'
    ])
  })
})

describe('texts that are no programs', () => {
  test('an empty file has no main', () =>
    expect(said('')).toEqual(['1:1 There is no main function: a program starts at int main(void) { ... }.']))
  test('a binary file is refused in one sentence', () =>
    expect(said('MZ\0\0\x01')).toEqual(['1:1 This is not a text file: it holds zero bytes.']))
  test('a file of 10 MB is refused in one sentence', () =>
    expect(said('int x;\n'.repeat(1_500_000))).toHaveLength(1))
  test.each([
    ['parentheses', `int main(void) { return ${'('.repeat(50_000)}1${')'.repeat(50_000)}; }`],
    ['braces', `int main(void) ${'{'.repeat(50_000)}`],
    ['minus signs', `int main(void) { return ${'- '.repeat(50_000)}1; }`],
    ['stars', `int ${'*'.repeat(50_000)}(p); int main(void) { return 0`],
    ['brackets', `int main(void) { int a${'[1'.repeat(50_000)} }`],
    ['declarators', `int ${'('.repeat(50_000)}x${')'.repeat(50_000)};`],
    ['operators', `int main(void) { return 1${'+1'.repeat(50_000)}; }`],
    ['initialisers', `int main(void) { int a[1] = ${'{'.repeat(50_000)}`],
    ['conditions', `#if ${'('.repeat(50_000)}\n#endif`],
    [
      'else branches',
      `int main(void) { int x = 0; ${'if (x) x = 1; else '.repeat(20_000)} x = 2; return x; }`
    ]
  ])('endless %s are refused, not crashed on', (_what, source) => {
    expect(fails(source)).toBe(true)
  })
  test('a macro that doubles itself thirty times is stopped', () => {
    const doubled = Array.from({ length: 30 }, (_, i) => `#define A${i + 1} A${i} A${i}`).join('\n')
    expect(said(`#define A0 x x\n${doubled}\nint main(void) { A30; }`)[0]).toContain('expand to more than')
  })
  test('any bytes make diagnostics, never an exception', () => {
    let seed = 1
    const characters = '{}()[];,.*&+-=<>!?:"\'#\\/ \nabcint01%@$'
    for (let run = 0; run < 300; run++) {
      let text = ''
      for (let i = 0; i < 60; i++) {
        seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
        text += characters[(seed >>> 16) % characters.length]
      }
      expect(compile(text, 'noise.c').ok).toBe(false)
      compile(main(text), 'noise.c')
    }
  })
})

describe('what a program is', () => {
  const source =
    '#define LAB_PROCESS_B\n#include "lab.h"\nint process_b(void) { return 0; }\nint main(void)\n{\n  void *p = VirtualAlloc(NULL, 1, MEM_COMMIT, PAGE_READWRITE);\n\n  VirtualFree(p, 0, MEM_RELEASE);\n  return 0;\n}\n'
  test("it lists its processes, its statements' lines and the Win32 functions it calls", () => {
    const compiled = compile(source, 'test.c')
    if (!compiled.ok) throw new Error('does not compile')
    expect(compiled.program.processes).toEqual(['A', 'B'])
    expect(compiled.program.statementLines).toEqual([3, 6, 8, 9])
    expect(functionsUsed(compiled.program)).toEqual([
      { name: 'VirtualAlloc', line: 6, column: 13, length: 12 },
      { name: 'VirtualFree', line: 8, column: 3, length: 11 }
    ])
  })
})
