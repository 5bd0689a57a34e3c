import { PTE_COMMITTED, PTE_FRAME, PTE_PROTECT, PTE_PROTOTYPE, PTE_VALID } from './pte'

/** Where the page of an entry is, in a word or two. Windows Internals, Page Table Entries and Invalid PTEs. */
export function pageState(flags: number): string {
  if (flags & PTE_VALID) return 'valid'
  if (flags & PTE_FRAME) return 'in transition'
  if (flags & PTE_PROTOTYPE) return 'prototype'
  return flags & PTE_COMMITTED ? 'demand zero' : 'not committed'
}

/** The PAGE_ constants of an entry. */
export const pageProtection = (flags: number): number => flags & PTE_PROTECT
