import { describe, expect, test } from 'vitest'
import { compile } from '.'
import { runProgram } from './testing/run-program'

const head =
  '#include <windows.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <stdarg.h>\n'
/** What is said of a body of main, whose first line is line 7: before it runs, and while it does. */
function found(body: string, before = ''): string[] {
  const ran = runProgram(`${head}${before}\nint main(void) {\n${body}\nreturn 0;\n}\n`)
  return [...ran.warnings, ...ran.said]
}
const first = (body: string, before = ''): string => found(body, before)[0] ?? ''

describe('undefined behaviour is pointed out where it is executed', () => {
  test.each([
    ['a local without a value', 'int x; int y = x; (void)y;', '8:16 x is read before it was given a value'],
    ['on the way that gives none', 'int x; if (rand() < 0) x = 1; printf("%d", x);', 'x is read before'],
    ['a member of a struct', 'POINT_ p; printf("%d", p.y);', 'p.y is read before'],
    ['an element of an array', 'int a[3]; printf("%d", a[1]);', 'a[1] is read before'],
    ['an update', 'int n; n++;', 'n is read before'],
    ['again in each round', 'for (int i = 0; i < 2; i++) { int k; if (i) k = 1; else k += 1; }', 'k is read'],
    ['past a goto', 'goto on; int z; on: printf("%d", (z = 1, z)); int w; printf("%d", w);', 'w is read'],
    ['no case of a switch', 'int s; switch (rand()) { case -1: s = 1; } printf("%d", s);', 's is read'],
    [
      'an index one too far',
      'int a[3]; for (int i = 0; i <= 3; i++) a[i] = i + 1;',
      'Index 3 is outside of a, which has 3'
    ],
    ['an index below 0', 'int a[3] = {0}; int i = -1; a[i] = 0;', 'Index -1 is outside of a'],
    ['a row', 'int a[2][3] = {0}; int j = 3; a[0][j] = 1;', 'Index 3 is outside of a row of a, which has 3'],
    ['an array in a struct', 'struct { int n[2]; } s; int i = 2; s.n[i] = 1;', 'Index 2 is outside of n'],
    ['through a pointer', 'int a[3]; int *p = a; int i = 3; p[i] = 1;', 'Index 3 is outside of p'],
    ['a constant index', 'int a[3]; a[3] = 1;', 'Index 3 is outside of a, which has 3 elements (0 to 2)'],
    [
      'a freed block read',
      'char *p = malloc(9); free(p); printf("%d", p[1]);',
      'This reads memory (byte 1 of the block) that was freed in line 8'
    ],
    [
      'a freed block written',
      'int *p = malloc(9); free(p); *p = 1;',
      'This writes memory that was freed in line 8'
    ],
    [
      'after realloc moved it',
      'int *p = malloc(8), *q = realloc(p, 8000); q[0] = 1; p[0] = 1;',
      'freed in line 8 (realloc'
    ],
    [
      'HeapFree',
      'HANDLE h = GetProcessHeap(); int *p = HeapAlloc(h, 0, 8); HeapFree(h, 0, p); p[0] = 1;',
      '(HeapFree; allocated in line 8)'
    ],
    [
      'a freed text',
      'char *p = malloc(9); strcpy(p, "x"); free(p); strlen(p);',
      'strlen is given memory that was freed'
    ],
    [
      'freed twice',
      'char *p = malloc(9); free(p); free(p);',
      'free is given a block that line 8 has freed already'
    ],
    [
      'a call into freed memory',
      'void (*f)(void) = malloc(9); *(char *)f = (char)0xc3; free(f); f();',
      'This call is given memory'
    ],
    ['a shift too far', 'int n = 32; printf("%d", 1 << n);', 'Shifting by 32 is undefined'],
    ['a shift below 0', 'int n = -1; unsigned u = 1; u >>= n;', 'Shifting by -1'],
    ['a null text', 'char *p = NULL; printf("%s", p);', 'printf is given a null pointer for a text'],
    ['a literal changed', 'char *p = "abc"; p[0] = 1;', 'This changes a text that stands in quotes'],
    ['a literal changed by strcat', 'char *p = "abc"; strcat(p, "");', 'strcat changes a text']
  ])('%s', (_what, body, message) =>
    expect(first(body, 'typedef struct { int x, y; } POINT_;')).toContain(message.replace(/^8:16 /, ''))
  )
  test('with line, column and length, as a diagnostic', () => {
    const { said } = runProgram('int main(void)\n{\n  int x;\n  return x;\n}\n')
    expect(said[0]).toMatch(/^4:10 x is read before it was given a value: it holds/)
  })
  test('each place once, and the program goes on', () => {
    const ran = runProgram(
      '#include <stdio.h>\nstatic int a[2], room[2];\nint main(void) { int n = 0; room[0] = 0; for (int k = 0; k < 9; k++) for (int i = 0; i < 2; i++) a[i + 2 * (k == 5)] = n++; printf("%d", n); return 0; }'
    )
    expect(ran.said).toHaveLength(1)
    expect(ran.output).toBe('18')
  })
  test('a value that a function ended without is told where it is used', () => {
    const source =
      'int f(int n) { if (n) return 1; }\nint main(void) { f(0); f(1); int a = f(1); return a + f(0); }'
    const ran = runProgram(source)
    expect(ran.warnings[0]).toContain('f promises a value (int), but its end can be reached')
    expect(ran.said).toHaveLength(1)
    expect(ran.said[0]).toMatch(/^2:55 f ended without return/)
  })
  test('the address of a local that is returned', () => {
    const compiled = compile('int *f(void) { int x = 1; return &x; }\nint main(void) { return !f(); }', 'a.c')
    expect(compiled.ok && compiled.warnings.map((w) => `${w.line}:${w.column}`)).toEqual(['1:34'])
  })
})

describe('what is defined is not pointed out', () => {
  test.each([
    ['a value from every branch', 'int x; if (rand()) x = 1; else x = 2; return x;'],
    ['a value from every case', 'int x; switch (rand()) { case 1: x = 1; break; default: x = 2; } return x;'],
    ['a value from a loop that runs', 'int x; for (int i = 0; i < 3; i++) x = i; return x;'],
    ['a value by address', 'DWORD d; DWORD *p = &d; *p = 1; return (int)d;'],
    ['a value behind &&', 'int x; if (rand() >= 0 && (x = 1) > 0) return x;'],
    ['a way that ends', 'int x; if (rand() >= 0) x = 1; else exit(1); return x;'],
    ['a loop without end', 'int x; for (;;) { if (rand() >= 0) { x = 1; break; } } return x;'],
    [
      'a goto to the end',
      'int r; void *p = malloc(1); if (!p) { r = 1; goto done; } r = 0; done: free(p); return r;'
    ],
    ['(void)x', 'int x; (void)x;'],
    ['sizeof of it', 'int *p; return sizeof *p == 0;'],
    ['memset of it', 'MEMORY_BASIC_INFORMATION m; memset(&m, 0, sizeof m); return (int)m.Protect;'],
    ['an array filled member by member', 'struct { int a, b; } s; s.a = 1; s.b = 2; return s.a + s.b;'],
    [
      'the address one behind',
      'int a[3], *e = &a[3]; int n = 3; int *f = &a[n], *g = a + n; return e != f || f != g;'
    ],
    ['a struct of open length', 'struct v { int n; char c[1]; } *v = malloc(20); int i = 9; v->c[i] = 1;'],
    [
      'a block that is used again',
      'char *p = malloc(9); free(p); for (int i = 0; i < 9; i++) { p = malloc(9); p[0] = 1; }'
    ],
    ['printf of a freed address', 'char *p = malloc(9); free(p); printf("%p", p);'],
    ['free(NULL)', 'free(NULL);'],
    ['memcpy of nothing', 'memcpy(NULL, NULL, 0);'],
    ['a shift by 31', 'int n = 31; unsigned u = 1u << n; u >>= n & 31;'],
    [
      'an array of characters',
      'char s[] = "abc"; s[0] = 1; static char t[] = "abc"; t[0] = 1; strcat(s, "");'
    ],
    ['an empty string asked for', 'const char *s = ""; return s[0];'],
    ['a function that always ends', 'return f(1);']
  ])('%s', (_what, body) =>
    expect(found(body, 'static int f(int n) { for (;;) if (n++ > 3) return 0; }')).toEqual([])
  )
})
