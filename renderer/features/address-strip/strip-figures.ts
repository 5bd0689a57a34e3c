import type { FigureId } from '../../../shared/figures'
import { addressText, kibText } from '../../ui/number-text'
import type { PlacedFigure } from '../explain/page-figures'
import { signFigures } from '../regions/change-sign'
import { gapKinds, kindFigure, regionKind } from '../regions/region-kind'
import type { PageFacts } from './page-facts'
import { freeText } from './strip-words'
import type { StripTarget } from './strip-view'

/** What F1 explains of a place in the strip, with the figures that are told of it. */
export interface ExplainedTarget {
  readonly figure: FigureId
  readonly value: string
  /** The address of its region; null where it has none. */
  readonly region: number | null
  readonly figures: readonly PlacedFigure[]
}

/** What explains a segment or a page: a page as such, a region by its kind, what is folded by whose it is. */
export function explainedTarget({ segment, page, mark }: StripTarget, facts: PageFacts): ExplainedTarget {
  const { kind, region, from, to } = segment
  const marked = mark === null ? [] : [{ figure: signFigures[mark.sign.kind], value: mark.sign.word }]
  if (kind === 'fold') return { figure: 'owner', value: '', region: null, figures: [] }
  if (region === null) {
    const gap = kindFigure(gapKinds[kind === 'unusable' ? 'unusable' : 'free'])
    return { figure: gap, value: freeText(to - from), region: null, figures: [] }
  }
  const type = kindFigure(regionKind(region))
  if (page !== null)
    return {
      figure: 'page',
      value: addressText(page * 4096),
      region: region.base,
      figures: [...(facts.of(page)?.figures ?? []), { figure: type, value: '' }, ...marked]
    }
  return { figure: type, value: kibText(to - from), region: region.base, figures: marked }
}

/** The signs of a page in the grid, and what explains each. */
export const pageSigns = [
  ['▪', 'resident', 'page-valid'],
  ['◥', 'dirty', 'page-dirty'],
  ['×n', 'shared', 'share-count'],
  ['+', 'copied', 'page-copied'],
  ['ʌʌ', 'guard', 'page-guard'],
  ['⁄', 'no access', 'PAGE_NOACCESS']
] as const satisfies readonly (readonly [sign: string, word: string, figure: FigureId])[]
