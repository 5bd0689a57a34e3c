import type { BinaryOperator, Expression, Initialisation, Variable } from './ast'
import type { CodeWriter, Label } from './code-writer'
import type { CallSite } from './compiled-code'
import type { Place } from './diagnostics'
import { convertValue } from './generate-conversions'
import { checkRead, checkShift, indexed, noteSet } from './generate-checks'
import type { FunctionFlow } from './flow-analysis'
import type { OpName } from './opcodes'
import { hasEffects } from './side-effects'
import { sizeOf, type CType } from './types'
import { classOf, kindOf } from './value-kinds'
import { operatorNames } from './vm-words'

/** What generating a function's code needs of its surroundings. */
export interface GenerationContext {
  readonly writer: CodeWriter
  readonly sites: CallSite[]
  textOf(e: Expression): string
  /** Room in the frame that is in use for the whole function. */
  frameRoom(bytes: number): number
  /** Where in the data area the address of a function without a body here is. */
  externalAddress(name: string, origin: 'library' | 'win32', place: Place): number
  functionAddress(index: number): number
  /** What the flow of the function that is generated shows. */
  readonly flow: FunctionFlow
  /** A function of the program may end without the value it owes. */
  mayMissResult(index: number): boolean
}

const comparisonNames = { '==': 'Eq', '!=': 'Ne', '<': 'Lt', '>': 'Gt', '<=': 'Le', '>=': 'Ge' } as const
const loadNames: Readonly<Record<string, OpName>> = {
  i8: 'LoadI8',
  u8: 'LoadU8',
  bool: 'LoadU8',
  i16: 'LoadI16',
  u16: 'LoadU16',
  i32: 'LoadI32',
  u32: 'LoadU32',
  i64: 'LoadI64',
  u64: 'LoadU64',
  f32: 'LoadF32',
  f64: 'LoadF64'
}
const storeNames: Readonly<Record<string, OpName>> = {
  i8: 'Store1',
  u8: 'Store1',
  bool: 'Store1',
  i16: 'Store2',
  u16: 'Store2',
  i32: 'Store4',
  u32: 'Store4',
  i64: 'Store8',
  u64: 'Store8',
  f32: 'StoreF32',
  f64: 'StoreF64'
}
const localLoads: Readonly<Record<string, OpName>> = {
  i32: 'LocalI32',
  u32: 'LocalU32',
  i64: 'LocalI64',
  u64: 'LocalU64'
}

/** Leaves the expression's value on the stack; nothing for void. A struct's value is its address. */
export function generate(g: GenerationContext, e: Expression): void {
  const { writer: w } = g
  switch (e.op) {
    case 'constant':
    case 'float':
      return w.push(e.value)
    case 'string':
    case 'variable':
    case 'dereference':
    case 'member':
    case 'initialised':
      return load(g, e)
    case 'function':
    case 'address':
    case 'decay':
      return generateAddress(g, e.op === 'function' ? e : e.of, 1)
    case 'cast':
      generate(g, e.of)
      return convertValue(w, e.of.type, e.type)
    case 'negate':
      generate(g, e.of)
      return w.emit(`Neg${classOf(e.type)}`)
    case 'complement': {
      generate(g, e.of)
      const c = classOf(e.type)
      return c === 'F' ? undefined : w.emit(`Cpl${c}`)
    }
    case 'not':
      generate(g, e.of)
      return w.emit('Not')
    case 'binary': {
      generate(g, e.left)
      const right = w.here
      generate(g, e.right)
      w.mark(e.place)
      checkShift(g, e)
      if (isDivisorInMemory(e.operator, e.right)) w.restarts.set(w.here, right)
      return compute(w, e.operator, e.type)
    }
    case 'compare': {
      generate(g, e.left)
      generate(g, e.right)
      const wide = classOf(e.left.type) === 'S64' || classOf(e.left.type) === 'U64'
      return w.emit(`${comparisonNames[e.operator]}${wide ? '64' : ''}`)
    }
    case 'and':
    case 'or': {
      const no = w.label()
      const end = w.label()
      branch(g, e, no, false)
      w.push(1n)
      w.jump('Jump', end)
      w.set(no)
      w.push(0n)
      return w.set(end)
    }
    case 'comma':
      generateAndDrop(g, e.left)
      return generate(g, e.right)
    case 'conditional': {
      const no = w.label()
      const end = w.label()
      branch(g, e.condition, no, false)
      generateAs(g, e.yes, e.type)
      w.jump('Jump', end)
      w.set(no)
      generateAs(g, e.no, e.type)
      return w.set(end)
    }
    case 'offset': {
      const place = staticPlace(e)
      if (place) return w.emit(place.base, place.offset)
      generate(g, e.pointer)
      generate(g, e.index)
      return w.emit('Offset', e.scale)
    }
    case 'distance':
      generate(g, e.left)
      generate(g, e.right)
      return w.emit('Distance', e.scale)
    case 'assign':
      return assign(g, e, true)
    case 'update':
      return update(g, e, true)
    case 'call':
      return call(g, e, true)
    case 'alloca':
      generate(g, e.size)
      return w.emit('StackAlloc', e.slot.offset, e.below?.offset ?? -1)
    case 'more-arguments':
      return w.emit('MoreArguments')
  }
}

/** A branch of ? : whose other branch may have no value. */
function generateAs(g: GenerationContext, e: Expression, type: CType): void {
  generate(g, e)
  if (type.kind === 'void' && e.type.kind !== 'void') g.writer.emit('Pop')
}

/** Evaluates for the effect alone. */
export function generateAndDrop(g: GenerationContext, e: Expression): void {
  if (e.op === 'assign') return assign(g, e, false)
  if (e.op === 'update') return update(g, e, false)
  if (e.op === 'comma') {
    generateAndDrop(g, e.left)
    return generateAndDrop(g, e.right)
  }
  if (e.op === 'cast' && e.type.kind === 'void') return generateAndDrop(g, e.of)
  if (e.op === 'constant') return
  if (e.op === 'call') call(g, e, false)
  else generate(g, e)
  if (e.type.kind !== 'void') g.writer.emit('Pop')
}

/** Jumps to the label when the condition's truth is `when`; falls through otherwise. */
export function branch(g: GenerationContext, e: Expression, to: Label, when: boolean): void {
  const { writer: w } = g
  if (e.op === 'not') return branch(g, e.of, to, !when)
  if (e.op === 'constant') {
    if ((e.value !== 0n) === when) w.jump('Jump', to)
    return
  }
  if (e.op === 'and' || e.op === 'or') {
    // `a && b` jumping when false, and `a || b` jumping when true: either operand decides.
    if ((e.op === 'or') === when) {
      branch(g, e.left, to, when)
      return branch(g, e.right, to, when)
    }
    const around = w.label()
    branch(g, e.left, around, !when)
    branch(g, e.right, to, when)
    return w.set(around)
  }
  generate(g, e)
  w.jump(when ? 'JumpIfNotZero' : 'JumpIfZero', to)
}

interface StaticPlace {
  readonly base: 'FrameAddress' | 'DataAddress'
  readonly offset: number
}

function placeOfVariable(variable: Variable): StaticPlace {
  return { base: variable.storage === 'local' ? 'FrameAddress' : 'DataAddress', offset: variable.offset }
}

/** A place whose offset in the frame or the data area is known now, or null. Also for pointers to such places. */
function staticPlace(e: Expression): StaticPlace | null {
  switch (e.op) {
    case 'variable':
      return placeOfVariable(e.variable)
    case 'string':
      return { base: 'DataAddress', offset: e.offset }
    case 'member': {
      const outer = staticPlace(e.of)
      return outer && { ...outer, offset: outer.offset + e.member.offset }
    }
    case 'dereference':
      return e.of.op === 'decay' || e.of.op === 'address' || e.of.op === 'offset' ? staticPlace(e.of) : null
    case 'decay':
    case 'address':
      return e.of.op === 'function' ? null : staticPlace(e.of)
    case 'offset': {
      if (e.index.op !== 'constant') return null
      if (!['decay', 'address', 'offset'].includes(e.pointer.op)) return null
      const start = staticPlace(e.pointer)
      const offset = start ? start.offset + Number(e.index.value) * e.scale : 0
      return start && Math.abs(offset) < 0x7fffffff ? { ...start, offset } : null
    }
    default:
      return null
  }
}

/** Leaves the address of an object or function. `slack`: an array may be named so far behind its last element. */
export function generateAddress(g: GenerationContext, e: Expression, slack: 0 | 1 = 0): void {
  const { writer: w } = g
  noteSet(g, e)
  const place = staticPlace(e)
  if (place) return w.emit(place.base, place.offset)
  switch (e.op) {
    case 'function': {
      const { index, name, origin } = e.symbol
      return w.emit(
        'DataAddress',
        index >= 0
          ? g.functionAddress(index)
          : g.externalAddress(name, origin === 'win32' ? 'win32' : 'library', e.place)
      )
    }
    case 'dereference':
      return indexed(g, e, slack) ? undefined : generate(g, e.of)
    case 'member':
      generateAddress(g, e.of)
      if (e.member.offset !== 0) w.emit('AddImmediate', e.member.offset)
      return
    case 'initialised': {
      const { base, offset } = placeOfVariable(e.variable)
      if (e.variable.storage === 'local')
        initialise(g, e.variable, e.init, e.type.kind === 'struct' || e.type.kind === 'array')
      return w.emit(base, offset)
    }
    default:
      // A struct that a call, an assignment or ? : yields: its value is its address.
      return generate(g, e)
  }
}

function load(g: GenerationContext, e: Expression): void {
  const { writer: w } = g
  const kind = kindOf(e.type)
  checkRead(g, e)
  if (kind === 'struct' || e.type.kind === 'array' || e.type.kind === 'function') return generateAddress(g, e)
  if (e.op === 'member' && e.member.bits) {
    const { bits } = e.member
    generateAddress(g, e)
    const size = sizeOf(e.type) ?? 4
    note(g, e)
    return w.emit('LoadBits', size, bits.shift, bits.width, kind.startsWith('i') ? 1 : 0)
  }
  const place = staticPlace(e)
  const local = localLoads[kind]
  if (place?.base === 'FrameAddress' && local) {
    note(g, e)
    return w.emit(local, place.offset)
  }
  generateAddress(g, e)
  if (kind === 'none') return w.emit('Pop')
  note(g, e)
  w.emit(loadNames[kind]!)
}

/** Remembers what is accessed here, for an exception's message. */
function note(g: GenerationContext, e: Expression): void {
  g.writer.mark(e.place)
  g.writer.accessTexts.set(g.writer.here, g.textOf(e))
  g.writer.accessPlaces.set(g.writer.here, e.place)
}

/** Stores what is on the stack: (address value). */
function store(g: GenerationContext, type: CType, keep: boolean): void {
  g.writer.emit(storeNames[kindOf(type)] ?? 'Store8', keep ? 1 : 0)
}

function assign(g: GenerationContext, e: Extract<Expression, { op: 'assign' }>, keep: boolean): void {
  const { writer: w } = g
  const { to, value } = e
  if (to.type.kind === 'struct') {
    generateAddress(g, to)
    generateAddress(g, value)
    note(g, to)
    w.emit('CopyStruct', sizeOf(to.type) ?? 0)
    return keep ? undefined : w.emit('Pop')
  }
  const place = staticPlace(to)
  const size = sizeOf(to.type)
  const isBits = to.op === 'member' && to.member.bits !== null
  if (place?.base === 'FrameAddress' && to.type.kind !== 'float' && (size === 4 || size === 8) && !isBits) {
    generate(g, value)
    note(g, to)
    w.emit(size === 4 ? 'StoreLocal4' : 'StoreLocal8', place.offset, keep ? 1 : 0)
    return noteSet(g, to)
  }
  generateAddress(g, to)
  generate(g, value)
  note(g, to)
  storeInto(g, to, keep)
}

function storeInto(g: GenerationContext, to: Expression, keep: boolean): void {
  if (to.op === 'member' && to.member.bits) {
    const { shift, width } = to.member.bits
    const signed = kindOf(to.type).startsWith('i')
    return g.writer.emit('StoreBits', sizeOf(to.type) ?? 4, shift, width, (keep ? 1 : 0) | (signed ? 2 : 0))
  }
  store(g, to.type, keep)
}

function update(g: GenerationContext, e: Extract<Expression, { op: 'update' }>, keep: boolean): void {
  const { writer: w } = g
  const { to, operator, value, computation, scale, old } = e
  const place = staticPlace(to)
  const kind = kindOf(to.type)
  const isBits = to.op === 'member' && to.member.bits !== null
  const isBump =
    !keep &&
    (kind === 'i32' || kind === 'u32') &&
    (operator === '+' || operator === '-') &&
    value.op === 'constant'
  if (
    isBump &&
    place?.base === 'FrameAddress' &&
    !isBits &&
    computation.kind === 'int' &&
    computation.size === 4
  ) {
    checkRead(g, to)
    note(g, to)
    const amount = Number(BigInt.asIntN(32, value.value))
    return w.emit(
      kind === 'i32' ? 'BumpS32' : 'BumpU32',
      place.offset,
      operator === '+' ? amount : -amount | 0
    )
  }
  checkRead(g, to)
  generateAddress(g, to)
  // What the value's own side effects leave in the place is what is computed with, as Windows compilers have it.
  const valueFirst = hasEffects(value)
  if (valueFirst) generate(g, value)
  w.emit(valueFirst ? 'Over' : 'Duplicate')
  note(g, to)
  if (to.op === 'member' && to.member.bits)
    w.emit(
      'LoadBits',
      sizeOf(to.type) ?? 4,
      to.member.bits.shift,
      to.member.bits.width,
      kind.startsWith('i') ? 1 : 0
    )
  else w.emit(loadNames[kind]!)
  // Only i++ and i-- keep the old value; their 1 has no side effects.
  const keepsOld = keep && old
  if (keepsOld) w.emit('Tuck')
  const right = (): void => (valueFirst ? w.emit('Swap') : generate(g, value))
  if (scale !== null) {
    right()
    w.emit('Offset', operator === '-' ? -scale : scale)
  } else {
    convertValue(w, to.type, computation)
    const divisor = w.here
    right()
    w.mark(e.place)
    checkShift(g, e)
    if (isDivisorInMemory(operator, value)) w.restarts.set(w.here, divisor)
    compute(w, operator, computation)
    convertValue(w, computation, to.type)
  }
  note(g, to)
  storeInto(g, to, keep && !keepsOld)
}

/** Compilers divide by a variable where it is: a division that is restarted reads it again. */
function isDivisorInMemory(operator: BinaryOperator, divisor: Expression): boolean {
  if (divisor.op === 'cast') return isDivisorInMemory(operator, divisor.of)
  return (operator === '/' || operator === '%') && divisor.op === 'variable'
}

function compute(w: CodeWriter, operator: BinaryOperator, type: CType): void {
  const c = classOf(type)
  w.emit(`${operatorNames[operator]}${c}` as OpName)
  if (c === 'F' && type.kind === 'float' && type.size === 4) w.emit('RoundToFloat')
}

/** Gives an object its first value. `clear`: what is not mentioned becomes zero. */
export function initialise(
  g: GenerationContext,
  variable: Variable,
  init: readonly Initialisation[],
  clear: boolean
): void {
  if (!g.flow.tracked.has(variable)) return fill(g, variable, init, clear)
  g.writer.emit('MarkUnset', variable.offset)
  fill(g, variable, init, clear)
  g.writer.emit('MarkSet', variable.offset)
}

function fill(
  g: GenerationContext,
  variable: Variable,
  init: readonly Initialisation[],
  clear: boolean
): void {
  const { writer: w } = g
  const { base, offset } = placeOfVariable(variable)
  const size = sizeOf(variable.type) ?? 0
  const isWhole = init.length === 1 && (sizeOf(init[0]!.type) ?? 0) === size && init[0]!.bits === null
  if (clear && size > 0 && !isWhole) {
    w.emit(base, offset)
    w.emit('Clear', size)
  }
  for (const { offset: at, type, bits, value } of init) {
    // Cleared memory needs no zeros.
    if (clear && !isWhole && value.op === 'constant' && value.value === 0n && init.length > 16) continue
    if (type.kind === 'struct') {
      w.emit(base, offset + at)
      generateAddress(g, value)
      w.emit('CopyStruct', sizeOf(type) ?? 0)
      w.emit('Pop')
      continue
    }
    const bytes = sizeOf(type)
    if (base === 'FrameAddress' && !bits && type.kind !== 'float' && (bytes === 4 || bytes === 8)) {
      generate(g, value)
      w.emit(bytes === 4 ? 'StoreLocal4' : 'StoreLocal8', offset + at, 0)
      continue
    }
    w.emit(base, offset + at)
    generate(g, value)
    if (bits) w.emit('StoreBits', bytes ?? 4, bits.shift, bits.width, 0)
    else store(g, type, false)
  }
}

function call(g: GenerationContext, e: Extract<Expression, { op: 'call' }>, used: boolean): void {
  const { writer: w } = g
  const { callee, args } = e
  const direct = callee.op === 'function' ? callee.symbol : null
  const returnsStruct = e.type.kind === 'struct'
  if (!direct) generate(g, callee)
  // Right to left, as compilers for Windows do: the first argument ends up on top.
  const taken =
    direct && direct.index >= 0 && !direct.type.variadic ? args.slice(0, direct.type.params.length) : args
  for (const arg of args.slice(taken.length)) generateAndDrop(g, arg)
  for (const arg of [...taken].reverse()) {
    generate(g, arg)
    // Windows x64 passes structs of 1, 2, 4 and 8 bytes as the bytes, others by address.
    const size = sizeOf(arg.type)
    if (arg.type.kind === 'struct' && direct && direct.index < 0 && (size === 8 || size === 4))
      w.emit(size === 8 ? 'LoadU64' : 'LoadU32')
  }
  if (returnsStruct) w.emit('FrameAddress', g.frameRoom(sizeOf(e.type) ?? 0))
  w.mark(e.place)
  if (direct && direct.index >= 0) {
    const extra = args.length - direct.type.params.length
    if (direct.type.variadic) {
      const doubles = args
        .slice(direct.type.params.length)
        .reduce((mask, arg, i) => mask | (arg.type.kind === 'float' ? 1 << i : 0), 0)
      w.emit('CallVariadic', direct.index, Math.max(0, extra), doubles)
    } else if (extra > 0) {
      for (let i = 0; i < extra; i++) w.emit('Pop')
      w.emit('Call', direct.index)
    } else w.emit('Call', direct.index)
    if (used && g.mayMissResult(direct.index)) w.emit('CheckResult', w.checkSite(e.place, direct.name))
    return
  }
  const site: CallSite = {
    name: direct?.name ?? '',
    origin: direct ? (direct.origin === 'win32' ? 'win32' : 'library') : 'pointer',
    line: e.place.line,
    column: e.place.column,
    length: direct ? direct.name.length : Math.max(1, e.place.end - e.place.start),
    args: [...(returnsStruct ? (['u64'] as const) : []), ...args.map((arg) => kindOf(arg.type))],
    texts: e.texts,
    result: kindOf(e.type)
  }
  if (!direct) w.accessTexts.set(w.here, g.textOf(e))
  w.emit('CallSite', g.sites.push(site) - 1)
}
