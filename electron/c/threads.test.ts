import { expect, test } from 'vitest'
import type { ShownVariable } from '../../shared/contract/step'
import { Simulator } from '../simulator'
import { compile, Execution, Inspector, type Pause, type RunLimits } from '.'

const lab = {
  switchTo: () => undefined,
  fetch: () => 0n,
  post: () => undefined,
  processId: () => undefined
}

/** A program on the simulated machine, ready to be run bit by bit. */
function start(source: string): {
  execution: Execution
  output: () => string
  run: (mode: RunLimits['mode'], breakpoints?: number[]) => Pause
  variables: () => readonly ShownVariable[]
} {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\n'))
  let output = ''
  const events = {
    output: (text: string) => void (output += text),
    call: () => undefined,
    check: () => undefined
  }
  const process = new Simulator({ seed: 1 }).createProcess('A')
  const execution = new Execution(compiled.program, process, lab, events, 'A')
  return {
    execution,
    output: () => output,
    variables: () => new Inspector(compiled.program, process, execution, () => []).seeFrame(0).variables,
    run: (mode, breakpoints = []) => {
      const limits = {
        mode,
        breakpoints: new Set(breakpoints),
        maximumInstructions: 10_000,
        stopAfterCall: false
      }
      for (let slices = 0; slices < 2000; slices++) {
        const pause = execution.run(limits)
        if (pause.reason !== 'slice') return pause
      }
      throw new Error('The program does not come to an end.')
    }
  }
}

const twoThreads = `#include <windows.h>
#include <stdio.h>
static HANDLE go;
static DWORD WINAPI other(LPVOID p) {
  int own = 5;
  WaitForSingleObject(go, INFINITE);
  own++;
  printf("other %d\\n", own);
  return own;
}
int main(void) {
  DWORD code;
  HANDLE t;
  go = CreateEventA(NULL, FALSE, FALSE, NULL);
  t = CreateThread(NULL, 0, other, NULL, 0, NULL);
  Sleep(10);
  SetEvent(go);
  WaitForSingleObject(t, INFINITE);
  GetExitCodeThread(t, &code);
  printf("code %lu\\n", code);
  return 0;
}`

test('threads take turns where one waits', () => {
  const { run, output } = start(twoThreads)
  expect(run('continue')).toEqual({ reason: 'ended', exitCode: 0 })
  expect(output()).toBe('other 6\ncode 6\n')
})

test('stepping over a call that waits stays in its thread while others run', () => {
  const { run, execution, output } = start(twoThreads)
  const lines: number[] = []
  for (let i = 0; i < 8; i++) {
    lines.push(execution.line)
    run('over')
  }
  expect(lines).toEqual([14, 15, 16, 17, 18, 19, 20, 21])
  expect(output()).toContain('other 6')
})

test('stepping into lands in the other thread when the one that is stepped waits', () => {
  const { run, execution } = start(twoThreads)
  while (execution.line < 16) run('into')
  run('into')
  expect(execution.frames()[0]!.functionName).toBe('other')
  expect(execution.line).toBe(5)
  expect(execution.threads().map(({ functionName, line, state }) => ({ functionName, line, state }))).toEqual(
    [
      { functionName: 'main', line: 16, state: 'waiting' },
      { functionName: 'other', line: 5, state: 'current' }
    ]
  )
})

test('a breakpoint stops in whichever thread comes there', () => {
  const { run, execution, variables } = start(twoThreads)
  expect(run('continue', [7])).toEqual({ reason: 'breakpoint' })
  expect(execution.frames()[0]).toEqual({ functionName: 'other', line: 7 })
  expect(variables().find((v) => v.name === 'own')?.value).toBe('5')
  expect(run('continue', [7])).toEqual({ reason: 'ended', exitCode: 0 })
  expect(execution.threads().every((t) => t.state === 'ended' && t.line === null)).toBe(true)
})

test('threads that wait for each other are a deadlock, told with who waits where', () => {
  const { run } = start(`#include <windows.h>
static CRITICAL_SECTION one, two;
static DWORD WINAPI other(LPVOID p) {
  EnterCriticalSection(&two);
  Sleep(10);
  EnterCriticalSection(&one);
  return 0;
}
int main(void) {
  InitializeCriticalSection(&one);
  InitializeCriticalSection(&two);
  EnterCriticalSection(&one);
  CreateThread(NULL, 0, other, NULL, 0, NULL);
  Sleep(5);
  EnterCriticalSection(&two);
  return 0;
}`)
  const pause = run('continue')
  expect(pause.reason).toBe('deadlock')
  expect(pause).toHaveProperty(
    'text',
    expect.stringMatching(/^Deadlock: All 2 threads wait .*EnterCriticalSection \(line 15\).*\(line 6\)/)
  )
  expect(run('continue').reason).toBe('deadlock')
})

test('a wait for ever of the only thread is a deadlock', () => {
  const { run } = start('#include <windows.h>\nint main(void) {\n  Sleep(INFINITE);\n  return 0;\n}')
  expect(run('continue')).toMatchObject({
    reason: 'deadlock',
    text: expect.stringContaining('Sleep (line 3)')
  })
})

test('returning from main ends every thread, ExitThread in main only its own', () => {
  const program = (end: string): string => `#include <windows.h>
#include <stdio.h>
static DWORD WINAPI other(LPVOID p) { Sleep(50); printf("other\\n"); return 9; }
int main(void) { CreateThread(NULL, 0, other, NULL, 0, NULL); Sleep(1); ${end} }`
  const returns = start(program('return 3;'))
  expect(returns.run('continue')).toEqual({ reason: 'ended', exitCode: 3 })
  expect(returns.output()).toBe('')
  const exits = start(program('ExitThread(4); return 3;'))
  expect(exits.run('continue')).toEqual({ reason: 'ended', exitCode: 9 })
  expect(exits.output()).toBe('other\n')
})

test('ExitProcess in any thread ends the process', () => {
  const { run } = start(`#include <windows.h>
static DWORD WINAPI other(LPVOID p) { ExitProcess(21); return 9; }
int main(void) { CreateThread(NULL, 0, other, NULL, 0, NULL); Sleep(INFINITE); return 0; }`)
  expect(run('continue')).toEqual({ reason: 'ended', exitCode: 21 })
})

test('a stack that overflows is that of its thread', () => {
  const { run } = start(`#include <windows.h>
static int deep(int n) { char room[4000]; room[0] = n; return deep(n + 1) + room[0]; }
static DWORD WINAPI other(LPVOID p) { return deep(0); }
int main(void) { WaitForSingleObject(CreateThread(NULL, 0, other, NULL, 0, NULL), INFINITE); return 0; }`)
  expect(run('continue')).toMatchObject({
    reason: 'died',
    functionName: 'deep',
    exception: { code: 0xc00000fd }
  })
})

test('a function of Windows can be what a thread begins at', () => {
  const { run, output } = start(`#include <windows.h>
#include <stdio.h>
int main(void) {
  DWORD code = 1, before = GetTickCount();
  HANDLE t = CreateThread(NULL, 0, (LPTHREAD_START_ROUTINE)Sleep, (LPVOID)100, 0, NULL);
  WaitForSingleObject(t, INFINITE);
  GetExitCodeThread(t, &code);
  printf("%d %lu\\n", GetTickCount() - before >= 100, code);
  return 0;
}`)
  expect(run('continue').reason).toBe('ended')
  expect(output()).toBe('1 0\n')
})

test('a loop on a flag ends, and always after the same time', () => {
  const spin = `#include <windows.h>
#include <stdio.h>
static volatile LONG flag, turns;
static DWORD WINAPI other(LPVOID p) { Sleep(100); flag = 1; return 0; }
int main(void) { CreateThread(NULL, 0, other, NULL, 0, NULL); while (!flag) turns++; printf("%ld\\n", turns); return 0; }`
  const first = start(spin)
  const second = start(spin)
  expect(first.run('continue').reason).toBe('ended')
  second.run('continue')
  expect(Number(first.output())).toBeGreaterThan(0)
  expect(second.output()).toBe(first.output())
})
