import type { Expression, Initialisation } from './ast'
import { convert, isConstantExpression, valueOf } from './conversions'
import type { Place } from './diagnostics'
import { literalUnits } from './literals'
import { parseAssignment, parseConstant } from './parse-expressions'
import type { ParserState } from './parser-state'
import { constant } from './conversions'
import {
  arrayOf,
  findMember,
  isCharacter,
  isWideCharacter,
  memberNames,
  sameType,
  sizeOf,
  typeText,
  type ArrayType,
  type CType,
  type Member
} from './types'
import { suggestion } from './diagnostics'

interface Filling {
  readonly p: ParserState
  readonly isStatic: boolean
  readonly out: Initialisation[]
  readonly place: Place
}

export interface Initialiser {
  /** The type, with the length of an array that had none. */
  readonly type: CType
  readonly init: readonly Initialisation[]
  /** Whether what is not mentioned must be zero. */
  readonly clear: boolean
}

/** What stands behind `=` in a declaration, or in the braces of a compound literal (C11 6.7.9). */
export function parseInitialiser(p: ParserState, type: CType, isStatic: boolean, place: Place): Initialiser {
  const filling: Filling = { p, isStatic, out: [], place }
  if (p.is('{')) {
    const count = braced(filling, type, 0)
    return {
      type: sized(type, count),
      init: filling.out,
      clear: type.kind === 'array' || type.kind === 'struct'
    }
  }
  if (type.kind === 'array') {
    const units = stringFor(p, type)
    if (units === null)
      p.reporter.fail(p.token, 'An array is initialised with { ... }, or a char array with a string.')
    const count = fillString(filling, type, 0, units)
    return { type: sized(type, count), init: filling.out, clear: true }
  }
  const value = parseAssignment(p)
  put(filling, type, 0, null, value)
  return { type, init: filling.out, clear: false }
}

function sized(type: CType, count: number): CType {
  return type.kind === 'array' && type.count === null
    ? { ...arrayOf(type.of, count), ...(type.constant ? { constant: true } : {}) }
    : type
}

function put(f: Filling, type: CType, offset: number, bits: Member['bits'], value: Expression): void {
  const unqualified: CType = { ...type, constant: false }
  const converted = convert(f.p, value, unqualified, 'this variable')
  if (f.isStatic && !isConstantExpression(converted))
    f.p.reporter.error(
      value.place,
      'The initial value of a global or static must be constant: assign it inside a function.'
    )
  f.out.push({ offset, type: unqualified, bits, value: converted })
}

/** A string literal in front that fills a character array; null when there is none. */
function stringFor(p: ParserState, type: ArrayType): number[] | null {
  if (p.token.kind !== 'string') return null
  const wide = /^[Lu]"/.test(p.token.text)
  if (wide ? !isWideCharacter(type.of) : !isCharacter(type.of)) return null
  const units: number[] = []
  while (p.token.kind === 'string') units.push(...literalUnits(p.next(), p.reporter).units)
  return units
}

function fillString(f: Filling, type: ArrayType, offset: number, units: readonly number[]): number {
  const size = sizeOf(type.of) ?? 1
  const room = type.count ?? units.length + 1
  if (units.length > room)
    f.p.reporter.warning(f.p.previous, `This string has ${units.length} characters; the array holds ${room}.`)
  const place = f.p.previous
  units.slice(0, room).forEach((unit, i) => {
    const value = constant(BigInt(unit), type.of, place)
    f.out.push({ offset: offset + i * size, type: type.of, bits: null, value })
  })
  return room
}

/** One element, with or without its own braces. `first` is an expression of it that was read already. */
function element(
  f: Filling,
  type: CType,
  offset: number,
  bits: Member['bits'],
  first: Expression | null
): void {
  const { p } = f
  if (first === null && p.is('{')) {
    p.nested(() => braced(f, type, offset))
    return
  }
  if (type.kind === 'array') {
    const units = first === null ? stringFor(p, type) : null
    if (units !== null) fillString(f, type, offset, units)
    else elided(f, type, offset, first)
    return
  }
  const value = first ?? parseAssignment(p)
  if (type.kind === 'struct' && !sameType(valueOf(value).type, type)) elided(f, type, offset, value)
  else put(f, type, offset, bits, value)
}

interface Slot {
  readonly type: CType
  readonly offset: number
  readonly bits: Member['bits']
}

function slotOf(type: CType, index: number): Slot | null {
  if (type.kind === 'array') {
    if (type.count !== null && index >= type.count) return null
    return { type: type.of, offset: index * (sizeOf(type.of) ?? 0), bits: null }
  }
  if (type.kind !== 'struct') return null
  const { definition } = type
  const member = definition.members?.[index]
  if (!member || (definition.isUnion && index > 0)) return null
  return { type: member.type, offset: member.offset, bits: member.bits }
}

/** Fills an aggregate whose braces were left out, as far as values reach. */
function elided(f: Filling, type: CType, offset: number, first: Expression | null): void {
  const { p } = f
  for (let i = 0; ; i++) {
    const slot = slotOf(type, i)
    if (!slot) return
    if (i > 0) {
      const behind = p.peek().text
      if (!p.is(',') || behind === '}' || behind === '.' || behind === '[') return
      p.next()
    }
    p.nested(() => element(f, slot.type, offset + slot.offset, slot.bits, i === 0 ? first : null))
  }
}

/** Fills from `{` to `}`; answers how many elements an array of unknown length gets. */
function braced(f: Filling, type: CType, offset: number): number {
  const { p } = f
  const open = p.next()
  if (type.kind !== 'array' && type.kind !== 'struct') {
    if (p.is('}'))
      put(
        f,
        type,
        offset,
        null,
        constant(
          0n,
          type.kind === 'int' ? type : { kind: 'int', name: 'int', size: 4, signed: true, rank: 3 },
          open
        )
      )
    else element(f, type, offset, null, null)
    p.accept(',')
    p.expect('}', 'behind the initial value')
    return 1
  }
  if (type.kind === 'struct' && type.definition.members === null)
    p.reporter.fail(open, `The members of ${typeText(type)} are not known here.`)
  if (type.kind === 'array' && p.token.kind === 'string') {
    const units = stringFor(p, type)
    if (units !== null) {
      const count = fillString(f, type, offset, units)
      p.accept(',')
      p.expect('}', 'behind the string')
      return count
    }
  }
  let index = 0
  let count = 0
  while (!p.accept('}')) {
    if (p.token.kind === 'end') p.reporter.fail(open, 'This { is never closed: a } is missing.')
    let slot: Slot | null
    if (p.is('.') || p.is('[')) {
      const designated = designator(f, type)
      index = designated.index
      slot = designated.slot
      if (!p.accept('=')) p.expect('=', 'behind this designator')
    } else {
      slot = slotOf(type, index)
      if (!slot) {
        p.reporter.warning(
          p.token,
          `There are more values than ${typeText(type)} holds; the rest is ignored.`
        )
        slot = { type: { kind: 'void' }, offset: 0, bits: null }
      }
    }
    if (slot.type.kind === 'void') {
      if (p.is('{'))
        braced(
          { ...f, out: [] },
          arrayOf({ kind: 'int', name: 'int', size: 4, signed: true, rank: 3 }, null),
          0
        )
      else parseAssignment(p)
    } else {
      const { type: slotType, offset: slotOffset, bits } = slot
      p.nested(() => element(f, slotType, offset + slotOffset, bits, null))
    }
    index++
    count = Math.max(count, index)
    if (!p.accept(',') && !p.is('}')) p.expect('}', `behind the values that begin on line ${open.line}`)
  }
  return count
}

/** `.name`, `[3]` and chains of them. */
function designator(f: Filling, outer: CType): { index: number; slot: Slot } {
  const { p } = f
  let type = outer
  let offset = 0
  let bits: Member['bits'] = null
  let index = -1
  while (p.is('.') || p.is('[')) {
    const sign = p.next()
    let here: number
    if (sign.text === '[') {
      if (type.kind !== 'array')
        return p.reporter.fail(sign, `[ ] designates an element of an array, not of ${typeText(type)}.`)
      here = Number(parseConstant(p))
      if (p.is('...')) p.reporter.fail(p.token, 'Ranges of elements, [a ... b], are not supported.')
      p.expect(']', 'behind this index')
      if (here < 0 || (type.count !== null && here >= type.count))
        return p.reporter.fail(sign, `The array has no element ${here}.`)
      offset += here * (sizeOf(type.of) ?? 0)
      type = type.of
      bits = null
    } else {
      const name = p.next()
      if (type.kind !== 'struct')
        return p.reporter.fail(
          sign,
          `.${name.text} designates a member of a struct, not of ${typeText(type)}.`
        )
      const { definition } = type
      const member = findMember(definition, name.text)
      if (!member)
        return p.reporter.fail(
          name,
          `${typeText(type)} has no member ${name.text}${suggestion(name.text, memberNames(definition)) || '.'}`
        )
      here = (definition.members ?? []).findIndex(
        (m) =>
          m.name === name.text ||
          (m.name === null && m.type.kind === 'struct' && findMember(m.type.definition, name.text) !== null)
      )
      offset += member.offset
      type = member.type
      bits = member.bits
    }
    if (index < 0) index = here
  }
  return { index, slot: { type, offset, bits } }
}
