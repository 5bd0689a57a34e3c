import { describe, expect, it } from 'vitest'
import { blankedText } from './blanked-text'
import { callAt, memberAccess, ownPrototype, structureOfExpression, typeOfVariable } from './program-text'

/** The text without its mark `|`, and where the mark stood. */
function marked(text: string): [string, number] {
  const at = text.indexOf('|')
  return [blankedText(text.replace('|', '')), at]
}

describe('blanking', () => {
  it('takes comments, strings and characters away and keeps every place', () => {
    const text = 'a(/* x, */ "b, \\" c", \',\'); // d(\ne'
    const blanked = blankedText(text)
    expect(blanked).toHaveLength(text.length)
    expect(blanked.replace(/ +/g, ' ')).toBe('a( , ); \ne')
  })

  it('ends an unfinished string with its line', () => {
    expect(blankedText('puts("abc\nint x;')).toContain('int x;')
  })
})

describe('the call around a place', () => {
  it.each([
    ['VirtualAlloc(~', 'VirtualAlloc', 0],
    ['VirtualAlloc(NULL, 4096, MEM_COMMIT | MEM_RESERVE, ~', 'VirtualAlloc', 3],
    ['VirtualAlloc(NULL, size(1, 2), ~)', 'VirtualAlloc', 2],
    ['VirtualAlloc(NULL, size(1, ~), 3)', 'size', 1],
    ['f(a[g(1, 2)], "x, y", ~', 'f', 2],
    ['if (VirtualFree(p, 0, ~', 'VirtualFree', 2],
    ['f(\n  1,\n  ~', 'f', 1],
    ['f((DWORD)x, ~', 'f', 1]
  ])('%s', (text, name, argument) => {
    const at = text.indexOf('~')
    const call = callAt(blankedText(text.replace('~', ' ')), at)
    expect(call).toMatchObject({ name, argument })
  })

  it('is none outside of parentheses and after a statement', () => {
    expect(callAt('f(1); ', 6)).toBeNull()
    expect(callAt('{ x = 1', 7)).toBeNull()
  })
})

describe('types and fields', () => {
  const program = `typedef struct { int count; SYSTEM_INFO system; } Mine;
int main(void) {
  MEMORY_BASIC_INFORMATION mbi, *list;
  LPSYSTEM_INFO info = 0;
  Mine mine = { 0 };
  const DWORD old = 0;
  `

  it.each([
    ['mbi', 'MEMORY_BASIC_INFORMATION'],
    ['list', 'MEMORY_BASIC_INFORMATION'],
    ['info', 'LPSYSTEM_INFO'],
    ['mine', 'Mine'],
    ['old', 'DWORD'],
    ['nothing', null]
  ])('%s is a %s', (name, type) => {
    expect(typeOfVariable(program, name, program.length)).toBe(type)
  })

  it.each([
    ['mbi', 'MEMORY_BASIC_INFORMATION'],
    ['list[2]', 'MEMORY_BASIC_INFORMATION'],
    ['info', 'SYSTEM_INFO'],
    ['mine', 'Mine'],
    ['mine.system', 'SYSTEM_INFO'],
    ['mine.count', undefined],
    ['old', undefined]
  ])('the fields of %s are those of %s', (expression, name) => {
    expect(structureOfExpression(program, expression, program.length)?.name).toBe(name)
  })

  it('finds the expression before a field', () => {
    expect(memberAccess(...marked('x = list[i].Region.|'))).toMatchObject({ expression: 'list[i].Region' })
    expect(memberAccess(...marked('p->Sta|'))).toMatchObject({ expression: 'p', from: 3 })
    expect(memberAccess(...marked('x = 1|'))).toBeNull()
  })

  it("reads a function's own prototype", () => {
    const text = 'static void show(const char *what, SIZE_T size)\n{\n}\nint main(void) { show("a", 1); }'
    expect(ownPrototype(text, 'show')?.params).toEqual([
      { name: 'what', type: 'const char *' },
      { name: 'size', type: 'SIZE_T' }
    ])
    expect(ownPrototype(text, 'hide')).toBeNull()
  })
})
