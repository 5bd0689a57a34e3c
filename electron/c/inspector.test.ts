import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Region } from '../../shared/contract/observation'
import { compile, Conditions, Execution, Inspector } from '.'
import { FlatProcess } from './testing/flat-process'

const lab = { switchTo: () => undefined, fetch: () => 0n, post: () => undefined, processId: () => undefined }
const events = { output: () => undefined, call: () => undefined, check: () => undefined }

const source = `#include <windows.h>
#define LIMIT (2 * 21)
#define NEXT(n) ((n)->next)
typedef enum { RED, GREEN = 5 } Color;
typedef union { DWORD whole; BYTE bytes[4]; } Parts;
typedef struct Node { int value; struct Node *next; unsigned low : 3; int high : 5; Parts parts; } Node;
static long long huge = 0x7fffffffffffffff;
static unsigned char small = 250;
int add(int a, int b) { static int calls; calls++; return a + b; }
int main(void)
{
    enum { INNER = 9 };
    Node node = { 7, NULL, 5, -3, { 0x01020304 } };
    Node *p = &node;
    Color color = GREEN;
    BOOL yes = TRUE;
    HANDLE none = INVALID_HANDLE_VALUE;
    int (*f)(int, int) = add;
    char text[6] = "hello";
    WCHAR wide[4] = L"wid";
    char *q = text;
    double half = 0.5;
    int numbers[3] = { 1, -2, 3 };
    int minus = -1;
    int lots[12345];
    struct { int x; } unnamed[200];
    node.next = &node;
    lots[12344] = 1;
    return add(minus, 2) + numbers[1];
}
`

function standing(line: number): { execution: Execution; inspector: Inspector; at: (next: number) => void } {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
  const process = new FlatProcess()
  const execution = new Execution(compiled.program, process, lab, events, 'A')
  const inspector = new Inspector(compiled.program, process, execution, () => [] as Region[])
  const at = (next: number): void => {
    const limits = { maximumInstructions: 1e6, stopAfterCall: false }
    execution.run({ mode: 'continue', breakpoints: new Set([next]), ...limits })
  }
  at(line)
  return { execution, inspector, at }
}

/** A watch's value, or why it has none. */
function watch(inspector: Inspector, expression: string): string {
  inspector.setLook({ watches: [expression], expanded: [] })
  const shown = inspector.seeFrame(0).watches[0]!
  return 'variable' in shown ? shown.variable.value : shown.problem
}

describe('an expression that is looked at', () => {
  const { inspector } = standing(29)
  test.each([
    ['node.value * 6 == LIMIT', '1'],
    ['NEXT(p)->value', '7'],
    ['p->next->next->low + p->high', '2'],
    ['node.parts.bytes[1]', '3'],
    ['huge + 1 < 0', '1'],
    ['(unsigned char)(small + 10)', '4'],
    ['minus > 1u', '1'],
    ['-1 >> 1', '-1'],
    ['(DWORD)minus >> 28', '15 (0xf)'],
    ['half * 3', '1.5'],
    ['(int)(half * 3)', '1'],
    ['!p || p->value == 7 ? INNER : RED', '9'],
    ['&numbers[2] - numbers', '2'],
    ['*(numbers + 1)', '-2'],
    ['~0x0full & 0xff', '240 (0xf0)'],
    ['sizeof node + sizeof(int[10])', '64 (0x40)'],
    ['PAGE_READWRITE | PAGE_GUARD', '260'],
    ['color', 'GREEN (5)'],
    ['yes', 'TRUE'],
    ['none', 'INVALID_HANDLE_VALUE'],
    ['f', 'add'],
    ['add', 'add'],
    ['f == add', '1'],
    ['text', '"hello"'],
    ['wide', '"wid"'],
    ["q[0] == 'h'", '1'],
    ['(color == GREEN ? node : *p).value', '7'],
    ['lots[12344]', '1']
  ])('%s is %s', (expression, value) => {
    expect(watch(inspector, expression)).toBe(value)
  })

  test.each([
    ['minus = 1', 'This may only look, not assign: write == to compare.'],
    ['node.value++', 'This may only look: ++, -- and assignments would change the program.'],
    ['add(1, 2)', 'This may only look: functions are not called here.'],
    ['sizeof(add(1, 2)) + f(1, 2)', 'This may only look: functions are not called here.'],
    ['calls', 'calls is not in scope here.'],
    ['a + 1', 'a is not in scope here.'],
    ['numbrs[0]', 'There is no variable or constant numbrs; did you mean numbers?'],
    ['node.valu', 'Node has no member valu; did you mean value?'],
    ['1 2', '2 does not belong behind this expression.'],
    ['', 'There is no expression.'],
    ['node.value / (minus + 1)', 'This divides by zero.'],
    ['*(int *)16', '*(int *)16 cannot be read: 0x10 is MEM_FREE.'],
    ['p->value + ((Node *)64)->value', '((Node *)64)->value cannot be read: 0x40 is MEM_FREE.'],
    [
      '*(char *)0xffffffffffffffff',
      '*(char *)0xffffffffffffffff cannot be read: 0xffffffffffffffff is MEM_FREE.'
    ]
  ])('%s has no value: %s', (expression, problem) => {
    expect(watch(inspector, expression)).toBe(problem)
  })

  test('whatever is written there, the answer is a value or a sentence', () => {
    const words =
      'node . -> p * & ( ) [ ] + - == && ? : 1 0x10 "s" \'c\' sizeof int , = huge half text { } ; # if LIMIT NEXT'
    const written = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 12 }).map((w) => w.join(' '))
    fc.assert(
      fc.property(fc.oneof(written, fc.string()), (expression) => {
        expect(typeof watch(inspector, expression)).toBe('string')
      }),
      { numRuns: 600 }
    )
  })
})

describe('what unfolds', () => {
  const { inspector } = standing(29)
  const children = (root: string, ...expanded: string[]): string[] => {
    inspector.setLook({ watches: [], expanded: [root, ...expanded] })
    const find = (among: readonly { expression: string; children: readonly never[] | null }[]): unknown =>
      among.find((v) => v.expression === root) ?? among.map((v) => find(v.children ?? [])).find(Boolean)
    const found = find(inspector.seeFrame(0).variables as never) as { children: { expression: string }[] }
    return found.children.map((child) => child.expression)
  }
  test('members, through a pointer and in a ring', () => {
    expect(children('node')).toEqual(['node.value', 'node.next', 'node.low', 'node.high', 'node.parts'])
    expect(children('node.next->next', 'node', 'node.next')).toContain('node.next->next->value')
    expect(children('q')).toEqual(['*q'])
  })
  test('elements, in groups of a hundred where there are more', () => {
    expect(children('numbers')).toEqual(['numbers[0]', 'numbers[1]', 'numbers[2]'])
    expect(children('lots')).toHaveLength(2)
    const group = '*(int (*)[2345])&lots[10000]'
    expect(children(group, 'lots').at(-1)).toBe('*(int (*)[45])&lots[12300]')
    expect(children('*(int (*)[45])&lots[12300]', group, 'lots').at(-1)).toBe('lots[12344]')
    expect(children('unnamed')).toEqual(['&unnamed[0]', '&unnamed[100]'])
  })
  test('every expression that is offered can be watched', () => {
    const offered: string[] = []
    inspector.setLook({
      watches: [],
      expanded: ['node', 'p', 'node.parts', 'lots', 'q', 'numbers', 'unnamed', 'text']
    })
    const collect = (among: readonly { expression: string; children: unknown }[]): void => {
      for (const v of among) {
        offered.push(v.expression)
        collect((v.children as never) ?? [])
      }
    }
    collect(inspector.seeFrame(0).variables)
    expect(offered.length).toBeGreaterThan(30)
    for (const expression of offered) expect(watch(inspector, expression)).not.toMatch(/\.$/)
  })
})

test('what has not changed is the very same object at the next step', () => {
  const { inspector, at } = standing(27)
  inspector.afterStep()
  const before = inspector.afterStep().variables
  at(29)
  const after = inspector.afterStep().variables
  const byName = (of: typeof before, name: string): unknown => of.find((v) => v.name === name)
  expect(byName(after, 'numbers')).toBe(byName(before, 'numbers'))
  expect(byName(after, 'node')).toMatchObject({ changed: true })
})

test('conditions know the scope of their line, and stop where they hold', () => {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error('It does not compile.')
  const conditions = new Conditions(compiled.program, [
    { line: 9, condition: 'a > b' },
    { line: 9, condition: 'minus > 0' },
    { line: 12, condition: 'node' },
    { line: 11, condition: null },
    { line: 99, condition: null }
  ])
  expect(conditions.problems).toEqual([
    { line: 9, message: 'minus is not in scope here.' },
    { line: 12, message: 'A condition is a number or a pointer, not Node.' }
  ])
  expect([...conditions.lines]).toEqual([9, 13])
})
