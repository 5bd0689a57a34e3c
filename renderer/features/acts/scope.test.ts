import { expect, test } from 'vitest'
import type { ShownVariable } from '../../../shared/contract/step'
import { pointerFromText, sectionsIn, variablesAt } from './scope'

const variable = (name: string, type = 'char *', value = '0x20000'): ShownVariable => ({
  ...{ name, expression: name, type, value, address: 0x61000 },
  ...{ unfolds: false, children: null, changed: false }
})
const program = `#include <windows.h>
static char *shared;
static int twice(char *q) { char *own = q; return own != 0; }
void touch(char *q)
{
    char *inner = q;
    *inner = 1;
}
int main(void)
{
    char *p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);
    char *moved = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);
    shared = (char *)MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    for (int i = 0; i < 2; i++)
    {
        char *each = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);
    }
    moved++;
    touch(p);
    return 0;
}
`
const lineOf = (text: string): number => program.split('\n').findIndex((line) => line.includes(text)) + 1
const pointer = (text: string, at: string): ShownVariable | null =>
  pointerFromText(program, { line: lineOf(text), base: 0x50000, at: lineOf(at) })

test('in the frame that is shown all its variables can be named, elsewhere only those outside of functions', () => {
  const frames = [
    { functionName: 'touch', line: lineOf('*inner') },
    { functionName: 'main', line: lineOf('touch(p)') }
  ]
  const shown = { frame: 0, frames, variables: ['shared', 'inner', 'q', 'own'].map((name) => variable(name)) }
  const names = (frame: number | null): string[] =>
    variablesAt(program, shown, { frame }).map(({ name }) => name)
  expect(names(0)).toEqual(['shared', 'inner', 'q', 'own'])
  expect(names(1)).toEqual(['shared'])
  expect(names(null)).toEqual(['shared'])
})

test('of a process that ended in its own function, its variables can be named at its end', () => {
  const frames = [{ functionName: 'main', line: lineOf('moved++') }]
  expect(
    variablesAt(program, { frame: 0, frames, variables: [variable('p')] }, { frame: null })
  ).toHaveLength(1)
})

test('a pointer that is put in once holds its allocation to the end', () => {
  expect(pointer('char *p', 'moved++')).toMatchObject({
    expression: 'p',
    type: 'char *',
    value: '0x50000'
  })
  expect(pointer('shared = (', 'touch(p)')).toMatchObject({ expression: 'shared', type: 'char *' })
})

test('a pointer that changes, one of a loop, and one of another function are not relied on', () => {
  expect(pointer('char *moved', 'touch(p)')).toBeNull()
  expect(pointer('char *each', 'touch(p)')).toBeNull()
  expect(pointer('char *p', '*inner')).toBeNull()
  expect(pointer('shared = (', '*inner')).toMatchObject({ expression: 'shared' })
})

test('handles that the text puts a section into are offered, as long as they hold one', () => {
  const text = 'HANDLE s = CreateFileMappingA(0); h = OpenFileMappingW(1); HANDLE file = CreateFileA("=");'
  const handles = [
    variable('s', 'HANDLE', '0x40'),
    variable('h', 'HANDLE', 'NULL'),
    variable('file', 'HANDLE', '0x44')
  ]
  expect(sectionsIn(text, handles)).toEqual(['s'])
})
