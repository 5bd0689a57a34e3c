import type { TableEntry, TableLevel, Translation } from '../../../shared/contract/memory-translation'

/** MM_ protections as WinDbg writes them: `Protect: 4 - ReadWrite`. Index is the low three bits of the mask. */
const protectNames = [
  'ZeroAccess',
  'ReadOnly',
  'Execute',
  'ExecuteRead',
  'ReadWrite',
  'WriteCopy',
  'ExecuteReadWrite',
  'ExecuteWriteCopy'
] as const

const digits = (hex: string): string => hex.slice(2).toUpperCase().padStart(16, '0')

function protectText(entry: TableEntry): string {
  const mask = entry.fields.find(({ name }) => name === 'Protection')?.value ?? 0
  return ` Protect: ${mask.toString(16)} - ${protectNames[mask & 7]!}`
}

/** What follows `contains`: the frame and the letters of a valid entry, or what an entry that is not valid says. */
export function entryWords(entry: TableEntry): string {
  switch (entry.form) {
    case 'hardware':
      return `pfn ${entry.frame === null ? '?' : entry.frame.toString(16)} ${entry.letters}`
    case 'zero':
      return 'not valid'
    case 'demand-zero':
      return `not valid DemandZero${protectText(entry)}`
    case 'transition':
      return `not valid Transition: ${entry.frame === null ? '?' : entry.frame.toString(16)}${protectText(entry)}`
    case 'page-file':
      return `not valid PageFile: ${entry.slot?.pageFile ?? 0} Offset: ${(entry.slot?.slot ?? 0).toString(16)}${protectText(entry)}`
    case 'prototype':
      return `not valid Proto: VAD${protectText(entry)}`
    case 'subsection':
      return `not valid Subsection: ?${protectText(entry)}`
  }
}

/** One level as WinDbg's `!pte` has it: `PTE at FFFFF680… contains 8000… pfn 60019 ---DA--UW-V`. */
export function pteLine({ entryName, entryAddress, entry }: TableLevel): string {
  const at = `${entryName} at ${digits(entryAddress)}`
  return entry === null ? `${at} contains ?` : `${at} contains ${digits(entry.value)} ${entryWords(entry)}`
}

/** The whole of `!pte ADDRESS`, a line a level; numbers are hexadecimal without a prefix, as WinDbg writes them. */
export function pteText(translation: Pick<Translation, 'address' | 'levels'>): string {
  return [`VA ${translation.address.slice(2)}`, ...translation.levels.map(pteLine)].join('\n')
}
