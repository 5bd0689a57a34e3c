import { protectionShort, protectionText } from '../../../shared/win32/flags'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import type { Notation } from '../../stores/appearance'

/** The notations by the names people know them under, in the order of menus; each with PAGE_EXECUTE_READ as its example. */
export const notationTitles: Readonly<Record<Notation, string>> = {
  'system-informer': 'System Informer: RX',
  win32: 'Win32: PAGE_EXECUTE_READ',
  x64dbg: 'x64dbg: ER---',
  windbg: 'WinDbg: EXECUTE_READ',
  rwx: 'r-x'
}

/** Execute, read, write, copy: what each of the eight protections allows. Memory Protection Constants (winnt.h). */
const rights = new Map<number, string>([
  [m.PAGE_NOACCESS, ''],
  [m.PAGE_READONLY, 'R'],
  [m.PAGE_READWRITE, 'RW'],
  [m.PAGE_WRITECOPY, 'RWC'],
  [m.PAGE_EXECUTE, 'E'],
  [m.PAGE_EXECUTE_READ, 'ER'],
  [m.PAGE_EXECUTE_READWRITE, 'ERW'],
  [m.PAGE_EXECUTE_WRITECOPY, 'ERWC']
])

/**
 * A page protection in a notation; empty for 0 (reserved). x64dbg has a place each for execute, read, write, copy on
 * write and guard, and nothing for caching. `!vad` of WinDbg leaves PAGE_ out. In `r-x`, `c` is a write that makes a copy
 * and `+g` a guard page.
 */
export function protectionIn(notation: Notation, protect: number): string {
  if (protect === 0) return ''
  switch (notation) {
    case 'win32':
      return protectionText(protect)
    case 'system-informer':
      return protectionShort(protect)
    case 'windbg':
      return windbg(protect)
    case 'x64dbg':
    case 'rwx':
      return letters(notation, protect)
  }
}

function letters(notation: 'x64dbg' | 'rwx', protect: number): string {
  const allowed = rights.get(protect & 0xff)
  if (allowed === undefined) return protectionText(protect)
  const has = (letter: string, shown: string): string => (allowed.includes(letter) ? shown : '-')
  if (notation === 'x64dbg')
    return [...'ERWC'].map((letter) => has(letter, letter)).join('') + (protect & m.PAGE_GUARD ? 'G' : '-')
  const write = allowed.includes('C') ? 'c' : has('W', 'w')
  const more = [
    protect & m.PAGE_GUARD ? '+g' : '',
    protect & m.PAGE_NOCACHE ? '+nc' : '',
    protect & m.PAGE_WRITECOMBINE ? '+wcm' : ''
  ]
  return has('R', 'r') + write + has('E', 'x') + more.join('')
}

function windbg(protect: number): string {
  return protectionText(protect)
    .split(' | ')
    .map((name) => (name === 'PAGE_NOACCESS' ? 'NO_ACCESS' : name.replace(/^PAGE_/, '')))
    .join(' + ')
}
