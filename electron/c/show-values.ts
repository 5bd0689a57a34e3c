import { describeException } from '../../shared/win32/errors'
import { protectionText, stateText, typeText as memoryTypeText } from '../../shared/win32/flags'
import type { MachineProcess } from '../machine/machine-process'
import { doubleOfWord, floatOfWord } from './vm-words'
import {
  isCharacter,
  isWideCharacter,
  sizeOf,
  type CType,
  type Member,
  type PointerType,
  type StructDefinition
} from './types'

/** Longest part of a text or array that is shown, and of a value in all. */
const shownElements = 16
const shownCharacters = 64
const longestValue = 300

/** What showing a value needs to know of the program it belongs to. */
export interface ValueSurroundings {
  readonly process: MachineProcess
  /** The name of the function whose address that is. */
  functionAt(address: bigint): string | null
}

/** Says a number in words of Windows: `PAGE_READWRITE`. */
export type ValueWords = (value: number) => string

const hex = (value: bigint): string => `0x${value.toString(16)}`

/** The number that bytes are, unsigned. */
export function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return value
}

/** Members of Windows' structs that hold flags or codes, as Microsoft describes them. */
const memberWords: readonly (readonly [struct: RegExp, member: string, words: ValueWords])[] = [
  [/MEMORY_(BASIC|REGION)_INFORMATION/, 'Protect', protectionText],
  [/MEMORY_(BASIC|REGION)_INFORMATION/, 'AllocationProtect', protectionText],
  [/MEMORY_BASIC_INFORMATION/, 'State', stateText],
  [/MEMORY_BASIC_INFORMATION/, 'Type', memoryTypeText],
  [/EXCEPTION_RECORD/, 'ExceptionCode', (code) => (code === 0 ? '0' : describeException(code).name)]
]

/** How a member of a struct says its number in words; null for most. */
export function wordsOfMember(definition: StructDefinition, name: string | null): ValueWords | null {
  const struct = definition.typedefName ?? definition.tag ?? ''
  return memberWords.find(([of, member]) => member === name && of.test(struct))?.[2] ?? null
}

/** A value in C's terms from its bytes; `?` where there are too few. */
export function showBytes(
  around: ValueSurroundings,
  type: CType,
  bytes: Uint8Array,
  words: ValueWords | null = null
): string {
  const text = show(around, type, bytes, 0, words)
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`
}

function show(
  around: ValueSurroundings,
  type: CType,
  bytes: Uint8Array,
  depth: number,
  words: ValueWords | null
): string {
  const size = sizeOf(type) ?? 0
  if (bytes.length < size && type.kind !== 'array') return '?'
  switch (type.kind) {
    case 'int': {
      const value = littleEndian(bytes.subarray(0, size))
      if (words && size <= 4) return words(Number(value))
      if (type.rank === 0) return value === 0n ? 'false' : 'true'
      const signed = type.signed ? BigInt.asIntN(size * 8, value) : value
      return integerWords(type.alias, type.enumerators, signed) ?? integerText(type, value, signed)
    }
    case 'float': {
      const word = littleEndian(bytes.subarray(0, size))
      return String(size === 4 ? floatOfWord(Number(word)) : doubleOfWord(word))
    }
    case 'pointer':
      return showPointer(around, type, littleEndian(bytes.subarray(0, 8)), depth)
    case 'array': {
      const element = sizeOf(type.of) ?? 0
      if (isCharacter(type.of) && type.of.signed) return quoted(bytes, 1)
      if (isWideCharacter(type.of) && type.of.alias !== 'WORD') return quoted(bytes, 2)
      if (element === 0) return '{}'
      const count = Math.min(
        type.count ?? 0,
        depth > 1 ? 4 : shownElements,
        Math.floor(bytes.length / element)
      )
      const shown = Array.from({ length: count }, (_, i) =>
        show(around, type.of, bytes.subarray(i * element, (i + 1) * element), depth + 1, null)
      )
      return `{${shown.join(', ')}${count < (type.count ?? 0) ? ', ...' : ''}}`
    }
    case 'struct': {
      const { definition } = type
      const members = definition.members ?? []
      const shown = members.slice(0, 40).map((member) => {
        const text = showMember(around, definition, member, bytes, depth)
        return member.name === null ? text : `${member.name} = ${text}`
      })
      return `{${shown.join(', ')}${members.length > 40 ? ', ...' : ''}}`
    }
    default:
      return '?'
  }
}

function integerText(type: CType, value: bigint, signed: bigint): string {
  if (type.kind === 'int' && isCharacter(type) && type.signed)
    return value >= 32n && value < 127n ? `${signed} '${String.fromCharCode(Number(value))}'` : `${signed}`
  return (type.kind === 'int' && type.signed) || signed < 10n ? `${signed}` : `${signed} (${hex(signed)})`
}

/** What the type itself says of a number: TRUE, an enum's constant, a status. */
function integerWords(
  alias: string | undefined,
  enumerators: ReadonlyMap<bigint, string> | undefined,
  value: bigint
): string | null {
  const constant = enumerators?.get(value)
  if (constant !== undefined) return `${constant} (${value})`
  if (alias === 'BOOL' || alias === 'BOOLEAN')
    return value === 0n ? 'FALSE' : value === 1n ? 'TRUE' : `TRUE (${value})`
  return null
}

function showPointer(around: ValueSurroundings, type: PointerType, value: bigint, depth: number): string {
  if (value === 0n) return 'NULL'
  if (type.to.kind === 'function') return around.functionAt(value) ?? hex(value)
  if (type.alias === 'HANDLE' && value === 0xffffffffffffffffn) return 'INVALID_HANDLE_VALUE'
  if (depth === 0 && pointsToText(type)) {
    const text = textAt(around.process, value, isWideCharacter(type.to))
    if (text !== null) return `${hex(value)} ${text}`
  }
  return hex(value)
}

/** Whether a pointer's value is shown with the text behind it. */
export function pointsToText(type: CType): boolean {
  return (
    type.kind === 'pointer' &&
    (isCharacter(type.to) || isWideCharacter(type.to)) &&
    !/^(BYTE|WORD)$/.test(type.to.alias ?? '')
  )
}

function showMember(
  around: ValueSurroundings,
  definition: StructDefinition,
  member: Member,
  bytes: Uint8Array,
  depth: number
): string {
  const size = sizeOf(member.type) ?? 0
  const own = bytes.subarray(member.offset, member.offset + size)
  if (own.length < size) return '?'
  if (member.bits) return showBits(member.type, member.bits, own)
  return show(around, member.type, own, depth + 1, wordsOfMember(definition, member.name))
}

/** The value of a bit-field from the bytes of its unit. */
export function showBits(type: CType, bits: NonNullable<Member['bits']>, unit: Uint8Array): string {
  const value = BigInt.asUintN(bits.width, littleEndian(unit) >> BigInt(bits.shift))
  return String(type.kind === 'int' && type.signed ? BigInt.asIntN(bits.width, value) : value)
}

function quoted(bytes: Uint8Array, unitSize: 1 | 2): string {
  let text = ''
  for (let i = 0; i + unitSize <= bytes.length; i += unitSize) {
    const unit = unitSize === 1 ? bytes[i]! : bytes[i]! | (bytes[i + 1]! << 8)
    if (unit === 0) return JSON.stringify(text)
    if (text.length === shownCharacters) return `${JSON.stringify(text)}...`
    text += String.fromCharCode(unit)
  }
  return JSON.stringify(text)
}

/** The text at an address, when it looks like one. */
function textAt(process: MachineProcess, address: bigint, wide: boolean): string | null {
  if (address >= 0x800000000000n) return null
  const start = Number(address)
  const bytes = process.peek(start, Math.min(shownCharacters * 2, 0x1000 - (start % 0x1000)))
  if (!bytes) return null
  const text = quoted(bytes, wide ? 2 : 1)
  return /[\\]u00|[\u0080-\u009f]/.test(text) ? null : text
}
