import type { Verdict } from '../../../shared/contract/comparison'
import type { FigureId } from '../../../shared/figures'

/** What explains each verdict. */
export const verdictFigures = {
  same: 'verdict-same',
  expected: 'verdict-expected',
  differs: 'verdict-different'
} as const satisfies Readonly<Record<Verdict, FigureId>>
