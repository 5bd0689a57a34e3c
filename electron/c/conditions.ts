import type { Region } from '../../shared/contract/observation'
import { compileExpression, type Evaluate, type EvaluationFrame } from './expression-evaluator'
import { problemOf } from './inspect-problems'
import type { Program } from './program'
import { readCondition, type ReadExpression } from './read-expression'

/** A line to stop before, always or when the condition is not 0. */
export interface BreakpointSetting {
  readonly line: number
  readonly condition: string | null
}

interface Condition {
  readonly text: string
  readonly line: number
  readonly read: Extract<ReadExpression, { ok: true }>
  readonly evaluate: Evaluate
}

/** The breakpoints of a program with their conditions compiled. */
export class Conditions {
  /** The statements to stop at; the conditions are asked there. */
  readonly lines = new Set<number>()
  /** Conditions that make no sense on their line. */
  readonly problems: { readonly line: number; readonly message: string }[] = []
  private readonly conditions = new Map<number, Condition[]>()
  private readonly always = new Set<number>()

  constructor(
    private readonly program: Program,
    breakpoints: readonly BreakpointSetting[]
  ) {
    for (const { line, condition } of breakpoints) {
      const statement = statementAt(program, line)
      if (statement === undefined) continue
      if (condition !== null && !this.take(line, statement, condition)) continue
      if (condition === null) this.always.add(statement)
      this.lines.add(statement)
    }
  }

  /** Whether to stop at the statement; with the reason, where a condition there cannot be evaluated now. */
  stopsAt(
    line: number,
    frame: EvaluationFrame,
    regions: () => readonly Region[]
  ): { readonly problem: string | null } | null {
    if (this.always.has(line)) return { problem: null }
    for (const { evaluate, read, text, line: own } of this.conditions.get(line) ?? [])
      try {
        if (Number(evaluate(frame)) !== 0) return { problem: null }
      } catch (thrown) {
        const problem = problemOf(thrown, read, regions)
        return { problem: `The condition ${text} of the breakpoint on line ${own} has no value: ${problem}` }
      }
    return null
  }

  private take(line: number, statement: number, text: string): boolean {
    const { code, statementPlaces } = this.program
    const pc = statementPlaces.get(statement) ?? 0
    const f = code.functions.find((candidate) => pc >= candidate.start && pc < candidate.end)
    const read = readCondition(this.program, text, f ? { function: f, pc } : null)
    if (!read.ok) {
      this.problems.push({ line, message: read.problem })
      return false
    }
    const condition = { text: text.trim(), line, read, evaluate: compileExpression(read.expression, code) }
    this.conditions.set(statement, [...(this.conditions.get(statement) ?? []), condition])
    return true
  }
}

/** The line of the first statement at or behind a line; undefined behind the last. */
export function statementAt(program: Program, line: number): number | undefined {
  return program.statementLines.find((statement) => statement >= line)
}
