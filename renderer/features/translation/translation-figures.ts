import type {
  EntryField,
  TableEntry,
  TouchOutcome,
  Translation
} from '../../../shared/contract/memory-translation'
import type { FigureId } from '../../../shared/figures'
import type { PageEnd } from './page-end'
import type { WalkTable } from './walk-tables'

/** What explains an entry of each table. */
export const entryFigures = {
  PXE: 'pxe',
  PPE: 'ppe',
  PDE: 'pde',
  PTE: 'pte'
} as const satisfies Readonly<Record<WalkTable['entryName'], FigureId>>

/** What explains the end of a walk. */
export const endFigures = {
  frame: 'frame',
  'large-page': 'large-page',
  transition: 'page-transition',
  'shared-frame': 'page-prototype',
  'page-file': 'page-in-page-file',
  file: 'page-prototype',
  zeros: 'demand-zero',
  reserved: 'state-reserved',
  free: 'state-free',
  outside: 'canonical',
  unknown: 'frame-unknown'
} as const satisfies Readonly<Record<PageEnd['kind'], FigureId>>

/** What explains the outcome of a touch. */
export const touchFigures = {
  'no-fault': 'touch',
  'demand-zero-fault': 'fault-demand-zero',
  'soft-fault': 'fault-soft',
  'hard-fault': 'fault-hard',
  'copy-on-write': 'fault-copy-on-write',
  'guard-page': 'page-guard',
  'access-violation': 'access-violation'
} as const satisfies Readonly<Record<TouchOutcome, FigureId>>

/** What explains the place of a page. */
export const placeFigures = {
  frame: 'frame',
  'page-file': 'page-in-page-file',
  file: 'page-prototype',
  zeros: 'demand-zero',
  nowhere: 'state-free',
  unknown: 'frame-unknown'
} as const satisfies Readonly<Record<Translation['place']['kind'], FigureId>>

const fieldFigures: Readonly<Record<string, FigureId>> = {
  PageFrameNumber: 'pfn',
  Valid: 'page-valid',
  Dirty: 'page-dirty',
  Accessed: 'page-accessed',
  CopyOnWrite: 'copy-on-write',
  LargePage: 'large-page',
  Transition: 'page-transition',
  Prototype: 'page-prototype',
  ProtoAddress: 'prototype-pte',
  SubsectionAddress: 'subsection',
  PageFileHigh: 'page-in-page-file',
  PageFileLow: 'page-in-page-file',
  Protection: 'protect'
}

/** What explains a field of an entry: what it says, else the form that the entry has. */
export function fieldFigure({ name }: EntryField, { form }: TableEntry): FigureId {
  const own = fieldFigures[name.replace(/^.*\((\w+)\)$/, '$1')] ?? fieldFigures[name.replace(/ .*/, '')]
  return own ?? (form === 'hardware' ? 'pte-letters' : 'pte-software')
}
