import type { Region } from '../../shared/contract/observation'
import type { Frame, LineValue, ShownVariable, ShownWatch } from '../../shared/contract/step'
import type { MachineProcess } from '../machine/machine-process'
import type { Expression } from './ast'
import type { Activation, Execution } from './execution'
import {
  compileAddress,
  compileExpression,
  isPlaceExpression,
  NoValue,
  type EvaluationFrame
} from './expression-evaluator'
import { LineValues } from './inspect-lines'
import { partsOf, unfolds, type Thing } from './inspect-parts'
import { problemOf, unreadableWords } from './inspect-problems'
import type { Program } from './program'
import { readExpression, variablesInScope, type ReadExpression } from './read-expression'
import { pointsToText, showBits, showBytes, wordsOfMember, type ValueSurroundings } from './show-values'
import { sizeOf, typeText, type CType } from './types'
import { kindOf } from './value-kinds'
import { canonicalUnsigned, sizeOfKind, wordOfValue } from './vm-words'
import { valueOf } from './conversions'

/** What is looked at besides the variables in scope. */
export interface LookedAt {
  readonly watches: readonly string[]
  /** Expressions that are unfolded. */
  readonly expanded: readonly string[]
}

/** What is seen in a process. */
export interface Seen {
  readonly frames: readonly Frame[]
  readonly frame: number
  readonly variables: readonly ShownVariable[]
  readonly watches: readonly ShownWatch[]
  readonly lineValues: readonly LineValue[]
}

/** Bytes of a variable that are compared and shown; what lies behind is seen by unfolding. */
const comparedBytes = 0x4000
/** Structs and arrays of so many parts are unfolded unasked, so that a step back can show them. */
const freeParts = 24
/** Parts of variables that one picture holds, whatever was asked for. */
const maximumParts = 4000
const maximumVariables = 500
const longestLineValue = 80
/** Reads that are kept: expressions by text, function and instruction. */
const maximumReads = 2000

interface Entry {
  readonly type: CType
  readonly address: number | null
  readonly bytes: Uint8Array
  readonly shown: ShownVariable
  /** The value depends on nothing but these bytes. */
  readonly settled: boolean
}
type Entries = Map<string, Entry>

/** Names of the spaces in which things keep their identity besides activations, which have their serial. */
const statics = 0
const watched = -1

/** Looks at a program while it stands: variables, watches, values beside lines. Touches nothing. */
export class Inspector {
  private readonly lines: LineValues
  private readonly around: ValueSurroundings
  private readonly reads = new Map<string, ReadExpression>()
  /** What was shown at the step before the last recorded one, and at that, by space and expression. */
  private before = new Map<number, Entries>()
  private now = new Map<number, Entries>()
  private told: readonly LineValue[] = []
  private look: LookedAt = { watches: [], expanded: [] }
  private expanded: ReadonlySet<string> = new Set()
  private budget = 0

  constructor(
    private readonly program: Program,
    private readonly process: MachineProcess,
    private readonly execution: Execution,
    private readonly regions: () => readonly Region[]
  ) {
    this.around = { process, functionAt: (address) => this.functionAt(address) }
    this.lines = new LineValues(program, (target, activation) => this.lineValue(target, activation))
    execution.onLine = (line, serial) => this.lines.noteLine(line, serial)
  }

  /** Replaces what is looked at from now on. */
  setLook(look: LookedAt): void {
    this.look = look
    this.expanded = new Set(look.expanded)
    // What is unfolded now must not be taken from before.
    for (const entries of [...this.now.values(), ...this.before.values()])
      for (const [key, entry] of entries) entries.set(key, { ...entry, settled: false })
  }

  /** A step is over, and this is what it left; the next is compared with it. */
  afterStep(): Seen {
    const activations = this.execution.activations()
    const alive = new Set([statics, watched, ...activations.map((a) => a.serial)])
    this.before = this.now
    this.now = new Map([...this.before].filter(([space]) => alive.has(space)))
    const seen = this.see(activations, 0, true)
    this.told = this.lines.afterStep(activations, this.execution.isMidStatement, () => {
      const own = seen.variables.filter((v) => v.changed)
      return new Map(own.map((v) => [v.name, cut(v.value)]))
    })
    return { ...seen, lineValues: this.told }
  }

  /** What is to be seen now, of a frame. */
  seeFrame(frame: number): Seen {
    const activations = this.execution.activations()
    return this.see(activations, Math.min(frame, Math.max(0, activations.length - 1)), false)
  }

  /** The value of an expression as an address, in the innermost frame or the one given. */
  addressOf(text: string, frame: number): { readonly address: number } | { readonly problem: string } {
    const activation = this.execution.activations()[frame]
    const read = this.read(text, activation)
    if (!read.ok) return { problem: read.problem }
    try {
      const value = compileExpression(valueOf(read.expression), this.program.code)(this.frameOf(activation))
      const type = valueOf(read.expression).type
      if (type.kind !== 'pointer' && type.kind !== 'int')
        return { problem: `An address is a pointer or a number, not ${typeText(type)}.` }
      const address = canonicalUnsigned(BigInt.asUintN(64, BigInt(value)))
      if (typeof address !== 'number')
        return { problem: `0x${address.toString(16)} is no address of a program.` }
      return { address }
    } catch (thrown) {
      return { problem: problemOf(thrown, read, this.regions) }
    }
  }

  private see(activations: readonly Activation[], frame: number, isStep: boolean): Seen {
    this.budget = maximumParts
    const activation = activations[frame]
    const serial = activation?.serial ?? statics
    const fresh = new Map<number, Entries>([
      [serial, new Map()],
      [statics, new Map()],
      [watched, new Map()]
    ])
    const variables = variablesInScope(this.program.code, activation ?? null)
      .slice(0, maximumVariables)
      .map((v) => {
        const isLocal = v.storage === 'local'
        const address = (isLocal ? (activation?.fp ?? 0) : this.execution.data) + v.offset
        const thing = { name: v.name, expression: v.name, type: v.type, address, bits: null, words: null }
        const space = isLocal ? serial : statics
        return this.shown(thing, null, space, fresh.get(space)!, true)
      })
    const watches = this.look.watches.map((text) => this.watch(text, activation, fresh.get(watched)!))
    // What a look adds is there to compare the next step with; what a step sees is all of it.
    for (const [space, entries] of fresh)
      this.now.set(space, isStep ? entries : new Map([...(this.now.get(space) ?? []), ...entries]))
    return {
      frames: activations.map((a) => ({ functionName: a.function.name, line: a.line })),
      frame,
      variables,
      watches,
      lineValues: this.told
    }
  }

  private watch(text: string, activation: Activation | undefined, entries: Entries): ShownWatch {
    const read = this.read(text, activation)
    if (!read.ok) return { expression: text, problem: read.problem }
    const { expression } = read
    const { code } = this.program
    const frame = this.frameOf(activation)
    try {
      // A struct that is chosen by ? : lies somewhere, too.
      const lies = isPlaceExpression(expression) || expression.type.kind === 'struct'
      if (!lies) {
        const computed = valueOf(expression)
        const { type } = computed
        if (type.kind === 'void') return { expression: text, problem: 'This has no value: its type is void.' }
        const value = compileExpression(computed, code)(frame)
        const bytes = new Uint8Array(8)
        const kind = kindOf(type)
        new DataView(bytes.buffer).setBigUint64(0, BigInt(wordOfValue(kind, value)), true)
        const own = bytes.subarray(0, sizeOfKind[kind])
        const thing = { name: text, expression: text, type, address: null, bits: null, words: null }
        return { expression: text, variable: this.shown(thing, own, watched, entries, true) }
      }
      const address = compileAddress(expression, code)(frame)
      // Beyond 2^53 no program has memory.
      if (typeof address !== 'number') throw new NoValue('unreadable', expression, address)
      const thing = this.thingOf(expression, text, address)
      const size = Math.min(sizeOf(thing.type) ?? 0, comparedBytes)
      if (size > 0 && this.process.peek(address, Math.min(size, 8)) === null)
        throw new NoValue('unreadable', expression, address)
      return { expression: text, variable: this.shown(thing, null, watched, entries, true) }
    } catch (thrown) {
      return { expression: text, problem: problemOf(thrown, read, this.regions) }
    }
  }

  private thingOf(e: Expression, text: string, address: number): Thing {
    const member = e.op === 'member' ? e.member : null
    const struct = e.op === 'member' && e.of.type.kind === 'struct' ? e.of.type.definition : null
    const words = member && struct ? wordsOfMember(struct, member.name) : null
    return { name: text, expression: text, type: e.type, address, bits: member?.bits ?? null, words }
  }

  private lineValue(target: Expression, activation: Activation): string | null {
    try {
      const address = compileAddress(target, this.program.code)(this.frameOf(activation))
      if (typeof address !== 'number') return null
      const thing = this.thingOf(target, '', address)
      const bytes = this.process.peek(address, Math.min(sizeOf(thing.type) ?? 0, 4096))
      return bytes && cut(this.valueText(thing, bytes))
    } catch (thrown) {
      if (thrown instanceof NoValue) return null
      throw thrown
    }
  }

  /** A thing ready to show, noted under its expression; what has not changed is the very same object. */
  private shown(
    thing: Thing,
    computed: Uint8Array | null,
    space: number,
    entries: Entries,
    isRoot: boolean
  ): ShownVariable {
    const { address, type } = thing
    const size = sizeOf(type) ?? 0
    const bytes =
      computed ?? (address === null ? null : this.process.peek(address, Math.min(size, comparedBytes)))
    const old = this.before.get(space)?.get(thing.expression)
    const same = bytes !== null && old !== undefined && equal(old.bytes, bytes)
    if (same && old.settled && !old.shown.changed && old.type === type && old.address === address) {
      this.keep(old.shown, space, entries)
      return old.shown
    }
    const changed = bytes !== null && old !== undefined && !same
    const opens = unfolds(thing, bytes)
    const asked = this.expanded.has(thing.expression)
    const children = opens && bytes ? this.children(thing, bytes, space, entries, asked, isRoot) : null
    const shown: ShownVariable = {
      name: thing.name,
      expression: thing.expression,
      type: typeText(type),
      value: bytes
        ? this.valueText(thing, bytes)
        : `cannot be read: ${unreadableWords(address ?? 0, this.regions())}`,
      address: address ?? 0,
      unfolds: opens,
      children,
      changed
    }
    if (bytes) {
      const settled =
        !pointsToText(type) && (children === null || type.kind !== 'pointer') && !this.opensIn(children)
      entries.set(thing.expression, { type, address, bytes, shown, settled })
    }
    return shown
  }

  /** Whether something inside was unfolded on request: it may lead to other memory. */
  private opensIn(children: readonly ShownVariable[] | null): boolean {
    return children !== null && children.some((c) => c.children !== null || this.expanded.has(c.expression))
  }

  /** Notes anew what is shown as before, with what is inside. */
  private keep(shown: ShownVariable, space: number, entries: Entries): void {
    const old = this.before.get(space)?.get(shown.expression)
    if (old) entries.set(shown.expression, old)
    for (const child of shown.children ?? []) this.keep(child, space, entries)
  }

  private children(
    thing: Thing,
    bytes: Uint8Array,
    space: number,
    entries: Entries,
    asked: boolean,
    isRoot: boolean
  ): readonly ShownVariable[] | null {
    const free = isRoot && (thing.type.kind === 'struct' || thing.type.kind === 'array')
    if (!asked && !free) return null
    const parts = partsOf(thing, bytes)
    if (!asked && parts.length > freeParts) return null
    if (parts.length > this.budget) return null
    this.budget -= parts.length
    return parts.map((part) => this.shown(part, null, space, entries, false))
  }

  private valueText(thing: Thing, bytes: Uint8Array): string {
    if (thing.bits) return showBits(thing.type, thing.bits, bytes)
    return showBytes(this.around, thing.type, bytes, thing.words)
  }

  private read(text: string, activation: Activation | undefined): ReadExpression {
    const key = activation ? `${activation.function.name} ${activation.pc} ${text}` : ` ${text}`
    const known = this.reads.get(key)
    if (known) return known
    if (this.reads.size > maximumReads) this.reads.clear()
    const read = readExpression(this.program, text, activation ?? null)
    this.reads.set(key, read)
    return read
  }

  private frameOf(activation: Activation | undefined): EvaluationFrame {
    return { process: this.process, data: this.execution.data, fp: activation?.fp ?? 0 }
  }

  private functionAt(address: bigint): string | null {
    const { code } = this.program
    const offset = Number(address) - this.execution.data
    const own = code.functions.find((f) => f.addressOffset === offset)
    return own?.name ?? code.externals.find((external) => external.offset === offset)?.name ?? null
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function cut(text: string): string {
  return text.length <= longestLineValue ? text : `${text.slice(0, longestLineValue)}…`
}
