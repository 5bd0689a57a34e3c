import type { LanguageSection } from './entry'

const r = String.raw

export const librarySection: LanguageSection = {
  heading: 'The C library',
  entries: [
    {
      text: '`printf`, `fprintf`, `sprintf`, `snprintf`, their `v` forms: flags, width, precision, `*`.',
      program: r`char b[40]; snprintf(b, sizeof b, "[%-5d|%05d|%+.2f|%*s]", 42, 42, 3.14159, 4, "ab"); puts(b);`,
      prints: '[42   |00042|+3.14|  ab]\n'
    },
    {
      text: 'Sizes `hh h l ll z t j I64 I32 w`; `%p` is 16 upper-case digits; `%a`; `%n`.',
      program: r`int n; printf("%hhd %I64u %zu %p %lc%n", 257, 5ULL, (size_t)6, (void *)0xAB, L'x', &n); printf(" %d", n);`,
      prints: '1 5 6 00000000000000AB x 24',
      apart: 'the old msvcrt.dll of MinGW knows no hh'
    },
    {
      text: '`%s` in `printf` and `%S` in `wprintf` are narrow; `%S`, `%ls`, `%ws` in `printf` are wide.',
      program: r`printf("%S %ls ", L"a", L"b"); wprintf(L"%s %S %hs", L"c", "d", "e");`,
      prints: 'a b c d e'
    },
    {
      text: '`sscanf`, `swscanf`, `sscanf_s`: all directives, `%[...]`, `%n`, widths, `*`.',
      program: r`int a, n; char w[8]; unsigned x; double d; int k = sscanf("12 word 0xff 2.5 ab9", "%d %7[a-z] %x %lf %*2c%d%n", &a, w, &x, &d, &a, &n); printf("%d %d %s %x %g %d", k, a, w, x, d, n);`,
      prints: '5 9 word ff 2.5 20'
    },
    {
      text: 'There is no keyboard: `scanf`, `getchar`, `fgets(stdin)` find the end of the input at once; `system("pause")` goes on.',
      program: 'int x = 5; printf("%d %d %d", scanf("%d", &x), getchar(), x); system("pause");',
      prints: '-1 -1 5',
      apart: 'a compiled program waits'
    },
    {
      text: '`malloc`, `calloc`, `realloc`, `free`, `_msize`, `_aligned_malloc` take from the process heap; `_alloca` from the stack.',
      program:
        'int *p = calloc(2, 4); p = realloc(p, 40); char *s = _alloca(8); strcpy(s, "stack"); printf("%d %s", p[1], s); free(p);',
      prints: '0 stack'
    },
    {
      text: '`memcpy`, `memmove`, `memset`, `memcmp`, `memchr`, `memcpy_s`, and the `w` forms.',
      program:
        'char a[] = "abcdef"; memmove(a + 1, a, 4); printf("%s %d %s", a, memcmp("a", "b", 1) < 0, (char *)memchr(a, \'d\', 6));',
      prints: 'aabcdf 1 df'
    },
    {
      text: '`strlen strcpy strcat strcmp strchr strstr strtok strspn _stricmp _strdup _strrev ...`, and `wcs...`.',
      program:
        'char a[20] = "one,two"; wchar_t w[9]; wcscpy(w, L"wide"); char *one = strtok(a, ","); printf("%s %s %d %d", one, strtok(NULL, ","), _stricmp("A", "a"), (int)wcslen(w));',
      prints: 'one two 0 4'
    },
    {
      text: 'The `_s` functions: `strcpy_s`, `strcat_s`, `sprintf_s`, `_snprintf_s` with `_TRUNCATE`: what does not fit leaves an empty text and ERANGE, without the message box of a debug build.',
      program:
        'char b[4] = "x"; int e = strcpy_s(b, 4, "four"); printf("%d [%s] ", e, b); e = _snprintf_s(b, 4, _TRUNCATE, "%d", 12345); printf("%d [%s]", e, b);',
      prints: '34 [] -1 [123]'
    },
    {
      text: '`StringCchPrintf`, `StringCchCopy`, `StringCchCat`, `StringCchLength` and the `Cb` forms of `<strsafe.h>`.',
      program:
        'char b[8]; HRESULT h = StringCchPrintfA(b, 8, "%d-%s", 12, "long text"); printf("%08lx %s", h, b);',
      prints: '8007007a 12-long'
    },
    {
      text: '`strtol strtoul strtoll strtod atoi atof _itoa _ultoa`, and `wcstol ...`.',
      program:
        'char *end; long v = strtol("0x1fz", &end, 0); printf("%ld %s %g %d", v, end, strtod("2.5e1", NULL), atoi(" -7"));',
      prints: '31 z 25 -7'
    },
    {
      text: '`isalpha`, `isdigit`, `toupper`, ..., `iswalpha`, `towupper`, ... for ASCII.',
      program: "printf(\"%d %d %c %c\", !!isalpha('x'), !!isdigit('x'), toupper('x'), towlower(L'Y'));",
      prints: '1 0 X y'
    },
    {
      text: '`<math.h>`: `sqrt pow sin cos tan exp log floor ceil round fmod hypot ...`, with an `f` for float.',
      program: 'printf("%g %g %g %g %.3f", sqrt(16), pow(2, 10), floor(-1.5), fmod(7, 3), atan2(1, 1));',
      prints: '4 1024 -2 1 0.785'
    },
    {
      text: '`rand` is Microsoft’s: the same numbers after the same `srand`.',
      program: 'srand(1); int a = rand(); printf("%d %d", a, rand());',
      prints: '41 18467'
    },
    {
      text: '`time` is always 1 January 2020 and `clock` counts its calls: every run is the same. `gmtime`, `localtime` (UTC), `mktime`, `strftime`.',
      program:
        'time_t t = 951826154; struct tm *m = gmtime(&t); char b[40]; strftime(b, sizeof b, "%Y-%m-%d %H:%M:%S %a %j", m); printf("%s %d", b, mktime(m) == t);',
      prints: '2000-02-29 12:09:14 Tue 060 1',
      apart: 'mktime takes the zone of the computer'
    },
    {
      text: '`qsort` and `bsearch`.',
      program:
        '#include <stdio.h>\n#include <stdlib.h>\nstatic int less(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }\nint main(void) { int a[] = {3, 1, 2}, k = 2; qsort(a, 3, sizeof *a, less); printf("%d %d %d", a[0], a[2], (int)((int *)bsearch(&k, a, 3, sizeof *a, less) - a)); return 0; }',
      prints: '1 3 1'
    },
    {
      text: '`assert` prints and ends with code 3; `NDEBUG` takes it away.',
      program:
        '#define NDEBUG\n#include <assert.h>\n#include <stdio.h>\nint main(void) { assert(0); printf("on"); return 0; }',
      prints: 'on'
    },
    {
      text: '`exit`, `_exit`, `abort`, `ExitProcess`.',
      program: 'printf("a"); if (printf("b")) exit(0); printf("c");',
      prints: 'ab'
    },
    {
      text: 'Files of the C library (`fopen`, `fread`) are not there: open files with `CreateFile`.',
      program: 'FILE *f = fopen("a", "r");',
      refuses: 'fopen is not supported: open files with CreateFileA'
    }
  ]
}

export const undefinedSection: LanguageSection = {
  heading: 'Undefined behaviour that is pointed out',
  entries: [
    {
      text: 'Reading a local that has no value.',
      program: 'int x; if (rand() < 0) x = 1; return x & 0;',
      warns: 'x is read before it was given a value'
    },
    {
      text: 'An index outside of an array: of a variable, of a member, of a row, through a pointer that is the array’s start.',
      program: 'int a[4]; for (int i = 0; i <= 4; i++) a[i] = 9;',
      warns: 'Index 4 is outside of a, which has 4 elements'
    },
    {
      text: 'A constant index is told when the program is read.',
      program: 'int a[4]; a[-1] = 0;',
      warns: 'Index -1 is outside of a'
    },
    {
      text: 'Reading, writing or calling into a freed block (`free`, `realloc`, `HeapFree`, `LocalFree`, `GlobalFree`), and freeing it twice.',
      program: 'int *p = malloc(8); free(p); p[1] = 3;',
      warns: 'that was freed in line'
    },
    {
      text: 'Shifting by the width or more, or by less than 0.',
      program: 'int n = 40; return (1 << n) & 0;',
      warns: 'Shifting by 40 is undefined'
    },
    {
      text: 'Using the value of a function that ended without one.',
      program: 'int f(void) { }\nint main(void) { return f(); }',
      warns: 'f ended without return'
    },
    {
      text: 'Changing a string literal.',
      program: 'char *s = "abc"; s[0] = 0;',
      warns: 'stands in quotes in the program'
    },
    {
      text: 'Null where a function of the library needs memory.',
      program: 'char *s = NULL; printf("%s", s);',
      warns: 'given a null pointer'
    },
    {
      text: 'Returning the address of a local.',
      program: 'int *f(void) { int x = 1; return &x; }\nint main(void) { return !f(); }',
      warns: 'The address of x is returned'
    },
    {
      text: 'A format of printf that does not fit its argument.',
      program: 'printf("%s", 5 - 5);',
      warns: '%s wants a text'
    },
    {
      text: 'Each place is told once; the program goes on as the machine would. What the lab cannot know for certain it does not say.',
      program: 'int a[2] = {0}, *p = a; int *q = p + 1; q++; return q == a;',
      prints: ''
    }
  ]
}
