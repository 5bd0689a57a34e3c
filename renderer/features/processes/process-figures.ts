import type { FigureId } from '../../../shared/figures'
import { pageFigures, type PlacedFigure } from '../explain/page-figures'
import type { LaidRow, LaidTile } from './frame-layout'
import type { PageChange } from './page-pieces'

/** What explains each sign at a page. */
export const changeFigures = {
  new: 'sign-page-new',
  copied: 'sign-page-copied',
  moved: 'sign-page-moved',
  gone: 'sign-page-gone',
  written: 'sign-page-written',
  protection: 'sign-protect'
} as const satisfies Readonly<Record<PageChange, FigureId>>

/** What explains each mark of a tile. */
export const tileFigures = {
  new: 'sign-page-new',
  born: 'sign-page-copied',
  split: 'sign-page-copied',
  moved: 'sign-page-moved',
  written: 'sign-page-written'
} as const satisfies Readonly<Record<NonNullable<LaidTile['mark']>, FigureId>>

/** What F1 explains of a row: its pages, or the allocation that they are of. */
export const rowFigures = ({ piece }: LaidRow): readonly PlacedFigure[] =>
  piece === null ? [] : pageFigures(piece)
