import type { ComparedPart, ComparedSide, ComparisonRow } from '../../../shared/contract/comparison'
import type { ProcessLetter } from '../../../shared/contract/observation'
import {
  compareMeanings,
  isForeign,
  nameIn,
  roleOfResult,
  sameLastError,
  sameResult,
  type Names,
  type ValueRole
} from '../../../shared/contract/same-meaning'
import type { CallRecord, ShownValue } from '../../../shared/contract/step'
import { describeError } from '../../../shared/win32/errors'
import { functionEntry } from '../../../shared/win32/functions'
import { Aligner } from './aligner'
import { answerText, callText } from './call-text'
import {
  byChoice,
  closesItsHandle,
  figureCalls,
  isOfOther,
  queries,
  takesAddressForText,
  threadMakers,
  waits,
  isWayward
} from './call-kinds'
import { CallReasons, nameAsked, regionAt, type Call, type ComparedRun } from './call-reasons'
import { explained, partOf, verdictOf } from './compared-part'
import type { ExpectedId } from './expected-differences'
import { happeningsOf, placeOf, type Happening } from './happenings'
import { NamePairs } from './name-pairs'
import { Partings, type Parting } from './partings'
import { RowList } from './row-list'
import { ThreadTurns } from './thread-turns'

type Check = Extract<Happening, { kind: 'check' }>

/** What is kept of a process on the way through its rows. */
interface Thread {
  /** Rows since the last check that nothing explains. */
  open: number[]
  /** A check came since. */
  checked: boolean
  /** The last row after which the machines may have gone different ways. */
  parting: Parting | null
  /** The last call whose answer is each process's own affair: loops over such answers go on for longer on one machine. */
  wayward: Parting | null
  /** The last call since the check before whose answers differ as is to be expected. */
  asked: Parting | null
  /** Functions that were asked for figures of the computer since the check before. */
  askedFigures: string[]
  /** The last call whose last error differed. */
  error: { readonly call: readonly [number, number]; readonly from: Parting } | null
  /** Functions that were asked for figures of the computer. */
  readonly figures: Set<string>
  /** It has had more than its first thread. */
  several: boolean
}

/** Calls and checks of two runs, row by row, as they come. */
export class CallRows {
  readonly rows = new RowList()
  private readonly pairs = new Map<ProcessLetter, NamePairs>()
  /** Rows whose answers differed, with what they were about. */
  private readonly partings: {
    readonly row: number
    readonly process: ProcessLetter
    readonly names: readonly string[]
  }[] = []
  private readonly left: Happening[] = []
  private readonly right: Happening[] = []
  private readonly reasons: CallReasons
  private readonly turns = new ThreadTurns((undo) => this.undo?.push(undo))
  /** Numbers that the machines were answered differently, with why that is to be expected: they may be handed on. */
  private readonly told = new Map<string, string>()
  /** Where the ways of the machines parted. */
  private readonly ways = new Partings((row) => this.rows.at(row)?.verdict)
  /** Handles by number: which of Windows' each of the simulator's was at some time. */
  private readonly handles = new Map<string, Set<number>>()
  private readonly taken = [1, 1]
  private readonly aligner: Aligner<Happening>
  private readonly threads = new Map<ProcessLetter, Thread>()
  /** Rows of checks by line and positions. */
  private readonly checks = new Map<string, number>()
  private undo: (() => void)[] | null = null
  /** The position on Windows of each of the simulator’s that a row has both of, ascending. */
  readonly anchors: (readonly [number, number])[] = []

  constructor(
    private readonly simulator: ComparedRun,
    private readonly windows: ComparedRun,
    onWine: boolean
  ) {
    this.reasons = new CallReasons(simulator, windows, onWine)
    this.aligner = new Aligner(this.left, this.right, placeOf, {
      row: (a, b) => this.add(a, b),
      guess: () => this.beginGuess(),
      takeBack: () => {
        for (const undo of (this.undo ?? []).reverse()) undo()
        this.undo = null
      }
    })
  }

  get waiting(): { readonly left: number; readonly right: number } {
    return this.aligner.waiting
  }

  /** Takes in what the runs have done since. */
  advance(): void {
    this.take(this.simulator, this.left, 0)
    this.take(this.windows, this.right, 1)
    this.aligner.advance(this.simulator.isOver, this.windows.isOver)
  }

  /** Which names of a process's allocations and handles go together. */
  pairsOf(process: ProcessLetter): NamePairs {
    let pairs = this.pairs.get(process)
    if (pairs === undefined) {
      pairs = new NamePairs((undo) => this.undo?.push(undo))
      this.pairs.set(process, pairs)
    }
    return pairs
  }

  /** The call whose explained difference an allocation's look may come from, in words; null where there is none. `| #3` is Windows' own. */
  causeFor(process: ProcessLetter, name: string, line: number | null): string | null {
    const partner = name.startsWith('| ') ? this.pairsOf(process).leftOf(name.slice(2)) : null
    const found = this.partings.find(
      (parting) =>
        parting.process === process &&
        (parting.names.includes(name) ||
          (partner !== null && parting.names.includes(partner)) ||
          (line !== null && this.rows.at(parting.row)?.line === line)) &&
        this.rows.at(parting.row)?.verdict === 'expected'
    )
    const row = found === undefined ? undefined : this.rows.at(found.row)
    return row === undefined ? null : `From ${row.title}, line ${row.line}.`
  }

  /** Whether two numbers are the same handle, each on its machine. */
  areHandles(process: ProcessLetter, left: number, right: number): boolean {
    return this.handles.get(`${process} ${left}`)?.has(right) ?? false
  }

  /** The explained row after which a process may have gone another way, as of a position of one machine, in words; null where there is none. */
  parted(process: ProcessLetter, side: 0 | 1, position: number): string | null {
    return this.ways.explanation(process, side, position)
  }

  /** The row of a check whose line both machines printed at these positions. */
  checkAt(line: number, positions: readonly [number, number]): ComparisonRow | undefined {
    const key = `${line} ${positions[0]} ${positions[1]}`
    const index = this.checks.get(key)
    return index === undefined ? undefined : this.rows.at(index)
  }

  /** Whether a check that came until a position of the simulator differs and nothing explains it. */
  hasDifferingCheck(position: number): boolean {
    const { rows } = this.rows.page('differs', 0, Infinity)
    return rows.some(({ kind, simulator }) => kind === 'check' && (simulator?.position ?? 0) <= position)
  }

  /** Whether a process has had more than its first thread. */
  hasThreads(process: ProcessLetter): boolean {
    return this.threads.get(process)?.several === true
  }

  /** The functions that gave a process figures of the computer so far. */
  figuresOf(process: ProcessLetter): readonly string[] {
    return [...(this.threads.get(process)?.figures ?? [])]
  }

  private take(run: ComparedRun, into: Happening[], side: 0 | 1): void {
    const { moments } = run.history
    for (; this.taken[side]! < moments.length; this.taken[side]!++) {
      const { step } = moments[this.taken[side]!]!
      if (step !== null) into.push(...happeningsOf(step, this.taken[side]!))
    }
  }

  private beginGuess(): void {
    const undo: (() => void)[] = (this.undo = [])
    const { length } = this.rows
    const anchors = this.anchors.length
    const partings = this.partings.length
    const ways = this.ways.length
    undo.push(() => {
      this.rows.cut(length)
      this.ways.cut(ways)
      this.partings.length = partings
      this.anchors.length = anchors
    })
    for (const [letter, thread] of this.threads) {
      const copy = {
        ...{ ...thread, open: [...thread.open], figures: new Set(thread.figures) },
        askedFigures: [...thread.askedFigures]
      }
      undo.push(() => this.threads.set(letter, copy))
    }
  }

  private threadOf(process: ProcessLetter): Thread {
    let thread = this.threads.get(process)
    if (thread === undefined) {
      thread = {
        ...{ open: [], checked: false, parting: null, wayward: null, asked: null, error: null },
        ...{ askedFigures: [], figures: new Set(), several: false }
      }
      this.threads.set(process, thread)
    }
    return thread
  }

  private add(a: Happening | null, b: Happening | null): void {
    const { process } = (a ?? b)!
    const thread = this.threadOf(process)
    if (a !== null && b !== null) this.anchors.push([a.position, b.position])
    const isCheck = (a ?? b)!.kind === 'check'
    // Several checks may be about the same calls.
    if (!isCheck && thread.checked && ((a ?? b) as Call).call.name !== 'GetLastError') {
      thread.open = []
      thread.checked = false
      thread.asked = null
      thread.askedFigures = []
    }
    const row = isCheck
      ? this.checkRow(a as Check | null, b as Check | null, thread)
      : this.callRow(a as Call | null, b as Call | null, thread)
    const index = this.rows.add(row)
    if (row.kind === 'call' && row.parts.some(({ reason }) => !byChoice.has(reason ?? '')))
      this.partings.push({ row: index, process, names: namesIn(a as Call | null, b as Call | null) })
    if (isCheck) {
      thread.checked = true
      if (a !== null && b !== null) this.checks.set(`${row.line} ${a.position} ${b.position}`, index)
      // What both machines find as the program wants it brings them together again.
      if (row.verdict === 'same' && a?.kind === 'check' && a.check.verdict === 'ok') thread.parting = null
    } else if (row.verdict === 'differs') thread.open.push(index)
    if (thread.several && (a === null || b === null)) this.atAnotherTurn((a ?? b)!, a === null ? 1 : 0, index)
    this.ways.note(process, [a?.position ?? null, b?.position ?? null], thread.parting ?? thread.wayward)
  }

  /** Threads take turns as each machine's scheduler has them: the same thing may come sooner or later. */
  private atAnotherTurn(one: Happening, side: 0 | 1, index: number): void {
    const other = this.turns.match(placeOf(one), side, index)
    if (other === null) return
    for (const row of [index, other]) this.rows.replace(row, (now) => explained(now, 'turns', ''), this.undo)
  }

  private checkRow(a: Check | null, b: Check | null, thread: Thread): ComparisonRow {
    const check = (a ?? b)!
    const { line } = check.check
    const parts: ComparedPart[] = []
    if (a === null || b === null) parts.push(this.onlyHere(a, b, thread, (one) => one.check.text))
    else if (a.check.verdict !== b.check.verdict) {
      const onWine = a.check.verdict === 'ok' && b.check.verdict === 'todo'
      // What the check is about differs as is to be expected: then it may.
      const cause = onWine || thread.asked === null ? null : this.ways.words(thread.asked)
      const figures = [...new Set(thread.askedFigures)].join(', ')
      const reason = onWine ? 'todo-wine' : cause !== null ? 'follows' : figures !== '' ? 'figures' : null
      const note = cause ?? (reason === 'figures' ? `Asked before: ${figures}.` : '')
      parts.push(partOf('verdict', a.check.text, b.check.text, reason, note))
      if (onWine)
        for (const index of thread.open)
          this.rows.replace(index, (row) => explained(row, 'todo-wine', `Line ${line} checks it.`), this.undo)
    } else if (a.check.text !== b.check.text)
      parts.push(partOf('values', a.check.text, b.check.text, 'accidental', 'The check fails alike.'))
    const title = `check: ${check.check.text.replace(/^(ok|FAIL|todo) \d+ /, '').replace(/: 0x\w+ != 0x\w+$/, '')}`
    return this.row('check', check.process, line, title, a, b, parts, (one) => one.check.text)
  }

  private callRow(a: Call | null, b: Call | null, thread: Thread): ComparisonRow {
    const { process, call } = (a ?? b)!
    const title = callText(call)
    const parts: ComparedPart[] = []
    if (functionEntry(call.name)?.accidental === true || figureCalls.test(call.name))
      thread.figures.add(call.name)
    if (figureCalls.test(call.name)) thread.askedFigures.push(call.name)
    if (!call.failed && threadMakers.test(call.name)) thread.several = true
    if (a === null || b === null) {
      // How often a thread waits is the scheduler's choice, too.
      const alone = thread.several && waits.test(call.name) ? 'turns' : this.reasons.ofLoneQuery(a, b)
      const part = this.onlyHere(a, b, thread, (one) => answerText(one.call))
      parts.push(alone === null ? part : partOf(part.name, part.simulator, part.windows, alone))
    } else parts.push(...this.callParts(a, b, thread, title))
    return this.row('call', process, call.line, title, a, b, parts, (one) => answerText(one.call))
  }

  private callParts(a: Call, b: Call, thread: Thread, title: string): ComparedPart[] {
    const parts: ComparedPart[] = []
    const [left, right] = [a.call, b.call]
    const pairs = this.pairsOf(a.process)
    // What both refuse says nothing of what its arguments are.
    const refused: Names = {
      same: (x, y) => pairs.same(x, y),
      pair: (x, y) => pairs.could(x, y),
      bind: () => true
    }
    const foreign = (x: number, y: number): boolean =>
      isForeign(regionAt(this.simulator, a, x), regionAt(this.windows, b, y))
    const names = left.failed && right.failed ? refused : pairs
    const compare = (x: ShownValue, y: ShownValue, role: ValueRole): void => {
      const { same, reason } = compareMeanings(x, y, role, names, foreign)
      this.noteHandle(a.process, x, y, same)
      if (!same) parts.push(this.handedOn(a, b, x, y, role, thread))
      else if (reason !== null) {
        parts.push(partOf(x.name, shown(x), shown(y), reason))
        this.noteTold(a.process, x, y, title, left.line)
      }
    }
    left.args.forEach((argument, i) => {
      const other = right.args[i]
      if (other !== undefined) compare(argument, other, 'given')
    })
    let known: string | null | undefined
    const explain = (): string | null =>
      (known ??= /^AdjustTokenPrivileges$/.test(left.name) ? 'account' : this.reasons.known(a, b))
    const values: ComparedPart[] = []
    const same = sameResult(left, right, (x, y) => {
      const { same, reason } = compareMeanings(x, y, roleOfResult(left), names, foreign)
      this.noteHandle(a.process, x, y, same)
      if (same && reason !== null) {
        values.push(partOf('result', shown(x), shown(y), reason))
        this.noteTold(a.process, x, y, title, left.line)
      }
      return same
    })
    if (same) parts.push(...values)
    else {
      const follows = left.name === 'GetLastError' ? this.carriedError(thread, left, right) : null
      parts.push(follows ?? partOf('result', answerText(left), answerText(right), explain()))
    }
    // This one says by its last error also when it succeeds what it did not do.
    const saysByError = left.name === 'AdjustTokenPrivileges' && left.lastError !== right.lastError
    const isOtherError = !sameLastError(left, right) || saysByError
    if (isOtherError) parts.push(partOf('last error', errorText(left), errorText(right), explain()))
    // The row is added right after this.
    const here: Parting = { row: this.rows.length, title, line: left.line }
    if (isOtherError || left.failed !== right.failed)
      thread.error = { call: [left.lastError, right.lastError], from: here }
    if (!left.failed && !right.failed)
      left.outs.forEach((out, i) => {
        const other = right.outs[i]
        if (other !== undefined) compare(out, other, 'made')
      })
    const general = this.reasons.general(a, b) ?? this.observedReason(a, b, thread)
    parts.forEach((part, i) => {
      const reason = part.reason ?? general ?? this.reasons.ofFormerProtection(a, b, part)
      if (part.reason === null && reason !== null)
        parts[i] = partOf(part.name, part.simulator, part.windows, reason)
    })
    this.followThings(a, parts)
    left.outs.forEach((out, i) => {
      const isExplained = parts.some(({ name, reason }) => name === out.name && reason !== null)
      if (isExplained && right.outs[i] !== undefined)
        this.noteTold(a.process, out, right.outs[i], title, left.line)
    })
    // Names are of the caller's own allocations: where another process has something is its address alone.
    if (queries.test(left.name) && isOfOther(left))
      parts.forEach((part, i) => {
        if (part.reason === null && /Base/.test(part.name))
          parts[i] = partOf(part.name, part.simulator, part.windows, 'address')
      })
    this.reasons.note(a)
    if (closesItsHandle(left) && !left.failed && !right.failed) this.closed(a, left, right)
    const last = parts.find(({ name }) => name === 'result' || name === 'last error')
    const answersDiffer = last !== undefined && (!same || isOtherError || last.verdict === 'differs')
    if (answersDiffer || parts.some(({ verdict }) => verdict === 'differs')) thread.parting = here
    else if (parts.some(({ reason }) => isWayward(reason))) thread.wayward = here
    if (thread.parting === here || thread.wayward === here) thread.asked = here
    return parts
  }

  /** What a call answers of a thing that was another before differs as the thing does. */
  private followThings({ process, call }: Call, parts: ComparedPart[]): void {
    if (parts.every(({ reason }) => reason !== null)) return
    const things = call.args.flatMap(({ meaning }) => nameIn(meaning ?? '')?.name ?? [])
    const causes = things.map((name) => this.causeFor(process, name, null))
    const cause = causes.find((words) => words !== null)
    if (cause === undefined || cause === null) return
    parts.forEach((part, i) => {
      if (part.reason === null) parts[i] = partOf(part.name, part.simulator, part.windows, 'follows', cause)
    })
  }

  /** What a program hands in that is not the same: a number that it was told earlier, or one that comes from figures of the computer. */
  private handedOn(
    a: Call,
    b: Call,
    x: ShownValue,
    y: ShownValue,
    role: ValueRole,
    thread: Thread
  ): ComparedPart {
    if (role === 'given' && takesAddressForText(a.call, x.name)) {
      const [one, other] = [
        regionAt(this.simulator, a, Number(x.raw)),
        regionAt(this.windows, b, Number(y.raw))
      ]
      if (one?.type === other?.type) return partOf(x.name, x.raw, y.raw, 'address')
    }
    if (/(Thread|Process)Id$/.test(x.name) && role !== 'given')
      return partOf(x.name, x.text, y.text, 'process-id')
    if (role !== 'given') return partOf(x.name, x.text, y.text, null)
    const from = this.told.get(`${a.process} ${x.raw} ${y.raw}`)
    if (from !== undefined) return partOf(x.name, x.text, y.text, 'follows', from)
    const isNumber = x.meaning === null && y.meaning === null
    if (isNumber && thread.figures.size > 0)
      return partOf(x.name, x.text, y.text, 'figures', `Asked before: ${[...thread.figures].join(', ')}.`)
    // Programs do the same with the same answers: what is handed in otherwise comes from an answer that was another.
    const parting = thread.parting ?? thread.wayward
    const cause = isNumber && parting !== null ? this.ways.words(parting) : null
    if (cause !== null) return partOf(x.name, x.text, y.text, 'follows', cause)
    return partOf(x.name, x.text, y.text, null)
  }

  private noteTold(process: ProcessLetter, x: ShownValue, y: ShownValue, title: string, line: number): void {
    const key = `${process} ${x.raw} ${y.raw}`
    if (x.raw !== y.raw && !this.told.has(key)) this.told.set(key, `From ${title}, line ${line}.`)
  }

  /** A handle that both machines closed: its number may be another's from now on. */
  private closed({ process }: Call, left: CallRecord, right: CallRecord): void {
    const at = left.name === 'DuplicateHandle' ? 1 : 0
    const [x, y] = [left, right].map(({ args }) => nameIn(args[at]?.meaning ?? '')?.name)
    if (x !== undefined && y !== undefined) this.pairsOf(process).forget(x, y)
  }

  private noteHandle(process: ProcessLetter, a: ShownValue, b: ShownValue, same: boolean): void {
    if (!same || a.meaning?.startsWith('handle#') !== true) return
    const key = `${process} ${Number(a.raw)}`
    this.handles.set(key, (this.handles.get(key) ?? new Set()).add(Number(b.raw)))
  }

  /** Why a call that only looks shows something else: what it looks at was another thing already. */
  private observedReason(a: Call, b: Call, { wayward }: Thread): ExpectedId | null {
    if (!queries.test(a.call.name)) return null
    const [left, right] = [nameAsked(a), nameAsked(b)]
    const alike = left === null || right === null ? left === right : this.pairsOf(a.process).same(left, right)
    if (wayward !== null && !alike) return 'follows'
    return left !== null && this.causeFor(a.process, left, null) !== null ? 'follows' : null
  }

  /** GetLastError after a call whose last error differed says that difference once more. */
  private carriedError({ error }: Thread, left: CallRecord, right: CallRecord): ComparedPart | null {
    if (error === null) return null
    const [x, y] = [Number(left.result.raw), Number(right.result.raw)]
    if (x !== error.call[0] || y !== error.call[1]) return null
    const from = this.ways.words(error.from)
    return from === null ? null : partOf('result', left.result.text, right.result.text, 'follows', from)
  }

  /** Only one machine came here: they parted at the last row whose answers differ, where that is explained. */
  private onlyHere<H extends Happening>(
    a: H | null,
    b: H | null,
    { parting, wayward }: Thread,
    text: (one: H) => string
  ): ComparedPart {
    const [x, y] = [a === null ? '' : text(a), b === null ? '' : text(b)]
    const from = parting ?? wayward
    const cause = from === null ? null : this.ways.words(from)
    return partOf('only here', x, y, cause === null ? null : 'follows', cause ?? '')
  }

  private row<H extends Happening>(
    kind: 'call' | 'check',
    process: ProcessLetter,
    line: number,
    title: string,
    a: H | null,
    b: H | null,
    parts: readonly ComparedPart[],
    text: (one: H) => string
  ): ComparisonRow {
    const side = (one: H | null): ComparedSide | null =>
      one === null ? null : { text: text(one), position: one.position, place: placeAbout(one) }
    const id = `${kind === 'call' ? 'c' : 'k'}${this.rows.length}`
    return {
      ...{ id, kind, process, line, title },
      simulator: side(a),
      windows: side(b),
      verdict: verdictOf(parts),
      parts
    }
  }
}

/** The allocations that a call was about, by the simulator's names; what Windows alone made by its own. */
function namesIn(a: Call | null, b: Call | null): string[] {
  const allocation = (value: ShownValue): string[] => {
    const name = nameIn(value.meaning ?? '')?.name
    return name === undefined ? [] : [name]
  }
  return [
    ...(a === null ? [] : [a.call.result, ...a.call.args].flatMap(allocation)),
    ...(b === null ? [] : allocation(b.call.result).map((name) => `| ${name}`))
  ]
}

function errorText(call: CallRecord): string {
  return `${call.lastError} ${describeError(call.lastError).name}`
}

/** The text of a value, and its number where the text is the same on both machines. */
function shown({ text, raw, meaning }: ShownValue): string {
  return meaning !== null && /^(#|handle#)/.test(meaning) ? `${raw} (${meaning})` : text
}

/** The place in memory that a call is about: what it made, or the first of its arguments that lies in something the program made. */
function placeAbout(happening: Happening): ComparedSide['place'] {
  if (happening.kind === 'check') return null
  const { call, process } = happening
  const value = [call.result, ...call.args].find(({ meaning }) => meaning?.startsWith('#'))
  return value === undefined ? null : { letter: process, address: Number(value.raw) }
}
