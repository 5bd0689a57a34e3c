import { memoryConstants as m } from './memory-constants'
import { processConstants as p } from './process-constants'

type Flags = readonly (readonly [string, number])[]

/** Flags joined with ` | `; bits without a name as one hexadecimal number; `none` when no bit is set. */
function joinFlags(value: number, flags: Flags, none = '0'): string {
  if (value === 0) return none
  const names: string[] = []
  let rest = value >>> 0
  for (const [name, bits] of flags) {
    const flag = bits >>> 0
    if (flag !== 0 && (rest & flag) >>> 0 === flag) {
      names.push(name)
      rest = (rest & ~flag) >>> 0
    }
  }
  if (rest !== 0) names.push(`0x${rest.toString(16)}`)
  return names.join(' | ')
}

const pick = <T extends object, K extends keyof T & string>(table: T, ...names: K[]): [K, T[K]][] =>
  names.map((name) => [name, table[name]])

const allocationFlags = pick(
  m,
  'MEM_RESERVE',
  'MEM_COMMIT',
  'MEM_REPLACE_PLACEHOLDER',
  'MEM_RESERVE_PLACEHOLDER',
  'MEM_RESET',
  'MEM_RESET_UNDO',
  'MEM_TOP_DOWN',
  'MEM_WRITE_WATCH',
  'MEM_PHYSICAL',
  'MEM_LARGE_PAGES'
)

/** flAllocationType of VirtualAlloc and its family: `MEM_RESERVE | MEM_COMMIT`. */
export function allocationTypeText(value: number): string {
  return joinFlags(value, allocationFlags)
}

const freeFlags = pick(
  m,
  'MEM_DECOMMIT',
  'MEM_RELEASE',
  'MEM_PRESERVE_PLACEHOLDER',
  'MEM_COALESCE_PLACEHOLDERS'
)

/** dwFreeType of VirtualFree. */
export function freeTypeText(value: number): string {
  return joinFlags(value, freeFlags)
}

const protections = pick(
  m,
  'PAGE_NOACCESS',
  'PAGE_READONLY',
  'PAGE_READWRITE',
  'PAGE_WRITECOPY',
  'PAGE_EXECUTE',
  'PAGE_EXECUTE_READ',
  'PAGE_EXECUTE_READWRITE',
  'PAGE_EXECUTE_WRITECOPY',
  'PAGE_GUARD',
  'PAGE_NOCACHE',
  'PAGE_WRITECOMBINE',
  'PAGE_TARGETS_INVALID'
)

/** A page protection with its modifiers: `PAGE_READWRITE | PAGE_GUARD`. */
export function protectionText(value: number): string {
  return joinFlags(value, protections)
}

const shortProtections = new Map<number, string>([
  [m.PAGE_NOACCESS, 'NA'],
  [m.PAGE_READONLY, 'R'],
  [m.PAGE_READWRITE, 'RW'],
  [m.PAGE_WRITECOPY, 'WC'],
  [m.PAGE_EXECUTE, 'X'],
  [m.PAGE_EXECUTE_READ, 'RX'],
  [m.PAGE_EXECUTE_READWRITE, 'RWX'],
  [m.PAGE_EXECUTE_WRITECOPY, 'WCX']
])

/** A page protection as memory viewers abbreviate it: `RW+G`; empty for 0 (reserved). */
export function protectionShort(value: number): string {
  if (value === 0) return ''
  const base = shortProtections.get(value & 0xff) ?? '?'
  const guard = value & m.PAGE_GUARD ? '+G' : ''
  const noCache = value & m.PAGE_NOCACHE ? '+NC' : ''
  const writeCombine = value & m.PAGE_WRITECOMBINE ? '+WCM' : ''
  return base + guard + noCache + writeCombine
}

const states = pick(m, 'MEM_COMMIT', 'MEM_RESERVE', 'MEM_FREE')

/** State of MEMORY_BASIC_INFORMATION. */
export function stateText(value: number): string {
  return joinFlags(value, states)
}

const types = pick(m, 'MEM_PRIVATE', 'MEM_MAPPED', 'MEM_IMAGE')

/** Type of MEMORY_BASIC_INFORMATION; 0 for free memory. */
export function typeText(value: number): string {
  return joinFlags(value, types)
}

const processRights = [
  ...pick(
    p,
    'PROCESS_ALL_ACCESS',
    'PROCESS_TERMINATE',
    'PROCESS_CREATE_THREAD',
    'PROCESS_SET_SESSIONID',
    'PROCESS_VM_OPERATION',
    'PROCESS_VM_READ',
    'PROCESS_VM_WRITE',
    'PROCESS_DUP_HANDLE',
    'PROCESS_CREATE_PROCESS',
    'PROCESS_SET_QUOTA',
    'PROCESS_SET_INFORMATION',
    'PROCESS_QUERY_INFORMATION',
    'PROCESS_SUSPEND_RESUME',
    'PROCESS_QUERY_LIMITED_INFORMATION',
    'SYNCHRONIZE'
  )
]

/** dwDesiredAccess of OpenProcess. */
export function processAccessText(value: number): string {
  return joinFlags(value, processRights)
}

const sectionFlags = [
  ...protections,
  ...pick(
    m,
    'SEC_IMAGE_NO_EXECUTE',
    'SEC_FILE',
    'SEC_IMAGE',
    'SEC_PROTECTED_IMAGE',
    'SEC_RESERVE',
    'SEC_COMMIT',
    'SEC_NOCACHE',
    'SEC_WRITECOMBINE',
    'SEC_LARGE_PAGES'
  )
].filter(([name]) => name !== 'PAGE_TARGETS_INVALID')

/** flProtect of CreateFileMapping: a page protection and SEC_ attributes. */
export function sectionText(value: number): string {
  return joinFlags(value, sectionFlags)
}

const fileMapFlags = pick(
  m,
  'FILE_MAP_ALL_ACCESS',
  'FILE_MAP_READ',
  'FILE_MAP_WRITE',
  'FILE_MAP_COPY',
  'FILE_MAP_EXECUTE',
  'FILE_MAP_LARGE_PAGES',
  'FILE_MAP_TARGETS_INVALID',
  'FILE_MAP_RESERVE'
)

/** dwDesiredAccess of MapViewOfFile and OpenFileMapping. */
export function fileMapText(value: number): string {
  return joinFlags(value, fileMapFlags)
}

const heapFlags = pick(
  m,
  'HEAP_NO_SERIALIZE',
  'HEAP_GENERATE_EXCEPTIONS',
  'HEAP_ZERO_MEMORY',
  'HEAP_REALLOC_IN_PLACE_ONLY',
  'HEAP_CREATE_ENABLE_EXECUTE'
)

/** dwFlags of HeapAlloc and flOptions of HeapCreate. */
export function heapFlagsText(value: number): string {
  return joinFlags(value, heapFlags)
}
