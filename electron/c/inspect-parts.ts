import type { ValueWords } from './show-values'
import { littleEndian, wordsOfMember } from './show-values'
import { arrayOf, pointerTo, sizeOf, typeText, type CType, type Member, type StructDefinition } from './types'

/** Something of a program that can be shown: a variable, a part of one, an expression's value. */
export interface Thing {
  readonly name: string
  /** The C expression that names it in its frame. */
  readonly expression: string
  readonly type: CType
  /** Null for a value that was computed and lies nowhere. */
  readonly address: number | null
  readonly bits: Member['bits']
  readonly words: ValueWords | null
  /** A group of an array's elements: the array's expression and its first index. */
  readonly group?: { readonly array: string; readonly first: number }
}

/** Parts of one level that are shown at once; larger arrays come in groups of that many. */
const pageSize = 100

/** An expression longer than this cannot be asked for. */
const longestExpression = 400

/** Whether there is something inside a thing to look at. */
export function unfolds(thing: Thing, bytes: Uint8Array | null): boolean {
  const { type } = thing
  if (thing.expression.length > longestExpression || bytes === null || thing.bits) return false
  switch (type.kind) {
    case 'struct':
      return (type.definition.members?.length ?? 0) > 0
    case 'array':
      return (type.count ?? 0) > 0 && (sizeOf(type.of) ?? 0) > 0
    case 'pointer': {
      const target = littleEndian(bytes.subarray(0, 8))
      return target !== 0n && target < 0x800000000000n && (sizeOf(type.to) ?? 0) > 0
    }
    default:
      return false
  }
}

/** The parts of a thing that unfolds: members, elements (or groups of them), what a pointer points to. */
export function partsOf(thing: Thing, bytes: Uint8Array): Thing[] {
  const { type, expression, address } = thing
  switch (type.kind) {
    case 'struct':
      return address === null ? [] : members(type.definition, `${operand(expression)}.`, address)
    case 'array':
      return address === null ? [] : elements(thing, type.of, type.count ?? 0, address)
    case 'pointer': {
      const target = Number(littleEndian(bytes.subarray(0, 8)))
      if (type.to.kind === 'struct') return members(type.to.definition, `${operand(expression)}->`, target)
      const star = `*${operand(expression, true)}`
      const name = expression === thing.name ? star : `*${thing.name}`
      return [{ name, expression: star, type: type.to, address: target, bits: null, words: null }]
    }
    default:
      return []
  }
}

/** The expression as the operand of a postfix operator, or of a prefix one. */
function operand(expression: string, prefix = false): string {
  const postfix = /^\w+((\.|->)\w+|\[\w+\])*$/.test(expression)
  return postfix || (prefix && /^[*&]/.test(expression)) ? expression : `(${expression})`
}

function members(definition: StructDefinition, before: string, base: number): Thing[] {
  return (definition.members ?? []).flatMap((member): Thing[] => {
    const { name, type, bits } = member
    const address = base + member.offset
    if (name !== null)
      return [
        { name, expression: before + name, type, address, bits, words: wordsOfMember(definition, name) }
      ]
    return type.kind === 'struct' ? members(type.definition, before, address) : []
  })
}

function elements(thing: Thing, of: CType, count: number, base: number): Thing[] {
  const size = sizeOf(of) ?? 0
  const array = thing.group?.array ?? operand(thing.expression)
  const first = thing.group?.first ?? 0
  if (count <= pageSize)
    return Array.from({ length: count }, (_, i) => ({
      name: `[${first + i}]`,
      expression: `${array}[${first + i}]`,
      type: of,
      address: base + i * size,
      bits: null,
      words: null
    }))
  let step = pageSize
  while (count > step * pageSize) step *= pageSize
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => {
    const from = first + i * step
    const length = Math.min(step, count - i * step)
    const type = arrayOf(of, length)
    return {
      name: `[${from}..${from + length - 1}]`,
      expression: groupExpression(array, from, type),
      type,
      address: base + i * step * size,
      bits: null,
      words: null,
      group: { array, first: from }
    }
  })
}

/** A part of an array is an array in C, too: `*(int (*)[100])&a[200]`. */
function groupExpression(array: string, from: number, type: CType): string {
  const text = typeText(pointerTo(type))
  return text.includes('(unnamed)') ? `&${array}[${from}]` : `*(${text})&${array}[${from}]`
}
