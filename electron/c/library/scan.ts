import { addToWord } from '../../machine/word'
import type { Value } from '../vm-words'
import { wordOfDouble, wordOfValue } from '../vm-words'
import { raised, type LibraryCall, type LibraryFunction } from './library-call'
import { pointer, readUnits, textOfUnits, unitsOfText, writeUnits } from './process-bytes'

/** What scanning came to: how many values were stored, or undefined when memory refused. */
interface Scan {
  readonly c: LibraryCall
  readonly text: string
  readonly wide: boolean
  /** %s, %c and %[ have a size behind their address: the _s functions. */
  readonly sized: boolean
  next: number
  at: number
  stored: number
}

const directive = /%(\*?)([0-9]*)(hh|h|ll|l|I64|I32|z|j|t|L|w)?(\[\^?\]?[^\]]*\]|[a-zA-Z%])/y
const space = /[ \t\n\v\f\r]*/y

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  const sticky = new RegExp(pattern.source, 'y')
  sticky.lastIndex = at
  return sticky.exec(text)?.[0] ?? null
}

/** sscanf and its family (C11 7.21.6.2): reads values out of a text. */
export const scanText =
  (wide: boolean, sized: boolean): LibraryFunction =>
  (c) => {
    const text = readUnits(c.process, c.args[0]!, wide ? 2 : 1)
    const format = text && readUnits(c.process, c.args[1]!, wide ? 2 : 1)
    if (!text || !format) return raised(c)
    return run({ c, text: textOfUnits(text), wide, sized, next: 2, at: 0, stored: 0 }, textOfUnits(format))
  }

function run(scan: Scan, format: string): number | undefined {
  for (let i = 0; i < format.length;) {
    const blank = matchAt(space, format, i)!
    if (blank !== '') {
      i += blank.length
      skipSpace(scan)
      continue
    }
    if (format[i] !== '%') {
      if (scan.text[scan.at] !== format[i]) return answer(scan)
      scan.at++
      i++
      continue
    }
    directive.lastIndex = i
    const match = directive.exec(format)
    if (!match) return answer(scan)
    i = directive.lastIndex
    const done = convert(
      scan,
      match[4]!,
      match[3] ?? '',
      match[2] ? Number(match[2]) : Infinity,
      match[1] === '*'
    )
    if (done === undefined) return raised(scan.c)
    if (!done) return answer(scan)
  }
  return scan.stored
}

/** EOF when the text was over before anything was read. */
const answer = (scan: Scan): number => (scan.stored === 0 && scan.at >= scan.text.length ? -1 : scan.stored)

function skipSpace(scan: Scan): void {
  scan.at += matchAt(space, scan.text, scan.at)!.length
}

/** One directive; false where the text does not match, undefined when memory refused. */
function convert(
  scan: Scan,
  kind: string,
  length: string,
  width: number,
  dropped: boolean
): boolean | undefined {
  if (!/^[c[n]/.test(kind)) skipSpace(scan)
  const take = (pattern: RegExp): string | null => {
    const found = matchAt(pattern, scan.text.slice(0, scan.at + Math.min(width, scan.text.length)), scan.at)
    if (found === null || found === '') return null
    scan.at += found.length
    return found
  }
  switch (kind[0]) {
    case '%':
      return take(/%/) !== null
    case 'n':
      return dropped || store(scan, length, BigInt(scan.at), false)
    case 'd':
    case 'u':
      return integer(scan, take(/[+-]?[0-9]+/), 10, length, dropped)
    case 'x':
    case 'X':
      return integer(scan, take(/[+-]?(?:0[xX](?=[0-9a-fA-F]))?[0-9a-fA-F]+/), 16, length, dropped)
    case 'p':
      return integer(scan, take(/(?:0[xX])?[0-9a-fA-F]+/), 16, 'll', dropped)
    case 'o':
      return integer(scan, take(/[+-]?[0-7]+/), 8, length, dropped)
    case 'i': {
      const text = take(/[+-]?(?:0[xX][0-9a-fA-F]+|[0-9]+)/)
      const base = text === null || !/^[+-]?0/.test(text) ? 10 : /^[+-]?0[xX]/.test(text) ? 16 : 8
      return integer(scan, text, base, length, dropped)
    }
    case 'f':
    case 'e':
    case 'g':
    case 'E':
    case 'G':
    case 'a': {
      const text = take(/[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/)
      if (text === null) return false
      if (dropped) return true
      const isDouble = length === 'l' || length === 'L'
      const word = isDouble ? wordOfDouble(Number(text)) : wordOfValue('f32', Number(text))
      return counted(scan, scan.c.process.store(pointer(nextArgument(scan)), isDouble ? 8 : 4, word))
    }
    case 'c':
    case 'C': {
      const count = width === Infinity ? 1 : width
      if (scan.text.length - scan.at < count) return false
      return characters(scan, kind, length, take(new RegExp(`[^]{${count}}`))!, dropped, false)
    }
    case 's':
    case 'S': {
      const text = take(/[^ \t\n\v\f\r]+/)
      return text !== null && characters(scan, kind, length, text, dropped, true)
    }
    case '[': {
      const set = kind.slice(1, -1).replace(/[\\\]]/g, '\\$&')
      const text = take(new RegExp(`[${set}]+`))
      return text !== null && characters(scan, kind, length, text, dropped, true)
    }
    default:
      return false
  }
}

const nextArgument = (scan: Scan): Value => scan.c.args[scan.next++] ?? 0

function counted(scan: Scan, stored: boolean): true | undefined {
  scan.stored++
  return stored ? true : undefined
}

function integer(
  scan: Scan,
  text: string | null,
  base: number,
  length: string,
  dropped: boolean
): boolean | undefined {
  if (text === null) return false
  if (dropped) return true
  const digits = text.replace(/^[+-]/, '').replace(/^0[xX]/, '')
  const value = [...digits].reduce((sum, digit) => sum * BigInt(base) + BigInt(parseInt(digit, 36)), 0n)
  return store(scan, length, text.startsWith('-') ? -value : value, true)
}

function store(scan: Scan, length: string, value: bigint, counts: boolean): boolean | undefined {
  const size = length === 'hh' ? 1 : length === 'h' ? 2 : /^(ll|I64|z|j|t)$/.test(length) ? 8 : 4
  const bits = BigInt.asUintN(size * 8, value)
  const word = bits < 0x20000000000000n ? Number(bits) : bits
  const stored = scan.c.process.store(pointer(nextArgument(scan)), size, word)
  if (!stored) return undefined
  if (counts) scan.stored++
  return true
}

function characters(
  scan: Scan,
  kind: string,
  length: string,
  text: string,
  dropped: boolean,
  terminated: boolean
): boolean | undefined {
  if (dropped) return true
  const swapped = kind === 'S' || kind === 'C'
  const wide = length === 'l' || length === 'w' || (length !== 'h' && scan.wide !== swapped)
  const to = nextArgument(scan)
  const units = [...unitsOfText(text), ...(terminated ? [0] : [])]
  if (scan.sized) {
    const room = Number(nextArgument(scan))
    if (units.length > room)
      return room > 0 && !writeUnits(scan.c.process, to, [0], wide ? 2 : 1) ? undefined : false
  }
  return counted(scan, writeUnits(scan.c.process, addToWord(pointer(to), 0), units, wide ? 2 : 1))
}

export const scanFunctions: Readonly<Record<string, LibraryFunction>> = {
  sscanf: scanText(false, false),
  swscanf: scanText(true, false),
  sscanf_s: scanText(false, true),
  swscanf_s: scanText(true, true),
  scanf: () => -1,
  wscanf: () => -1,
  scanf_s: () => -1,
  fscanf: () => -1
}
