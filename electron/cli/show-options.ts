import { InvalidArgumentError } from 'commander'
import type { Followed } from '../../shared/contract/moments'

/** Bytes that are shown when no length is given, and at most. */
const usualLength = 64
const mostLength = 1 << 20
const endOfAddresses = 0x7fffffffffff

/** A number of C: decimal or with 0x. */
function numberOf(text: string, what: string): number {
  const number = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError(what)
  return number
}

function addressOf(text: string): number {
  const what = 'An address is a number such as 0x1f0000, up to 0x7fffffffffff.'
  const address = numberOf(text, what)
  if (address > endOfAddresses) throw new InvalidArgumentError(what)
  return address
}

export const stepOf = (text: string): number =>
  numberOf(text, 'A step is a whole number; 0 is the beginning.')

/** `ADDRESS` or `ADDRESS,LENGTH`. */
export function memoryOf(text: string): { readonly address: number; readonly length: number } {
  const [address = '', length, ...more] = text.split(',')
  const what = `Memory is ADDRESS or ADDRESS,LENGTH, with a length from 1 to ${mostLength}.`
  if (more.length > 0) throw new InvalidArgumentError(what)
  const count = length === undefined ? usualLength : numberOf(length, what)
  if (count < 1 || count > mostLength) throw new InvalidArgumentError(what)
  return { address: addressOf(address), length: count }
}

/** `N,M`. */
export function twoStepsOf(text: string): readonly [number, number] {
  const [a, b, ...more] = text.split(',')
  if (a === undefined || b === undefined || more.length > 0)
    throw new InvalidArgumentError('Two steps are written with a comma between them: 3,7.')
  return [stepOf(a), stepOf(b)]
}

/** The two words behind `--back-until`, one after the other as they come. */
export function backUntilOf(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text]
}

/** What the two words behind `--back-until` name; null when they name nothing. */
export function followedOf(words: readonly string[]): Followed | null {
  const [kind, address, ...more] = words
  if ((kind !== 'region' && kind !== 'page' && kind !== 'byte') || address === undefined || more.length > 0)
    return null
  try {
    return { kind, address: addressOf(address) }
  } catch {
    return null
  }
}
