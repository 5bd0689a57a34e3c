import { describe, expect, it } from 'vitest'
import { defaultMachineSettings } from '../../../shared/contract/machine-settings'
import type { LabState } from '../../../shared/labs/language'
import { types } from '../../../shared/labs/language'
import { createSimulatorMachine } from '../simulator-machine'
import { runForLab } from './lab-run'
import { labState } from './run-state'

async function stateOf(
  source: string,
  marks: Record<string, number>,
  names: readonly string[]
): Promise<LabState> {
  const wanted = {
    visits: new Map(Object.entries(marks)),
    watches: new Set(names.map((name) => `(long long)(${name})`)),
    live: false
  }
  const running = await runForLab(
    createSimulatorMachine(),
    { source, fileName: 'a.c', settings: defaultMachineSettings },
    wanted
  )
  if (!running.ok) throw new Error(running.reason)
  return labState(running.run)
}

const value = (state: LabState, when: 'before' | 'after', mark: string, name: string, visit = 1): number =>
  state.at({ when, mark, visit }).c(state.at({ when, mark, visit }).process, name, types.cNumber) as number

describe('a run for a lab', () => {
  it('stands before and after a marked line, each time it is executed', async () => {
    const state = await stateOf(
      'int main(void)\n{\n    int sum = 0;\n    for (int i = 1; i <= 3; i++)\n        sum += i; // @add\n    return 0;\n}\n',
      { add: 2 },
      ['sum']
    )
    expect([value(state, 'before', 'add', 'sum'), value(state, 'after', 'add', 'sum')]).toEqual([0, 1])
    expect([value(state, 'before', 'add', 'sum', 2), value(state, 'after', 'add', 'sum', 2)]).toEqual([1, 3])
    expect(state.at({ when: 'end' }).c('A', 'sum', types.cNumber)).toBe(6)
  })

  it('is after a line when what that line called has returned, whatever was marked in there', async () => {
    const state = await stateOf(
      'int depth = 0;\nint down(int n)\n{\n    depth++; // @in\n    if (n > 0) return down(n - 1);\n    return depth;\n}\nint main(void)\n{\n    int got = 0;\n    got = down(3); // @call\n    return got;\n}\n',
      { in: 4, call: 1 },
      ['depth', 'got']
    )
    expect([1, 2, 3, 4].map((visit) => value(state, 'after', 'in', 'depth', visit))).toEqual([1, 2, 3, 4])
    expect(value(state, 'before', 'call', 'depth')).toBe(0)
    expect(value(state, 'after', 'call', 'got')).toBe(4)
    expect(state.at({ when: 'end' }).exitCode).toBe(4)
  })

  it('follows processes through each other’s turns', async () => {
    const state = await stateOf(
      "#define LAB_PROCESS_B\n#include \"lab.h\"\nint process_b(void)\n{\n    int b = 1;\n    b = 2; // @b\n    lab_switch_to('A');\n    b = 3; // @again\n    return 0;\n}\nint main(void)\n{\n    int a = 1;\n    lab_switch_to('B'); // @switch\n    a = 2; // @back\n    lab_switch_to('B');\n    return 0;\n}\n",
      { b: 1, again: 1, switch: 1, back: 1 },
      ['a', 'b']
    )
    const at = (when: 'before' | 'after', mark: string): readonly [string, number] => {
      const moment = state.at({ when, mark, visit: 1 })
      return [moment.process, moment.c(moment.process, moment.process.toLowerCase(), types.cNumber) as number]
    }
    expect(at('before', 'switch')).toEqual(['A', 1])
    expect([at('before', 'b'), at('after', 'b')]).toEqual([
      ['B', 1],
      ['B', 2]
    ])
    expect(state.at({ when: 'after', mark: 'switch', visit: 1 }).c('B', 'b', types.cNumber)).toBe(2)
    expect([at('before', 'back'), at('after', 'back')]).toEqual([
      ['A', 1],
      ['A', 2]
    ])
    expect(at('after', 'again')).toEqual(['B', 3])
    // B's function is over at the end: its last value counts.
    expect(state.at({ when: 'end' }).c('B', 'b', types.cNumber)).toBe(3)
  })

  it('keeps what a moment was when a process joins it before anything else is told', async () => {
    const state = await stateOf(
      `#define LAB_PROCESS_B
#include "lab.h"
int process_b(void)
{
    int b = 1; // @first
    return b;
}
int main(void)
{
    char *p = VirtualAlloc(NULL, 8192, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    p[0] = 1; // @one
    p[4096] = 2;
    lab_switch_to('B'); // @switch
    return 0; // @end
}
`,
      { one: 1, first: 1, end: 1 },
      ['p']
    )
    const resident = (when: 'before' | 'after', mark: string): number => {
      const moment = state.at({ when, mark, visit: 1 })
      const base = moment.c('A', 'p', types.address) as number
      return moment.pages('A', base, 8192).filter((page) => page.resident).length
    }
    expect([resident('before', 'one'), resident('after', 'one'), resident('before', 'end')]).toEqual([
      0, 1, 2
    ])
  })

  it('stands at a mark on the first statement of a process', async () => {
    const state = await stateOf(
      `#define LAB_PROCESS_B
#include "lab.h"
int process_b(void)
{
    int b = 1; // @first
    b = 2;
    return b;
}
int main(void)
{
    int a = 1;
    lab_switch_to('B'); // @switch
    return a; // @end
}
`,
      { first: 1, switch: 1 },
      ['b']
    )
    const before = state.at({ when: 'before', mark: 'first', visit: 1 })
    expect(before.process).toBe('B')
    expect(value(state, 'after', 'first', 'b')).toBe(1)
    expect(state.at({ when: 'before', mark: 'switch', visit: 1 }).process).toBe('A')
    expect(() => state.at({ when: 'before', mark: 'switch', visit: 1 }).regions('B')).toThrow(
      'Process B has not begun before @switch.'
    )
    // Where the function is over, what its variables held when it returned counts.
    expect(state.at({ when: 'after', mark: 'switch', visit: 1 }).c('B', 'b', types.cNumber)).toBe(2)
    expect(state.at({ when: 'end' }).c('B', 'b', types.cNumber)).toBe(2)
  })

  it('keeps the last value of a function’s variable, and the text it led to', async () => {
    const source = `#include "lab.h"
void hidden(char *view)
{
    char last[8] = "first";
    last[0] = 'w';
    if (view[0] == 0) return;
    view[0] = 0;
    return;
}
int main(void)
{
    char buffer[8] = "hello";
    hidden(buffer);
    int done = 1; // @done
    return done;
}
`
    const running = await runForLab(
      createSimulatorMachine(),
      { source, fileName: 'a.c', settings: defaultMachineSettings },
      { visits: new Map([['done', 1]]), watches: new Set(['last']), live: false }
    )
    if (!running.ok) throw new Error(running.reason)
    const state = labState(running.run)
    expect(state.at({ when: 'after', mark: 'done', visit: 1 }).c('A', 'last', types.text)).toBe('wirst')
  })

  it('counts where the program died as after that line', async () => {
    const state = await stateOf(
      'int main(void)\n{\n    int *p = 0;\n    int before = 5;\n    *p = 1; // @die\n    return 0;\n}\n',
      { die: 1 },
      ['before']
    )
    const moment = state.at({ when: 'after', mark: 'die', visit: 1 })
    expect(moment.died).toBe(true)
    expect(moment.faults()).toMatchObject([{ code: 0xc0000005, access: 'write', address: 0 }])
    expect(value(state, 'before', 'die', 'before')).toBe(5)
    expect(() => state.at({ when: 'after', mark: 'die', visit: 2 })).toThrow(
      /The program did not come to the moment after @die#2: the program died of EXCEPTION_ACCESS_VIOLATION/
    )
  })

  it('tells of exceptions that a handler of the program took', async () => {
    const source =
      '#include <windows.h>\nint main(void)\n{\n    int took = 0;\n    __try { *(volatile int *)64 = 1; } __except (EXCEPTION_EXECUTE_HANDLER) { took = 1; }\n    took = took; // @done\n    return 0;\n}\n'
    const state = await stateOf(source, { done: 1 }, ['took'])
    expect(state.at({ when: 'before', mark: 'done', visit: 1 }).faults()).toMatchObject([
      { access: 'write', address: 64 }
    ])
  })

  it('tells of exceptions that probes met, and of none where they met none', async () => {
    const source =
      '#include "lab.h"\nint main(void)\n{\n    int local = 1;\n    probe_read(&local); // @fine\n    probe_write((void *)64, 1); // @met\n    return 0;\n}\n'
    const state = await stateOf(source, { fine: 1, met: 1 }, [])
    const after = (mark: string): unknown => state.at({ when: 'after', mark, visit: 1 }).faults()
    expect(after('fine')).toEqual([])
    expect(after('met')).toMatchObject([{ access: 'write', address: 64 }])
  })

  it('passes a mark that is asked for once without stopping there each time', async () => {
    const source =
      'int main(void)\n{\n    int n = 0;\n    for (int i = 0; i < 200000; i++)\n        n++; // @often\n    return 0;\n}\n'
    const state = await stateOf(source, { often: 1 }, ['n'])
    expect(state.at({ when: 'end' }).c('A', 'n', types.cNumber)).toBe(200000)
  })

  it('of a program that goes on for ever is none, and says so', async () => {
    const source = 'int main(void)\n{\n    int x = 1;\n    for (;;) x++; // @loop\n    return 0;\n}\n'
    const running = await runForLab(
      createSimulatorMachine(),
      { source, fileName: 'a.c', settings: defaultMachineSettings },
      { visits: new Map([['loop', 1]]), watches: new Set(), live: false, limitMs: 200 }
    )
    expect(running).toMatchObject({
      ok: false,
      reason:
        'a.c does not come to its end: it was stopped after 0.2 s. Does a loop or a wait in it go on for ever?'
    })
  })
})
