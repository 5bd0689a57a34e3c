import type { EntryField } from '../../../shared/contract/memory-translation'
import { binaryText, hexText } from './address-bits'

/** Fields whose names are longer than their bits are wide. */
const shortNames: Readonly<Record<string, string>> = {
  WsleProtection: 'Wsle',
  WsleAge: 'Age',
  ReservedForSoftware: 'soft',
  ReservedForHardware: 'hard',
  CopyOnWrite: 'CoW',
  Unused: '–',
  Unused0: '–',
  Unused1: '–',
  OnStandbyLookaside: 'SbLA',
  ShadowStack: 'ShSt',
  UsedPageTableEntries: 'UsedPTEs',
  PageFileHigh: 'PageFileHigh',
  PageFileLow: 'PFLow',
  Transition: 'Tran',
  Prototype: 'Proto',
  Protection: 'Prot',
  SwizzleBit: 'Swz',
  ColdPage: 'Cold',
  PageFileAllocated: 'Alloc',
  PageFileReserved: 'Rsvd',
  IoTracker: 'Io',
  Combined: 'Comb',
  HiberVerifyConverted: 'Hib',
  ReadOnly: 'RO',
  DemandFillProto: 'Fill',
  ExecutePrivilege: 'Exec'
}

/** A field's name as short as its box: `NX`, `PFN`, `Prot`. The full name is said beside it. */
export function shortName({ name }: EntryField): string {
  return shortNames[name] ?? name.replace(/ \(.*/, '')
}

/** `bit 63`, `bits 47–12`. */
export function bitRange({ bit, width }: EntryField): string {
  return width === 1 ? `bit ${bit}` : `bits ${bit + width - 1}–${bit}`
}

/** A field's bits; `?` for each that is not known. */
export function fieldBits({ value, width }: EntryField): string {
  return value === null ? '?'.repeat(Math.min(width, 4)) : binaryText(value, width)
}

/** A field's value for reading: `1`, `393241 (0x60019)`, `?`. */
export function fieldValue(value: number | null, width: number): string {
  if (value === null) return '?'
  return width > 3 ? `${value} (${hexText(value)})` : String(value)
}
