import type { ProcessLetter } from '../../../shared/contract/observation'
import type { Diagnostic } from '../../../shared/contract/diagnostic'
import type { MachineProcess } from '../../machine/machine-process'
import { compile, Execution, type ExecutedCall, type LabWords, type Pause } from '..'
import { FlatProcess } from './flat-process'

export interface Ran {
  readonly output: string
  readonly errors: string
  readonly calls: ExecutedCall[]
  readonly checks: string[]
  readonly pause: Pause
  readonly warnings: readonly string[]
  /** What was said while it ran, as `line:column message`. */
  readonly said: readonly string[]
}

const noLab: LabWords = {
  switchTo: () => undefined,
  fetch: () => 0n,
  post: () => undefined,
  processId: () => undefined
}

/** Compiles and runs a whole program, at most a number of instructions; throws the diagnostics when it does not compile. */
export function runProgram(
  source: string,
  process: MachineProcess = new FlatProcess(),
  lab: LabWords = noLab,
  maximumInstructions = 50_000_000,
  letter: ProcessLetter = 'A'
): Ran {
  const compiled = compile(source, 'test.c')
  if (!compiled.ok)
    throw new Error(
      compiled.diagnostics.map((d) => `${d.line}:${d.column} ${d.severity}: ${d.message}`).join('\n')
    )
  let output = ''
  let errors = ''
  // A slice may be over early after exceptions, however many instructions are left.
  let raising = false
  const calls: ExecutedCall[] = []
  const checks: string[] = []
  const said: string[] = []
  const events = {
    output: (text: string) => void (output += text),
    error: (text: string) => void (errors += text),
    warning: (d: Diagnostic) => void said.push(`${d.line}:${d.column} ${d.message}`),
    call: (call: ExecutedCall) => void calls.push(call),
    exception: () => (raising = true),
    check: (_line: number, _verdict: string, text: string) => void checks.push(text)
  }
  const execution = new Execution(compiled.program, process, lab, events, letter)
  const limits = {
    mode: 'continue',
    breakpoints: new Set<number>(),
    maximumInstructions,
    stopAfterCall: false
  } as const
  let pause = execution.run(limits)
  for (let left = 10_000; pause.reason === 'switch' || (raising && pause.reason === 'slice'); left--) {
    if (left === 0) break
    raising = false
    pause = execution.run(limits)
  }
  return { output, errors, calls, checks, pause, warnings: compiled.warnings.map((w) => w.message), said }
}
