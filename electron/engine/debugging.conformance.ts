import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appFolder } from './app-files'
import { createEngine } from './engine'
import { createSimulatorMachine } from './simulator-machine'
import { TestWindow } from './testing-window'
import { createWindowsMachine } from './windows-machine'

const windows = createWindowsMachine({ spareTargets: 1 })
const { available, reason } = await windows.describe()
const engine = createEngine({
  dataFolder: '/nonexistent',
  appFolder: appFolder(),
  version: '0',
  machines: [createSimulatorMachine(), windows]
})
afterAll(() => engine.close())

const program = `#include <windows.h>
typedef struct Node { int value; struct Node *next; } Node;
typedef enum { RED, GREEN } Color;
static int counter;
static int twice(int n)
{
    int result = n * 2;
    counter++;
    return result;
}
int main(void)
{
    MEMORY_BASIC_INFORMATION info;
    Node last = { 2, NULL };
    Node first = { 1, &last };
    Color color = GREEN;
    int big[250];
    int total = 0;
    BYTE *p = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    BYTE *guarded = VirtualAlloc(NULL, 4096, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);
    BYTE *bare = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_NOACCESS);
    last.next = &first;
    for (int i = 0; i < 5; i++) {
        total += twice(i);
        p[i] = (BYTE)total;
        big[i + 100] = total;
    }
    VirtualQuery(p, &info, sizeof info);
    VirtualQuery(guarded, &info, sizeof info);
    return total;
}
`
const always = (line: number): { line: number; condition: null } => ({ line, condition: null })

describe.each(['simulator', 'windows'] as const)('on the %s machine', (machine) => {
  let window: TestWindow
  beforeEach((context) => {
    if (machine === 'windows' && !available) context.skip(reason)
    window = new TestWindow(engine)
  })
  afterEach(() => window.close())

  test('a condition over locals, statics, memory and constants stops where it holds', async () => {
    await window.start(machine, program, [
      { line: 25, condition: 'i == 3 && p[i - 1] == 6 && counter > GREEN' }
    ])
    expect(await window.move('continue')).toMatchObject({ status: 'paused', line: 25, statusText: '' })
    expect(window.variable('i').value).toBe('3')
    expect((await window.move('continue')).status).toBe('ended')
  })

  test('a condition that cannot be evaluated stops and says why; one that makes no sense is told at once', async () => {
    const warnings = await window.start(machine, program, [{ line: 24, condition: 'total = 3' }])
    expect(warnings.join()).toContain('This may only look, not assign: write == to compare.')
    const broken = await window.setBreakpoints([
      { line: 25, condition: '*bare == 1' },
      { line: 8, condition: 'total > 2' },
      { line: 24, condition: 'twice(2)' },
      { line: 24, condition: 'totl > 2' }
    ])
    expect(broken).toEqual([
      { line: 8, message: 'total is not in scope here.' },
      { line: 24, message: 'This may only look: functions are not called here.' },
      { line: 24, message: 'There is no variable or constant totl; did you mean total?' }
    ])
    const stopped = await window.move('continue')
    expect(stopped).toMatchObject({ status: 'paused', line: 25 })
    expect(stopped.statusText).toMatch(
      /^The condition \*bare == 1 of the breakpoint on line 25 has no value: \*bare cannot be read: 0x[0-9a-f]+ is MEM_RESERVE\.$/
    )
  })

  test('looking at a guard page leaves the guard', async () => {
    await window.start(machine, program, [{ line: 24, condition: 'guarded[0] == 0 || 1' }])
    expect((await window.move('continue')).statusText).toContain('PAGE_READWRITE | PAGE_GUARD')
    const memory = {
      id: 'm',
      process: 'A',
      machine: null,
      address: 'guarded',
      offset: -2,
      length: 8
    } as const
    await window.look({ watches: ['*guarded', 'guarded[1] + 1'], memory: [memory], expanded: ['guarded'] })
    expect(window.watch('*guarded')).toMatch(/cannot be read: 0x[0-9a-f]+ is PAGE_READWRITE \| PAGE_GUARD\.$/)
    expect(window.place().memory[0]?.hex.slice(4)).toBe('????????????')
    await window.setBreakpoints([always(30)])
    await window.move('continue')
    await window.look({ expanded: ['info'] })
    expect(window.variable('info.Protect').value).toBe('PAGE_READWRITE | PAGE_GUARD')
    expect(window.variable('info.State').value).toBe('MEM_COMMIT')
    expect(window.variable('info.Type').value).toBe('MEM_PRIVATE')
  })

  test('addresses that no program has are looked at with a sentence, too', async () => {
    await window.start(machine, program)
    const at = (id: string, address: string): object => ({
      ...{ id, process: 'A', machine: null, address, offset: 0, length: 16 }
    })
    const memory = [
      '0',
      '0xfffffffffffff',
      '0xffff800000000000',
      '-1',
      '0x7fffffffffff',
      'info',
      'nothing'
    ].map((address, i) => at(String(i), address))
    const watches = ['*(char *)0x7fffffffffff', '*(int *)0xfffffffffffff', '*(int *)0xffff800000000000']
    const shown: (string | undefined)[] = []
    for (const view of memory) {
      await window.look({ watches, memory: [view as never] })
      shown.push(window.place().memory[0]?.problem || window.place().memory[0]?.hex)
    }
    expect(shown).toEqual([
      '?'.repeat(32),
      'A program has no addresses there.',
      '0xffff800000000000 is no address of a program.',
      '0xffffffffffffffff is no address of a program.',
      'A program has no addresses there.',
      'An address is a pointer or a number, not MEMORY_BASIC_INFORMATION.',
      'There is no variable or constant nothing here.'
    ])
    expect(watches.map((expression) => window.watch(expression))).toEqual(
      watches.map(() => expect.stringMatching(/cannot be read: 0x[0-9a-f]+ is MEM_FREE\.$/))
    )
    expect((await window.move('continue')).status).toBe('ended')
  })

  test('what is looked at while the run starts or is on its way shows when it stands', async () => {
    const started = window.start(machine, program, [{ line: 24, condition: 'i == 4' }])
    const looked = window.lookSoon({ watches: ['sizeof(Node)'] })
    await started
    await looked
    expect(window.watch('sizeof(Node)')).toBe('16 (0x10)')
    const moved = window.move('continue')
    await window.lookSoon({ watches: ['i'] })
    await moved
    await window.settled()
    expect(window.watch('i')).toBe('4')
  })

  test('running to a line goes there once', async () => {
    await window.start(machine, program)
    expect(await window.move('line', { line: 23 })).toMatchObject({ status: 'paused', line: 23 })
    expect(await window.move('line', { line: 25 })).toMatchObject({ status: 'paused', line: 25 })
    expect(window.variable('i').value).toBe('0')
    expect((await window.move('continue')).status).toBe('ended')
  })

  test('stepping back shows watches and memory as they were, and what was not recorded', async () => {
    await window.start(machine, program, [always(25)])
    await window.move('continue')
    const memory = { id: 'm', process: 'A', machine, address: 'p', offset: 0, length: 4 } as const
    await window.look({ watches: ['total', 'p[0] + p[1]'], memory: [memory] })
    expect(window.watch('total')).toBe('0')
    expect(window.place().memory[0]).toMatchObject({
      hex: '00000000',
      problem: '',
      region: 'MEM_COMMIT PAGE_READWRITE MEM_PRIVATE'
    })
    await window.setBreakpoints([])
    for (let i = 0; i < 7; i++) await window.move('over')
    expect([window.now.line, window.watch('total'), window.watch('p[0] + p[1]')]).toEqual([24, '2', '2'])
    const { position } = window.now
    expect(window.place().memory[0]).toMatchObject({ id: 'm', hex: '00020000' })
    await window.move('to', { position: position - 2 })
    expect(window.now.line).toBe(26)
    expect([window.watch('total'), window.watch('p[0] + p[1]')]).toEqual(['2', '2'])
    expect(window.place().memory[0]).toMatchObject({ hex: '00020000', changed: [1] })
    await window.move('back')
    expect([window.now.line, window.place().memory[0]?.hex]).toEqual([25, '00000000'])
    await window.look({ watches: ['counter'], memory: [{ ...memory, offset: 4 }] })
    expect(window.watch('counter')).toBe('not recorded at this step')
    // The simulator keeps its memory at every step, so that what nobody looked at then is seen now.
    expect(window.place().memory[0]).toMatchObject(
      machine === 'simulator' ? { problem: '', hex: '00000000' } : { problem: 'not recorded at this step' }
    )
    await window.move('to', { position })
    expect(window.watch('counter')).toBe('2')
  })

  test('structs, unions, pointers and arrays unfold, with expressions that can be watched', async () => {
    await window.start(machine, program, [always(28)])
    await window.move('continue')
    await window.look({
      expanded: ['first', 'first.next', 'first.next->next', 'big', '*(int (*)[100])&big[100]', 'p', 'color'],
      watches: [
        'first.next->next->value',
        '*(int (*)[100])&big[100]',
        'big[102]',
        '&last',
        'twice',
        'sizeof(Node)'
      ]
    })
    expect(window.variable('first.next->value').value).toBe('2')
    expect(window.variable('first.next->next->value').value).toBe('1')
    expect(window.variable('color').value).toBe('GREEN (1)')
    expect(window.variable('big').children?.map((c) => c.name)).toEqual([
      '[0..99]',
      '[100..199]',
      '[200..249]'
    ])
    expect(window.variable('big[102]').value).toBe('6')
    expect(window.variable('*p').value).toBe('0')
    expect(window.watch('first.next->next->value')).toBe('1')
    expect(window.watch('*(int (*)[100])&big[100]')).toContain('{0, 2, 6, 12, 20, ')
    expect(window.watch('big[102]')).toBe('6')
    expect(window.watch('twice')).toBe('twice')
    expect(window.watch('sizeof(Node)')).toContain('16')
  })

  test('values stand beside the lines that computed them, for each call anew', async () => {
    await window.start(machine, program, [always(9)])
    await window.move('continue')
    expect(window.lineValues()).toEqual(['7 result = 0', '8 counter = 1'])
    await window.move('continue')
    expect(window.lineValues()).toEqual(['7 result = 2', '8 counter = 2'])
    await window.setBreakpoints([])
    await window.move('out')
    await window.move('over')
    expect(window.lineValues()).toContain('24 total = 2')
    await window.move('over')
    expect(window.lineValues()).toContain('25 p[i] = 2')
    await window.move('line', { line: 29 })
    expect(window.lineValues()).toContain('24 total = 20')
    expect(window.lineValues().find((v) => v.startsWith('28 info'))).toContain('BaseAddress = 0x')
  })

  test('changed marks and another frame’s variables', async () => {
    await window.start(machine, program, [always(8)])
    await window.move('continue')
    await window.look({ frames: [{ process: 'A', frame: 1 }], watches: ['total'] })
    expect(window.place()).toMatchObject({
      frame: 1,
      frames: [{ functionName: 'twice' }, { functionName: 'main' }]
    })
    expect([window.variable('total').value, window.watch('total')]).toEqual(['0', '0'])
    await window.move('over')
    expect(window.place().frame).toBe(0)
    expect(window.variable('counter')).toMatchObject({ value: '1', changed: true })
    expect(window.variable('result').changed).toBe(false)
    expect(window.watch('total')).toBe('total is not in scope here.')
  })

  test('each process has its own place, watches and memory', async () => {
    const two = `#include "lab.h"
static int mine;
int main(void)
{
    BYTE *p = VirtualAlloc(NULL, 4096, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    lab_post(0, (ULONG_PTR)p);
    mine = 1;
    lab_switch_to('B');
    mine = 2;
    WriteProcessMemory(lab_process('B'), (void *)lab_fetch(1), "x", 1, NULL);
    return 0;
}
void process_b(void)
{
    int own = 5;
    char *text = VirtualAlloc(NULL, 4096, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    mine = 10;
    own++;
    lab_post(1, (ULONG_PTR)text);
    lab_switch_to('A');
}
`
    await window.start(machine, two, [])
    expect(window.now.places.map((p) => p.letter)).toEqual(['A'])
    const memory = { id: 'm', process: 'B', machine: null, address: 'text', offset: 0, length: 2 } as const
    await window.look({ watches: ['mine', 'own'], memory: [memory] })
    expect(await window.move('line', { line: 9 })).toMatchObject({ turn: 'A', line: 9 })
    expect(window.now.places.map((p) => [p.letter, p.line, p.frames[0]?.functionName])).toEqual([
      ['A', 9, 'main'],
      ['B', 21, 'process_b']
    ])
    expect([window.watch('mine'), window.watch('own')]).toEqual(['1', 'own is not in scope here.'])
    expect([window.watch('mine', 'B'), window.watch('own', 'B')]).toEqual(['10', '6'])
    expect(window.place('B').memory[0]?.hex).toBe('0000')
    expect(window.place('A').memory).toEqual([])
    await window.move('over')
    await window.move('over')
    expect([window.watch('mine'), window.watch('mine', 'B')]).toEqual(['2', '10'])
    expect(window.place('B').memory[0]).toMatchObject({ hex: '7800', changed: [0] })
    await window.move('back')
    expect(window.place('B').memory[0]).toMatchObject({ hex: '0000', changed: [] })
  })

  test('a breakpoint on the first statement of process B stops there, with A still in its switch', async () => {
    const two = `#include "lab.h"
void process_b(void)
{
    int own = 5;
    own++;
}
int main(void)
{
    lab_switch_to('B');
    return 0;
}
`
    await window.start(machine, two, [always(4)])
    expect(await window.move('continue')).toMatchObject({ status: 'paused', turn: 'B', line: 4 })
    expect(await window.move('over')).toMatchObject({ turn: 'B', line: 5 })
    expect((await window.move('continue')).status).toBe('ended')
  })
})
