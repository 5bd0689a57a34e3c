/** What stands in a normalised line where an address stood. */
export const ADDRESS = '«address»'

/** The size of the allocation granularity: what VirtualAlloc and MapViewOfFile choose is a multiple of it. */
const GRANULARITY = 0x10000n

/** `ok 12 text`, `FAIL 12 text: 0x1 != 0x2`, `todo 12 text`: the lines that the CHECK words of lab.h print. */
const CHECK_LINE = /^(ok|FAIL|todo) \d+ /

/** The two values at the end of a CHECK_EQ line that does not hold. */
const VALUES = /: 0x([0-9a-f]+) != 0x([0-9a-f]+)$/i

/** The same once it is normalised. */
const NORMALISED_VALUES = /: (?:«address»|0x[0-9a-f]+) != (?:«address»|0x[0-9a-f]+)$/i

/** Eight digits and more: %p, %llx of an address, an exception code. */
const LONG_HEX = /(?<![\w«])(?:0x)?[0-9a-f]{8,}(?!\w)/gi

/** What a 64-bit address becomes when %x or %d cuts it to 32 bits: too short to be told by its length alone. */
const CUT = /(?<![\w«])(0x)?(-?[0-9a-f]{5,10})(?!\w)/gi

/**
 * One line of a program's output with what differs from run to run, and from machine to machine, replaced by
 * `«address»`. Lines of CHECK words keep their text (it is the source's own) and lose only long values.
 *
 * @param {string} line without its line feed
 * @returns {string}
 */
export function normaliseLine(line) {
  if (CHECK_LINE.test(line)) {
    return line.replace(VALUES, (_, got, wanted) => `: ${checkedValue(got)} != ${checkedValue(wanted)}`)
  }
  return line
    .replace(LONG_HEX, ADDRESS)
    .replace(CUT, (token, prefix, digits) => (isCutAddress(prefix, digits) ? ADDRESS : token))
}

/**
 * A program's whole output, normalised line by line: carriage returns are gone, and the last line ends in a line feed.
 *
 * @param {string} text
 * @returns {string}
 */
export function normaliseOutput(text) {
  const lines = text.replaceAll('\r', '').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => `${normaliseLine(line)}\n`).join('')
}

/**
 * The lines in which two normalised outputs differ, by number from 1; a missing line is null.
 * With `todoMayHold`, a `todo` that was recorded where the program now says `ok` is no difference: that is how a
 * check that Wine fails looks on Windows and on the simulator.
 *
 * @param {string} recorded
 * @param {string} now
 * @param {{ todoMayHold?: boolean }} [options]
 * @returns {{ line: number, recorded: string | null, now: string | null }[]}
 */
export function differences(recorded, now, { todoMayHold = false } = {}) {
  const was = linesOf(recorded)
  const is = linesOf(now)
  const found = []
  for (let i = 0; i < Math.max(was.length, is.length); i++) {
    const before = was[i] ?? null
    const after = is[i] ?? null
    if (before === after) continue
    if (
      todoMayHold &&
      before?.startsWith('todo ') &&
      before.replace(NORMALISED_VALUES, '').replace('todo ', 'ok ') === after
    )
      continue
    if (todoMayHold && before !== null && after !== null && withoutValues(before) === withoutValues(after))
      continue
    found.push({ line: i + 1, recorded: before, now: after })
  }
  return found
}

/** @param {string} text */
function linesOf(text) {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/**
 * A value that a CHECK_EQ found: from 64 KiB on, whole pages are an address, a distance of two, or the size of
 * something that belongs to the process and not to the program, such as its commit charge.
 *
 * @param {string} digits
 */
function checkedValue(digits) {
  const pages = digits.length >= 5 && digits.endsWith('000')
  return pages || digits.length >= 8 ? ADDRESS : `0x${digits}`
}

/** @param {string} line */
function withoutValues(line) {
  return line.startsWith('todo ') ? line.replace(/«address»|0x[0-9a-f]{1,7}\b/gi, '') : line
}

/**
 * Whether digits of five to ten places look like the low half of an address: in hexadecimal, a mixture of digits and
 * letters without a prefix (`61fe18`) or a multiple of 64 KiB (`610000`); in decimal, as with `0x%d`, a multiple of
 * 64 KiB behind a prefix.
 *
 * @param {string | undefined} prefix
 * @param {string} digits
 */
function isCutAddress(prefix, digits) {
  const negative = digits.startsWith('-')
  const places = negative ? digits.slice(1) : digits
  if (!/\d/.test(places)) return false
  const mixed = /[a-f]/i.test(places)
  if (mixed && !prefix && !negative) return true
  if (!negative && BigInt(`0x${places}`) % GRANULARITY === 0n) return true
  return !mixed && Boolean(prefix) && BigInt(places) % GRANULARITY === 0n
}
