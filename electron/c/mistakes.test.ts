import { describe, expect, test } from 'vitest'
import { compile } from '.'

/** What is said of a text: `line:column message`, errors first. */
function said(source: string): string[] {
  const compiled = compile(source, 'test.c')
  const all = compiled.ok ? compiled.warnings : compiled.diagnostics
  return all.map((d) => `${d.line}:${d.column} ${d.severity === 'warning' ? 'warning: ' : ''}${d.message}`)
}
const inMain = (body: string): string =>
  `#include <windows.h>\n#include <stdio.h>\nint main(void) {\n${body}\nreturn 0;\n}\n`

describe('one mistake makes one message', () => {
  test.each([
    ['if (1) { printf("a") }', '4:21 A ; is missing at the end of this statement.'],
    [
      'void *p = VirtualAloc(0, 1, 2, 3);',
      '4:11 There is no function VirtualAloc; did you mean VirtualAlloc?'
    ],
    ['printf("hello\\n);', '4:8 This string does not end on its line: close it with ".'],
    ['int a = 1; /* comment', '4:12 This comment never ends: close it with */.'],
    ['VirtualAlloc(NULL 4096, 1, 2);', '4:18 A , or a ) is missing here, in the arguments of this call.'],
    ['int i; for (i = 0, i < 3, i++) ;', "4:30 A ; is missing behind the for's first part."],
    ['int i; fro (i = 0; i < 3; i++) printf("x");', '4:8 There is no function fro; did you mean for?'],
    ['int i = 1; whlie (i) i--;', '4:12 There is no function whlie; did you mean while?'],
    ['retrun 1;', '4:1 There is no variable or constant retrun; did you mean return?'],
    ['WIDGET w; w.size = 3; printf("%d", w.size);', '4:1 There is no type WIDGET here.'],
    ['WIDGET *w = NULL; if (w) w->size = 3;', '4:1 There is no type WIDGET here.'],
    [
      'struct Item { int value; Item *next; }; struct Item i = { 1 };',
      '4:26 Item is a struct: write struct Item, or give it a name of its own with typedef.'
    ],
    [
      'typedef struct { int id; POINTF at; } ENTITY; ENTITY e = { 1 };',
      '4:26 There is no type POINTF; did you mean POINT?'
    ],
    ['int *p = new int[5];', '4:10 new is C++: C writes malloc(...).'],
    ['std::cout << "x";', '4:1 std:: is C++: this runs C; write printf for std::cout.'],
    ['printf(“hello”);', '4:8 “ is a typographic quote: C wants the straight one, ".'],
    [
      'later(1);\nreturn 0;\n}\nint later(int a) {',
      '4:1 later is defined further down, on line 7: declare it before this function.'
    ],
    [
      'int a = 0; if (a = 5) printf("5");',
      '4:16 warning: This assigns; to compare, write ==. (Parentheses around it say that it is meant.)'
    ],
    [
      'int a = 0; if (a == 5); printf("5");',
      '4:23 warning: This ; is all that the if decides on: what follows is run in any case.'
    ],
    [
      'char *s = "a"; if (s == "a") s = 0;',
      '4:22 warning: == compares the addresses of texts: strcmp compares the texts.'
    ],
    ['unsinged int y = 2;', '4:1 There is no type unsinged; did you mean unsigned?'],
    ['int a = sizof(int);', '4:9 There is no function sizof; did you mean sizeof?'],
    ['goto finish; finsh: ;', '4:6 There is no label finish in main; did you mean finsh?'],
    ['unused: ;', '4:1 warning: No goto leads to the label unused.'],
    [
      'for (int i = 0, i < 9, i++) ;',
      '4:15 Here should be ; and not , : the parts of a for are separated by semicolons.'
    ],
    [
      'for (int i = 0; i < 9; i++); { }',
      '4:28 warning: This ; is all that the for repeats: what follows is run once.'
    ],
    ['int a = 1; if (a => 1) a = 2;', '4:18 => is no operator of C: greater or equal is >=.'],
    ['int a = 1; if (a == 1 and a) a = 2;', '4:23 C writes && for and.'],
    [
      'char c = "a"; c = 0;',
      "4:10 warning: A text becomes a number (char) in this variable: a single character stands in single quotes, 'a'."
    ],
    ['printf("x"));', '4:12 This ) closes nothing: there is one too many.'],
    ['string s = "x";', '4:1 string is C++: C writes char s[100] or const char *s.'],
    ['int a; int &r = a;', '4:12 References (&) are C++: C has pointers, declared with *.'],
    ['int a = 08;', '4:9 08 begins with 0, so it is octal: its digits are 0 to 7.'],
    ['struct point p; p.x = 1;', '4:14 struct point is not known here, so p has no size.'],
    [
      'int a[2]; a[2] = 1;',
      '4:11 warning: Index 2 is outside of a, which has 2 elements (0 to 1). The machine does not check: it takes the memory behind the array.'
    ],
    [
      'printf("%s", 5);',
      '4:14 warning: %s wants a text (char *), but this is int: taken as an address, it is likely to fault.'
    ],
    [
      'printf("%d", sizeof(int));',
      '4:14 warning: %d prints only the low 32 bits of size_t: write %lld or %zd.'
    ],
    [
      'printf("%d %d", 1);',
      '4:8 warning: This format asks for 2 values, but one is given: printf takes whatever lies there.'
    ],
    ['printf("%d", 1, 2);', '4:17 warning: The format has no directive for this value: it is not printed.'],
    [
      'printf("%s", L"x");',
      '4:14 warning: %s wants a narrow text, but wchar_t * is a wide one: write %ls or %S; what is printed ends after the first character.'
    ],
    [
      'int a; sscanf("1", "%d", a);',
      '4:26 warning: %d of sscanf wants the address of a variable, not int: write & before it.'
    ],
    [
      'MEMORY_BASIC_INFORMATION m; m.RegonSize = 1;',
      '4:31 MEMORY_BASIC_INFORMATION has no member RegonSize; did you mean RegionSize?'
    ],
    [
      'VirtualFree(0, 0, PAGE_READWRTE);',
      '4:19 There is no variable or constant PAGE_READWRTE; did you mean PAGE_READWRITE?'
    ],
    [
      'VirtualFree(0, 0);',
      '4:1 VirtualFree takes 3 arguments (LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType), not 2.'
    ],
    ['switch (1) { case 1: case 1: ; }', '4:22 This switch has two cases 1.']
  ])('%s', (body, message) => expect(said(inMain(body))).toEqual([message]))
  test.each([
    ['int main(void)\n  return 0;\n}\n', '1:15 A { is missing: the body of main begins with it.'],
    ['int Main(void) { return 0; }', '1:5 There is no main function; did you mean main for Main?'],
    [
      '#include stdio.h\nint main(void) { return 0; }',
      '1:10 #include wants its header in < > or quotes: #include <stdio.h>.'
    ],
    [
      'struct s { int x };\nint main(void) { struct s v; v.x = 1; return v.x; }',
      '1:17 A ; is missing behind this member.'
    ],
    [
      'int f(int);\nint f(double d) { return (int)d; }\nint main(void) { return f(1); }',
      '2:5 f was declared before as int (int).'
    ],
    [
      'int f(int n) { if (n) return 1; }\nint main(void) { return f(1); }',
      '1:33 warning: f promises a value (int), but its end can be reached without return.'
    ],
    [
      'struct point { int x; };\nint main(void) { struct pont p; return p.x; }',
      '2:30 struct pont is not known here, so p has no size; did you mean struct point?'
    ],
    [
      'void f(void) {}\nint main(void) { int x = f(); return x; }',
      '2:26 This has no value (its type is void), so it cannot become this variable.'
    ]
  ])('%s', (source, message) => expect(said(source)).toEqual([message]))
  test('a ; that is missing behind a struct is told there, and the function behind it is read', () =>
    expect(said('struct p { int x; }\nint main(void) { return y; }')).toEqual([
      '1:20 A ; is missing behind the } of this type.',
      '2:25 There is no variable or constant y here.'
    ]))
  test('a } that is missing before a function is told at that function, which is read', () =>
    expect(said('void f(void)\n{\n  if (1) {\n}\nint main(void)\n{\n  return y;\n}\n')).toEqual([
      '5:5 A function cannot be defined inside another: is a } missing before main?',
      '7:10 There is no variable or constant y here.'
    ]))
  test('a } too many is told at the first statement behind it', () =>
    expect(
      said('#include <stdio.h>\nint main(void)\n{\n  if (1) {\n  }\n  }\n  printf("y");\n  return 0;\n}\n')
    ).toEqual(['7:3 This statement stands outside of any function: is there a } too many before it?']))
  test('a constant of a header that is not included names the header, once', () =>
    expect(
      said('#include <stdio.h>\nint main(void) { return MEM_COMMIT | PAGE_READWRITE | MEM_RESERVE; }')
    ).toEqual(['2:25 MEM_COMMIT is declared in windows.h: add #include <windows.h>.']))
  test('a = in a #define is told there and nowhere else', () =>
    expect(said('#define SIZE = 10\nint main(void) { int a[SIZE]; return a[0]; }')).toEqual([
      '1:14 #define takes no =: write #define SIZE 10'
    ]))
  test("wide functions come with Microsoft's narrow headers, too", () =>
    expect(said(inMain('wprintf(L"%zu", wcslen(L"x"));'))).toEqual([]))
  test('a header of C++ is told as such', () =>
    expect(said('#include <iostream>\nint main(void) { return 0; }')).toEqual([
      '1:10 <iostream> is C++: this runs C, whose headers end in .h, as <stdio.h>.'
    ]))
  test('short names get no guesses', () =>
    expect(said(inMain('int j = 0; i = j;'))).toEqual(['4:12 There is no variable or constant i here.']))
  test('a pack that has no push is a warning', () =>
    expect(said('#pragma pack(pop)\n#pragma pack(3)\n#pragma once\nint main(void) { return 0; }')).toEqual([
      '1:2 warning: This #pragma pack(pop) has no push before it.',
      '2:2 warning: #pragma pack takes 1, 2, 4, 8 or 16, not 3: this line is ignored.'
    ]))
})

describe('whatever the text is, compile answers', () => {
  const deep = 10_000
  const types = Array.from({ length: deep }, (_, i) => `typedef ${i ? `t${i - 1} *` : 'int '}t${i};`).join(
    '\n'
  )
  test.each([
    ['macro calls', `#define F(x) (x)\nint main(void) { return ${'F('.repeat(deep)}1${')'.repeat(deep)}; }`],
    [
      'members',
      `struct n { struct n *n; }; int main(void) { struct n *p = 0; return p${'->n'.repeat(deep)} != 0; }`
    ],
    ['commas', `int main(void) { int x = 0; return (${'x,'.repeat(deep)}x); }`],
    ['array bounds', `int main(void) { int a${'[1]'.repeat(deep)}; return 0; }`],
    [
      'choices in a condition',
      `#if ${'1?'.repeat(deep)}1${':1'.repeat(deep)}\n#endif\nint main(void) { return 0; }`
    ],
    ['typedefs', `${types}\nint main(void) { return 0; }`]
  ])('ten thousand %s in one another are refused', (_what, source) => {
    const messages = said(source)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(/deep|too long|more than 200 times/)
  })
  test('a program that is cut off or damaged anywhere is refused or run, never a crash', () => {
    const source = `#include <windows.h>
#define EACH(i, n) for (int i = 0; i < (n); ++i)
typedef struct node { struct node *next; union { DWORD d; BYTE b[4]; } u; } NODE;
static const char *names[] = { [1] = "one", "two" };
#if defined(_WIN64) && !defined(NOPE)
int old(a, b) int a; char *b; { return a + b[0]; }
#endif
int main(int argc, char **argv)
{
  NODE n = { 0, { .d = 0x01020304 } }, *p = &n; /* a comment */
  switch (argc) { case 1: EACH(k, 3) p->u.b[k] ^= (BYTE)k; break; default: goto out; }
  do { argc += sizeof(int[]){1, 2}; } while (argc < 9 ? argc++ : 0);
out:
  return printf("%s %lu\\n", names[1], n.u.d), (int)(LONG_PTR)L"x"[0];
}
`
    const pieces = [
      '{',
      '}',
      '(',
      ')',
      ';',
      '"',
      "'",
      '/*',
      '#',
      '\n#if 1\n',
      'int ',
      'struct ',
      '*',
      '[',
      '=',
      '\\'
    ]
    let seed = 1
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
      return (seed >>> 8) % below
    }
    for (let run = 0; run < 250; run++) {
      const at = random(source.length)
      const behind = source.slice(at + random(3))
      const text = source.slice(0, at) + (run % 3 === 0 ? '' : pieces[random(pieces.length)]! + behind)
      const compiled = compile(text, 'noise.c')
      if (!compiled.ok) expect(compiled.diagnostics.length).toBeGreaterThan(0)
    }
  })
})
