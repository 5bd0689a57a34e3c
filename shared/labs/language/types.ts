/** What a value of the check language is. Sizes are bytes; a number of unknown meaning comes from C. */
export type LabType =
  | { readonly kind: 'number' }
  /** A number that a C expression or a call's argument gives: it may stand for any constant. */
  | { readonly kind: 'c-number' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'address' }
  | { readonly kind: 'protection' }
  /** Constants joined with |, as arguments of calls have them. */
  | { readonly kind: 'flags'; readonly of: 'allocation' | 'any' }
  | { readonly kind: 'state' }
  | { readonly kind: 'memory-type' }
  /** A Win32 error code: what GetLastError answers. */
  | { readonly kind: 'error' }
  /** Code of an exception. */
  | { readonly kind: 'exception-code' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' }
  | { readonly kind: 'list'; readonly of: LabType }
  | { readonly kind: 'record'; readonly name: RecordName; readonly functionName?: string }

/** The things that have properties. */
export type RecordName = 'region' | 'page' | 'call' | 'fault' | 'section' | 'counters' | 'machine' | 'checks'

type SimpleKind = Exclude<LabType['kind'], 'list' | 'record' | 'flags'>

const simple = <K extends SimpleKind>(kind: K): { readonly kind: K } => ({ kind })

/** The types that need no further word. */
export const types = {
  number: simple('number'),
  cNumber: simple('c-number'),
  bytes: simple('bytes'),
  address: simple('address'),
  protection: simple('protection'),
  state: simple('state'),
  memoryType: simple('memory-type'),
  error: simple('error'),
  exceptionCode: simple('exception-code'),
  boolean: simple('boolean'),
  text: simple('text')
} as const

export const listOf = (of: LabType): LabType => ({ kind: 'list', of })
export const recordOf = (name: RecordName): LabType => ({ kind: 'record', name })

const names: Readonly<Record<SimpleKind | 'flags', string>> = {
  flags: 'set of flags',
  number: 'number',
  'c-number': 'number',
  bytes: 'size in bytes',
  address: 'address',
  protection: 'protection (PAGE_ constants)',
  state: 'state (MEM_FREE, MEM_RESERVE or MEM_COMMIT)',
  'memory-type': 'type (MEM_PRIVATE, MEM_MAPPED or MEM_IMAGE)',
  error: 'error code (ERROR_ constants)',
  'exception-code': 'exception code',
  boolean: 'yes or no',
  text: 'text'
}

const recordNames: Readonly<Record<RecordName, readonly [string, string]>> = {
  region: ['region', 'regions'],
  page: ['page', 'pages'],
  call: ['call', 'calls'],
  fault: ['fault', 'faults'],
  section: ['section', 'sections'],
  counters: ['counters of a process', 'counters'],
  machine: ['numbers of the machine', 'numbers'],
  checks: ['CHECK counts', 'CHECK counts']
}

/** A type in words: `size in bytes`, `list of pages`. */
export function typeName(type: LabType): string {
  if (type.kind === 'record') return recordNames[type.name][0]
  if (type.kind === 'list')
    return `list of ${type.of.kind === 'record' ? recordNames[type.of.name][1] : `${typeName(type.of)}s`}`
  return names[type.kind]
}

/** A type in words with its article: `an address`, `yes or no`. */
export function aType(type: LabType): string {
  const name = typeName(type)
  if (type.kind === 'boolean' || type.kind === 'text') return name
  if (type.kind === 'record' && type.name !== 'region' && type.name !== 'page' && type.name !== 'call')
    return type.name === 'fault' || type.name === 'section' ? `a ${name}` : name
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

/** The plural of what a list holds: `pages`. */
export function pluralOf(type: LabType): string {
  return type.kind === 'record' ? recordNames[type.name][1] : `${typeName(type)}s`
}

/** Kinds that are numbers to calculate with. */
export const isNumeric = (type: LabType): boolean =>
  type.kind === 'number' || type.kind === 'c-number' || type.kind === 'bytes'

const constantsKinds: readonly LabType['kind'][] = [
  'protection',
  'flags',
  'state',
  'memory-type',
  'error',
  'exception-code',
  'address'
]

/** Whether two values can be compared with each other. */
export function comparable(a: LabType, b: LabType): boolean {
  if (a.kind === 'record' || b.kind === 'record' || a.kind === 'list' || b.kind === 'list') return false
  if (a.kind === b.kind) return true
  if (isNumeric(a) && isNumeric(b)) return true
  const oneIsC = a.kind === 'c-number' ? b : b.kind === 'c-number' ? a : null
  return oneIsC !== null && constantsKinds.includes(oneIsC.kind)
}
