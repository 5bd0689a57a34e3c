import {
  PTE_ACCESSED,
  PTE_COMMITTED,
  PTE_FRAME,
  PTE_PAGED,
  PTE_PROTECT,
  PTE_PROTOTYPE,
  PTE_VALID
} from './pte'

/** Where the page of an entry is, in a word or two. Windows Internals, Page Table Entries and Invalid PTEs. */
export function pageState(flags: number): string {
  if (flags & PTE_VALID) return 'valid'
  if (flags & PTE_FRAME) return 'in transition'
  if (flags & PTE_PAGED) return 'paged out'
  if (flags & PTE_PROTOTYPE) return 'prototype'
  return flags & PTE_COMMITTED ? 'demand zero' : 'not committed'
}

/** The PAGE_ constants of an entry. */
export const pageProtection = (flags: number): number => flags & PTE_PROTECT

/** What of an entry makes a page another than it was: a touch alone does not. */
export const lastingFlags = (flags: number): number => flags & ~PTE_ACCESSED
