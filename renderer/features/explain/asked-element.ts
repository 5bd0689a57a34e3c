import type { ObservedRegion } from '../../../shared/contract/observation'
import { constantsIn, figureOf, type FigureId } from '../../../shared/figures'
import { protectionText, stateText, typeText } from '../../../shared/win32/flags'
import { memoryConstants } from '../../../shared/win32/memory-constants'
import { addressText, kibText } from '../../ui/number-text'
import type { Asked, ShownFigure } from '../../stores/explanation'

/** Elements that are about one thing: their figures belong together. */
const oneThing = 'tr, [role="row"], [role="option"], [role="treeitem"], dl, [data-explain-scope]'
/** Those of them that are asked for as a whole: their figures are listed. */
const wholes = 'tr, [role="row"], [role="option"], [role="treeitem"], [data-explain-scope]'
const longestValue = 80

/** The region that `data-explain-at` names: `simulator:A:0x7ff000010000`. */
export type RegionAt = (place: string) => ObservedRegion | undefined

/**
 * What an element asks to have explained: it or what is around it has the attribute `data-explain`, the id of a figure; its
 * value is `data-explain-value`, or its text. Null where there is nothing.
 */
export function askedOf(element: Element, regionAt: RegionAt): Asked | null {
  const named = element.closest('[data-explain]')
  if (named === null || figureOf(idOf(named)) === undefined) return null
  const { left, top, bottom } = named.getBoundingClientRect()
  const scope = named.closest(oneThing)
  const values = new Map<string, string>()
  const at = named.closest<HTMLElement>('[data-explain-at]')?.dataset['explainAt']
  const region = at === undefined ? undefined : regionAt(at)
  if (region !== undefined) for (const [id, value] of regionValues(region)) values.set(id, value)
  for (const { id, value } of figuresIn(scope)) if (value !== '' && !values.has(id)) values.set(id, value)
  return {
    id: idOf(named),
    value: valueOf(named),
    near: { left, top, bottom },
    here: named.matches(wholes) ? figuresIn(named) : [],
    values
  }
}

function idOf(element: Element): string {
  return element.getAttribute('data-explain') ?? ''
}

/** A head names a figure and has no value of it. */
function valueOf(element: Element): string {
  const said = element.getAttribute('data-explain-value')
  if (said !== null) return said
  if (element.matches(`th, ${wholes}, [role="columnheader"], section, ul, dl, canvas`)) return ''
  // What is there for the eye alone is left out where the same stands there for everybody.
  const unseen = element.querySelector('.unseen')
  const text = (spoken(unseen ?? element) || element.textContent).replace(/\s+/g, ' ').trim()
  return text.length > longestValue || text === figureOf(idOf(element))?.name ? '' : text
}

/** An element's text without letters and signs that only the eye gets, such as the chip of a type. */
function spoken(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const sign of copy.querySelectorAll('[aria-hidden="true"]')) sign.remove()
  return copy.textContent
}

function figuresIn(scope: Element | null): ShownFigure[] {
  if (scope === null) return []
  return [...scope.querySelectorAll('[data-explain]')]
    .map((element) => ({ id: idOf(element), value: valueOf(element) }))
    .filter(({ id }, i, all) => figureOf(id) !== undefined && all.findIndex((one) => one.id === id) === i)
}

/** What VirtualQuery says of a region, by figures. */
function regionValues(region: ObservedRegion): readonly (readonly [id: string, value: string])[] {
  const committed = region.state === memoryConstants.MEM_COMMIT
  return [
    ['address', addressText(region.base)],
    ['allocation-base', addressText(region.allocationBase)],
    ['page-number', `0x${(region.base / 4096).toString(16)}`],
    ['size', kibText(region.size)],
    ['committed', committed ? kibText(region.size) : '0 K'],
    ['reserved', committed ? '0 K' : kibText(region.size)],
    ['state', stateText(region.state)],
    ['type', typeText(region.type)],
    ['protect', region.protect === 0 ? '0' : protectionText(region.protect)],
    ['allocation-protect', protectionText(region.allocationProtect)],
    ['use', region.use],
    ['made-by-line', region.madeByLine === null ? '' : String(region.madeByLine)]
  ]
}

/** The constants that a value is made of, with what each means. */
export function constantsOfValue(value: string): readonly { readonly id: FigureId; readonly says: string }[] {
  return constantsIn(value).map((id) => ({ id, says: figureOf(id)?.says ?? '' }))
}
