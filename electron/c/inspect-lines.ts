import type { LineValue } from '../../shared/contract/step'
import type { Activation } from './execution'
import type { Program } from './program'
import type { Expression } from './ast'

/** Values that are kept of one activation. */
const maximumValues = 400

interface Kept {
  /** How many statements had been come to when its function was looked at last. */
  since: number
  /** The line that its next statement is on. */
  pendingLine: number
  values: Map<string, LineValue>
  told: readonly LineValue[]
}

/** What was computed on the lines of each function being executed; a new call begins with nothing. */
export class LineValues {
  private kept = new Map<number, Kept>()
  /** By line: in which activation it was come to last, as the how-manieth statement, and the time before. */
  private readonly serials: Float64Array
  private readonly orders: Float64Array
  private readonly earlier: Float64Array
  private order = 0

  constructor(
    private readonly program: Program,
    /** The value of an assigned expression in the activation, in words; null where it has none. */
    private readonly valueOf: (target: Expression, activation: Activation) => string | null
  ) {
    const count = (program.statementLines.at(-1) ?? 0) + 1
    this.serials = new Float64Array(count)
    this.orders = new Float64Array(count)
    this.earlier = new Float64Array(count)
  }

  /** A statement is come to. */
  noteLine(line: number, serial: number): void {
    this.earlier[line] = this.orders[line]!
    this.orders[line] = ++this.order
    this.serials[line] = serial
  }

  /** A step is over: the values on the innermost function's lines. `changed`: its variables that differ, by name. */
  afterStep(
    activations: readonly Activation[],
    isMidStatement: boolean,
    changed: () => ReadonlyMap<string, string>
  ): readonly LineValue[] {
    const activation = activations[0]
    const alive = new Set(activations.map((a) => a.serial))
    for (const serial of this.kept.keys()) if (!alive.has(serial)) this.kept.delete(serial)
    if (!activation) return []
    const kept = this.kept.get(activation.serial) ?? { since: 0, pendingLine: 0, values: new Map(), told: [] }
    this.kept.set(activation.serial, kept)
    const executed = this.executedLines(activation, kept, isMidStatement)
    kept.pendingLine = activation.line
    kept.since = this.order
    if (executed.length === 0) return kept.told
    const before = new Map(kept.values)
    this.takeValues(kept, activation, executed)
    if (executed.length === 1) this.takeChanged(kept, executed[0]!, changed())
    if (!sameValues(before, kept.values)) kept.told = [...kept.values.values()]
    return kept.told
  }

  /** The lines that the activation has executed since the last step, the last at the end. */
  private executedLines(
    { serial, line: current, function: f }: Activation,
    { pendingLine, since }: Kept,
    isMidStatement: boolean
  ): number[] {
    const when = new Map<number, number>()
    for (const line of this.linesOf(f.name)) {
      if (this.serials[line] !== serial || this.orders[line]! <= since) continue
      // The statement that is come to last has not been executed; on an earlier pass it may have been.
      const isCurrent = line === current && this.orders[line] === this.lastOrderOf(serial, f.name)
      if (!isCurrent) when.set(line, this.orders[line]!)
      else if (this.earlier[line]! > since) when.set(line, this.earlier[line]!)
    }
    if (this.order === since && pendingLine === current) return []
    const stillPending = isMidStatement && pendingLine === current && !(this.orders[current]! > since)
    if (pendingLine > 0 && !stillPending && !when.has(pendingLine)) when.set(pendingLine, since)
    return [...when].sort((a, b) => a[1] - b[1]).map(([line]) => line)
  }

  private lastOrderOf(serial: number, name: string): number {
    let last = 0
    for (const line of this.linesOf(name))
      if (this.serials[line] === serial && this.orders[line]! > last) last = this.orders[line]!
    return last
  }

  private readonly lines = new Map<string, readonly number[]>()
  private linesOf(name: string): readonly number[] {
    let lines = this.lines.get(name)
    if (lines === undefined) {
      const f = this.program.code.functions.find((candidate) => candidate.name === name)
      lines = this.program.statementLines.filter((line) => {
        const pc = this.program.statementPlaces.get(line) ?? -1
        return f !== undefined && pc >= f.start && pc < f.end
      })
      this.lines.set(name, lines)
    }
    return lines
  }

  private takeValues(kept: Kept, activation: Activation, executed: readonly number[]): void {
    const all = this.program.assignments.get(activation.function.name) ?? []
    const last = executed.at(-1)
    const newest = new Map<string, number>()
    for (const line of executed)
      for (const assignment of all) if (assignment.line === line) newest.set(assignment.text, line)
    for (const { line, text, target } of all) {
      if (!executed.includes(line)) continue
      const key = `${line} ${text}`
      // Only what is on the last line, and plain variables, still have the value that this line gave them.
      const stands = newest.get(text) === line && (line === last || target.op === 'variable')
      const value = stands ? this.valueOf(target, activation) : null
      if (value === null) kept.values.delete(key)
      else if (kept.values.size < maximumValues || kept.values.has(key))
        kept.values.set(key, { line, name: text, value })
    }
  }

  /** What changed without the line saying so: through a pointer, or in a function it called. */
  private takeChanged(kept: Kept, line: number, changed: ReadonlyMap<string, string>): void {
    for (const [name, value] of changed) {
      const key = `${line} ${name}`
      if (!kept.values.has(key) && kept.values.size < maximumValues)
        kept.values.set(key, { line, name, value })
    }
  }
}

function sameValues(a: ReadonlyMap<string, LineValue>, b: ReadonlyMap<string, LineValue>): boolean {
  if (a.size !== b.size) return false
  for (const [key, { value }] of a) if (b.get(key)?.value !== value) return false
  return true
}
