import { expect, test } from 'vitest'
import { compile, expressionMeaning } from '.'

const source = `#include <windows.h>
MEMORY_BASIC_INFORMATION info;
int helper(int n) { char *own = NULL; return n + (own == NULL); }
int main(void)
{
    char text[8] = "hi";
    const char *p = text;
    double real = 1.5;
    HANDLE handle = NULL;
    int table[2][2] = { { 1, 2 }, { 3, 4 } };
    return helper(table[1][0]) + (int)real + p[0] + (handle == NULL);
}
`
const compiled = compile(source, 'a.c')
if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message)
const { program } = compiled

test.each([
  ['table[1][0]', 'integer'],
  ['info.RegionSize', 'integer'],
  ['info.BaseAddress', 'pointer'],
  ['&info', 'pointer'],
  ['table', 'pointer'],
  ['handle', 'pointer'],
  ['text', 'text'],
  ['p', 'text'],
  ['real', 'real'],
  ['n', 'integer']
])('%s means %s', (text, kind) => {
  expect(expressionMeaning(program, text, ['main'])).toEqual({ kind })
})

test.each([
  ['info', 'MEMORY_BASIC_INFORMATION is a structure: name one of its members.'],
  ['helper(1)', 'This may only look: functions are not called here.'],
  ['nothing', 'There is no variable or constant nothing here.']
])('%s means nothing: %s', (text, message) => {
  expect(expressionMeaning(program, text, ['main'])).toEqual({ kind: 'problem', message })
})
