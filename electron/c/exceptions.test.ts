import { describe, expect, test } from 'vitest'
import { FlatProcess } from './testing/flat-process'
import { runProgram, type Ran } from './testing/run-program'

/** Runs a text with the usual headers; its functions and globals, then the body of main. */
function run(before: string, body: string): Ran {
  const source = `#include <windows.h>\n#include <stdio.h>\n#include <setjmp.h>\n#include <malloc.h>\n${before}\nint main(void)\n{\n${body}\nreturn 0;\n}\n`
  const process: FlatProcess = new FlatProcess('A', {
    VirtualAlloc: ([address]) => {
      process.commit(Number(address), 0x1000)
      return address
    }
  })
  return runProgram(source, process)
}
const prints = (before: string, body: string): string => run(before, body).output

const says = 'static int says(const char *what, int answer) { printf("%s ", what); return answer; }\n'
const boom = 'static void boom(void) { *(volatile int *)16 = 1; }\n'

// learn.microsoft.com/cpp/cpp/try-except-statement, and /windows/win32/debug/frame-based-exception-handling.
describe('an __except', () => {
  test('takes an exception with EXCEPTION_EXECUTE_HANDLER and goes on behind itself', () =>
    expect(
      prints(
        '',
        '__try { printf("a "); *(int *)0 = 1; printf("b "); } __except (1) { printf("c "); } printf("d");'
      )
    ).toBe('a c d'))
  test('is passed over when nothing is raised', () =>
    expect(prints('', '__try { printf("a "); } __except (1) { printf("c "); } printf("d");')).toBe('a d'))
  test('takes what the functions it calls raise, out of any depth', () =>
    expect(
      prints(
        'static int deep(int n) { return n == 0 ? *(volatile int *)8 : deep(n - 1) + 1; }',
        'int n = 0; for (int i = 0; i < 300; i++) __try { deep(i); } __except (1) { n++; } printf("%d", n);'
      )
    ).toBe('300'))
  test('passes it on to the one around it with EXCEPTION_CONTINUE_SEARCH', () =>
    expect(
      prints(
        says + boom,
        '__try { __try { __try { boom(); } __except (says("in", 0)) { printf("no"); } } __except (says("mid", 1)) { printf("mid! "); } printf("on "); } __except (says("out", 1)) { printf("no"); }'
      )
    ).toBe('in mid mid! on '))
  test('asks all filters before any __finally runs', () =>
    expect(
      prints(
        `${says}${boom}static void f(void) { __try { __try { boom(); } __finally { printf("f1 "); } } __finally { printf("f2 "); } }`,
        '__try { __try { f(); } __finally { printf("f3 "); } } __except (says("filter", 1)) { printf("handler"); }'
      )
    ).toBe('filter f1 f2 f3 handler'))
  test('knows the code in its filter and in its block', () =>
    expect(
      prints(
        'static DWORD seen; static int note(DWORD code) { seen = code; return EXCEPTION_EXECUTE_HANDLER; }',
        '__try { RaiseException(0xE1234567, 0, 0, NULL); } __except (note(GetExceptionCode())) { printf("%lx %lx %d", seen, GetExceptionCode(), seen == _exception_code()); }'
      )
    ).toBe('e1234567 e1234567 1'))
  test('has its own code where exceptions nest', () =>
    expect(
      prints(
        '',
        '__try { RaiseException(1, 0, 0, 0); } __except (1) { __try { RaiseException(2, 0, 0, 0); } __except (1) { printf("%lu ", GetExceptionCode()); } printf("%lu", GetExceptionCode()); }'
      )
    ).toBe('2 1'))
  test('does not guard its own block', () =>
    expect(
      prints(
        says,
        '__try { __try { RaiseException(1, 0, 0, 0); } __except (says("in", 1)) { RaiseException(2, 0, 0, 0); } } __except (says("out", 1)) { printf("%lu", GetExceptionCode()); }'
      )
    ).toBe('in out 2'))
  test('gives its filter an EXCEPTION_RECORD and a CONTEXT', () =>
    expect(
      prints(
        `static int look(EXCEPTION_POINTERS *e) {
          EXCEPTION_RECORD *r = e->ExceptionRecord;
          printf("%lx %lu %llu %llx %lu %d %d;", r->ExceptionCode, r->NumberParameters, r->ExceptionInformation[0],
                 r->ExceptionInformation[1], r->ExceptionFlags, (ULONG_PTR)r->ExceptionAddress == e->ContextRecord->Rip,
                 e->ContextRecord->Rsp != 0);
          return EXCEPTION_EXECUTE_HANDLER;
        }`,
        '__try { *(char *)0x1234 = 1; } __except (look(GetExceptionInformation())) { } __try { return *(int *)0xFFFFFFFFFFFFFFF0; } __except (look(GetExceptionInformation())) { }'
      )
    ).toBe('c0000005 2 1 1234 0 1 1;c0000005 2 0 fffffffffffffff0 0 1 1;'))
  test('may be left by break, continue, goto and return', () =>
    expect(
      prints(
        'static int f(int how) { int i; for (i = 0; i < 3; i++) { __try { *(int *)0 = 1; } __except (1) { if (how == 0) break; if (how == 1) continue; if (how == 2) goto out; return 9; } } return i; out: return 7; }',
        'printf("%d %d %d %d", f(0), f(1), f(2), f(3));'
      )
    ).toBe('0 3 7 9'))
  test('takes divisions, breakpoints and a call of nowhere', () =>
    expect(
      prints(
        'static int zero; static int least = -2147483647 - 1, minus = -1; static long long wide = 5, none;',
        `__try { zero = 5 / zero; } __except (1) { printf("%lx ", GetExceptionCode()); }
         __try { zero = least % minus; } __except (1) { printf("%lx ", GetExceptionCode()); }
         __try { wide = wide / none; } __except (1) { printf("%lx ", GetExceptionCode()); }
         __try { DebugBreak(); } __except (1) { printf("%lx ", GetExceptionCode()); }
         __try { __debugbreak(); } __except (1) { printf("%lx ", GetExceptionCode()); }
         __try { ((void (*)(void))64)(); } __except (1) { printf("%lx", GetExceptionCode()); }`
      )
    ).toBe('c0000094 c0000095 c0000094 80000003 80000003 c0000005'))
  test('may have a filter of any type of integer', () =>
    expect(
      prints(
        '',
        '__try { *(int *)0 = 1; } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) { printf("y"); }'
      )
    ).toBe('y'))
})

describe('EXCEPTION_CONTINUE_EXECUTION', () => {
  test('runs the very instruction again: Microsoft, Reserving and Committing Memory', () =>
    expect(
      prints(
        'static char *next = (char *)0x700000; static int faults; static int commit(DWORD code) { if (code != EXCEPTION_ACCESS_VIOLATION || !VirtualAlloc(next, 4096, MEM_COMMIT, PAGE_READWRITE)) return EXCEPTION_EXECUTE_HANDLER; next += 4096; faults++; return EXCEPTION_CONTINUE_EXECUTION; }',
        'char *p = next; for (int i = 0; i < 5 * 4096; i++) __try { p[i] = (char)i; } __except (commit(GetExceptionCode())) { printf("no"); } printf("%d %d %d", faults, p[4097], p[5 * 4096 - 1]);'
      )
    ).toBe('5 1 -1'))
  const mended: [string, string, string][] = [
    ['a load in the middle of an expression', 'r = 1000 + 10 * *q + 3;', '1003'],
    ['a store of a value that is used', 'r = (*q = 7) + 1;', '8'],
    ['an increment', 'r = (*q)++ + 5; r += *q;', '6'],
    ['a struct that is copied', 'struct s v = { 4, 5, 6 }; *(struct s *)q = v; r = q[2];', '6'],
    ['a struct that is read', 'struct s v = *(struct s *)q; r = v.c + 9;', '9'],
    ['a bit-field', '((struct b *)q)->y = 5; r = ((struct b *)q)->y;', '5'],
    ['a double', '*(double *)q = 2.5; r = (int)(*(double *)q * 4);', '10'],
    ['a library function', 'memset(q, 1, 4); r = *q;', '16843009'],
    ['an argument', 'r = sum(1, *q, 3);', '4']
  ]
  test.each(mended)('mends %s', (_what, statement, result) =>
    expect(
      prints(
        '#include <string.h>\nstruct s { int a, b, c; }; struct b { unsigned x : 3, y : 5; }; static int faults; static int sum(int a, int b, int c) { return a + b + c; } static int mend(void *p) { faults++; VirtualAlloc(p, 4096, MEM_COMMIT, PAGE_READWRITE); return EXCEPTION_CONTINUE_EXECUTION; }',
        `int *q = (int *)0x700000; int r = 0; __try { ${statement} } __except (mend(q)) { r = -1; } printf("%d %d", faults, r);`
      )
    ).toBe(`1 ${result}`)
  )
  test('mends a division by zero through the divisor', () =>
    expect(
      prints(
        'static int by; static int mend(void) { by = 4; return -1; }',
        'int r = 0; __try { for (int i = 1; i < 3; i++) { r = 100 / by; by = by == 4 && i == 1 ? 0 : by; } } __except (mend()) { } printf("%d", r);'
      )
    ).toBe('25'))
  test('lets RaiseException return', () =>
    expect(
      prints(
        '',
        '__try { printf("a "); RaiseException(0xE0000001, 0, 0, NULL); printf("b "); } __except (-1) { printf("no"); }'
      )
    ).toBe('a b '))
  test('lets a Win32 function that raised return', () => {
    const process = new FlatProcess('A', {
      GetTickCount: () => {
        process.exception = { code: 0xc0000017, access: null, address: null }
        return undefined
      }
    })
    const source =
      '#include <windows.h>\n#include <stdio.h>\nint main(void) { DWORD t = 5; __try { t = GetTickCount(); } __except (GetExceptionCode() == STATUS_NO_MEMORY ? -1 : 1) { printf("no"); } printf("%lu", t); return 0; }'
    expect(runProgram(source, process).output).toBe('0')
  })
  // learn.microsoft.com/windows/win32/api/winnt/ns-winnt-exception_record, ExceptionFlags.
  test('after a noncontinuable exception raises EXCEPTION_NONCONTINUABLE_EXCEPTION', () =>
    expect(
      prints(
        'static int filter(EXCEPTION_POINTERS *e) { EXCEPTION_RECORD *r = e->ExceptionRecord; printf("%lx %lu %d ", r->ExceptionCode, r->ExceptionFlags, r->ExceptionRecord != NULL && r->ExceptionRecord->ExceptionCode == 0xE0000001); return r->ExceptionCode == 0xE0000001 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER; }',
        '__try { RaiseException(0xE0000001, EXCEPTION_NONCONTINUABLE, 0, NULL); printf("no"); } __except (filter(GetExceptionInformation())) { printf("%lx", GetExceptionCode()); }'
      )
    ).toBe('e0000001 1 0 c0000025 1 1 c0000025'))
  test('goes on behind the instruction when the filter moves Rip on', () =>
    expect(
      prints(
        'static int skip(EXCEPTION_POINTERS *e) { e->ContextRecord->Rip++; return -1; }',
        'int n = 3; __try { __debugbreak(); n += *(int *)0; *(int *)0 = 5; } __except (skip(GetExceptionInformation())) { } printf("%d", n);'
      )
    ).toBe('3'))
  test('goes to a function that Rip is set to', () =>
    expect(
      prints(
        '#include <stdlib.h>\nstatic void rescue(void) { printf("rescued"); exit(3); } static int go(EXCEPTION_POINTERS *e) { e->ContextRecord->Rip = (DWORD64)rescue; return -1; }',
        '__try { *(int *)0 = 5; } __except (go(GetExceptionInformation())) { }'
      )
    ).toBe('rescued'))
})

// learn.microsoft.com/cpp/cpp/try-finally-statement, and /windows/win32/debug/termination-handler-syntax.
describe('a __finally', () => {
  test('runs behind the body, which has ended normally', () =>
    expect(
      prints('', '__try { printf("a "); } __finally { printf("%d ", AbnormalTermination()); } printf("b");')
    ).toBe('a 0 b'))
  test('runs when the body is left by __leave, which is normal', () =>
    expect(
      prints(
        '',
        '__try { if (1) __leave; printf("no"); } __finally { printf("%d ", _abnormal_termination()); } printf("b");'
      )
    ).toBe('0 b'))
  const left = (how: string): string =>
    prints(
      `static int f(void) { int i; for (i = 0; i < 2; i++) { __try { __try { ${how} } __finally { printf("in%d ", AbnormalTermination()); } } __finally { printf("out%d ", AbnormalTermination()); } printf("on "); } end: return i; }`,
      'printf("%d", f());'
    )
  test.each([
    ['return', 'if (i == 0) return 40 + i;', 'in1 out1 40'],
    ['break', 'break;', 'in1 out1 0'],
    ['continue', 'continue;', 'in1 out1 in1 out1 2'],
    ['goto', 'goto end;', 'in1 out1 0'],
    ['nothing', ';', 'in0 out0 on in0 out0 on 2']
  ])('runs when the body is left by %s', (_word, how, output) => expect(left(how)).toBe(output))
  test('runs after the result is computed and does not change it', () =>
    expect(
      prints(
        'static int n = 1; static int f(void) { __try { return n; } __finally { n = 5; } } static double d(void) { __try { return n / 2.0; } __finally { n = 6; } } static unsigned char c(void) { __try { return (unsigned char)300; } __finally { n++; } } struct s { int a[5]; }; static struct s g(void) { struct s v = { { 1, 2, 3 } }; __try { return v; } __finally { v.a[2] = 9; } } static unsigned long long w(void) { __try { return 0xFEDCBA9876543210; } __finally { n++; } } static float e(void) { __try { return 1.5f; } __finally { n++; } }',
        'printf("%d ", f()); printf("%d ", n); printf("%.1f ", d()); printf("%d %llx %.1f ", c(), w(), e()); printf("%d", g().a[2]);'
      )
    ).toBe('1 5 2.5 44 fedcba9876543210 1.5 3'))
  test('runs when an exception unwinds it, innermost first', () =>
    expect(
      prints(
        `${boom}static void f(int n) { __try { if (n == 0) boom(); f(n - 1); } __finally { printf("%d:%d ", n, AbnormalTermination()); } }`,
        '__try { f(3); } __except (1) { printf("done"); }'
      )
    ).toBe('0:1 1:1 2:1 3:1 done'))
  test('does not run when nothing takes the exception', () => {
    const { output, pause } = run('', '__try { *(int *)0 = 1; } __finally { printf("no"); }')
    expect(output).toBe('')
    expect(pause).toMatchObject({
      reason: 'died',
      exception: { code: 0xc0000005 },
      functionName: 'main',
      symbol: '*(int *)0'
    })
  })
  test('may hold tries of its own while it is unwound', () =>
    expect(
      prints(
        boom,
        '__try { __try { boom(); } __finally { __try { printf("a "); boom(); } __except (1) { printf("b "); } printf("c "); } } __except (1) { printf("d"); }'
      )
    ).toBe('a b c d'))
  test('that calls what catches for itself is unwound on', () =>
    expect(
      prints(
        `${boom}static void quiet(void) { __try { boom(); } __except (1) { printf("q "); } }`,
        '__try { __try { __try { boom(); } __finally { quiet(); } } __finally { quiet(); } } __except (1) { printf("d"); }'
      )
    ).toBe('q q d'))
  test('that raises gives the first exception up for the second', () =>
    expect(
      prints(
        '',
        '__try { __try { RaiseException(1, 0, 0, 0); } __finally { printf("f "); RaiseException(2, 0, 0, 0); printf("no"); } } __except (1) { printf("%lu", GetExceptionCode()); }'
      )
    ).toBe('f 2'))
  test('that returns gives the exception up', () =>
    expect(
      prints(
        'static int f(void) { __try { RaiseException(1, 0, 0, 0); } __finally { return 6; } return 1; }',
        'int n = 0; for (int i = 0; i < 1000; i++) __try { n += f(); } __except (1) { printf("%lu", GetExceptionCode()); } printf("%d", n);'
      )
    ).toBe('6000'))
  test('is passed by a __leave to the end of the __try around it', () =>
    expect(
      prints(
        '',
        '__try { __try { __try { printf("a "); } __finally { printf("f "); } __leave; } __except (1) { } printf("b "); __leave; printf("no"); } __finally { printf("g"); }'
      )
    ).toBe('a f b g'))
  test('is left by break and continue of its own loops', () =>
    expect(
      prints(
        '',
        '__try { ; } __finally { for (int i = 0; i < 5; i++) { if (i == 1) continue; if (i == 3) break; printf("%d ", i); } switch (2) { case 2: printf("two"); break; } }'
      )
    ).toBe('0 2 two'))
})

describe('handlers of the process', () => {
  test('are asked in the order vectored, frame', () =>
    expect(
      prints(
        `${says}static LONG CALLBACK veh(EXCEPTION_POINTERS *e) { printf("veh "); return e->ExceptionRecord->ExceptionCode == 2 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH; }\nstatic LONG WINAPI top(EXCEPTION_POINTERS *e) { printf("top "); return EXCEPTION_CONTINUE_EXECUTION; }`,
        'AddVectoredExceptionHandler(1, veh); SetUnhandledExceptionFilter(top); __try { RaiseException(1, 0, 0, 0); printf("on "); RaiseException(2, 0, 0, 0); RaiseException(3, 0, 0, 0); } __except (says("filter", GetExceptionCode() == 1 ? 0 : 1)) { printf("handler "); }'
      )
    ).toBe('veh filter top on veh veh filter handler '))
  test('an unhandled exception filter that says EXCEPTION_EXECUTE_HANDLER ends the process with the code', () => {
    const { output, pause } = run(
      'static LONG WINAPI top(EXCEPTION_POINTERS *e) { printf("top %lx ", e->ExceptionRecord->ExceptionCode); return EXCEPTION_EXECUTE_HANDLER; }',
      'SetUnhandledExceptionFilter(top); __try { *(int *)0 = 1; } __finally { printf("finally"); }'
    )
    expect(output).toBe('top c0000005 finally')
    expect(pause).toEqual({ reason: 'ended', exitCode: 0xc0000005 | 0 })
  })
  test('an unhandled exception filter that searches on lets the process die where it was raised', () => {
    const { pause } = run(
      'static LONG WINAPI top(EXCEPTION_POINTERS *e) { return EXCEPTION_CONTINUE_SEARCH; }',
      'SetUnhandledExceptionFilter(top);\n*(int *)0 = 1;'
    )
    expect(pause).toMatchObject({ reason: 'died', line: 9, functionName: 'main', symbol: '*(int *)0' })
  })
  test('a vectored handler that raises is asked again for its own exception', () =>
    expect(
      prints(
        'static int depth; static LONG CALLBACK veh(EXCEPTION_POINTERS *e) { if (++depth < 4) *(int *)0 = 1; printf("%d ", depth); depth--; return e->ExceptionRecord->ExceptionCode == EXCEPTION_BREAKPOINT ? 0 : (e->ContextRecord->Rip++, -1); }',
        'AddVectoredExceptionHandler(1, veh); __try { DebugBreak(); } __except (1) { printf("end"); }'
      )
    ).toBe('4 3 2 1 end'))
  test('a handler that removes itself is heard once', () =>
    expect(
      prints(
        'static PVOID h; static LONG CALLBACK veh(EXCEPTION_POINTERS *e) { printf("veh "); RemoveVectoredExceptionHandler(h); return 0; }',
        'h = AddVectoredExceptionHandler(1, veh); for (int i = 0; i < 2; i++) __try { *(int *)0 = 1; } __except (1) { printf("frame "); }'
      )
    ).toBe('veh frame frame '))
})

describe('an exception while one is handled', () => {
  test('in a filter goes to the frames below it, the same filter among them', () =>
    expect(
      prints(
        'static int depth; static int filter(void) { if (++depth == 1) *(int *)0 = 1; printf("%d ", depth); return 1; }',
        '__try { RaiseException(1, 0, 0, 0); } __except (filter()) { printf("%lx", GetExceptionCode()); }'
      )
    ).toBe('2 c0000005'))
  test('that the filter catches for itself leaves the first one as it was', () =>
    expect(
      prints(
        'static int filter(EXCEPTION_POINTERS *e) { __try { *(int *)0 = 1; } __except (1) { printf("in "); } return e->ExceptionRecord->ExceptionCode == 1 && e->ExceptionRecord->ExceptionInformation[0] == 77; }',
        'ULONG_PTR a = 77; __try { RaiseException(1, 0, 1, &a); } __except (filter(GetExceptionInformation())) { printf("%lx", GetExceptionCode()); }'
      )
    ).toBe('in 1'))
  test('does not touch the frames of what raised it', () =>
    expect(
      prints(
        'static int page = 0x700000; static int use(int n) { volatile int filler[200]; for (int i = 0; i < 200; i++) filler[i] = n; return n ? use(n - 1) + filler[7] : 0; } static int mend(void) { use(20); VirtualAlloc((void *)(ULONG_PTR)page, 4096, MEM_COMMIT, PAGE_READWRITE); return -1; } static int f(int n) { int local[50]; for (int i = 0; i < 50; i++) local[i] = n + i; local[3] += *(int *)(ULONG_PTR)page; int sum = 0; for (int i = 0; i < 50; i++) sum += local[i]; return sum; }',
        'int before[100]; for (int i = 0; i < 100; i++) before[i] = i; __try { printf("%d ", f(1)); } __except (mend()) { } int ok = 1; for (int i = 0; i < 100; i++) ok &= before[i] == i; printf("%d", ok);'
      )
    ).toBe('1275 1'))
})

describe('a stack overflow', () => {
  const f = 'static int f(int n) { return f(n + 1) + 1; }\n'
  test('can be handled; once _resetstkoflw has set the guard again, as often as it happens', () =>
    expect(
      prints(
        f,
        'for (int i = 0; i < 3; i++) __try { f(0); } __except (GetExceptionCode() == EXCEPTION_STACK_OVERFLOW) { printf("%d ", _resetstkoflw()); } printf("%d", _resetstkoflw());'
      )
    ).toBe('1 1 1 0'))
  test('without _resetstkoflw is an access violation the second time, with no stack left to handle it on', () => {
    const { output, pause } = run(
      f,
      'for (int i = 0; i < 2; i++) __try { f(0); } __except (1) { printf("%lx ", GetExceptionCode()); }'
    )
    expect(output).toBe('c00000fd ')
    expect(pause).toMatchObject({ reason: 'died', exception: { code: 0xc0000005 }, functionName: 'f' })
  })
})

describe('longjmp', () => {
  test('goes back to setjmp with its value, 1 for 0', () =>
    expect(
      prints(
        'static jmp_buf b; static void f(int n) { if (n == 0) longjmp(b, 0); f(n - 1); }',
        'int r = setjmp(b); printf("%d ", r); if (r == 0) f(5); if (r == 1) longjmp(b, 7);'
      )
    ).toBe('0 1 7 '))
  test('keeps what an expression around setjmp had computed', () =>
    expect(
      prints(
        'static jmp_buf b; static int r;',
        'int a[3] = { 0 }; int i = 1; a[i] = 100 + setjmp(b); if (a[1] == 100) { int x = (i + 5) * (i + 7); r = x; longjmp(b, 5); } printf("%d %d", a[1], r);'
      )
    ).toBe('105 48'))
  // learn.microsoft.com/cpp/c-runtime-library/reference/longjmp: the stack is unwound as for an exception.
  test('runs the __finally blocks on its way, and those alone', () =>
    expect(
      prints(
        'static jmp_buf b; static void f(void) { __try { longjmp(b, 1); } __finally { printf("f%d ", AbnormalTermination()); } }',
        '__try { if (setjmp(b) == 0) { __try { f(); } __finally { printf("g "); } } printf("on "); } __finally { printf("h"); }'
      )
    ).toBe('f1 g on h'))
  test('leaves a filter and a vectored handler', () =>
    expect(
      prints(
        'static jmp_buf b; static int out(void) { longjmp(b, 2); } static LONG CALLBACK veh(EXCEPTION_POINTERS *e) { longjmp(b, 3); }',
        'int r, n = 0; if ((r = setjmp(b)) == 0) { __try { *(int *)0 = 1; } __except (out()) { } } printf("%d ", r); AddVectoredExceptionHandler(1, veh); for (volatile int i = 0; i < 500; i++) if ((r = setjmp(b)) == 0) *(int *)0 = 1; else n += r; printf("%d", n);'
      )
    ).toBe('2 1500'))
  test('to a function that has returned raises STATUS_INVALID_UNWIND_TARGET', () =>
    expect(
      prints(
        'static jmp_buf b; static void f(void) { setjmp(b); }',
        'f(); __try { longjmp(b, 1); } __except (1) { printf("%lx", GetExceptionCode()); }'
      )
    ).toBe('c0000029'))
})

test('a hundred thousand exceptions leave nothing behind', () => {
  const { output, pause } = run(
    'static int n; static LONG CALLBACK veh(EXCEPTION_POINTERS *e) { return 0; } static int f(int i) { __try { if (i & 1) RaiseException(i, 0, 0, 0); return i; } __finally { n++; } }',
    'AddVectoredExceptionHandler(1, veh); for (int i = 0; i < 20000; i++) __try { f(i); } __except (1) { n++; } printf("%d", n);'
  )
  expect({ output, pause }).toEqual({ output: '30000', pause: { reason: 'ended', exitCode: 0 } })
})
