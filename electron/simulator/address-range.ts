import { namedConstants as k } from '../../shared/win32/constants'
import type { Word } from '../machine/word'
import { PAGE_SIZE } from './frames'
import { USER_END } from './process-memory'
import { refuse, type Refusal } from './status'

/** Whole pages: [start, end). */
export interface PageRange {
  readonly start: number
  readonly end: number
}

/** All pages that hold a byte of the range; refused when it leaves the program's half of the address space. */
export function pagesOf(base: Word, size: Word): PageRange | Refusal {
  if (typeof base === 'bigint' || base >= USER_END) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_2,
      'addresses-end-at-128-tib',
      'The address lies above 0x7FFFFFFEFFFF, the highest that a program has.'
    )
  }
  if (typeof size === 'bigint' || base + size > USER_END) {
    return refuse(
      k.STATUS_INVALID_PARAMETER_3,
      'addresses-end-at-128-tib',
      'The range ends above 0x7FFFFFFEFFFF, the highest address that a program has.'
    )
  }
  return { start: Math.floor(base / PAGE_SIZE), end: Math.ceil((base + size) / PAGE_SIZE) }
}

/** A page's address as texts write it. */
export const pageText = (page: number): string => `0x${(page * PAGE_SIZE).toString(16)}`
