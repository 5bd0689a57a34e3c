import type { MachineProcess } from '../machine/machine-process'
import { doubleOfWord, floatOfWord } from './vm-words'
import { isCharacter, isWideCharacter, sizeOf, typeText, type CType, type Member } from './types'

/** Longest part of a text or array that is shown. */
const shownElements = 16
const shownCharacters = 64

const hex = (value: bigint): string => `0x${value.toString(16)}`

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return value
}

/** A variable's value in C's terms, read without touching memory; `?` where bytes cannot be read. */
export function showValue(
  process: MachineProcess,
  type: CType,
  address: number,
  functionAt: (address: bigint) => string | null
): string {
  const size = sizeOf(type)
  if (size === null) return '?'
  const bytes = process.peek(address, Math.min(size, 4096))
  return bytes ? show(process, type, bytes, functionAt, 0) : '?'
}

function show(
  process: MachineProcess,
  type: CType,
  bytes: Uint8Array,
  functionAt: (address: bigint) => string | null,
  depth: number
): string {
  const size = sizeOf(type) ?? 0
  if (bytes.length < size && type.kind !== 'array') return '?'
  switch (type.kind) {
    case 'int': {
      const value = littleEndian(bytes.subarray(0, size))
      if (type.rank === 0) return value === 0n ? 'false' : 'true'
      const signed = type.signed ? BigInt.asIntN(size * 8, value) : value
      if (isCharacter(type) && type.signed)
        return value >= 32n && value < 127n
          ? `${signed} '${String.fromCharCode(Number(value))}'`
          : `${signed}`
      return type.signed || signed < 10n ? `${signed}` : `${signed} (${hex(signed)})`
    }
    case 'float': {
      const word = littleEndian(bytes.subarray(0, size))
      return String(size === 4 ? floatOfWord(Number(word)) : doubleOfWord(word))
    }
    case 'pointer': {
      const value = littleEndian(bytes.subarray(0, 8))
      if (value === 0n) return 'NULL'
      if (type.to.kind === 'function') return functionAt(value) ?? hex(value)
      if (depth === 0 && (isCharacter(type.to) || isWideCharacter(type.to)) && type.to.alias !== 'BYTE') {
        const text = textAt(process, value, isWideCharacter(type.to))
        if (text !== null) return `${hex(value)} ${text}`
      }
      return hex(value)
    }
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
        show(process, type.of, bytes.subarray(i * element, (i + 1) * element), functionAt, depth + 1)
      )
      return `{${shown.join(', ')}${count < (type.count ?? 0) ? ', ...' : ''}}`
    }
    case 'struct': {
      const members = type.definition.members ?? []
      const shown = members.slice(0, 40).map((member) => {
        const text = showMember(process, member, bytes, functionAt, depth)
        return member.name === null ? text : `${member.name} = ${text}`
      })
      return `{${shown.join(', ')}${members.length > 40 ? ', ...' : ''}}`
    }
    default:
      return '?'
  }
}

function showMember(
  process: MachineProcess,
  member: Member,
  bytes: Uint8Array,
  functionAt: (address: bigint) => string | null,
  depth: number
): string {
  const size = sizeOf(member.type) ?? 0
  const own = bytes.subarray(member.offset, member.offset + size)
  if (own.length < size) return '?'
  if (!member.bits) return show(process, member.type, own, functionAt, depth + 1)
  const value = BigInt.asUintN(member.bits.width, littleEndian(own) >> BigInt(member.bits.shift))
  const signed = member.type.kind === 'int' && member.type.signed
  return String(signed ? BigInt.asIntN(member.bits.width, value) : value)
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

export { typeText }
