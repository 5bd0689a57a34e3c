import type { ComparedPart } from '../../../shared/contract/comparison'
import { meaningOf } from '../../../shared/contract/same-meaning'
import type { ShownValue } from '../../../shared/contract/step'
import type { ExpectedId } from './expected-differences'
import { nameIn, type NamePairs } from './name-pairs'

/** What two values of the same parameter are to each other. */
export interface ComparedValue {
  readonly same: boolean
  /** Why they look different where they mean the same, or need not mean the same; null where nothing is to be explained. */
  readonly reason: ExpectedId | null
}

/**
 * Compares by meaning. `made`: what the call gave the program is that thing on each machine, whatever number it has there.
 * `foreign` says whether an address lies in what the process had before.
 */
export function compareValues(
  a: ShownValue,
  b: ShownValue,
  made: boolean,
  pairs: NamePairs,
  foreign: (a: number, b: number) => boolean
): ComparedValue {
  const [left, right] = [meaningOf(a), meaningOf(b)]
  if (sameNames(left, right, made, pairs)) {
    if (a.text === b.text) return { same: true, reason: null }
    return { same: true, reason: reasonFor(a, left) }
  }
  const ofFile = fileReason(left, right)
  if (ofFile !== null) return { same: true, reason: ofFile }
  if (a.meaning === null && b.meaning === null && isForeign(a, b, foreign))
    return { same: true, reason: 'address' }
  return { same: false, reason: null }
}

function sameNames(left: string, right: string, made: boolean, pairs: NamePairs): boolean {
  const [a, b] = [nameIn(left), nameIn(right)]
  if (a === null || b === null) return left === right
  if (a.rest !== b.rest) return false
  const isHandle = a.name.startsWith('h')
  if (isHandle !== b.name.startsWith('h')) return false
  // A handle is met where it is made, and where the program first hands it on.
  return made || isHandle ? pairs.pair(a.name, b.name) : pairs.same(a.name, b.name)
}

function reasonFor(value: ShownValue, meaning: string): ExpectedId {
  if (meaning.startsWith('handle#')) return 'handle'
  if (meaning === 'a process id') return 'process-id'
  if (meaning.startsWith('what ')) return /Id(Of.*)?$/.test(meaning.split(' ')[1]!) ? 'process-id' : 'accidental'
  if (meaning === 'a size') return 'surroundings'
  if (/^(#|&|an address$|free$|the program)/.test(meaning) || /\.(dll|exe|nls)(\+0x[0-9a-f]+)?$/.test(meaning))
    return 'address'
  return value.name.startsWith('h') ? 'handle' : 'accidental'
}

/** Paths that a machine chose: names of temporary files, and where the program lies. */
function fileReason(left: string, right: string): ExpectedId | null {
  if (!/^"[A-Za-z]:\\\\|^"\\\\\\\\/.test(left) || !/^"[A-Za-z]:\\\\|^"\\\\\\\\/.test(right)) return null
  const base = (path: string): string => path.replace(/"?(\.\.\.)?$/, '').split('\\').at(-1)!
  const [a, b] = [base(left), base(right)]
  if (/\.tmp$/i.test(a) && /\.tmp$/i.test(b)) return 'temporary-file'
  // A text of 64 bytes is cut before its end.
  if (a.toLowerCase() === b.toLowerCase() || left.endsWith('...') || right.endsWith('...'))
    return /temp/i.test(left) && /temp/i.test(right) ? 'temporary-file' : 'program-path'
  return null
}

function isForeign(a: ShownValue, b: ShownValue, foreign: (a: number, b: number) => boolean): boolean {
  const [left, right] = [Number(a.raw || '0'), Number(b.raw || '0')]
  return left >= 0x10000 && right >= 0x10000 && foreign(left, right)
}

/** A part of a row that both machines have, with its reason where it has one. */
export function partOf(
  name: string,
  simulator: string,
  windows: string,
  reason: string | null,
  note = ''
): ComparedPart {
  return { name, simulator, windows, verdict: reason === null ? 'differs' : 'expected', reason, note }
}
