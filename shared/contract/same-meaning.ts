import { functionEntry } from '../win32/functions'
import type { ObservedRegion } from './observation'
import type { CallRecord, ShownValue } from './step'

/** What a value is, whatever machine it is from. */
export function meaningOf(value: ShownValue): string {
  return value.meaning ?? value.raw
}

/** Whether two machines answered a call with the same result: both failed or none did, the same exception or none, the same meaning. */
export function sameResult(
  a: CallRecord,
  b: CallRecord,
  same: (a: ShownValue, b: ShownValue) => boolean
): boolean {
  return a.failed === b.failed && a.exception?.code === b.exception?.code && same(a.result, b.result)
}

/** Whether the last error says the same; only a failure says something by it, and not where the result says itself what went wrong. */
export function sameLastError(a: CallRecord, b: CallRecord): boolean {
  if (functionEntry(a.name)?.fails === 'nonzero' || /^(Nt|Zw|Rtl)[A-Z]/.test(a.name)) return true
  return !(a.failed && b.failed) || a.lastError === b.lastError
}

/** Why two values look different where they mean the same. */
export type MeaningReason =
  | 'address'
  | 'handle'
  | 'process-id'
  | 'accidental'
  | 'heap'
  | 'system-dll'
  | 'surroundings'
  | 'temporary-file'
  | 'program-path'

/** Which names of one machine's allocations and handles are which of the other's. */
export interface Names {
  /** Whether two names mean the same. */
  same(left: string, right: string): boolean
  /** Notes that two names mean the same where nothing says otherwise; answers whether they do. */
  pair(left: string, right: string): boolean
  /** Notes that two names mean the same from now on. */
  bind(left: string, right: string): true
}

/** What two values of the same parameter are to each other. */
export interface ComparedValue {
  readonly same: boolean
  /** Why they look different where they mean the same, or need not mean the same; null where nothing is to be explained. */
  readonly reason: MeaningReason | null
}

/** What a value is to its call: handed in, made by it, surely made anew, made by a heap, or looked up in a DLL. */
export type ValueRole = 'given' | 'made' | 'fresh' | 'heap' | 'export'

/**
 * Compares by meaning. What a call makes is that thing on each machine, whatever number it has there. `foreign` says
 * whether two addresses lie in what neither program made itself.
 */
export function compareMeanings(
  a: ShownValue,
  b: ShownValue,
  role: ValueRole,
  names: Names,
  foreign: (a: number, b: number) => boolean
): ComparedValue {
  const [left, right] = [meaningOf(a), meaningOf(b)]
  if (role === 'export' && left !== right && isAddress(a) && isAddress(b))
    return { same: true, reason: 'system-dll' }
  if (role === 'heap' && left !== right && nameIn(left) !== null && nameIn(right) !== null) {
    if (!sameNames(left, right, role, names)) return { same: true, reason: 'heap' }
  }
  if (sameNames(left, right, role, names)) {
    if (a.text === b.text) return { same: true, reason: null }
    return { same: true, reason: reasonFor(a, left) }
  }
  // The same number in the same words, whatever one machine knows of it besides.
  if (a.raw === b.raw && a.text === b.text && nameIn(left) === null && nameIn(right) === null)
    return { same: true, reason: null }
  const ofFile = fileReason(left, right)
  if (ofFile !== null) return { same: true, reason: ofFile }
  if (isAddress(a) && isAddress(b) && (isUnnamed(a) || isUnnamed(b))) {
    // The same words of the program for an address that no call named: where it came from was compared there.
    if (role === 'given' && a.text === b.text && a.text !== a.raw) return { same: true, reason: null }
    if (role === 'heap') return { same: true, reason: 'heap' }
    if (foreign(Number(a.raw), Number(b.raw))) return { same: true, reason: 'address' }
  }
  return { same: false, reason: null }
}

/** Whether two places lie in what neither program made itself: in what was there before, or in the same part of the system. */
export function isForeign(one: ObservedRegion | undefined, other: ObservedRegion | undefined): boolean {
  if (one === undefined || other === undefined) return false
  return one.owner === 'before' ? other.owner === 'before' : one.use !== '' && one.use === other.use
}

/** An address that lies in nothing a call of the program made. */
const isUnnamed = ({ meaning }: ShownValue): boolean =>
  meaning === null || /^the program/.test(meaning) || /\.(dll|exe|tmp|nls)(\+0x[0-9a-f]+)?$/.test(meaning)

const isAddress = ({ raw }: ShownValue): boolean => Number(raw || '0') >= 0x10000

function sameNames(left: string, right: string, role: ValueRole, names: Names): boolean {
  const [a, b] = [nameIn(left), nameIn(right)]
  if (a === null || b === null) return left === right
  if (a.rest !== b.rest) return false
  const isHandle = a.name.startsWith('h')
  if (isHandle !== b.name.startsWith('h')) return false
  // A handle is met where it is made, and where the program first hands it on.
  // A number that is free again means another handle; a heap gives its places out anew, too.
  if (role === 'heap' || (role === 'made' && isHandle)) {
    return names.bind(a.name, b.name)
  }
  if (role === 'fresh') return names.bind(a.name, b.name)
  return role === 'made' || isHandle ? names.pair(a.name, b.name) : names.same(a.name, b.name)
}

function reasonFor(value: ShownValue, meaning: string): MeaningReason {
  if (meaning.startsWith('handle#')) return 'handle'
  if (meaning === 'a process id') return 'process-id'
  if (meaning.startsWith('what '))
    return /Id(Of.*)?$/.test(meaning.split(' ')[1]!) ? 'process-id' : 'accidental'
  if (meaning === 'a size') return 'surroundings'
  if (
    /^(#|&|an address$|free$|the program)/.test(meaning) ||
    /\.(dll|exe|nls)(\+0x[0-9a-f]+)?$/.test(meaning)
  )
    return 'address'
  return value.name.startsWith('h') ? 'handle' : 'accidental'
}

/** Paths that a machine chose: names of temporary files, and where the program lies. */
function fileReason(left: string, right: string): MeaningReason | null {
  // A DLL is named by its file.
  const [x, y] = [/^(\w+\.tmp)(.*)$/.exec(left), /^(\w+\.tmp)(.*)$/.exec(right)]
  if (x !== null && y !== null) return x[2] === y[2] ? 'temporary-file' : null
  if (!/^"[A-Za-z]:\\\\|^"\\\\\\\\/.test(left) || !/^"[A-Za-z]:\\\\|^"\\\\\\\\/.test(right)) return null
  const base = (path: string): string =>
    path
      .replace(/"?(\.\.\.)?$/, '')
      .split('\\')
      .at(-1)!
  const [a, b] = [base(left), base(right)]
  if (/\.tmp$/i.test(a) && /\.tmp$/i.test(b)) return 'temporary-file'
  // A text of 64 bytes is cut before its end.
  if (a.toLowerCase() === b.toLowerCase() || left.endsWith('...') || right.endsWith('...'))
    return /temp/i.test(left) && /temp/i.test(right) ? 'temporary-file' : 'program-path'
  return null
}

/** Calls whose places a heap chooses. */
const heapCalls = /^(Heap|Global|Local)/

/** What the result of a call is to it. */
export function roleOfResult({ name, failed, args }: CallRecord): ValueRole {
  if (failed) return 'given'
  if (name === 'GetProcAddress') return 'export'
  if (heapCalls.test(name)) return 'heap'
  // Without an address of the caller's nothing that is there already can be meant.
  const place = args.find((argument) => /^(lp)?(Base)?Address$/.test(argument.name))
  const isNew = /^(VirtualAlloc|MapViewOfFile)/.test(name) && Number(place?.raw || '0') === 0
  return isNew ? 'fresh' : 'made'
}

const named = /^(handle#\d+|#\d+)(\+0x[0-9a-f]+)?$/

/** A meaning that stands for a thing: its name, and what is added to it. */
export function nameIn(meaning: string): { readonly name: string; readonly rest: string } | null {
  const match = named.exec(meaning)
  return match === null ? null : { name: match[1]!, rest: match[2] ?? '' }
}
