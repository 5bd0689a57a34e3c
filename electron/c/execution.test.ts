import { describe, expect, test } from 'vitest'
import { compile, Execution, Inspector, type Pause, type RunLimits } from '.'
import type { ShownVariable } from '../../shared/contract/step'
import { FlatProcess } from './testing/flat-process'
import { runProgram } from './testing/run-program'

const lab = { switchTo: () => undefined, fetch: () => 0n, post: () => undefined, processId: () => undefined }

function start(
  source: string,
  process = new FlatProcess()
): {
  execution: Execution
  output: () => string
  run: (limits?: Partial<RunLimits>) => Pause
  variables: () => readonly ShownVariable[]
} {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok) throw new Error(compiled.diagnostics.map((d) => d.message).join('\n'))
  let output = ''
  const events = {
    output: (text: string) => void (output += text),
    call: () => undefined,
    check: () => undefined
  }
  const execution = new Execution(compiled.program, process, lab, events, 'A')
  const run = (limits: Partial<RunLimits> = {}): Pause =>
    execution.run({
      mode: 'continue',
      breakpoints: new Set(),
      maximumInstructions: 1_000_000,
      stopAfterCall: false,
      ...limits
    })
  const inspector = new Inspector(compiled.program, process, execution, () => [])
  return { execution, output: () => output, run, variables: () => inspector.seeFrame(0).variables }
}

const program = `#include <stdio.h>
static int twice(int n)
{
    int result = n * 2;
    return result;
}
int main(void)
{
    int a = 1;
    int b = twice(a);

    for (int i = 0; i < 2; i++)
        b += i;
    printf("%d", b);
    return b;
}
`

describe('stepping', () => {
  test('over goes from statement to statement and not into functions', () => {
    const { execution, run, output } = start(program)
    const lines = [execution.line]
    while (run({ mode: 'over' }).reason === 'step') lines.push(execution.line)
    expect(lines).toEqual([9, 10, 12, 13, 12, 13, 12, 14, 15])
    expect(output()).toBe('3')
    expect(run()).toEqual({ reason: 'ended', exitCode: 3 })
  })
  test('into goes into functions, out comes back behind the call', () => {
    const { execution, run } = start(program)
    run({ mode: 'over' })
    expect(run({ mode: 'into' })).toEqual({ reason: 'step' })
    expect(execution.line).toBe(4)
    expect(execution.frames()).toEqual([
      { functionName: 'twice', line: 4 },
      { functionName: 'main', line: 10 }
    ])
    expect(run({ mode: 'out' })).toEqual({ reason: 'step' })
    expect(execution.line).toBe(12)
  })
  test('a breakpoint on a line without a statement is hit at the next that has one', () => {
    const { execution, run } = start(program)
    expect(run({ breakpoints: new Set([11]) })).toEqual({ reason: 'breakpoint' })
    expect(execution.line).toBe(12)
    expect(run({ breakpoints: new Set([11]) }).reason).toBe('ended')
  })
  test('a breakpoint inside a function stops a step over its call', () => {
    const { execution, run } = start(program)
    run({ mode: 'over' })
    expect(run({ mode: 'over', breakpoints: new Set([5]) })).toEqual({ reason: 'breakpoint' })
    expect(execution.line).toBe(5)
  })
  test('a step over a long loop goes on through many slices', () => {
    const { execution, run } = start(
      'static void spin(void) { for (int i = 0; i < 20000; i++) ; }\nint main(void)\n{\n    spin();\n    return 5;\n}\n'
    )
    let slices = 0
    let pause = run({ mode: 'over', maximumInstructions: 1000 })
    for (; pause.reason === 'slice'; pause = run({ mode: 'over', maximumInstructions: 1000 })) slices++
    expect(pause.reason).toBe('step')
    expect(execution.line).toBe(5)
    expect(slices).toBeGreaterThan(20)
  })
  test('an endless loop comes back slice by slice', () => {
    const { run } = start('int main(void) { for (;;) ; }')
    expect(run()).toEqual({ reason: 'slice' })
    expect(run()).toEqual({ reason: 'slice' })
  })
})

describe('what kills a program', () => {
  const died = (source: string): Extract<Pause, { reason: 'died' }> => {
    const { pause } = runProgram(source)
    if (pause.reason !== 'died') throw new Error(`it ${pause.reason}`)
    return pause
  }
  test('endless recursion is a stack overflow', () => {
    const pause = died('int f(int n) { return f(n + 1) + 1; }\nint main(void) { return f(0); }')
    expect(pause.exception.code).toBe(0xc00000fd)
    expect(pause.functionName).toBe('f')
  })
  test('division by zero', () => {
    expect(died('int main(void) {\n int a = 5, b = 0;\n return a / b;\n}')).toMatchObject({
      exception: { code: 0xc0000094 },
      line: 3
    })
    expect(died('int main(void) { unsigned long long a = 5, b = 0; return a % b; }').exception.code).toBe(
      0xc0000094
    )
    expect(died('int main(void) { int a = -2147483647 - 1, b = -1; return a / b; }').exception.code).toBe(
      0xc0000095
    )
  })
  test('a null pointer, with the text of the access', () => {
    expect(
      died('struct S { int a, b; };\nint main(void) {\n struct S *p = 0;\n p->b = 1;\n return 0;\n}')
    ).toMatchObject({
      exception: { code: 0xc0000005, access: 'write', address: 4 },
      line: 4,
      functionName: 'main',
      symbol: 'p->b'
    })
  })
  test('a call of an address without code', () => {
    expect(died('int main(void) { void (*f)(void) = 0; f(); return 0; }').exception).toMatchObject({
      code: 0xc0000005,
      access: 'execute'
    })
  })
  test('a breakpoint instruction', () => {
    expect(died('int main(void) { __debugbreak(); return 0; }').exception.code).toBe(0x80000003)
  })
  test('memset over the end of memory', () => {
    expect(
      died(
        '#include <string.h>\n#include <stdlib.h>\nint main(void) { char *p = malloc(16); memset(p, 1, 1ULL << 40); return 0; }'
      ).exception.code
    ).toBe(0xc0000005)
  })
})

describe('what is shown', () => {
  test('variables in scope, the innermost of each name, then globals, with types and values', () => {
    const { execution, run, variables } = start(
      '#include <windows.h>\nstatic DWORD flags = 0x1000;\nint main(void)\n{\n    MEMORY_BASIC_INFORMATION info = { 0 };\n    char name[8] = "abc";\n    BYTE *p = NULL;\n    int n = -3;\n    {\n        int n = 4;\n        n++;\n    }\n    return n;\n}\n'
    )
    while (execution.line !== 11) run({ mode: 'over' })
    const shown = Object.fromEntries(variables().map((v) => [`${v.type} ${v.name}`, v.value]))
    expect(shown).toMatchObject({
      'char[8] name': '"abc"',
      'BYTE * p': 'NULL',
      'DWORD flags': '4096 (0x1000)'
    })
    expect(
      variables()
        .filter((v) => v.name === 'n')
        .map((v) => v.value)
    ).toEqual(['4'])
    const info = variables().find((v) => v.name === 'info')!
    expect(info.value).toContain('RegionSize = 0')
    expect(execution.symbolOf(info.address)).toBe('info')
    expect(execution.symbolOf(info.address + 16)).toBe('info+0x10')
    expect(execution.symbolOf(0x10)).toBe(null)
  })
  test('a Win32 call is told with names, types, words and C texts', () => {
    const process = new FlatProcess('A', { VirtualProtect: () => 1 })
    const ran = runProgram(
      '#include <windows.h>\n#define SIZE (2 * 4096)\nint main(void) {\n DWORD old; BYTE *p = (BYTE *)0x10000;\n if (!VirtualProtect(p + 0x1000, SIZE, PAGE_READONLY, &old)) return 1;\n return 0;\n}',
      process
    )
    expect(ran.pause).toEqual({ reason: 'ended', exitCode: 0 })
    const [call] = ran.calls
    expect(call).toMatchObject({ line: 5, name: 'VirtualProtect', resultType: 'BOOL', result: 1 })
    expect(call?.args.map((a) => [a.name, a.type, a.symbol])).toEqual([
      ['lpAddress', 'LPVOID', 'p + 0x1000'],
      ['dwSize', 'SIZE_T', 'SIZE'],
      ['flNewProtect', 'DWORD', 'PAGE_READONLY'],
      ['lpflOldProtect', 'PDWORD', '&old']
    ])
    expect(call?.args.slice(0, 3).map((a) => a.value)).toEqual([0x11000, 8192, 2])
  })
  test('execution pauses behind a Win32 call when asked, and goes on in the middle of the statement', () => {
    const process = new FlatProcess('A', { GetTickCount: () => 20 })
    const { run } = start(
      '#include <windows.h>\nint main(void) { return GetTickCount() + GetTickCount() + 2; }',
      process
    )
    expect(run({ stopAfterCall: true })).toEqual({ reason: 'call' })
    expect(run({ stopAfterCall: true })).toEqual({ reason: 'call' })
    expect(run({ stopAfterCall: true })).toEqual({ reason: 'ended', exitCode: 42 })
  })
  test('a switch to another process pauses behind the word and continues there', () => {
    const { run, output } = start(
      '#include "lab.h"\nint main(void) { printf("a"); lab_switch_to(\'B\'); printf("b"); return 0; }'
    )
    expect(run()).toEqual({ reason: 'switch', to: 'B' })
    expect(output()).toBe('a')
    expect(run().reason).toBe('ended')
    expect(output()).toBe('ab')
  })
})

describe('calls through pointers', () => {
  test('a function that GetProcAddress found is called with its arguments', () => {
    const process = new FlatProcess('A', {
      GetModuleHandleA: () => 0x70000000,
      GetProcAddress: () => 0x70001234,
      VirtualFree: (args) => (args[0] === 0x50000 && args[2] === 0x8000 ? 1 : 0)
    })
    const ran = runProgram(
      '#include <windows.h>\ntypedef BOOL (WINAPI *Free)(LPVOID, SIZE_T, DWORD);\nint main(void) {\n Free f = (Free)GetProcAddress(GetModuleHandleA("kernel32.dll"), "VirtualFree");\n return f((void *)0x50000, 0, MEM_RELEASE) + 1;\n}',
      process
    )
    expect(ran.pause).toEqual({ reason: 'ended', exitCode: 2 })
    expect(ran.calls.map((call) => call.name)).toEqual(['GetModuleHandleA', 'GetProcAddress', 'VirtualFree'])
  })
  test('library functions have addresses, too', () => {
    expect(
      runProgram(
        '#include <string.h>\nint main(void) { size_t (*f)(const char *) = strlen; return (int)f("four") + (f == strlen); }'
      ).pause
    ).toEqual({ reason: 'ended', exitCode: 5 })
  })
  test('a struct of eight bytes is passed to Windows as its bytes', () => {
    const process = new FlatProcess('A', { SetFilePointerEx: (args) => (args[1] === 0x123456789 ? 1 : 0) })
    const ran = runProgram(
      '#include <windows.h>\nint main(void) { LARGE_INTEGER to; to.QuadPart = 0x123456789; return SetFilePointerEx((HANDLE)8, to, NULL, FILE_BEGIN); }',
      process
    )
    expect(ran.pause).toEqual({ reason: 'ended', exitCode: 1 })
  })
})

test('locals that do not fit the stack kill the program before its first statement', () => {
  const { pause } = runProgram(
    'int main(void)\n{\n    char large[2000000];\n    large[0] = 1;\n    return 0;\n}'
  )
  expect(pause).toMatchObject({
    reason: 'died',
    exception: { code: 0xc00000fd },
    line: 1,
    functionName: 'main'
  })
})

test('printing for ever does not pile up: text goes out as it is made', () => {
  let characters = 0
  const compiled = compile('#include <stdio.h>\nint main(void) { for (;;) printf("line\\n"); }', 'test.c')
  if (!compiled.ok) throw new Error('does not compile')
  const events = {
    output: (text: string) => void (characters += text.length),
    call: () => undefined,
    check: () => undefined
  }
  const execution = new Execution(compiled.program, new FlatProcess(), lab, events, 'A')
  const pause = execution.run({
    mode: 'continue',
    breakpoints: new Set(),
    maximumInstructions: 10_000,
    stopAfterCall: false
  })
  expect(pause).toEqual({ reason: 'slice' })
  expect(characters).toBeGreaterThan(1000)
})
