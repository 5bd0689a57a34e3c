import type { LanguageSection } from './entry'

export const declarationsSection: LanguageSection = {
  heading: 'Declarations',
  entries: [
    {
      text: 'Globals, locals, `static` locals, `extern`; what is static begins as zero.',
      program:
        '#include <stdio.h>\nextern int g;\nstatic int next(void) { static int n; return ++n; }\nint g = 5;\nint main(void) { next(); printf("%d %d", next(), g); return 0; }',
      prints: '2 5'
    },
    {
      text: 'Several declarators in one declaration, of any nesting.',
      program: 'int a = 1, *p = &a, b[2] = {2, 3}, (*q)[2] = &b; printf("%d %d", *p, (*q)[1]);',
      prints: '1 3'
    },
    {
      text: 'Initial values: nested, without inner braces, designated `.x = `, `[2] = `; the rest is zero.',
      program:
        'struct { int a, b[3]; } s[2] = { [1] = { .b = { [1] = 7 }, .a = 1 }, [0].b[2] = 9 }; int m[2][2] = {1, 2, 3}; printf("%d %d %d %d", s[1].b[1], s[0].b[2], m[1][0], m[1][1]);',
      prints: '7 9 3 0'
    },
    {
      text: 'Compound literals `(T){...}`.',
      program:
        'struct p { int x, y; }; struct p *p = &(struct p){.y = 4}; printf("%d %d", p->x + p->y, (int[]){1, 2}[1]);',
      prints: '4 2'
    },
    {
      text: 'Functions before use, or declared before; calling one that is further down is an error that says so.',
      program: '#include <stdio.h>\nint main(void) { later(); return 0; }\nvoid later(void) {}',
      refuses: 'later is defined further down'
    },
    {
      text: '`inline`, `static inline`, `__forceinline`, `_Noreturn`; `__cdecl`, `__stdcall`, `WINAPI`, `CALLBACK`.',
      program:
        '#include <windows.h>\n#include <stdio.h>\nstatic inline int one(void) { return 1; }\n__forceinline int two(void) { return 2; }\nstatic DWORD WINAPI three(LPVOID p) { (void)p; return 3; }\nint main(void) { printf("%d", (int)(one() + two() + three(NULL))); return 0; }',
      prints: '6'
    },
    {
      text: '`__declspec(...)`, `__attribute__((...))` and Microsoft’s annotations (`_In_`, `_Out_writes_(n)`) are read; only alignment and `packed` mean something.',
      program:
        '#include <windows.h>\n#include <stdio.h>\n__declspec(noinline) static void f(_Out_writes_(n) int *p, _In_ int n) { *p = n; }\nstruct __attribute__((packed)) s { char c; int i; };\nint main(void) { int x = 0; f(&x, 3); printf("%d %d", x, (int)sizeof(struct s)); return 0; }',
      prints: '3 5'
    },
    {
      text: 'Parameters of the old kind, `int f(a) int a; { }`.',
      program:
        '#include <stdio.h>\nint f(a, b) int a; char *b; { return a + b[0]; }\nint main(void) { printf("%d", f(1, "A")); return 0; }',
      prints: '66'
    },
    {
      text: 'Functions with `...`: `va_start`, `va_arg`, `va_copy`, `va_end`.',
      program:
        '#include <stdio.h>\n#include <stdarg.h>\nstatic int sum(int n, ...) { va_list v; int s = 0; va_start(v, n); while (n--) s += va_arg(v, int); va_end(v); return s; }\nint main(void) { printf("%d", sum(3, 1, 2, 3)); return 0; }',
      prints: '6'
    },
    {
      text: '`_Static_assert` (`static_assert`), in structs too.',
      program:
        'struct s { int a; _Static_assert(sizeof(int) == 4, "int"); }; _Static_assert(sizeof(struct s) == 5, "five");',
      refuses: 'five'
    },
    {
      text: 'A program begins at `main(void)`, `main(argc, argv, envp)`, `wmain`, `_tmain`, `WinMain` or `wWinMain`; it has no arguments, and its environment is empty.',
      program:
        '#include <stdio.h>\nint main(int argc, char **argv, char **envp) { printf("%d %d %d", argc, argv[0] != NULL, argv[argc] == NULL); for (; *envp && 0; envp++) ; return 0; }',
      prints: '1 1 1'
    },
    {
      text: '`WinMain` gets its module and an empty command line.',
      program:
        '#include <windows.h>\n#include <stdio.h>\nint WINAPI WinMain(HINSTANCE instance, HINSTANCE previous, LPSTR line, int show) { (void)instance; (void)show; printf("%d %d", previous == NULL, (int)strlen(line)); return 0; }',
      prints: '1 0',
      apart: 'needs a linker option'
    },
    {
      text: 'Statements outside of any function are run as the body of main, with a warning.',
      whole: true,
      program: '#include <stdio.h>\nprintf("hello");\nint x = 1;\nif (x) printf("!");',
      prints: 'hello!',
      warns: 'outside of any function',
      apart: 'only the lab does'
    },
    {
      text: 'Functions inside functions are refused.',
      program: 'int inner(void) { return 1; }',
      refuses: 'cannot be defined inside another'
    }
  ]
}

export const expressionsSection: LanguageSection = {
  heading: 'Expressions',
  entries: [
    {
      text: 'All operators of C with their precedence; `&&`, `||`, `?:` and `,` evaluate in order.',
      program: 'int a = 1, b = 0; b = a++ && b++ || (a, 5) > 4 ? ~a & 7 : 9; printf("%d %d", a, b);',
      prints: '2 5'
    },
    {
      text: 'Arguments are evaluated from right to left, as compilers for Windows mostly do.',
      program:
        '#include <stdio.h>\nstatic int n;\nstatic int next(void) { return ++n; }\nint main(void) { printf("%d %d", next(), next()); return 0; }',
      prints: '2 1'
    },
    {
      text: '`sizeof` of types and expressions, which are not evaluated.',
      program: 'int i = 1; printf("%d %d", (int)sizeof(i++), i);',
      prints: '4 1'
    },
    {
      text: 'Casts between numbers, and between pointers and integers.',
      program:
        'double d = -3.9; void *p = (void *)(ULONG_PTR)0x1234; printf("%d %u %x", (int)d, (unsigned char)300, (unsigned)(ULONG_PTR)p);',
      prints: '-3 44 1234'
    },
    {
      text: 'Division cuts towards 0; the remainder has the sign of the left side.',
      program: 'printf("%d %d", -7 / 2, -7 % 2);',
      prints: '-3 -1'
    },
    {
      text: '`>>` of a negative number keeps its sign.',
      program: 'int i = -8; printf("%d %u", i >> 1, (unsigned)i >> 28);',
      prints: '-4 15'
    },
    {
      text: '`_Generic`.',
      program:
        '#define NAME(x) _Generic((x), int: "int", double: "double", char *: "text", default: "other")\n    printf("%s %s %s %s", NAME(1), NAME(1.0), NAME("s"), NAME(1u));',
      prints: 'int double text other'
    },
    {
      text: 'Structs are assigned, passed and returned as values; `==` on them is refused.',
      program: 'struct s { int a; } x = {1}, y = x; if (x == y) return 1;',
      refuses: 'does not work on struct s'
    },
    {
      text: 'A pointer to a function is called with or without `*`; what `GetProcAddress` answers, too.',
      program:
        'typedef DWORD (WINAPI *pid)(void); pid f = (pid)(void *)GetProcAddress(GetModuleHandleA("kernel32"), "GetCurrentProcessId"); printf("%d", f() == GetCurrentProcessId());',
      prints: '1',
      apart: 'needs the machine’s modules'
    },
    {
      text: '`offsetof`, `FIELD_OFFSET`, `CONTAINING_RECORD`, `_countof`, `ARRAYSIZE`.',
      program:
        'struct s { char c; int i; } x = {1, 2}; int a[3]; (void)a; printf("%d %d %d", (int)offsetof(struct s, i), (int)ARRAYSIZE(a), CONTAINING_RECORD(&x.i, struct s, i)->c);',
      prints: '4 3 1'
    },
    {
      text: 'Statements inside an expression, `({ ... })`, are not supported.',
      program: 'int a = ({ 1; });',
      refuses: 'not supported'
    }
  ]
}

export const statementsSection: LanguageSection = {
  heading: 'Statements',
  entries: [
    {
      text: '`if`, `else`, `while`, `do`, `for` (with declarations), `break`, `continue`.',
      program:
        'int s = 0; for (int i = 0; ; i++) { if (i == 2) continue; if (i > 4) break; s += i; } do s++; while (s < 5); while (s % 7) s++; printf("%d", s);',
      prints: '14'
    },
    {
      text: '`switch` on any integer, falling through; `default` anywhere.',
      program:
        'for (int i = 0; i < 4; i++) switch (i) { default: printf("d"); case 1: printf("1"); break; case 2: printf("2"); }',
      prints: 'd112d1'
    },
    {
      text: 'Two cases of one value are refused; so are ranges of cases.',
      program: 'switch (1) { case 1: case 1: ; }',
      refuses: 'two cases 1'
    },
    {
      text: '`goto` and labels, out of loops and back.',
      program: 'int n = 0; again: for (;;) { if (++n < 3) goto again; goto out; } out: printf("%d", n);',
      prints: '3'
    },
    {
      text: '`return` without a value where one is owed, and functions that end without `return`, are warnings.',
      program: 'int f(int n) { if (n) return 1; }\nint main(void) { return f(1) - 1; }',
      warns: 'its end can be reached without return'
    },
    {
      text: 'Recursion as deep as the stack of 1 MB goes; beyond it the program dies of STATUS_STACK_OVERFLOW, as compiled.',
      program:
        '#include <stdio.h>\nstatic int depth(int n) { return n ? 1 + depth(n - 1) : 0; }\nint main(void) { printf("%d", depth(5000)); return 0; }',
      prints: '5000'
    },
    {
      text: 'Machine code, `__asm`, is not supported.',
      program: '__asm { nop }',
      refuses: 'asm, is not supported'
    }
  ]
}
