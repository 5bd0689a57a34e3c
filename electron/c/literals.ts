import type { Reporter } from './diagnostics'
import type { Token } from './token'

export type NumberLiteral =
  | {
      readonly kind: 'int'
      readonly value: bigint
      readonly unsigned: boolean
      readonly long: 0 | 1 | 2
      readonly decimal: boolean
    }
  | { readonly kind: 'float'; readonly value: number; readonly size: 4 | 8 }

/** The value of a number as written; its type is for the caller to find from the suffix and the size (C11 6.4.4.1). */
export function parseNumber(token: Token, reporter: Reporter): NumberLiteral {
  const text = token.text.replace(/_/g, '?')
  const int = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)([uU]?(?:ll|LL|[lL]|i64|I64|i32|I32)?[uU]?)$/.exec(text)
  if (int && !/[89]/.test(/^0[0-9]/.test(int[1]!) ? int[1]! : '')) {
    const digits = int[1]!
    const suffix = int[2]!.toLowerCase()
    const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits)
    if (value >= 1n << 64n) reporter.error(token, `${token.text} does not fit in 64 bits.`)
    const long = /ll|i64/.test(suffix) ? 2 : /l|i32/.test(suffix) ? 1 : 0
    return {
      kind: 'int',
      value: BigInt.asUintN(64, value),
      unsigned: suffix.includes('u'),
      long,
      decimal: !digits.startsWith('0') || digits === '0'
    }
  }
  if (/^0[0-9]+[uUlL]*$/.test(text))
    return reporter.fail(token, `${token.text} begins with 0, so it is octal: its digits are 0 to 7.`)
  const float = /^((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([fFlL]?)$/.exec(text)
  if (float) return { kind: 'float', value: Number(float[1]), size: /f/i.test(float[2]!) ? 4 : 8 }
  const hexFloat = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)([fFlL]?)$/.exec(text)
  if (hexFloat) {
    const mantissa = parseInt(`0${hexFloat[1]!}${hexFloat[2]!}`, 16)
    const value = mantissa * 2 ** (Number(hexFloat[3]) - 4 * hexFloat[2]!.length)
    return { kind: 'float', value, size: /f/i.test(hexFloat[4]!) ? 4 : 8 }
  }
  return reporter.fail(token, `${token.text} is not a number that C knows.`)
}

const simpleEscapes: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  '0': 0,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63
}

/** The code units between the quotes of a literal: bytes (UTF-8 as compilers take it), or 16-bit units with L or u. */
export function literalUnits(token: Token, reporter: Reporter): { units: number[]; wide: boolean } {
  const prefix = /^(?:u8|[LuU])?/.exec(token.text)![0]
  const wide = prefix === 'L' || prefix === 'u'
  const text = token.text.slice(prefix.length + 1, -1)
  const units: number[] = []
  for (let i = 0; i < text.length;) {
    if (text[i] !== '\\') {
      const code = text.codePointAt(i)!
      const character = String.fromCodePoint(code)
      i += character.length
      if (wide) for (let k = 0; k < character.length; k++) units.push(character.charCodeAt(k))
      else if (code < 0x80) units.push(code)
      else units.push(...utf8(code))
      continue
    }
    const escape = /^\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/.exec(
      text.slice(i, i + 12)
    )
    if (!escape) return reporter.fail(token, 'This \\ has nothing behind it.')
    i += escape[0].length
    if (escape[1] !== undefined) units.push(parseInt(escape[1], 16) & (wide ? 0xffff : 0xff))
    else if (escape[2] !== undefined) units.push(parseInt(escape[2], 8) & (wide ? 0xffff : 0xff))
    else if (escape[5] !== undefined) {
      const unit = simpleEscapes[escape[5]]
      if (unit === undefined)
        reporter.warning(token, `C does not know the escape \\${escape[5]}; it is taken as ${escape[5]}.`)
      units.push(unit ?? escape[5].charCodeAt(0))
    } else {
      const code = parseInt((escape[3] ?? escape[4])!, 16)
      if (wide) for (const c of String.fromCodePoint(code).split('')) units.push(c.charCodeAt(0))
      else units.push(...utf8(code))
    }
  }
  return { units, wide }
}

/** The value of a character constant: an int, or a wchar_t with L. Several characters are packed as gcc and MSVC do. */
export function characterValue(token: Token, reporter: Reporter): { value: number; wide: boolean } {
  const { units, wide } = literalUnits(token, reporter)
  if (units.length === 0) return reporter.fail(token, 'A character constant holds at least one character.')
  if (wide) return { value: units.at(-1)!, wide }
  if (units.length === 1) return { value: (units[0]! << 24) >> 24, wide }
  if (units.length > 4)
    reporter.error(token, 'A character constant holds at most 4 characters; a string is written with ".')
  return { value: units.reduce((value, unit) => (value << 8) | unit, 0), wide }
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code]
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)]
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)]
}
