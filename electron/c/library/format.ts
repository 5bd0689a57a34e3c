import { textOfUnits, readUnits } from './process-bytes'
import type { AccessSize, MachineProcess } from '../../machine/machine-process'
import { wordOf, type Word } from '../../machine/word'
import type { Value } from '../vm-words'

/** Where printf's arguments come from: the call itself, or a va_list. */
export interface FormatArguments {
  /** The next argument as a 64-bit pattern; undefined when it cannot be read. */
  integer(): bigint | undefined
  double(): number | undefined
  /** Stores how much was written so far, for %n; false when memory refused. */
  written?(address: Word, count: number, size: AccessSize): boolean
  /** Hears that a text is a null pointer. */
  noText?(): void
}

interface Directive {
  left: boolean
  plus: boolean
  space: boolean
  alternate: boolean
  zero: boolean
  width: number
  /** -1 when none is given. */
  precision: number
  length: string
}

/** No field is wider than this: the C library has such a limit, too. */
const widest = 0x10000

/**
 * The text that printf makes of a format, as Microsoft's C library writes it: %p is 16 upper-case digits, a missing text is
 * (null), %s and %S swap in wide formats. `wideFormat` is wprintf's. Undefined when a text
 * argument cannot be read: the process has the exception.
 */
export function formatText(
  process: MachineProcess,
  format: string,
  args: FormatArguments,
  wideFormat: boolean
): string | undefined {
  let out = ''
  const pattern = /%([-+ #0]*)(\*|[0-9]+)?(?:\.(\*|-?[0-9]*))?(hh|h|ll|l|I64|I32|I|z|t|j|w|L|q)?([a-zA-Z%])/y
  for (let i = 0; i < format.length;) {
    const next = format.indexOf('%', i)
    if (next < 0) return out + format.slice(i)
    out += format.slice(i, next)
    pattern.lastIndex = next
    const match = pattern.exec(format)
    if (!match) {
      out += format.slice(next + 1, next + 2)
      i = next + 2
      continue
    }
    i = pattern.lastIndex
    const flags = match[1]!
    const d: Directive = {
      left: flags.includes('-'),
      plus: flags.includes('+'),
      space: flags.includes(' '),
      alternate: flags.includes('#'),
      zero: flags.includes('0'),
      width: 0,
      precision: -1,
      length: match[4] ?? ''
    }
    if (match[2] === '*') {
      const width = args.integer()
      if (width === undefined) return undefined
      d.width = Number(BigInt.asIntN(32, width))
      if (d.width < 0) {
        d.left = true
        d.width = -d.width
      }
    } else if (match[2]) d.width = Number(match[2])
    if (match[3] === '*') {
      const precision = args.integer()
      if (precision === undefined) return undefined
      d.precision = Number(BigInt.asIntN(32, precision))
    } else if (match[3] !== undefined) d.precision = Number(match[3])
    d.width = Math.min(d.width, widest)
    d.precision = Math.min(Math.max(d.precision, -1), widest)
    if (match[5] === 'n') {
      const to = args.integer()
      const size = (bitsOf(d.length) / 8) as AccessSize
      if (to === undefined || args.written?.(wordOf(to), out.length, size) === false) return undefined
      continue
    }
    const piece = convert(process, match[5]!, d, args, wideFormat)
    if (piece === undefined) return undefined
    out += piece
  }
  return out
}

function convert(
  process: MachineProcess,
  conversion: string,
  d: Directive,
  args: FormatArguments,
  wideFormat: boolean
): string | undefined {
  switch (conversion) {
    case '%':
      return '%'
    case 'd':
    case 'i': {
      const value = args.integer()
      if (value === undefined) return undefined
      const signed = BigInt.asIntN(bitsOf(d.length), value)
      return integer(
        d,
        signed < 0n ? -signed : signed,
        10,
        signed < 0n ? '-' : d.plus ? '+' : d.space ? ' ' : '',
        false
      )
    }
    case 'u':
    case 'x':
    case 'X':
    case 'o': {
      const value = args.integer()
      if (value === undefined) return undefined
      const unsigned = BigInt.asUintN(bitsOf(d.length), value)
      const base = conversion === 'u' ? 10 : conversion === 'o' ? 8 : 16
      const prefix = d.alternate && unsigned !== 0n && base === 16 ? `0${conversion}` : ''
      return integer(d, unsigned, base, prefix, conversion === 'X')
    }
    case 'p': {
      const value = args.integer()
      if (value === undefined) return undefined
      return pad({ ...d, zero: false }, '', value.toString(16).toUpperCase().padStart(16, '0'))
    }
    case 'c':
    case 'C': {
      const value = args.integer()
      if (value === undefined) return undefined
      const isWide = isWideText(conversion, d.length, wideFormat)
      const unit = Number(BigInt.asUintN(isWide ? 16 : 8, value))
      return pad(
        { ...d, zero: false },
        '',
        isWide && !wideFormat ? narrow([unit]) : String.fromCharCode(unit)
      )
    }
    case 's':
    case 'S': {
      const value = args.integer()
      if (value === undefined) return undefined
      if (value === 0n) args.noText?.()
      const text = value === 0n ? '(null)' : textAt(process, value, conversion, d, wideFormat)
      if (text === undefined) return undefined
      return pad({ ...d, zero: false }, '', d.precision >= 0 ? text.slice(0, d.precision) : text)
    }
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
    case 'a':
    case 'A': {
      const value = args.double()
      return value === undefined ? undefined : floating(d, conversion, value)
    }
    default:
      return conversion
  }
}

function bitsOf(length: string): number {
  switch (length) {
    case 'hh':
      return 8
    case 'h':
      return 16
    case 'll':
    case 'I64':
    case 'I':
    case 'z':
    case 't':
    case 'j':
    case 'q':
      return 64
    default:
      return 32
  }
}

function isWideText(conversion: string, length: string, wideFormat: boolean): boolean {
  if (length === 'l' || length === 'w') return true
  if (length === 'h') return false
  return (conversion === 's' || conversion === 'c') === wideFormat
}

function textAt(
  process: MachineProcess,
  value: bigint,
  conversion: string,
  d: Directive,
  wideFormat: boolean
): string | undefined {
  const address: Value = value < 0x20000000000000n ? Number(value) : value
  const isWide = isWideText(conversion, d.length, wideFormat)
  const units = readUnits(process, address, isWide ? 2 : 1, d.precision >= 0 ? d.precision : undefined)
  if (units === undefined) return undefined
  return isWide && !wideFormat ? narrow(units) : textOfUnits(units)
}

/** Wide characters in a narrow text: as UTF-8, which is what consoles of today show. */
function narrow(units: readonly number[]): string {
  if (units.every((unit) => unit < 0x80)) return textOfUnits(units)
  return textOfUnits([...new TextEncoder().encode(textOfUnits(units))])
}

function pad(d: Directive, prefix: string, digits: string): string {
  const missing = d.width - prefix.length - digits.length
  if (missing <= 0) return prefix + digits
  if (d.left) return prefix + digits + ' '.repeat(missing)
  return d.zero ? prefix + '0'.repeat(missing) + digits : ' '.repeat(missing) + prefix + digits
}

function integer(d: Directive, value: bigint, base: number, prefix: string, upper: boolean): string {
  let digits = value === 0n && d.precision === 0 ? '' : value.toString(base)
  if (upper) digits = digits.toUpperCase()
  if (base === 8 && d.alternate && !digits.startsWith('0')) digits = `0${digits}`
  digits = digits.padStart(Math.max(0, d.precision), '0')
  return pad({ ...d, zero: d.zero && d.precision < 0 }, prefix, digits)
}

function floating(d: Directive, conversion: string, value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : d.plus ? '+' : d.space ? ' ' : ''
  const magnitude = Math.abs(value)
  const precision = d.precision < 0 ? 6 : d.precision
  let text: string
  if (!Number.isFinite(value)) {
    text = Number.isNaN(value) ? 'nan' : 'inf'
    return pad({ ...d, zero: false }, sign, /[A-Z]/.test(conversion) ? text.toUpperCase() : text)
  }
  switch (conversion.toLowerCase()) {
    case 'f':
      text = fixed(magnitude, precision) + (d.alternate && precision === 0 ? '.' : '')
      break
    case 'e':
      text = exponential(magnitude, precision, d.alternate)
      break
    case 'g':
      text = general(magnitude, precision, d.alternate)
      break
    default:
      text = hexFloat(magnitude, d.precision)
  }
  return pad(d, sign, /[A-Z]/.test(conversion) ? text.toUpperCase() : text)
}

/** The exact decimal digits of a double, rounded half to even as the C libraries of today do. */
function fixed(value: number, precision: number): string {
  scratch.setFloat64(0, value)
  const bits = scratch.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const mantissa = (bits & 0xfffffffffffffn) | (exponent === 0 ? 0n : 1n << 52n)
  const shift = BigInt(Math.max(exponent, 1) - 1075)
  const numerator = mantissa * 10n ** BigInt(precision) * (shift > 0n ? 1n << shift : 1n)
  const denominator = shift < 0n ? 1n << -shift : 1n
  let digits = numerator / denominator
  const twice = (numerator % denominator) * 2n
  if (twice > denominator || (twice === denominator && (digits & 1n) === 1n)) digits++
  const text = digits.toString().padStart(precision + 1, '0')
  return precision === 0 ? text : `${text.slice(0, -precision)}.${text.slice(-precision)}`
}
const scratch = new DataView(new ArrayBuffer(8))

function exponential(value: number, precision: number, alternate: boolean): string {
  const [mantissa, exponent] = value.toExponential(Math.min(precision, 100)).split('e') as [string, string]
  const digits = exponent.replace(/^[+-]/, '').padStart(2, '0')
  return `${mantissa}${alternate && precision === 0 ? '.' : ''}e${exponent.startsWith('-') ? '-' : '+'}${digits}`
}

function general(value: number, givenPrecision: number, alternate: boolean): string {
  const precision = Math.max(1, givenPrecision)
  const exponent = value === 0 ? 0 : Number(value.toExponential(Math.min(precision - 1, 100)).split('e')[1])
  const text =
    exponent < -4 || exponent >= precision
      ? exponential(value, precision - 1, alternate)
      : fixed(value, precision - 1 - exponent) + (alternate && precision - 1 - exponent === 0 ? '.' : '')
  return alternate ? text : text.replace(/\.0+(?=e|$)/, '').replace(/(\.[0-9]*?)0+(?=e|$)/, '$1')
}

function hexFloat(value: number, precision: number): string {
  if (value === 0) return '0x0p+0'
  let exponent = Math.floor(Math.log2(value))
  let mantissa = value / 2 ** exponent
  if (mantissa >= 2) {
    mantissa /= 2
    exponent++
  }
  const wanted = precision >= 0 ? Math.min(precision, 13) : 13
  let fraction = BigInt(Math.round((mantissa - 1) * 2 ** (4 * wanted)))
    .toString(16)
    .padStart(wanted, '0')
  if (precision < 0) fraction = fraction.replace(/0+$/, '')
  return `0x1${fraction ? `.${fraction}` : ''}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}
