import type { CallRecord } from '../../../shared/contract/step'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { win32Constants } from '../../../shared/win32/constants'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { bytesText } from '../acts/address-expression'
import { freshName } from '../acts/put-in'
import { argumentValue } from './call-in-words'
import { callInText, type CallInText } from './call-in-text'

/** A change of the text with which a call that failed succeeds, as far as its arguments tell. */
export interface Proposal {
  /** Why, in a sentence. */
  readonly says: string
  readonly changes: readonly { readonly from: number; readonly to?: number; readonly insert: string }[]
  /** The call's lines before and after. */
  readonly before: string
  readonly after: string
  /** The line of the call in the new text. */
  readonly line: number
  /** How many lines came in before the call's line. */
  readonly added: number
}

/** What is known of the memory when the call was made. */
export interface Around {
  readonly source: string
  /** The region that an address lies in. */
  regionAt(address: number): ObservedRegion | undefined
  /** An address as an expression over the variables in scope. */
  expressionOf(address: number): string
}

const { MEM_COMMIT, MEM_RESERVE, MEM_RELEASE, MEM_DECOMMIT, MEM_PRIVATE, MEM_MAPPED, MEM_RESET } =
  memoryConstants
const { OPEN_EXISTING } = win32Constants
const granularity = 0x10000
const errors = {
  fileNotFound: 2,
  accessDenied: 5,
  invalidParameter: 87,
  invalidAddress: 487,
  noAccess: 998,
  mappedAlignment: 1132,
  workingSetQuota: 1453
}

/** Parameter positions by Microsoft's names; those of the Ex functions begin with the process. */
const orders: Record<string, readonly string[]> = {
  VirtualAlloc: ['lpAddress', 'dwSize', 'flAllocationType', 'flProtect'],
  VirtualAllocEx: ['hProcess', 'lpAddress', 'dwSize', 'flAllocationType', 'flProtect'],
  VirtualFree: ['lpAddress', 'dwSize', 'dwFreeType'],
  VirtualFreeEx: ['hProcess', 'lpAddress', 'dwSize', 'dwFreeType'],
  VirtualProtect: ['lpAddress', 'dwSize', 'flNewProtect', 'lpflOldProtect'],
  VirtualProtectEx: ['hProcess', 'lpAddress', 'dwSize', 'flNewProtect', 'lpflOldProtect'],
  VirtualLock: ['lpAddress', 'dwSize'],
  CreateFileA: [
    'lpFileName',
    'dwDesiredAccess',
    'dwShareMode',
    'lpSecurityAttributes',
    'dwCreationDisposition',
    'dwFlagsAndAttributes',
    'hTemplateFile'
  ],
  CreateFileMappingA: [
    'hFile',
    'lpFileMappingAttributes',
    'flProtect',
    'dwMaximumSizeHigh',
    'dwMaximumSizeLow',
    'lpName'
  ],
  MapViewOfFile: [
    'hFileMappingObject',
    'dwDesiredAccess',
    'dwFileOffsetHigh',
    'dwFileOffsetLow',
    'dwNumberOfBytesToMap'
  ],
  UnmapViewOfFile: ['lpBaseAddress']
}
orders['CreateFileW'] = orders['CreateFileA']!
orders['CreateFileMappingW'] = orders['CreateFileMappingA']!
orders['MapViewOfFileEx'] = [...orders['MapViewOfFile']!, 'lpBaseAddress']

/** What is to be said instead: arguments by name, lines before the call, or another call altogether. */
interface Remedy {
  readonly says: string
  readonly args?: Readonly<Record<string, string>>
  readonly before?: readonly string[]
  readonly whole?: string
}
type Case = (call: CallRecord, around: Around, written: (name: string) => string) => Remedy | null

const isOneProtection = (protect: number): boolean =>
  [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80].includes(protect & 0xff)
const isCopyOnWrite = (protect: number): boolean => (protect & 0x88) !== 0
const forbidsModifiers = (protect: number): boolean => (protect & 0xff) === 0x01 && (protect & 0x700) !== 0

/** A protection that is none, and what can stand in its place. */
function protectionRemedy(protect: number, parameter: string): Remedy | null {
  const readWrite = { args: { [parameter]: 'PAGE_READWRITE' } }
  if (!isOneProtection(protect))
    return {
      ...readWrite,
      says: 'A page has exactly one of the protections; only PAGE_GUARD, PAGE_NOCACHE and PAGE_WRITECOMBINE can be added.'
    }
  if (forbidsModifiers(protect))
    return { ...readWrite, says: 'PAGE_NOACCESS stands alone: nothing can be added to it.' }
  if (isCopyOnWrite(protect))
    return {
      ...readWrite,
      says: 'Private memory has nothing to copy from: the WRITECOPY protections are for views.'
    }
  return null
}

/** How many bytes an address is from the end of its allocation. */
function roomBehind(address: number, { regionAt }: Around): number {
  const first = regionAt(address)
  let end = address
  for (let region = first; region !== undefined; region = regionAt(end)) {
    const isNext = region.allocationBase === first?.allocationBase && region.base + region.size > end
    if (!isNext) break
    end = region.base + region.size
  }
  return end - address
}

const allocating: Case = (call, around, written) => {
  const [address, size, type, protect] = ['lpAddress', 'dwSize', 'flAllocationType', 'flProtect'].map(
    (name) => argumentValue(call, name)
  ) as [number, number, number, number]
  if (call.lastError === errors.invalidParameter) {
    if (size === 0) return { says: 'An allocation has at least one byte.', args: { dwSize: '4096' } }
    if ((type & (MEM_RESERVE | MEM_COMMIT | MEM_RESET)) === 0)
      return {
        says: 'The type has to say what to do: reserve, commit, or both.',
        args: { flAllocationType: 'MEM_RESERVE | MEM_COMMIT' }
      }
    return protectionRemedy(protect, 'flProtect')
  }
  if (call.lastError !== errors.invalidAddress) return null
  if ((type & MEM_RESERVE) === 0 && around.regionAt(address) === undefined)
    return {
      says: 'Only pages of a reservation can be committed at an address. With MEM_RESERVE the call reserves them too.',
      args: { flAllocationType: `MEM_RESERVE | ${written('flAllocationType')}` }
    }
  if ((type & MEM_RESERVE) !== 0 && around.regionAt(address) !== undefined)
    return (type & MEM_COMMIT) !== 0 && around.regionAt(address)?.state === MEM_RESERVE
      ? {
          says: 'These addresses are reserved already: they only have to be committed.',
          args: { flAllocationType: 'MEM_COMMIT' }
        }
      : {
          says: 'These addresses are taken. With NULL Windows chooses free ones.',
          args: { lpAddress: 'NULL' }
        }
  const room = roomBehind(address, around)
  if ((type & MEM_RESERVE) === 0 && room > 0 && room < size)
    return {
      says: `One call stays in one allocation, and this one ends ${room.toLocaleString('en-US')} bytes behind the address.`,
      args: { dwSize: bytesText(room) }
    }
  return (type & MEM_RESERVE) !== 0
    ? {
        says: 'Something lies in that range already. With NULL Windows chooses free addresses.',
        args: { lpAddress: 'NULL' }
      }
    : null
}

const freeing: Case = (call, around, written) => {
  const address = argumentValue(call, 'lpAddress')
  const size = argumentValue(call, 'dwSize')
  const type = argumentValue(call, 'dwFreeType')
  const region = around.regionAt(address)
  if (region?.type === MEM_MAPPED)
    return {
      says: 'Views are unmapped, not freed.',
      whole: `UnmapViewOfFile(${address === region.allocationBase ? written('lpAddress') : around.expressionOf(region.allocationBase)})`
    }
  const isRelease = (type & MEM_RELEASE) !== 0
  if (isRelease === ((type & MEM_DECOMMIT) !== 0))
    return size === 0
      ? {
          says: 'Freeing is one of the two: MEM_RELEASE with size 0, or MEM_DECOMMIT.',
          args: { dwFreeType: 'MEM_RELEASE' }
        }
      : {
          says: 'Freeing is one of the two: MEM_DECOMMIT of these bytes, or MEM_RELEASE with size 0.',
          args: { dwFreeType: 'MEM_DECOMMIT' }
        }
  const isMiddle = region !== undefined && region.allocationBase !== address
  const base = isMiddle ? { lpAddress: around.expressionOf(region.allocationBase) } : {}
  if (isRelease && size !== 0)
    return {
      says: 'MEM_RELEASE frees the whole allocation, from its base and with size 0.',
      args: { dwSize: '0', ...base }
    }
  if (isRelease && isMiddle)
    return { says: 'MEM_RELEASE takes the base that VirtualAlloc answered.', args: base }
  if (!isRelease && size === 0 && isMiddle)
    return { says: 'Size 0 means the whole allocation, and then its base is needed.', args: base }
  return null
}

const protecting: Case = (call, around, written) => {
  const address = argumentValue(call, 'lpAddress')
  const region = around.regionAt(address)
  if (argumentValue(call, 'lpflOldProtect') === 0) {
    const old = freshName(around.source, 'old_protection')
    return {
      says: 'The old protection has to go somewhere.',
      args: { lpflOldProtect: `&${old}` },
      before: [`DWORD ${old};`]
    }
  }
  if (call.lastError === errors.invalidParameter || region?.type === MEM_PRIVATE) {
    const remedy = protectionRemedy(argumentValue(call, 'flNewProtect'), 'flNewProtect')
    if (
      remedy !== null &&
      (region?.type === MEM_PRIVATE || !isCopyOnWrite(argumentValue(call, 'flNewProtect')))
    )
      return remedy
  }
  if (call.lastError === errors.invalidAddress && region?.state === MEM_RESERVE)
    return {
      says: 'Only committed pages have a protection to change: they are committed first.',
      before: [`VirtualAlloc(${written('lpAddress')}, ${written('dwSize')}, MEM_COMMIT, PAGE_READWRITE);`]
    }
  return null
}

const locking: Case = (call, around, written) => {
  const region = around.regionAt(argumentValue(call, 'lpAddress'))
  if (region?.state === MEM_RESERVE && region.type === MEM_PRIVATE)
    return {
      says: 'Only committed pages can be locked: they are committed first.',
      before: [`VirtualAlloc(${written('lpAddress')}, ${written('dwSize')}, MEM_COMMIT, PAGE_READWRITE);`]
    }
  if (call.lastError !== errors.workingSetQuota) return null
  const size = argumentValue(call, 'dwSize')
  const room = Math.ceil(size / 4096) * 4096 + 0x100000
  return {
    says: `A process can lock no more than its minimum working set (without some pages). A larger minimum has room for ${written('dwSize')} bytes.`,
    before: [`SetProcessWorkingSetSize(GetCurrentProcess(), ${bytesText(room)}, ${bytesText(room * 2)});`]
  }
}

const makingSections: Case = (call) => {
  const isPageFile =
    argumentValue(call, 'hFile') === -1 || /INVALID_HANDLE_VALUE/.test(call.args[0]?.text ?? '')
  const size = argumentValue(call, 'dwMaximumSizeHigh') * 2 ** 32 + argumentValue(call, 'dwMaximumSizeLow')
  if (call.lastError !== errors.invalidParameter && size !== 0) return null
  if (isPageFile && size === 0)
    return {
      says: 'A section in the page file has no length of its own: its size has to be said.',
      args: { dwMaximumSizeLow: '4096' }
    }
  const protect = argumentValue(call, 'flProtect')
  return isOneProtection(protect) && (protect & 0x11) === 0
    ? null
    : {
        says: 'A section’s protection says what its views may do: read, write, copy, execute.',
        args: { flProtect: 'PAGE_READWRITE' }
      }
}

const mapping: Case = (call, _around, written) => {
  const offset = argumentValue(call, 'dwFileOffsetLow')
  if (call.lastError === errors.mappedAlignment && offset % granularity !== 0) {
    const aligned = Math.floor(offset / granularity) * granularity
    return {
      says: `A view begins at a multiple of 64 K of its section; what lies at ${offset.toLocaleString('en-US')} is ${(offset - aligned).toLocaleString('en-US')} bytes into the view from ${aligned.toLocaleString('en-US')} on.`,
      args: { dwFileOffsetLow: aligned === 0 ? '0' : bytesText(aligned) }
    }
  }
  const base = argumentValue(call, 'lpBaseAddress')
  if (call.lastError === errors.mappedAlignment && base % granularity !== 0)
    return {
      says: 'A view’s address is a multiple of the allocation granularity, 64 K.',
      args: { lpBaseAddress: `(void *)0x${(Math.floor(base / granularity) * granularity).toString(16)}` }
    }
  if (call.lastError === errors.invalidAddress && base > 0)
    return { says: 'That address is taken. With NULL Windows chooses one.', args: { lpBaseAddress: 'NULL' } }
  if (call.lastError === errors.accessDenied && !/^FILE_MAP_READ$/.test(written('dwDesiredAccess')))
    return {
      says: 'The view asks for more than the section’s protection allows. Reading is allowed by each.',
      args: { dwDesiredAccess: 'FILE_MAP_READ' }
    }
  if (call.lastError === errors.accessDenied && argumentValue(call, 'dwNumberOfBytesToMap') > 0)
    return {
      says: 'The view reaches behind the end of its section. With 0 it goes as far as the section does.',
      args: { dwNumberOfBytesToMap: '0' }
    }
  return null
}

const openingFiles: Case = (call) =>
  call.lastError === errors.fileNotFound && argumentValue(call, 'dwCreationDisposition') === OPEN_EXISTING
    ? {
        says: 'There is no such file. OPEN_ALWAYS makes it where it is not there.',
        args: { dwCreationDisposition: 'OPEN_ALWAYS' }
      }
    : null

const unmapping: Case = (call, around) => {
  const region = around.regionAt(argumentValue(call, 'lpBaseAddress'))
  if (region?.type !== MEM_PRIVATE) return null
  return {
    says: 'Private memory is freed, not unmapped.',
    whole: `VirtualFree(${around.expressionOf(region.allocationBase)}, 0, MEM_RELEASE)`
  }
}

const cases: readonly (readonly [RegExp, Case])[] = [
  [/^VirtualAlloc(Ex)?$/, allocating],
  [/^VirtualFree(Ex)?$/, freeing],
  [/^VirtualProtect(Ex)?$/, protecting],
  [/^VirtualLock$/, locking],
  [/^CreateFile[AW]$/, openingFiles],
  [/^CreateFileMapping[AW]$/, makingSections],
  [/^MapViewOfFile(Ex)?$/, mapping],
  [/^UnmapViewOfFile$/, unmapping]
]

/** For a common refusal, the change of the text that avoids it; null where there is none that is certain enough. */
export function makeItSucceed(call: CallRecord, around: Around): Proposal | null {
  const remedyOf = call.failed ? cases.find(([name]) => name.test(call.name))?.[1] : undefined
  const order = orders[call.name]
  if (remedyOf === undefined || order === undefined) return null
  const text = callInText(around.source, call.name, call.line)
  if (text === null || text.args.length !== order.length) return null
  const written = (name: string): string => text.args[order.indexOf(name)]?.text ?? ''
  const remedy = remedyOf(call, around, written)
  return remedy === null ? null : proposalOf(remedy, text, order, around.source, call.line)
}

function proposalOf(
  { says, args = {}, before = [], whole }: Remedy,
  text: CallInText,
  order: readonly string[],
  source: string,
  line: number
): Proposal {
  const edits =
    whole !== undefined
      ? [{ from: text.whole.from, to: text.whole.to, insert: whole }]
      : Object.entries(args)
          .map(([name, insert]) => ({ span: text.args[order.indexOf(name)]!, insert }))
          .map(({ span, insert }) => ({ from: span.from, to: span.to, insert }))
          .sort((a, b) => a.from - b.from)
  let after = ''
  let at = text.whole.from
  for (const { from, to, insert } of edits) {
    after += source.slice(at, from) + insert
    at = to
  }
  after += source.slice(at, Math.max(at, text.whole.to))
  const added = before.map((statement) => `${text.indent}${statement}\n`).join('')
  return {
    says,
    changes: [...(added === '' ? [] : [{ from: text.lineStart, insert: added }]), ...edits],
    before: text.whole.text,
    after: [...before, after].join('\n'),
    line: line + before.length,
    added: before.length
  }
}
