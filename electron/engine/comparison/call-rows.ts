import type { ComparedPart, ComparedSide, ComparisonRow, Verdict } from '../../../shared/contract/comparison'
import type { ObservedRegion, ProcessLetter } from '../../../shared/contract/observation'
import { regionOf, type RegionTree } from '../../../shared/contract/region-tree'
import {
  compareMeanings,
  isForeign,
  nameIn,
  roleOfResult,
  sameLastError,
  sameResult,
  type ValueRole
} from '../../../shared/contract/same-meaning'
import type { CallRecord, ShownValue } from '../../../shared/contract/step'
import { describeError } from '../../../shared/win32/errors'
import { functionEntry } from '../../../shared/win32/functions'
import type { Moment } from '../history'
import { Aligner } from './aligner'
import { answerText, callText } from './call-text'
import {
  answers,
  asksForeign,
  byChoice,
  figureCalls,
  isOfOther,
  paths,
  queries,
  surroundings,
  wayward as waywardReasons
} from './call-kinds'
import { partOf, verdictOf } from './compared-part'
import type { ExpectedId } from './expected-differences'
import { happeningsOf, placeOf, type Happening } from './happenings'
import { knownCallDifference } from './known-wine'
import { NamePairs } from './name-pairs'
import { RowList } from './row-list'

type Call = Extract<Happening, { kind: 'call' }>
type Check = Extract<Happening, { kind: 'check' }>

/** What is kept of a process on the way through its rows. */
interface Thread {
  /** Rows since the last check that nothing explains. */
  open: number[]
  /** A check came since. */
  checked: boolean
  /** The last row after which the machines may have gone different ways. */
  parting: { readonly title: string; readonly line: number; readonly verdict: Verdict } | null
  /** The last call whose answer is each process's own affair: loops over such answers go on for longer on one machine. */
  wayward: { readonly title: string; readonly line: number } | null
  /** The last call whose last error differed. */
  error: {
    readonly call: readonly [number, number]
    readonly title: string
    readonly part: ComparedPart
  } | null
  /** Functions that were asked for figures of the computer. */
  readonly figures: Set<string>
}

/** A run as far as it has come. */
export interface ComparedRun {
  readonly history: { readonly moments: readonly Moment[]; readonly output: string }
  readonly isOver: boolean
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
  /** The call that made each handle of the simulator, by process and number. */
  private readonly makers = new Map<string, CallRecord>()
  /** Handles by number: which of Windows' each of the simulator's was at some time. */
  private readonly handles = new Map<string, Set<number>>()
  private readonly taken = [1, 1]
  private readonly aligner: Aligner<Happening>
  private readonly threads = new Map<ProcessLetter, Thread>()
  private undo: (() => void)[] | null = null
  /** The position on Windows of each of the simulator’s that a row has both of, ascending. */
  readonly anchors: (readonly [number, number])[] = []

  constructor(
    private readonly simulator: ComparedRun,
    private readonly windows: ComparedRun,
    private readonly onWine: boolean
  ) {
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
    const found = this.partings.find(
      (parting) =>
        parting.process === process &&
        (parting.names.includes(name) || (line !== null && this.rows.at(parting.row)?.line === line)) &&
        this.rows.at(parting.row)?.verdict === 'expected'
    )
    const row = found === undefined ? undefined : this.rows.at(found.row)
    return row === undefined ? null : `From ${row.title}, line ${row.line}.`
  }

  /** Whether two numbers are the same handle, each on its machine. */
  areHandles(process: ProcessLetter, left: number, right: number): boolean {
    return this.handles.get(`${process} ${left}`)?.has(right) ?? false
  }

  /** The last explained row after which a process may have gone another way, in words; null where there is none. */
  explainedNear(process: ProcessLetter): string | null {
    const parting = this.threadOf(process).parting
    return parting?.verdict === 'expected' ? `From ${parting.title}, line ${parting.line}.` : null
  }

  /** An explained row of a process at or before a position whose answers differed, in words. */
  explainedBefore(process: ProcessLetter, position: number): string | null {
    for (let i = this.partings.length - 1; i >= 0; i--) {
      const row = this.rows.at(this.partings[i]!.row)
      if (this.partings[i]!.process !== process || row?.verdict !== 'expected') continue
      if ((row.simulator ?? row.windows)!.position <= position) return `From ${row.title}, line ${row.line}.`
    }
    return null
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
    undo.push(() => {
      this.rows.cut(length)
      this.partings.length = partings
      this.anchors.length = anchors
    })
    for (const [letter, thread] of this.threads) {
      const copy = { ...thread, open: [...thread.open], figures: new Set(thread.figures) }
      undo.push(() => this.threads.set(letter, copy))
    }
  }

  private threadOf(process: ProcessLetter): Thread {
    let thread = this.threads.get(process)
    if (thread === undefined) {
      thread = { open: [], checked: false, parting: null, wayward: null, error: null, figures: new Set() }
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
    }
    const row = isCheck
      ? this.checkRow(a as Check | null, b as Check | null, thread)
      : this.callRow(a as Call | null, b as Call | null, thread)
    const index = this.rows.add(row)
    if (
      row.kind === 'call' &&
      row.parts.some(({ name, reason }) => answers.has(name) && !byChoice.has(reason ?? ''))
    )
      this.partings.push({ row: index, process, names: namesIn(a as Call | null, b as Call | null) })
    if (isCheck) {
      thread.checked = true
      // What both machines find as the program wants it brings them together again.
      if (row.verdict === 'same' && a?.kind === 'check' && a.check.verdict === 'ok') thread.parting = null
    } else if (row.verdict === 'differs') thread.open.push(index)
  }

  private checkRow(a: Check | null, b: Check | null, thread: Thread): ComparisonRow {
    const check = (a ?? b)!
    const { line } = check.check
    const parts: ComparedPart[] = []
    if (a === null || b === null) parts.push(this.onlyHere(a, b, thread, (one) => one.check.text))
    else if (a.check.verdict !== b.check.verdict) {
      const onWine = a.check.verdict === 'ok' && b.check.verdict === 'todo'
      parts.push(partOf('verdict', a.check.text, b.check.text, onWine ? 'todo-wine' : null))
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
    if (a === null || b === null) parts.push(this.onlyHere(a, b, thread, (one) => answerText(one.call)))
    else parts.push(...this.callParts(a, b, thread, title))
    return this.row('call', process, call.line, title, a, b, parts, (one) => answerText(one.call))
  }

  private callParts(a: Call, b: Call, thread: Thread, title: string): ComparedPart[] {
    const parts: ComparedPart[] = []
    const [left, right] = [a.call, b.call]
    const foreign = (x: number, y: number): boolean =>
      isForeign(regionAt(this.simulator, a, x), regionAt(this.windows, b, y))
    const compare = (x: ShownValue, y: ShownValue, role: ValueRole): boolean => {
      const { same, reason } = compareMeanings(x, y, role, this.pairsOf(a.process), foreign)
      this.noteHandle(a.process, x, y, same)
      if (!same) parts.push(partOf(x.name, x.text, y.text, null))
      else if (reason !== null) parts.push(partOf(x.name, shown(x), shown(y), reason))
      return same
    }
    left.args.forEach((argument, i) => {
      const other = right.args[i]
      if (other !== undefined) compare(argument, other, 'given')
    })
    let known: ReturnType<typeof knownCallDifference> | undefined
    const explain = (): string | null =>
      (known ??= knownCallDifference(left, right, this.before(a), this.makersOf(a), this.onWine))?.id ?? null
    const values: ComparedPart[] = []
    const same = sameResult(left, right, (x, y) => {
      const { same, reason } = compareMeanings(x, y, roleOfResult(left), this.pairsOf(a.process), foreign)
      this.noteHandle(a.process, x, y, same)
      if (same && reason !== null) values.push(partOf('result', shown(x), shown(y), reason))
      return same
    })
    if (same) parts.push(...values)
    else {
      const follows = left.name === 'GetLastError' ? this.carriedError(thread, left, right) : null
      parts.push(follows ?? partOf('result', answerText(left), answerText(right), explain()))
    }
    if (!sameLastError(left, right)) {
      const part = partOf('last error', errorText(left), errorText(right), explain())
      parts.push(part)
      thread.error = { call: [left.lastError, right.lastError], title: `${title}, line ${left.line}`, part }
    } else if (left.failed !== right.failed) {
      thread.error = {
        call: [left.lastError, right.lastError],
        title: `${title}, line ${left.line}`,
        part: parts.at(-1)!
      }
    }
    if (!left.failed && !right.failed)
      left.outs.forEach((out, i) => {
        const other = right.outs[i]
        if (other !== undefined) compare(out, other, 'made')
      })
    const general = this.generalReason(a, b) ?? this.observedReason(a, b, thread)
    if (general !== null)
      parts.forEach((part, i) => {
        if (part.reason === null) parts[i] = partOf(part.name, part.simulator, part.windows, general)
      })
    // Names are of the caller's own allocations: where another process has something is its address alone.
    if (queries.test(left.name) && isOfOther(left))
      parts.forEach((part, i) => {
        if (part.reason === null && /Base/.test(part.name))
          parts[i] = partOf(part.name, part.simulator, part.windows, 'address')
      })
    if (!left.failed && left.result.meaning?.startsWith('handle#') === true)
      this.makers.set(`${a.process} ${left.result.raw}`, left)
    const last = parts.find(({ name }) => name === 'result' || name === 'last error')
    if (last !== undefined && (!same || last.verdict === 'differs'))
      thread.parting = { title, line: left.line, verdict: last.verdict }
    else if (parts.some(({ verdict }) => verdict === 'differs'))
      thread.parting = { title, line: left.line, verdict: 'differs' }
    else if (parts.some(({ reason }) => reason !== null && waywardReasons.has(reason)))
      thread.wayward = { title, line: left.line }
    return parts
  }

  private noteHandle(process: ProcessLetter, a: ShownValue, b: ShownValue, same: boolean): void {
    if (!same || a.meaning?.startsWith('handle#') !== true) return
    const key = `${process} ${Number(a.raw)}`
    this.handles.set(key, (this.handles.get(key) ?? new Set()).add(Number(b.raw)))
  }

  /** Why the answers of a call as a whole need not be alike; null where they should be. */
  private generalReason(a: Call, b: Call): ExpectedId | null {
    const { name } = a.call
    if (/^GetProcessWorkingSetSize/.test(name)) return this.onWine ? 'working-set-limits' : null
    if (paths.test(name)) return 'program-path'
    if (surroundings.test(name)) return /^Heap/.test(name) ? 'heap' : 'before'
    if (!queries.test(name)) return null
    const asked = (run: ComparedRun, one: Call): ObservedRegion | undefined => {
      const argument = one.call.args.find((value) => value.name === 'lpAddress') ?? one.call.args[0]
      return regionAt(run, one, Number(argument?.raw || '0'))
    }
    const [left, right] = [asked(this.simulator, a), asked(this.windows, b)]
    if (/heap/i.test(left?.use ?? '') && /heap|^$/i.test(right?.use ?? '')) return 'heap'
    if (isSystemImage(left) && isSystemImage(right)) return 'system-dll'
    return asksForeign(a.call) && asksForeign(b.call) ? 'before' : null
  }

  /** Why a call that only looks shows something else: what it looks at was another thing already. */
  private observedReason(a: Call, b: Call, { wayward }: Thread): ExpectedId | null {
    if (!queries.test(a.call.name)) return null
    const nameAsked = ({ call }: Call): string | null => {
      const asked = call.args.find(({ name }) => name === 'lpAddress') ?? call.args[0]
      return nameIn(asked?.meaning ?? '')?.name ?? null
    }
    const [left, right] = [nameAsked(a), nameAsked(b)]
    if (wayward !== null && left !== right) return 'follows'
    return left !== null && this.causeFor(a.process, left, null) !== null ? 'follows' : null
  }

  /** The calls that made the handles that a call names, on the simulator. */
  private makersOf({ process, call }: Call): ReadonlyMap<string, CallRecord> {
    const makers = new Map<string, CallRecord>()
    for (const { name, raw, meaning } of call.args) {
      const maker = meaning?.startsWith('handle#') === true ? this.makers.get(`${process} ${raw}`) : undefined
      if (maker !== undefined) makers.set(name, maker)
    }
    return makers
  }

  /** GetLastError after a call whose last error differed says that difference once more. */
  private carriedError({ error }: Thread, left: CallRecord, right: CallRecord): ComparedPart | null {
    if (error === null) return null
    const [x, y] = [Number(left.result.raw), Number(right.result.raw)]
    if (x !== error.call[0] || y !== error.call[1]) return null
    if (error.part.verdict === 'differs') return null
    return partOf('result', left.result.text, right.result.text, 'follows', `From ${error.title}.`)
  }

  private onlyHere<H extends Happening>(
    a: H | null,
    b: H | null,
    { parting, wayward }: Thread,
    text: (one: H) => string
  ): ComparedPart {
    const [x, y] = [a === null ? '' : text(a), b === null ? '' : text(b)]
    if (parting === null && wayward !== null)
      return partOf('only here', x, y, 'follows', `From ${wayward.title}, line ${wayward.line}.`)
    if (parting === null || parting.verdict === 'differs') return partOf('only here', x, y, null)
    return partOf('only here', x, y, 'follows', `From ${parting.title}, line ${parting.line}.`)
  }

  /** The regions before a call, of the process that it is about. */
  private before({ process, position, call }: Call): RegionTree {
    const moment = this.simulator.history.moments[position - 1]
    const other = isOfOther(call)
      ? [...(moment?.processes.keys() ?? [])].find((l) => l !== process)
      : undefined
    return moment?.processes.get(other ?? process)?.regions ?? null
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
    return name?.startsWith('#') === true ? [name] : []
  }
  return [
    ...(a === null ? [] : [a.call.result, ...a.call.args].flatMap(allocation)),
    ...(b === null ? [] : allocation(b.call.result).map((name) => `| ${name}`))
  ]
}

/** The row with its unexplained parts explained. */
function explained(row: ComparisonRow, reason: string, note: string): ComparisonRow {
  const parts = row.parts.map((part) =>
    part.verdict === 'differs' ? { ...part, verdict: 'expected' as const, reason, note } : part
  )
  return { ...row, parts, verdict: verdictOf(parts) }
}

function errorText(call: CallRecord): string {
  return `${call.lastError} ${describeError(call.lastError).name}`
}

/** The text of a value, and its number where the text is the same on both machines. */
function shown({ text, raw, meaning }: ShownValue): string {
  return meaning !== null && /^(#|handle#)/.test(meaning) ? `${raw} (${meaning})` : text
}

function regionAt(
  run: ComparedRun,
  { process, position }: Happening,
  address: number
): ObservedRegion | undefined {
  return regionOf(run.history.moments[position]?.processes.get(process)?.regions ?? null, address)
}

/** Part of a DLL that the system brings. */
const isSystemImage = (region: ObservedRegion | undefined): boolean =>
  region !== undefined && region.type === 0x1000000 && /\.(dll|exe|drv)$/i.test(region.use)

/** The place in memory that a call is about: what it made, or the first of its arguments that lies in something the program made. */
function placeAbout(happening: Happening): ComparedSide['place'] {
  if (happening.kind === 'check') return null
  const { call, process } = happening
  const value = [call.result, ...call.args].find(({ meaning }) => meaning?.startsWith('#'))
  return value === undefined ? null : { letter: process, address: Number(value.raw) }
}
