import type { LanguageSection } from './entry'

const r = String.raw

export const preprocessorSection: LanguageSection = {
  heading: 'Preprocessor',
  entries: [
    {
      text: 'Headers of C and of the Windows SDK are known by name, `<...>` or `"..."`, in any case; each brings its own declarations and nothing else.',
      program:
        '#include <Windows.h>\n#include "stdio.h"\nint main(void) { printf("%d", MAX_PATH); return 0; }',
      prints: '260',
      apart: 'file names may differ in case'
    },
    {
      text: 'A header that is not known is an error that suggests one that is.',
      program: '#include <stdoi.h>\nint main(void) { return 0; }',
      refuses: 'did you mean stdio.h'
    },
    {
      text: 'Files of your own cannot be included: a program is one text.',
      program: '#include "mine.h"\nint main(void) { return 0; }',
      refuses: 'There is no header mine.h here'
    },
    {
      text: '`#define` of constants and of macros with parameters; `#undef`.',
      program:
        '#include <stdio.h>\n#define N 3\n#define SQUARE(x) ((x) * (x))\n#undef N\n#define N 4\nint main(void) { printf("%d", SQUARE(N)); return 0; }',
      prints: '16'
    },
    {
      text: '`#` makes text of an argument, `##` joins two words.',
      program:
        '#include <stdio.h>\n#define SHOW(x) printf(#x "=%d ", x)\n#define NAME(n) v##n\nint main(void) { int NAME(1) = 7; SHOW(v1 + 1); return 0; }',
      prints: 'v1 + 1=8 '
    },
    {
      text: '`...` and `__VA_ARGS__`; `, ##__VA_ARGS__` drops the comma.',
      program:
        '#include <stdio.h>\n#define LOG(f, ...) printf(f, ##__VA_ARGS__)\nint main(void) { LOG("a"); LOG("%d", 1); return 0; }',
      prints: 'a1'
    },
    {
      text: '`#if`, `#ifdef`, `#ifndef`, `#elif`, `#else`, `#endif`, `defined`.',
      program:
        '#include <stdio.h>\n#if defined(_WIN64) && 2 * 3 == 6\n#define W 64\n#elif defined _WIN32\n#define W 32\n#else\n#define W 0\n#endif\nint main(void) { printf("%d", W); return 0; }',
      prints: '64'
    },
    {
      text: '`#error` refuses the program with its text; `#warning` warns.',
      program: '#error not today\nint main(void) { return 0; }',
      refuses: 'not today'
    },
    {
      text: '`#pragma once`, `#pragma comment`, `#pragma warning` change nothing; `#pragma pack` lays out structs.',
      program:
        '#pragma once\n#pragma comment(lib, "psapi.lib")\n#pragma warning(disable : 4996)\n#include <stdio.h>\n#pragma pack(push, 1)\nstruct s { char c; int i; };\n#pragma pack(pop)\nint main(void) { printf("%d", (int)sizeof(struct s)); return 0; }',
      prints: '5'
    },
    {
      text: '`__LINE__`, `__FILE__`, `__func__`, `__FUNCTION__`, `__COUNTER__`.',
      program:
        '#include <stdio.h>\nint main(void) { printf("%d %s %d", __LINE__, __func__, __COUNTER__); return 0; }',
      prints: '2 main 0'
    },
    {
      text: '`__DATE__` and `__TIME__` never change, so that every run is the same.',
      program: '#include <stdio.h>\nint main(void) { printf(__DATE__ " " __TIME__); return 0; }',
      prints: 'Jan  1 2020 00:00:00',
      apart: 'a compiler takes the clock'
    },
    {
      text: '`_WIN32`, `_WIN64`, `_M_X64`, `__STDC_VERSION__` (C11) and `VADLAB` are defined; `_MSC_VER` and `__GNUC__` are not.',
      program:
        '#include <stdio.h>\n#if defined(VADLAB) && defined(_M_X64) && __STDC_VERSION__ == 201112L && !defined(_MSC_VER) && !defined(__GNUC__)\nint main(void) { printf("yes"); return 0; }\n#endif',
      prints: 'yes',
      apart: 'a compiler defines its own names'
    },
    {
      text: '`TEXT`, `_T` and `TCHAR` are narrow; wide when the program defines `UNICODE` or `_UNICODE`.',
      program:
        '#define UNICODE\n#define _UNICODE\n#include <windows.h>\n#include <tchar.h>\n#include <stdio.h>\nint main(void) { TCHAR s[] = _T("ab"); printf("%d %d", (int)sizeof(TCHAR), (int)_tcslen(s)); return 0; }',
      prints: '2 2'
    },
    {
      text: 'A backslash joins lines; comments are `/* */` and `//`; there are no trigraphs.',
      program:
        '#include <stdio.h>\n#define TWO 1 + \\\n  1 // two\nint main(void) { printf("%d?\\?/", /* here */ TWO); return 0; }',
      prints: '2??/'
    }
  ]
}

export const typesSection: LanguageSection = {
  heading: 'Types',
  entries: [
    {
      text: '`char` has 1 byte, `short` 2, `int` and `long` 4, `long long` and pointers 8: Windows on x64.',
      program:
        'printf("%d %d %d %d %d %d", (int)sizeof(char), (int)sizeof(short), (int)sizeof(int), (int)sizeof(long), (int)sizeof(long long), (int)sizeof(void *));',
      prints: '1 2 4 4 8 8'
    },
    {
      text: '`char` is signed; `wchar_t` is an unsigned short.',
      program: 'char c = (char)200; wchar_t w = (wchar_t)-1; printf("%d %d", c, w);',
      prints: '-56 65535'
    },
    {
      text: '`float` and `double` are those of IEEE 754.',
      program: 'float f = 0.1f; double d = 0.1; printf("%.9f %.17f", f, d);',
      prints: '0.100000001 0.10000000000000001'
    },
    {
      text: '`long double` is `double`, as MSVC has it (MinGW: 80 bits).',
      program: 'printf("%d", (int)sizeof(long double));',
      prints: '8',
      apart: 'MinGW has 80-bit long doubles'
    },
    {
      text: '`_Bool` holds 0 or 1; `bool`, `true`, `false` come with `<stdbool.h>`.',
      program: 'bool b = 256; printf("%d %d", b, true);',
      prints: '1 1'
    },
    {
      text: '`__int8`, `__int16`, `__int32`, `__int64` and the types of `<stdint.h>`.',
      program: 'unsigned __int64 a = ~0ULL; uint16_t b = 65535; b++; printf("%d %d", a == UINT64_MAX, b);',
      prints: '1 0'
    },
    {
      text: 'Integers are promoted and converted as C11 6.3 says; unsigned arithmetic wraps.',
      program: 'unsigned u = 1; int i = -2; printf("%d %u", u + i > 0, u - 2);',
      prints: '1 4294967295'
    },
    {
      text: 'Integer literals: decimal, octal, hexadecimal, binary (`0b`), with `u`, `l`, `ll`, `i64`.',
      program: 'printf("%d %d %d %lld", 017, 0x1F, 0b101, 5i64);',
      prints: '15 31 5 5',
      apart: 'i64 is a suffix of MSVC'
    },
    {
      text: 'Floating literals: decimal, and hexadecimal with `p`.',
      program: 'printf("%g %g %g", 1e3, .5f, 0x1.8p1);',
      prints: '1000 0.5 3'
    },
    {
      text: "Escapes `\\n \\t \\0 \\x41 \\101 \\u00e9`; `'ab'` is a number; literals side by side are one.",
      program: r`printf("%d %d %s", '\x41', '\101', "a" "b");`,
      prints: '65 65 ab'
    },
    {
      text: 'Wide literals `L"..."` and `L\'x\'`, `u8"..."`.',
      program: 'wchar_t s[] = L"h\\x20ac"; printf("%d %x", (int)sizeof s, s[1]);',
      prints: '6 20ac'
    },
    {
      text: 'Pointers to objects and functions, to any depth; arithmetic, difference, comparison.',
      program:
        'int a[4] = {1, 2, 3, 4}, *p = a + 1, **pp = &p; printf("%d %d %d", **pp, (int)(&a[3] - p), p < &a[2]);',
      prints: '2 2 1'
    },
    {
      text: 'Arithmetic on `void *` counts in bytes, as GNU C has it, with a warning.',
      program: 'int a[2]; void *p = a; p = p + 4; return p != &a[1];',
      warns: 'counts in bytes'
    },
    {
      text: 'Arrays of any dimension; the first may be left open when there are values.',
      program: 'int a[][2] = {{1, 2}, {3, 4}}; printf("%d %d", a[1][0], (int)(sizeof a / sizeof a[0]));',
      prints: '3 2'
    },
    {
      text: 'Arrays whose (first) length is computed, with `sizeof`, as parameters too.',
      program:
        '#include <stdio.h>\nstatic int sum(int n, int v[n]) { int s = 0; for (int i = 0; i < n; i++) s += v[i]; return s; }\nint main(void) { int n = 5; int a[n * 2]; for (int i = 0; i < n * 2; i++) a[i] = i; printf("%d %d", (int)sizeof a, sum(n, a)); return 0; }',
      prints: '40 10'
    },
    {
      text: 'A length that is computed in another place than the first is refused.',
      program: 'int n = 2; int a[2][n];',
      refuses: 'Only the first length'
    },
    {
      text: 'Structs and unions, nested, without names, by value as arguments and results.',
      program:
        '#include <stdio.h>\nstruct v { int x; union { int y; float f; }; };\nstatic struct v twice(struct v a) { a.x *= 2; a.y *= 2; return a; }\nint main(void) { struct v a = {1, {2}}, b = twice(a); printf("%d %d %d", a.x, b.x, b.y); return 0; }',
      prints: '1 2 4'
    },
    {
      text: 'A last member `T x[];` may have any length (as `T x[1]` in Win32 structures).',
      program:
        'struct v { int n; int x[]; } *v = malloc(sizeof *v + 8); v->x[1] = 3; printf("%d %d", (int)sizeof *v, v->x[1]); free(v);',
      prints: '4 3'
    },
    {
      text: 'Bit-fields as MSVC (and MinGW) lays them out: a unit is shared by neighbours of one size.',
      program:
        'struct { unsigned a : 3, b : 30; char c : 2; int : 0; int d : 4; } s = {7, 1, 1, -8}; printf("%d %d %d %d", (int)sizeof s, s.a, s.c, s.d);',
      prints: '16 7 1 -8'
    },
    {
      text: '`enum` constants are ints, each one more than the one before.',
      program: 'enum e { A, B = 5, C, }; enum e x = C; printf("%d %d %d", A, x, (int)sizeof(enum e));',
      prints: '0 6 4'
    },
    {
      text: '`typedef`, of function pointers too.',
      program:
        '#include <stdio.h>\ntypedef int (*op)(int, int);\nstatic int add(int a, int b) { return a + b; }\nint main(void) { op f = add; op table[] = {f, &add}; printf("%d %d", f(1, 2), (*table[1])(3, 4)); return 0; }',
      prints: '3 7'
    },
    {
      text: '`const`, `volatile`, `restrict`; changing what is `const` is an error.',
      program: 'const int x = 1; x = 2;',
      refuses: 'x is const'
    },
    {
      text: '`_Alignas`, `__declspec(align(n))`, `_Alignof`.',
      program:
        '_Alignas(32) char a[3]; struct s { char c; _Alignas(16) char d; }; printf("%d %d %d", (int)((uintptr_t)a % 32), (int)sizeof(struct s), (int)_Alignof(struct s));',
      prints: '0 32 16'
    },
    {
      text: '`typeof(x)` as GNU C and C23 have it.',
      program: 'int a = 2; __typeof__(a) b = a * 2; printf("%d", b);',
      prints: '4'
    },
    {
      text: '`_Complex` and `_Atomic` are not supported.',
      program: '_Complex double z;',
      refuses: '_Complex is not supported'
    }
  ]
}
