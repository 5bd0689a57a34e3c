import type { ComparedPart, ComparedSide, ComparisonRow } from '../../../shared/contract/comparison'
import type { ProcessLetter } from '../../../shared/contract/observation'
import { regionOf } from '../../../shared/contract/region-tree'
import { Aligner } from './aligner'
import { CalledAllocations } from './allocation-names'
import type { ComparedRun } from './call-reasons'
import type { CallRows } from './call-rows'
import { explained, partOf, verdictOf } from './compared-part'
import type { NamePairs } from './name-pairs'
import { RowList } from './row-list'
import { ThreadTurns } from './thread-turns'

/** A line that a program printed, and the moment when it was whole. */
interface OutputLine {
  readonly text: string
  readonly process: ProcessLetter
  readonly position: number
}

/** What two programs printed, line by line, as it comes. */
export class OutputRows {
  readonly rows = new RowList()
  private readonly left: OutputLine[] = []
  private readonly right: OutputLine[] = []
  private readonly readers: readonly [LineReader, LineReader]
  private readonly called = [new CalledAllocations(), new CalledAllocations()] as const
  private readonly aligner: Aligner<OutputLine>
  private sure = 0
  private undo: (() => void)[] | null = null
  private readonly turns = new ThreadTurns((undo) => this.undo?.push(undo))

  constructor(
    private readonly simulator: ComparedRun,
    private readonly windows: ComparedRun,
    private readonly calls: CallRows
  ) {
    this.readers = [new LineReader(simulator, this.left), new LineReader(windows, this.right)]
    this.aligner = new Aligner(this.left, this.right, outline, {
      row: (a, b) => void this.rows.add(this.row(a, b)),
      guess: () => {
        this.sure = this.rows.length
        this.undo = []
      },
      takeBack: () => {
        for (const undo of (this.undo ?? []).reverse()) undo()
        this.undo = null
        this.rows.cut(this.sure)
      }
    })
  }

  /** Takes in what was printed since. */
  advance(): void {
    for (const reader of this.readers) reader.advance()
    this.called[0].advance(this.simulator.history.moments)
    this.called[1].advance(this.windows.history.moments)
    this.aligner.advance(this.simulator.isOver, this.windows.isOver)
  }

  private row(a: OutputLine | null, b: OutputLine | null): ComparisonRow {
    const { process, text } = (a ?? b)!
    const parts: ComparedPart[] = []
    if (a === null || b === null) {
      const { position } = (a ?? b)!
      const cause = this.calls.parted(process, a === null ? 1 : 0, position)
      parts.push(
        partOf('only here', a?.text ?? '', b?.text ?? '', cause === null ? null : 'follows', cause ?? '')
      )
    } else if (a.text !== b.text) parts.push(this.textPart(a, b))
    const side = (line: OutputLine | null): ComparedSide | null =>
      line === null ? null : { text: line.text, position: line.position, place: null }
    if (parts[0]?.name === 'only here' && this.calls.hasThreads(process)) {
      const other = this.turns.match(`${process} ${text}`, a === null ? 1 : 0, this.rows.length)
      if (other !== null) {
        parts[0] = { ...parts[0], verdict: 'expected', reason: 'turns', note: '' }
        this.rows.replace(other, (row) => explained(row, 'turns', ''), this.undo)
      }
    }
    return {
      ...{ id: `o${this.rows.length}`, kind: 'output', process, line: null, title: text },
      simulator: side(a),
      windows: side(b),
      verdict: verdictOf(parts),
      parts
    }
  }

  private textPart(a: OutputLine, b: OutputLine): ComparedPart {
    if (
      /^ok \d+ /.test(a.text) &&
      a.text.slice(2) === b.text.slice(4, a.text.length + 2) &&
      b.text.startsWith('todo')
    )
      return partOf('line', a.text, b.text, 'todo-wine')
    // The line of a check differs as the check does.
    const check = /^(?:ok|FAIL|todo) (\d+) /.exec(a.text)
    const row = check === null ? undefined : this.calls.checkAt(Number(check[1]), [a.position, b.position])
    const part = row?.parts[0]
    if (part?.simulator === a.text && part.windows === b.text)
      return partOf('line', a.text, b.text, part.reason, part.note)
    const [x, y] = [tokensOf(a.text), tokensOf(b.text)]
    if (outlineOf(x) !== outlineOf(y)) return partOf('line', a.text, b.text, this.pathReason(a, b))
    const reasons = new Set<string | null>()
    x.forEach((token, i) => {
      const other = y[i]!
      if (token !== other && /\d/.test(token)) reasons.add(this.numberReason(a, b, token, other))
    })
    if (reasons.has(null)) return partOf('line', a.text, b.text, null)
    const [reason] = reasons
    const note = reason === 'figures' ? `Asked before: ${this.calls.figuresOf(a.process).join(', ')}.` : ''
    return partOf('line', a.text, b.text, reason ?? null, note)
  }

  /** Why two numbers in the same place of a line need not be the same. */
  private numberReason(a: OutputLine, b: OutputLine, x: string, y: string): string | null {
    const [left, right] = [numberOf(x), numberOf(y)]
    if (left === null || right === null) return null
    const pairs = this.calls.pairsOf(a.process)
    const isSamePlace = (one: string | null, other: string | null): boolean =>
      one !== null && other !== null && sameplace(one, other, pairs)
    if (isSamePlace(this.meaning(0, a, left), this.meaning(1, b, right))) return 'address'
    // %x and %d print the lower half of a pointer.
    for (const [one, other] of [
      [left, right],
      [Number(x.replace(/^0x/i, '')), Number(y.replace(/^0x/i, ''))]
    ] as const)
      if (isSamePlace(this.halfMeaning(0, a, one), this.halfMeaning(1, b, other))) return 'address'
    const ids = (run: ComparedRun, { process, position }: OutputLine): number | undefined =>
      run.history.moments[position]?.processes.get(process)?.processId
    if (left === ids(this.simulator, a) && right === ids(this.windows, b)) return 'process-id'
    if (this.calls.areHandles(a.process, left, right)) return 'handle'
    return this.calls.figuresOf(a.process).length > 0 ? 'figures' : null
  }

  /** What an address means in a process: the program's allocation and offset, or that it lies in what was there before. */
  private meaning(side: 0 | 1, { process, position }: OutputLine, address: number): string | null {
    const run = side === 0 ? this.simulator : this.windows
    if (address < 0x10000) return null
    // What is printed may lie in something that is gone by now.
    for (const at of [position, position - 1]) {
      const region = regionOf(run.history.moments[at]?.processes.get(process)?.regions ?? null, address)
      if (region === undefined) continue
      const { allocationBase, owner, use } = region
      if (owner === 'before') return `before ${/\.exe$/i.test(use) ? 'the program' : ''}`
      const name = this.called[side].at(process, allocationBase, at) ?? `line ${region.madeByLine ?? 0}`
      return `${name}+${address - allocationBase}`
    }
    const name = this.called[side].near(process, address, position)
    return name
  }

  /** What an address means of which only the lower half was printed. */
  private halfMeaning(side: 0 | 1, { process, position }: OutputLine, half: number): string | null {
    if (!(half >= 0x10000 && half < 0x1_0000_0000)) return null
    const base = this.called[side].withHalf(process, half, position)
    return base === null ? null : (this.called[side].near(process, base, position) ?? null)
  }

  private pathReason(a: OutputLine, b: OutputLine): string | null {
    const path = /[A-Za-z]:\\[^"'\n]*/
    const [x, y] = [path.exec(a.text)?.[0], path.exec(b.text)?.[0]]
    if (x === undefined || y === undefined || a.text.replace(path, '') !== b.text.replace(path, ''))
      return null
    return /temp/i.test(x) && /temp/i.test(y) ? 'temporary-file' : 'program-path'
  }
}

/** Cuts a run's output into lines as moments come. */
class LineReader {
  private taken = 0
  private begun = 0

  constructor(
    private readonly run: ComparedRun,
    private readonly lines: OutputLine[]
  ) {}

  advance(): void {
    const { moments, output } = this.run.history
    for (; this.taken < moments.length; this.taken++) {
      const { outputLength, turn, step } = moments[this.taken]!
      this.read(output, outputLength, step?.process ?? turn, this.taken)
    }
    if (!this.run.isOver || moments.length === 0) return
    // Text that no step made, and a last line without an end.
    const last = moments[moments.length - 1]!
    this.read(output, output.length, last.turn, moments.length - 1)
    if (this.begun < output.length) {
      this.lines.push({ text: output.slice(this.begun), process: last.turn, position: moments.length - 1 })
      this.begun = output.length
    }
  }

  private read(output: string, to: number, process: ProcessLetter, position: number): void {
    for (;;) {
      const end = output.indexOf('\n', this.begun)
      if (end < 0 || end >= to) return
      this.lines.push({ text: output.slice(this.begun, end).replace(/\r$/, ''), process, position })
      this.begun = end + 1
    }
  }
}

/** Numbers as a program prints them, and what stands between. */
function tokensOf(text: string): string[] {
  return text.split(
    /(0x[0-9a-fA-F]+|\b[0-9A-F]{16}\b|\b[0-9a-f]{16}\b|\b(?=[a-f]*\d)[0-9a-f]{5,8}\b|\d+(?:[.,]\d+)*)/
  )
}

function numberOf(token: string): number | null {
  if (/^0x/i.test(token)) return Number(token)
  if (/^[0-9A-Fa-f]{16}$/.test(token) || /^(?=.*[a-f])[0-9a-f]{5,8}$/.test(token))
    return Number.parseInt(token, 16)
  const plain = token.replaceAll(',', '')
  return /^[\d.]+$/.test(plain) ? Number(plain) : null
}

/** A line without its numbers. */
const outlineOf = (tokens: readonly string[]): string =>
  tokens.map((token, i) => (i % 2 === 1 ? '0' : token.replace(/ +/g, ' '))).join('')

/** Lines meet where this is the same: checks by their line, others by their words. */
function outline({ process, text }: OutputLine): string {
  const check = /^(?:ok|FAIL|todo) (\d+) /.exec(text)
  return check !== null ? `${process} check ${check[1]}` : `${process} ${outlineOf(tokensOf(text))}`
}

function sameplace(x: string, y: string, pairs: NamePairs): boolean {
  if (x === y) return true
  const [a, b] = [x.split('+'), y.split('+')]
  return a[1] === b[1] && pairs.same(a[0]!, b[0]!)
}
