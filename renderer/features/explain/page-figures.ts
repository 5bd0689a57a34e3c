import {
  pageFlags,
  pageStates,
  prototypeStates,
  type PageColumns
} from '../../../shared/contract/memory-process'
import type { FigureId } from '../../../shared/figures'
import { protectionText } from '../../../shared/win32/flags'
import { addressText } from '../../ui/number-text'

/** A figure of a page or frame with what it is here. */
export interface PlacedFigure {
  readonly figure: FigureId
  readonly value: string
}

/** What is told of a page, as `PageColumns` has it. */
export type ToldPage = { readonly [Column in Exclude<keyof PageColumns, 'process'>]: number }

const stateFigures = {
  free: 'state-free',
  reserved: 'state-reserved',
  'demand-zero': 'demand-zero',
  valid: 'page-valid',
  transition: 'page-transition',
  'page-file': 'page-in-page-file',
  prototype: 'page-prototype'
} as const satisfies Readonly<Record<(typeof pageStates)[number], FigureId>>

/** What explains where a page is. */
export function placeFigure({ state, prototype }: Pick<ToldPage, 'state' | 'prototype'>): FigureId {
  const name = pageStates[state] ?? 'free'
  if (name !== 'prototype') return stateFigures[name]
  const told = prototypeStates[prototype]
  if (told === 'demand-zero') return 'demand-zero'
  return told === 'page-file' ? 'page-in-page-file' : 'page-prototype'
}

const flagFigures = [
  ['locked', 'page-locked'],
  ['guard', 'page-guard'],
  ['accessed', 'page-accessed'],
  ['dirty', 'page-dirty'],
  ['copied', 'page-copied'],
  ['offered', 'page-offered'],
  ['reset', 'page-reset'],
  ['watched', 'write-watch'],
  ['copyOnWrite', 'copy-on-write'],
  ['shareable', 'shared'],
  ['largePage', 'large-page']
] as const satisfies readonly (readonly [keyof typeof pageFlags, FigureId])[]

/** What is known of a page, in figures: where it is, its protection, its flags, its frame. */
export function pageFigures(told: ToldPage): readonly PlacedFigure[] {
  const { page, protect, flags, frame, shares, priority } = told
  return [
    { figure: placeFigure(told), value: pageStates[told.state] ?? '' },
    { figure: 'virtual-address', value: addressText(page * 4096) },
    { figure: 'page-number', value: `0x${page.toString(16)}` },
    ...(protect === 0 ? [] : [{ figure: 'protect', value: protectionText(protect) } as const]),
    ...flagFigures
      .filter(([flag]) => (flags & pageFlags[flag]) !== 0)
      .map(([, figure]) => ({ figure, value: 'yes' })),
    ...(frame > 0 ? [{ figure: 'pfn', value: `0x${frame.toString(16)}` } as const] : []),
    ...(shares > 0
      ? [{ figure: frame > 0 ? 'pfn-share-count' : 'share-count', value: String(shares) } as const]
      : []),
    ...(frame > 0 ? [{ figure: 'pfn-priority', value: String(priority) } as const] : [])
  ]
}
