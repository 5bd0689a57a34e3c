import type { CallRecord } from '../../../shared/contract/step'
import { functionEntry } from '../../../shared/win32/functions'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { addressText, countText } from '../../ui/number-text'

/** A call as a person would say it. */
export interface CallWords {
  /** One sentence: what it did, or was to do. */
  readonly says: string
  /** What Windows rounded: `5000 → 8192 at base 0x10000`; empty where it rounded nothing. */
  readonly rounded: string
}

const pageSize = 4096
const { MEM_COMMIT, MEM_RESERVE, MEM_RESET, MEM_RESET_UNDO, MEM_RELEASE, MEM_DECOMMIT } = memoryConstants
const plain = new Intl.NumberFormat('en-US', { useGrouping: false })

/** An argument's value by Microsoft's name of the parameter; NaN where it has none. */
export function argumentValue(call: Pick<CallRecord, 'args'>, name: string): number {
  const raw = call.args.find((argument) => argument.name === name)?.raw ?? ''
  return raw === '' ? NaN : Number(raw)
}
function argumentText(call: Pick<CallRecord, 'args'>, name: string): string {
  return call.args.find((argument) => argument.name === name)?.text ?? ''
}

/** What came of bytes that a call was given, after Windows rounded them to whole pages. */
interface Range {
  readonly base: number
  readonly size: number
  readonly rounded: string
}
/** The base rounds down to its granule, the end up to its page. Microsoft, VirtualAlloc (lpAddress, dwSize). */
function wholePages(address: number, size: number, granule = pageSize): Range {
  const base = Math.floor(address / granule) * granule
  const end = Math.ceil((address + size) / pageSize) * pageSize
  const isRounded = base !== address || end - base !== size
  const at = base === address ? '' : ` at base ${addressText(base)}`
  const from = address === base ? plain.format(size) : `${plain.format(size)} at ${addressText(address)}`
  return {
    base,
    size: end - base,
    rounded:
      isRounded && size > 0
        ? `${from} → ${plain.format(end - base)}${at || (address > 0 ? ` at base ${addressText(base)}` : '')}`
        : ''
  }
}
const pages = (bytes: number): string => countText(Math.ceil(bytes / pageSize), 'page')

type Words = (call: CallRecord, did: (verb: string) => string) => CallWords
const only = (says: string): CallWords => ({ says, rounded: '' })

const allocate: Words = (call, did) => {
  const [address, size, type] = [
    argumentValue(call, 'lpAddress'),
    argumentValue(call, 'dwSize'),
    argumentValue(call, 'flAllocationType')
  ]
  const reserves = (type & MEM_RESERVE) !== 0
  // MEM_RESERVE rounds the base to the allocation granularity, MEM_COMMIT to a page.
  const range = wholePages(address, size, reserves ? 0x10000 : pageSize)
  const protect = argumentText(call, 'flProtect')
  const verb = [reserves ? 'reserve' : '', (type & MEM_COMMIT) !== 0 ? 'commit' : '']
    .filter(Boolean)
    .map(did)
    .join(' and ')
  if ((type & MEM_RESET) !== 0)
    return {
      says: `${did('reset')} ${pages(range.size)}: their contents are no longer needed`,
      rounded: range.rounded
    }
  if ((type & MEM_RESET_UNDO) !== 0)
    return { says: `${did('undo')} the reset of ${pages(range.size)}`, rounded: range.rounded }
  if (verb === '') return only(`${did('ask')} for memory with neither MEM_RESERVE nor MEM_COMMIT`)
  const where = address === 0 ? (call.failed ? '' : ' where Windows chose') : ` at ${addressText(range.base)}`
  const as = (type & MEM_COMMIT) !== 0 ? ` as ${protect}` : ''
  return { says: `${verb} ${pages(range.size)}${as}${where}`, rounded: range.rounded }
}

const free: Words = (call, did) => {
  const [address, size, type] = [
    argumentValue(call, 'lpAddress'),
    argumentValue(call, 'dwSize'),
    argumentValue(call, 'dwFreeType')
  ]
  if ((type & MEM_RELEASE) !== 0 && (type & MEM_DECOMMIT) === 0)
    return only(`${did('release')} the allocation at ${addressText(address)}`)
  if ((type & MEM_DECOMMIT) === 0 || (type & MEM_RELEASE) !== 0)
    return only(
      `${did('free')} with ${type === 0 ? 'neither MEM_DECOMMIT nor MEM_RELEASE' : argumentText(call, 'dwFreeType')}`
    )
  // Microsoft, VirtualFree (dwSize): 0 with the base means the whole region.
  if (size === 0) return only(`${did('decommit')} the whole allocation at ${addressText(address)}`)
  const range = wholePages(address, size)
  return {
    says: `${did('decommit')} ${pages(range.size)}: the addresses stay reserved`,
    rounded: range.rounded
  }
}

const protect: Words = (call, did) => {
  const range = wholePages(argumentValue(call, 'lpAddress'), argumentValue(call, 'dwSize'))
  const old = call.outs[0]?.text
  const protection = argumentText(call, 'flNewProtect')
  const had = old === undefined || call.failed ? '' : `; the first had ${old}`
  return {
    says: `${did('make')} ${pages(range.size)} ${/^\d/.test(protection) ? `of protection ${protection}` : protection}${had}`,
    rounded: range.rounded
  }
}

const overPages =
  (verb: string, after: string): Words =>
  (call, did) => {
    const address =
      ['lpAddress', 'VirtualAddress', 'lpBaseAddress']
        .map((n) => argumentValue(call, n))
        .find((v) => !Number.isNaN(v)) ?? 0
    const size = ['dwSize', 'Size'].map((n) => argumentValue(call, n)).find((v) => !Number.isNaN(v)) ?? 0
    const range = wholePages(address, size)
    return { says: `${did(verb)} ${pages(range.size)}${after}`, rounded: range.rounded }
  }

const makeSection: Words = (call, did) => {
  const high = argumentValue(call, 'dwMaximumSizeHigh') || 0
  const size = high * 2 ** 32 + (argumentValue(call, 'dwMaximumSizeLow') || 0)
  const isPageFile = /INVALID_HANDLE_VALUE|^-1$/.test(argumentText(call, 'hFile'))
  const name = argumentText(call, 'lpName')
  const called = name === '' || name === 'NULL' ? '' : ` named ${name}`
  const existed = !call.failed && call.lastError === 183 ? '; one of that name was there and was opened' : ''
  const of = isPageFile ? 'in the page file' : 'over the file'
  const length = size === 0 ? (isPageFile ? 'no bytes' : 'its whole length') : pages(size)
  const rounded =
    isPageFile && size % pageSize !== 0
      ? `${plain.format(size)} → ${plain.format(Math.ceil(size / pageSize) * pageSize)}`
      : ''
  return { says: `${did('make')} a section of ${length} ${of}${called}${existed}`, rounded }
}

const mapView: Words = (call, did) => {
  const size = argumentValue(call, 'dwNumberOfBytesToMap') || 0
  const offset =
    (argumentValue(call, 'dwFileOffsetHigh') || 0) * 2 ** 32 + (argumentValue(call, 'dwFileOffsetLow') || 0)
  const part = size === 0 ? (offset === 0 ? 'all of the section' : 'the section to its end') : pages(size)
  const from = offset === 0 ? '' : ` from offset ${offset.toLocaleString('en-US')} on`
  const at = call.failed ? '' : ` at ${call.result.text.split(' ')[0]}`
  const rounded =
    size % pageSize === 0
      ? ''
      : `${plain.format(size)} → ${plain.format(Math.ceil(size / pageSize) * pageSize)}`
  return {
    says: `${did('map')} a view of ${part}${from}${at}, ${argumentText(call, 'dwDesiredAccess')}`,
    rounded
  }
}

const atAddress =
  (verb: string, what: string, ...names: readonly string[]): Words =>
  (call, did) => {
    const address = names.map((name) => argumentValue(call, name)).find((value) => !Number.isNaN(value))
    return only(`${did(verb)} ${what}${address === undefined ? '' : ` at ${addressText(address)}`}`)
  }

/** The calls that a lab of virtual memory is about; every other says what the table of functions says of it. */
const families: readonly (readonly [RegExp, Words])[] = [
  [/^VirtualAlloc(Ex(Numa)?)?$/, allocate],
  [/^VirtualFree(Ex)?$/, free],
  [/^VirtualProtect(Ex)?$/, protect],
  [/^VirtualLock$/, overPages('lock', ' in the working set')],
  [/^VirtualUnlock$/, overPages('unlock', '')],
  [/^OfferVirtualMemory$/, overPages('offer', ': Windows may take their frames')],
  [/^ReclaimVirtualMemory$/, overPages('reclaim', '')],
  [/^DiscardVirtualMemory$/, overPages('discard', ': their contents are gone')],
  [/^VirtualQuery(Ex)?$/, atAddress('ask', 'what the region is', 'lpAddress')],
  [/^CreateFileMapping[AW]?$/, makeSection],
  [/^MapViewOfFile(Ex)?$/, mapView],
  [/^UnmapViewOfFile(Ex)?$/, atAddress('unmap', 'the view', 'lpBaseAddress', 'BaseAddress')],
  [/^FlushViewOfFile$/, atAddress('write', 'the view’s changed pages to the file', 'lpBaseAddress')],
  [
    /^(K32)?EmptyWorkingSet$/,
    (_call, did) => only(`${did('take')} all pages out of the working set that may go`)
  ]
]

/** What a call did, in plain words; of one that failed, what it was to do. */
export function callInWords(call: CallRecord): CallWords {
  const failed = call.failed || call.exception !== null
  const did = (verb: string): string => (failed ? verb : `${verb}s`)
  const words = families.find(([name]) => name.test(call.name))?.[1]
  const said = words === undefined ? only(functionEntry(call.name)?.says ?? '') : words(call, did)
  if (said.says === '' || words === undefined) return said
  const sentence = failed ? `was to ${said.says.replace(/ and (\w)/, ' and $1')}` : said.says
  return { says: `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`, rounded: said.rounded }
}
