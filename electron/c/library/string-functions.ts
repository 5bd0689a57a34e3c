import { addToWord } from '../../machine/word'
import type { Value } from '../vm-words'
import { allocate } from './heap-functions'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer, readUnits, textOfUnits, unitsOfText, writeUnits } from './process-bytes'

type UnitSize = 1 | 2

/** A text argument's units; undefined when memory refused, with the exception taken over. */
function text(c: LibraryCall, index: number, unitSize: UnitSize, limit?: number): number[] | undefined {
  const units = readUnits(c.process, c.args[index]!, unitSize, limit)
  if (!units) c.vm.raised()
  return units
}

function put(c: LibraryCall, to: Value, units: readonly number[], unitSize: UnitSize): boolean {
  return writeUnits(c.process, to, units, unitSize) || c.vm.raised()
}

const move = (at: Value, units: number, unitSize: UnitSize): Value => addToWord(pointer(at), units * unitSize)
const countOf = (value: Value): number => Math.min(Number(value), 0x4000000)
const lower = (unit: number): number => (unit >= 65 && unit <= 90 ? unit + 32 : unit)
const upper = (unit: number): number => (unit >= 97 && unit <= 122 ? unit - 32 : unit)

const length =
  (unitSize: UnitSize, limited = false): LibraryFunction =>
  (c) =>
    text(c, 0, unitSize, limited ? countOf(c.args[1]!) : undefined)?.length

const copy =
  (unitSize: UnitSize): LibraryFunction =>
  (c) => {
    const units = text(c, 1, unitSize)
    return units && put(c, c.args[0]!, [...units, 0], unitSize) ? c.args[0] : undefined
  }

const copyCount =
  (unitSize: UnitSize): LibraryFunction =>
  (c) => {
    const count = countOf(c.args[2]!)
    const units = text(c, 1, unitSize, count)
    if (!units) return undefined
    const padded = [...units, ...new Array<number>(count - units.length).fill(0)]
    return put(c, c.args[0]!, padded, unitSize) ? c.args[0] : undefined
  }

const append =
  (unitSize: UnitSize, limited = false): LibraryFunction =>
  (c) => {
    const old = text(c, 0, unitSize)
    const units = old && text(c, 1, unitSize, limited ? countOf(c.args[2]!) : undefined)
    if (!old || !units) return undefined
    return put(c, move(c.args[0]!, old.length, unitSize), [...units, 0], unitSize) ? c.args[0] : undefined
  }

/** The _s functions: what does not fit makes the text empty and answers ERANGE. */
const checked =
  (unitSize: UnitSize, appends: boolean, limited = false): LibraryFunction =>
  (c) => {
    const room = countOf(c.args[1]!)
    const old = appends ? text(c, 0, unitSize, room) : []
    const units = old && text(c, 2, unitSize, limited ? countOf(c.args[3]!) : undefined)
    if (!old || !units) return undefined
    if (old.length + units.length >= room) return put(c, c.args[0]!, [0], unitSize) ? 34 : undefined
    return put(c, move(c.args[0]!, old.length, unitSize), [...units, 0], unitSize) ? 0 : undefined
  }

const compare =
  (unitSize: UnitSize, ignoreCase: boolean, limited: boolean): LibraryFunction =>
  (c) => {
    const limit = limited ? countOf(c.args[2]!) : undefined
    const a = text(c, 0, unitSize, limit)
    const b = a && text(c, 1, unitSize, limit)
    if (!a || !b) return undefined
    for (let i = 0; i <= Math.max(a.length, b.length); i++) {
      const x = ignoreCase ? lower(a[i] ?? 0) : (a[i] ?? 0)
      const y = ignoreCase ? lower(b[i] ?? 0) : (b[i] ?? 0)
      if (x !== y) return x < y ? -1 : 1
    }
    return 0
  }

const find =
  (unitSize: UnitSize, last: boolean): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    if (!units) return undefined
    const wanted = Number(c.args[1]) & (unitSize === 1 ? 0xff : 0xffff)
    const all = [...units, 0]
    const at = last ? all.lastIndexOf(wanted) : all.indexOf(wanted)
    return at < 0 ? 0 : move(c.args[0]!, at, unitSize)
  }

const findText =
  (unitSize: UnitSize): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    const part = units && text(c, 1, unitSize)
    if (!units || !part) return undefined
    const at = textOfUnits(units).indexOf(textOfUnits(part))
    return at < 0 ? 0 : move(c.args[0]!, at, unitSize)
  }

/** strspn, strcspn and strpbrk: how far units are (or are not) of a set. */
const spanOf =
  (inside: boolean, asPointer: boolean, unitSize: UnitSize = 1): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    const set = units && text(c, 1, unitSize)
    if (!units || !set) return undefined
    let n = units.findIndex((unit) => set.includes(unit) !== inside)
    if (n < 0) n = units.length
    if (!asPointer) return n
    return n === units.length ? 0 : move(c.args[0]!, n, unitSize)
  }

/** strtok and strtok_s: cuts the next word off a text, ending it with a zero. */
const cutWord =
  (hasContext: boolean, unitSize: UnitSize = 1): LibraryFunction =>
  (c) => {
    const context = hasContext ? c.process.load(pointer(c.args[2]!), 8) : c.state.token
    if (context === undefined) return raised(c)
    const start = c.args[0] === 0 ? context : c.args[0]!
    if (start === 0) return 0
    const units = readUnits(c.process, start, unitSize)
    const set = units && text(c, 1, unitSize)
    if (!units || !set) return units ? undefined : raised(c)
    const from = units.findIndex((unit) => !set.includes(unit))
    const length = from < 0 ? -1 : units.slice(from).findIndex((unit) => set.includes(unit))
    const end = length < 0 ? units.length : from + length
    if (length >= 0 && !put(c, move(start, end, unitSize), [0], unitSize)) return undefined
    const rest = move(start, length < 0 ? end : end + 1, unitSize)
    if (!hasContext) c.state.token = rest
    else if (!c.process.store(pointer(c.args[2]!), 8, pointer(rest))) return raised(c)
    return from < 0 ? 0 : move(start, from, unitSize)
  }

const change =
  (map: (units: number[]) => number[], unitSize: UnitSize = 1): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    return units && put(c, c.args[0]!, map(units), unitSize) ? c.args[0] : undefined
  }

const duplicate =
  (unitSize: UnitSize): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    if (!units) return undefined
    const block = allocate(c, (units.length + 1) * unitSize)
    if (block === undefined || block === 0) return block
    return put(c, block, [...units, 0], unitSize) ? block : undefined
  }

/** Integers in text: white space, sign, prefix, digits; out of range is the nearest limit, as C11 7.22.1.4 has it. */
const toInteger =
  (unitSize: UnitSize, bits: 32 | 64, signed: boolean, hasBase: boolean): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    if (!units) return undefined
    const all = textOfUnits(units)
    let base = hasBase ? Number(c.args[2]) : 10
    const head = /^[ \t\n\v\f\r]*([+-]?)/.exec(all)!
    let at = head[0].length
    if ((base === 0 || base === 16) && /^0[xX][0-9a-fA-F]/.test(all.slice(at, at + 3))) {
      at += 2
      base = 16
    } else if (base === 0) base = all[at] === '0' ? 8 : 10
    let value = 0n
    const start = at
    for (; at < all.length; at++) {
      const digit = parseInt(all[at]!, 36)
      if (Number.isNaN(digit) || digit >= base) break
      value = value * BigInt(base) + BigInt(digit)
    }
    if (hasBase && c.args[1] !== 0) {
      const end = move(c.args[0]!, at === start && !(all[at - 1] === '0') ? 0 : at, unitSize)
      if (!c.process.store(pointer(c.args[1]!), 8, pointer(end))) return raised(c)
    }
    if (head[1] === '-') value = -value
    const limit = 1n << BigInt(signed ? bits - 1 : bits)
    if (signed) value = value >= limit ? limit - 1n : value < -limit ? -limit : value
    else value = value >= limit || value <= -limit ? limit - 1n : BigInt.asUintN(bits, value)
    return value > -0x20000000000000n && value < 0x20000000000000n ? Number(value) : value
  }

const toDouble =
  (hasEnd: boolean, unitSize: UnitSize = 1): LibraryFunction =>
  (c) => {
    const units = text(c, 0, unitSize)
    if (!units) return undefined
    const match = /^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)/.exec(
      textOfUnits(units)
    )
    if (hasEnd && c.args[1] !== 0) {
      const end = move(c.args[0]!, match ? match[0].length : 0, unitSize)
      if (!c.process.store(pointer(c.args[1]!), 8, pointer(end))) return raised(c)
    }
    return match ? Number(match[1]) : 0
  }

const toText =
  (signed: boolean, unitSize: UnitSize = 1, bits = 32, isChecked = false): LibraryFunction =>
  (c) => {
    const base = Number(c.args[isChecked ? 3 : 2])
    const value = BigInt(c.args[0]!)
    const shown = base === 10 || !signed ? value : BigInt.asUintN(bits, value)
    const units = unitsOfText(`${shown.toString(base)}\0`)
    if (isChecked && units.length > Number(c.args[2]))
      return put(c, c.args[1]!, [0], unitSize) ? 34 : undefined
    return put(c, c.args[1]!, units, unitSize) ? (isChecked ? 0 : c.args[1]) : undefined
  }

/** mbstowcs and wcstombs in the C locale: a unit becomes a unit. */
const convertText =
  (from: UnitSize, to: UnitSize): LibraryFunction =>
  (c) => {
    const units = text(c, 1, from)
    if (!units) return undefined
    if (c.args[0] === 0) return units.length
    const fit = [...units, 0].slice(0, countOf(c.args[2]!))
    return put(c, c.args[0]!, fit, to) ? Math.min(units.length, fit.length) : undefined
  }

const errorTexts: Readonly<Record<number, string>> = {
  0: 'No error',
  2: 'No such file or directory',
  12: 'Not enough space',
  22: 'Invalid argument',
  34: 'Result too large'
}

/** Texts of bytes and of 16-bit units, and numbers written in them. */
export const stringFunctions: Readonly<Record<string, LibraryFunction>> = {
  strlen: length(1),
  wcslen: length(2),
  strnlen: length(1, true),
  wcsnlen: length(2, true),
  lstrlenA: (c) => (c.args[0] === 0 ? 0 : length(1)(c)),
  lstrlenW: (c) => (c.args[0] === 0 ? 0 : length(2)(c)),
  strcpy: copy(1),
  wcscpy: copy(2),
  lstrcpyA: copy(1),
  lstrcpyW: copy(2),
  strncpy: copyCount(1),
  wcsncpy: copyCount(2),
  strcat: append(1),
  wcscat: append(2),
  lstrcatA: append(1),
  lstrcatW: append(2),
  strncat: append(1, true),
  wcsncat: append(2, true),
  strcpy_s: checked(1, false),
  wcscpy_s: checked(2, false),
  strncpy_s: checked(1, false, true),
  strcat_s: checked(1, true),
  wcscat_s: checked(2, true),
  strcmp: compare(1, false, false),
  wcscmp: compare(2, false, false),
  lstrcmpA: compare(1, false, false),
  lstrcmpW: compare(2, false, false),
  lstrcmpiA: compare(1, true, false),
  strncmp: compare(1, false, true),
  wcsncmp: compare(2, false, true),
  _stricmp: compare(1, true, false),
  stricmp: compare(1, true, false),
  _wcsicmp: compare(2, true, false),
  _strnicmp: compare(1, true, true),
  _wcsnicmp: compare(2, true, true),
  strchr: find(1, false),
  wcschr: find(2, false),
  strrchr: find(1, true),
  wcsrchr: find(2, true),
  strstr: findText(1),
  wcsstr: findText(2),
  strspn: spanOf(true, false),
  strcspn: spanOf(false, false),
  strpbrk: spanOf(false, true),
  wcsspn: spanOf(true, false, 2),
  wcscspn: spanOf(false, false, 2),
  wcspbrk: spanOf(false, true, 2),
  wcstok: cutWord(true, 2),
  _wcstok: cutWord(false, 2),
  wcstok_s: cutWord(true, 2),
  strtok_r: cutWord(true),
  wcsncpy_s: checked(2, false, true),
  strncat_s: checked(1, true, true),
  wcsncat_s: checked(2, true, true),
  _wcslwr: change((units) => units.map(lower), 2),
  _wcsupr: change((units) => units.map(upper), 2),
  _wtoi: toInteger(2, 32, true, false),
  _wtol: toInteger(2, 32, true, false),
  _wtoi64: toInteger(2, 64, true, false),
  _atoi64: toInteger(1, 64, true, false),
  wcstod: toDouble(true, 2),
  strtof: toDouble(true),
  strtold: toDouble(true),
  _ltoa: toText(true),
  _itow: toText(true, 2),
  _i64toa: toText(true, 1, 64),
  _itoa_s: toText(true, 1, 32, true),
  _itow_s: toText(true, 2, 32, true),
  lstrcmpiW: compare(2, true, false),
  mbstowcs: convertText(1, 2),
  wcstombs: convertText(2, 1),
  strcoll: compare(1, false, false),

  strtok: cutWord(false),
  strtok_s: cutWord(true),
  _strlwr: change((units) => units.map(lower)),
  _strupr: change((units) => units.map(upper)),
  _strrev: change((units) => units.reverse()),
  _strdup: duplicate(1),
  strdup: duplicate(1),
  _wcsdup: duplicate(2),
  wcsdup: duplicate(2),
  atoi: toInteger(1, 32, true, false),
  atol: toInteger(1, 32, true, false),
  atoll: toInteger(1, 64, true, false),
  strtol: toInteger(1, 32, true, true),
  strtoul: toInteger(1, 32, false, true),
  strtoll: toInteger(1, 64, true, true),
  strtoull: toInteger(1, 64, false, true),
  _strtoi64: toInteger(1, 64, true, true),
  _strtoui64: toInteger(1, 64, false, true),
  wcstol: toInteger(2, 32, true, true),
  wcstoul: toInteger(2, 32, false, true),
  wcstoll: toInteger(2, 64, true, true),
  wcstoull: toInteger(2, 64, false, true),
  atof: toDouble(false),
  strtod: toDouble(true),
  _itoa: toText(true),
  itoa: toText(true),
  _ultoa: toText(false),
  _ui64toa: toText(false),
  strerror: (c) => {
    const block = allocate(c, 64)
    if (block === undefined || block === 0) return block
    return put(c, block, unitsOfText(`${errorTexts[Number(c.args[0])] ?? 'Unknown error'}\0`), 1)
      ? block
      : undefined
  }
}
