import { describe, expect, test } from 'vitest'
import { compile, Execution, Inspector, type Pause, type RunLimits } from '.'
import type { ShownVariable } from '../../shared/contract/step'
import { FlatProcess } from './testing/flat-process'

const lab = { switchTo: () => undefined, fetch: () => 0n, post: () => undefined, processId: () => undefined }

function start(source: string): {
  execution: Execution
  output: () => string
  handled: string[]
  run: (limits?: Partial<RunLimits>) => Pause
  variables: () => readonly ShownVariable[]
} {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
  let output = ''
  const handled: string[] = []
  const events = {
    output: (text: string) => void (output += text),
    call: () => undefined,
    check: () => undefined,
    exception: ({ code }: { code: number }, line: number, by: string) =>
      void handled.push(`${code.toString(16)} ${line} ${by}`)
  }
  const process = new FlatProcess()
  const execution = new Execution(compiled.program, process, lab, events, 'A')
  const run = (limits: Partial<RunLimits> = {}): Pause =>
    execution.run({
      mode: 'continue',
      breakpoints: new Set(),
      maximumInstructions: 100_000,
      stopAfterCall: false,
      ...limits
    })
  const variables = (): readonly ShownVariable[] =>
    new Inspector(compiled.program, process, execution, () => []).seeFrame(0).variables
  return { execution, output: () => output, handled, run, variables }
}

const program = `#include <windows.h>
static int filter(DWORD code)
{
    int answer = code == EXCEPTION_ACCESS_VIOLATION;
    return answer;
}
static void fails(void)
{
    int local = 5;
    *(int *)0 = local;
}
int main(void)
{
    __try {
        __try {
            fails();
        } __finally {
            Sleep(1);
        }
    } __except (filter(GetExceptionCode())) {
        Sleep(2);
    }
    return 0;
}
`
const inFilter = 4
const failingLine = 10

describe('stepping through exceptions', () => {
  test('into goes into the filter, the function it calls, the __finally and the handler', () => {
    const { execution, run } = start(program)
    const lines = [execution.line]
    while (run({ mode: 'into' }).reason === 'step') lines.push(execution.line)
    expect(lines).toEqual([16, 9, 10, 20, 4, 5, 18, 21, 23])
  })
  test('over stays in its function: from the call to the __finally', () => {
    const { execution, run } = start(program)
    const lines = [execution.line]
    while (run({ mode: 'over' }).reason === 'step') lines.push(execution.line)
    expect(lines).toEqual([16, 18, 21, 23])
  })
  test('a breakpoint in a filter stops there, with the frames of what raised below', () => {
    const { execution, run, variables } = start(program)
    expect(run({ breakpoints: new Set([inFilter]) })).toEqual({ reason: 'breakpoint' })
    expect(execution.frames()).toEqual([
      { functionName: 'filter', line: inFilter },
      { functionName: 'main', line: 20 },
      { functionName: 'fails', line: failingLine },
      { functionName: 'main', line: 16 }
    ])
    expect(variables().map((v) => v.name)).toEqual(['code', 'answer'])
    expect(run()).toEqual({ reason: 'ended', exitCode: 0 })
  })
  test("the filter sees its function's variables", () => {
    const { run, variables } = start(
      'int main(void)\n{\n    int mine = 7;\n    __try { *(int *)0 = 1; }\n    __except (mine == 7) { return mine; }\n    return 0;\n}\n'
    )
    run({ breakpoints: new Set([5]) })
    expect(variables()).toMatchObject([{ name: 'mine', value: '7' }])
    expect(run()).toEqual({ reason: 'ended', exitCode: 7 })
  })
  test('out of a filter goes on in the handler', () => {
    const { execution, run } = start(program)
    run({ breakpoints: new Set([inFilter]) })
    expect(run({ mode: 'out' })).toEqual({ reason: 'step' })
    expect(execution.line).toBe(18)
  })
  test('slices of any length come to the same end', () => {
    for (const maximumInstructions of [1, 2, 3, 7, 50]) {
      const { run } = start(program)
      let pause = run({ maximumInstructions })
      for (let i = 0; i < 500 && pause.reason === 'slice'; i++) pause = run({ maximumInstructions })
      expect(pause).toEqual({ reason: 'ended', exitCode: 0 })
    }
  })
  test('an endless loop in a filter comes back slice by slice', () => {
    const { execution, run } = start(
      'static int f(void) { for (;;) ; }\nint main(void)\n{\n    __try { *(int *)0 = 1; } __except (f()) { }\n    return 0;\n}\n'
    )
    expect(run()).toEqual({ reason: 'slice' })
    expect(run()).toEqual({ reason: 'slice' })
    expect(execution.frames().map((f) => f.functionName)).toEqual(['f', 'main', 'main'])
  })
  test('an exception that is never mended comes back slice by slice', () => {
    const { run, handled } = start(
      'int main(void)\n{\n    __try { *(int *)0 = 1; } __except (-1) { }\n    return 0;\n}\n'
    )
    expect(run()).toEqual({ reason: 'slice' })
    expect(run()).toEqual({ reason: 'slice' })
    expect(handled.length).toBeGreaterThan(10)
  })
})

describe('what an execution tells of exceptions', () => {
  test('the record, the line, and whose word decided', () => {
    const { run, handled } = start(`#include <windows.h>
static LONG CALLBACK veh(EXCEPTION_POINTERS *e)
{
    return e->ExceptionRecord->ExceptionCode == 1 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}
int main(void)
{
    AddVectoredExceptionHandler(0, veh);
    RaiseException(1, 0, 0, NULL);
    __try {
        RaiseException(2, 0, 0, NULL);
        RaiseException(3, 0, 0, NULL);
    } __except (GetExceptionCode() == 2 ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_EXECUTE_HANDLER) {
    }
    *(int *)0 = 1;
    return 0;
}
`)
    expect(run().reason).toBe('died')
    expect(handled).toEqual(['1 9 vectored', '2 11 frame', '3 12 frame', 'c0000005 15 unhandled'])
  })
})
