import { describe, expect, test } from 'vitest'
import { compile } from '.'

/** What is said of the body of main, which begins on line 2: `line:column message`, with the marked text behind it. */
function said(body: string): string[] {
  const source = `#include <windows.h>\nint main(void) { ${body}\nreturn 0; }\n`
  const compiled = compile(source, 'test.c')
  const lines = source.split('\n')
  const all = compiled.ok ? compiled.warnings : compiled.diagnostics
  return all.map((d) => {
    const marked = lines[d.line - 1]!.slice(d.column - 1, d.column - 1 + d.length)
    return `${d.severity === 'warning' ? 'warning: ' : ''}${marked}| ${d.message}`
  })
}

// What MSVC refuses: C2703 and C2704, C2705, C2706 and C2707; C4532 is its warning.
describe('misuse of structured exception handling is told where it stands', () => {
  test.each([
    [
      'return GetExceptionCode();',
      'GetExceptionCode| GetExceptionCode can be called only in the filter or in the block of an __except: pass its value on from there.'
    ],
    [
      '__try { GetExceptionCode(); } __except (1) { }',
      'GetExceptionCode| GetExceptionCode can be called only in the filter or in the block of an __except: pass its value on from there.'
    ],
    [
      '__try { } __except (1) { GetExceptionInformation(); }',
      'GetExceptionInformation| GetExceptionInformation can be called only in the filter of an __except, between its parentheses.'
    ],
    [
      '__try { } __finally { } return AbnormalTermination();',
      'AbnormalTermination| AbnormalTermination can be called only in a __finally block.'
    ],
    ['__leave;', '__leave| __leave stands outside of any __try block.'],
    ['__try { } __except (1) { __leave; }', '__leave| __leave stands outside of any __try block.'],
    [
      '__except (1) { }',
      '__except| This __except has no __try block before it: is a } missing or one too many?'
    ],
    [
      '__finally { }',
      '__finally| This __finally has no __try block before it: is a } missing or one too many?'
    ],
    [
      '__try { } Sleep(1);',
      'Sleep| The __try of line 2 needs an __except (...) { } or a __finally { } here.'
    ],
    [
      '__try { } __except (1) { } __finally { }',
      '__finally| The __try of line 2 has its handler already: for both an __except and a __finally, put one __try into another.'
    ],
    [
      '__try { } __except { }',
      '{| Here should be ( behind __except: its filter says whether it takes the exception, not {.'
    ],
    ['__try Sleep(1); __finally { }', 'Sleep| Here should be { behind __try, not Sleep.'],
    [
      'goto in; __try { in: ; } __except (1) { }',
      'in| goto in jumps into a __try block of line 2: only jumps out of one are allowed.'
    ],
    [
      '__try { goto in; } __except (1) { in: ; }',
      'in| goto in jumps into an __except block of line 2: only jumps out of one are allowed.'
    ],
    [
      '__try { goto in; } __finally { in: ; }',
      'in| goto in jumps into a __finally block of line 2: only jumps out of one are allowed.'
    ],
    [
      'switch (1) { case 1: __try { case 2: ; } __finally { } }',
      'case| The switch would jump into the __try block of line 2: only jumps out of one are allowed.'
    ],
    [
      '__try { } __except ((void)0) { }',
      '(void)0| The filter of __except needs an integer: EXCEPTION_EXECUTE_HANDLER, EXCEPTION_CONTINUE_SEARCH or EXCEPTION_CONTINUE_EXECUTION, not void.'
    ],
    [
      '__try { } __except (GetExceptionCode() = 1) { }',
      '=| = needs something that can be changed on its left: a variable, *p, p[i] or a member.'
    ]
  ])('%s', (body, message) => {
    expect(said(body).slice(0, 1)).toEqual([message])
  })
  test.each([
    ['__try { } __finally { return 1; }', 'return'],
    ['for (;;) { __try { } __finally { break; } }', 'break'],
    ['for (;;) { __try { } __finally { switch (1) { case 1: continue; } } }', 'continue'],
    ['__try { } __finally { goto out; } out: ;', 'goto']
  ])('%s is warned of', (body, word) => {
    expect(said(body).map((message) => message.replace(/^(warning: )\w+/, '$1'))).toEqual([
      `warning: | ${word} jumps out of a __finally block: an exception that is being unwound is lost there.`
    ])
  })
  test.each([
    'for (;;) { __try { break; } __finally { for (;;) break; } }',
    '__try { switch (1) { case 1: break; default: ; } } __finally { switch (1) { case 1: break; } }',
    '__try { goto out; } __finally { } out: ;',
    '__try { a: if (0) goto a; } __except (1) { b: if (0) goto b; }',
    '__try { __try { } __except (1) { __leave; } } __except (GetExceptionCode() == 1 ? 1 : 0) { }'
  ])('%s is right', (body) => {
    expect(said(body)).toEqual([])
  })
})
