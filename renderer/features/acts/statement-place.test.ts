import { expect, test } from 'vitest'
import { functionsOf } from './function-text'
import { placeForStatement, type Standing } from './statement-place'

const program = `#include <windows.h>
struct pair { int a; int b; };
static int table[] = { 1, 2 };
int twice(int n)
{
    return n * 2;
}

int main(void)
{
    int sum = 0; // {
    int unused;
    for (int i = 0; i < 3; i++)
    {
        sum += twice(i);
        if (sum > 2)
            sum--;
    }
    CHECK(sum ==
          4);
    return 0;
}

void process_b(void)
{
    Sleep(1);
}
`.split('\n')
const source = program.join('\n')
const lineOf = (text: string): number => program.findIndex((line) => line.includes(text)) + 1
const standing = (
  line: number,
  executed: readonly number[] = [],
  more: Partial<Standing> = {}
): Standing => ({
  letter: 'A',
  frames: [{ functionName: 'main', line }],
  underWay: false,
  executed: new Set(executed),
  ...more
})

test('functions are found with their lines, structures and tables are none', () => {
  expect(
    functionsOf(source).map(({ name, lines }) => [name, lines[0]?.number, lines.at(-1)?.number])
  ).toEqual([
    ['twice', 6, 7],
    ['main', 11, 22],
    ['process_b', 26, 27]
  ])
})

test('a statement goes before the line the program stands at', () => {
  expect(placeForStatement(source, standing(lineOf('int sum')))).toEqual({
    ...{ line: lineOf('int sum'), indent: '    ', exact: true, frame: 0, note: '' }
  })
})

test('in a loop whose body has not been executed it goes before the line, with a word on the later rounds', () => {
  const place = placeForStatement(
    source,
    standing(lineOf('sum += twice'), [lineOf('int sum'), lineOf('for (')])
  )
  expect(place).toMatchObject({ line: lineOf('sum += twice'), indent: '        ', exact: true })
  expect(place).toHaveProperty('note', 'It goes into a loop: each later round will execute it again.')
})

test('where the line was executed before, it goes to the next place that was not', () => {
  const executed = ['int sum', 'for (', 'sum += twice', 'if (sum'].map(lineOf)
  const place = placeForStatement(source, standing(lineOf('sum += twice'), executed))
  expect(place).toMatchObject({ line: lineOf('CHECK(sum'), indent: '    ', exact: false })
  expect((place as { note: string }).note).toContain('was executed already')
})

test('the body of an if without braces is no place for a statement', () => {
  expect(placeForStatement(source, standing(lineOf('sum--'), [lineOf('if (sum')]))).toMatchObject({
    ...{ line: lineOf('CHECK(sum'), exact: false }
  })
})

test('in a function that was called before, it goes behind the call', () => {
  const frames = [
    { functionName: 'twice', line: lineOf('return n') },
    { functionName: 'main', line: lineOf('sum += twice') }
  ]
  const executed = ['return n', 'int sum', 'for (', 'sum += twice', 'if (sum'].map(lineOf)
  expect(placeForStatement(source, standing(0, executed, { frames }))).toMatchObject({
    ...{ line: lineOf('CHECK(sum'), exact: false }
  })
})

test('a statement under way is not put before', () => {
  expect(placeForStatement(source, standing(lineOf('CHECK(sum'), [], { underWay: true }))).toMatchObject({
    ...{ line: lineOf('return 0'), exact: false }
  })
})

test('when the process is over, it goes to the end of its function', () => {
  expect(placeForStatement(source, standing(0, [], { frames: [] }))).toMatchObject({
    line: lineOf('return 0')
  })
  expect(placeForStatement(source, standing(0, [], { frames: [], letter: 'B' }))).toMatchObject({
    ...{ line: lineOf('Sleep(1)') + 1, indent: '    ' }
  })
})

test('a process without a function, and a text without main, have no place', () => {
  expect(placeForStatement(source, standing(0, [], { frames: [], letter: 'C' }))).toMatch(
    /no function process_c/
  )
  expect(placeForStatement('int x;\n', standing(0, [], { frames: [] }))).toMatch(/no main/)
})

test('when all later lines were executed, it says so', () => {
  const loop = 'int main(void)\n{\n    while (1)\n    {\n        Sleep(1);\n        Sleep(2);\n    }\n}\n'
  const place = placeForStatement(loop, standing(5, [3, 5, 6]))
  expect(place).toMatchObject({ line: 8 })
  const inner = 'void f(void)\n{\n    Sleep(1);\n}\n'
  const frames = [
    { functionName: 'f', line: 3 },
    { functionName: 'gone', line: 99 }
  ]
  expect(placeForStatement(inner, standing(0, [3], { frames }))).toMatch(/executed already/)
})
