import { expect, test } from 'vitest'
import { freshName, putIn } from './put-in'

const source = '// about\n#include <windows.h>\n\nint main(void)\n{\n    return 0;\n}\n'

test('statements stand before the line, indented as their neighbours', () => {
  const put = putIn(source, { line: 6, indent: '    ' }, ['f();', 'g();'])
  expect(put.source.split('\n').slice(4, 9)).toEqual(['{', '    f();', '    g();', '    return 0;', '}'])
  expect([put.line, put.count, put.inserted]).toEqual([6, 2, [{ line: 6, count: 2 }]])
})

test('a text without a header of Windows gets it, and the lines move', () => {
  const bare = '// about\nint main(void)\n{\n    return 0;\n}\n'
  const put = putIn(bare, { line: 4, indent: '    ' }, ['f();'])
  expect(put.source.split('\n').slice(0, 3)).toEqual(['// about', '#include <windows.h>', 'int main(void)'])
  expect([put.line, put.inserted]).toEqual([
    5,
    [
      { line: 2, count: 1 },
      { line: 4, count: 1 }
    ]
  ])
})

test('lab.h has windows.h; another header comes behind', () => {
  const lab = source.replace('<windows.h>', '"lab.h"')
  expect(putIn(lab, { line: 6, indent: '' }, ['f();']).source).not.toContain('windows.h')
  expect(putIn(lab, { line: 6, indent: '' }, ['f();'], ['psapi.h']).source).toContain(
    '#include "lab.h"\n#include <psapi.h>\n'
  )
})

test('a name is one that the program does not have', () => {
  expect(freshName(source, 'region')).toBe('region1')
  expect(freshName('char *region1, *region2; // region3', 'region')).toBe('region3')
})
