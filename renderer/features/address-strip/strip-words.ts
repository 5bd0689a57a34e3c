import type { ObservedRegion } from '../../../shared/contract/observation'
import { protectionShort, protectionText, stateText } from '../../../shared/win32/flags'
import { addressText, amountText, countText, kibText } from '../../ui/number-text'
import { changeTexts } from '../regions/change-sign'
import { regionKind } from '../regions/region-kind'
import { isGhost, type StripMark } from './strip-changes'
import type { Segment } from './strip-layout'
import type { PageFacts } from './page-facts'

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** The size of a free run: `60 K`, `1.9 GB`, `127.9 TB`. Never rounded up, as nobody could allocate the rest. */
export function freeText(bytes: number): string {
  const units = ['K', 'MB', 'GB', 'TB']
  let amount = bytes / 1024
  let unit = 0
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1024
    unit++
  }
  return `${grouped.format(Math.floor(amount * 10) / 10)} ${units[unit]}`
}

/** What is said of a segment: the first line is its heading. */
export function segmentLines(
  segment: Segment,
  mark: StripMark | null,
  /** How many regions a fold has. */
  folded: number
): readonly string[] {
  const { from, to } = segment
  const span = `${addressText(from)} – ${addressText(to - 1)}`
  switch (segment.kind) {
    case 'free':
      return [`Free, ${freeText(to - from)}`, span]
    case 'unusable':
      return [
        `Unusable, ${kibText(to - from)}`,
        span,
        'The rest of a 64 K granule: no allocation can begin in it.'
      ]
    case 'fold':
      return [
        `${countText(folded, 'region')} from before the program`,
        `${span}, ${amountText(to - from)}`,
        'Enter unfolds.'
      ]
    case 'region':
      return segment.region === null ? [] : regionLines(segment.region, mark)
  }
}

/** What is said of a region. */
export function regionLines(region: ObservedRegion, mark: StripMark | null): readonly string[] {
  const kind = regionKind(region)
  const lines = [
    `${isGhost(region) ? 'Gone: ' : ''}${kind.name}${region.use === '' || region.use === kind.name ? '' : `, ${region.use}`}`,
    `${addressText(region.base)} – ${addressText(region.base + region.size - 1)}, ${kibText(region.size)}`
  ]
  if (!isGhost(region)) {
    const protection = region.protect === 0 ? '' : ` ${protectionText(region.protect)}`
    lines.push(`${stateText(region.state)}${protection}`)
  }
  if (region.madeByLine !== null) lines.push(`Made by line ${region.madeByLine}`)
  if (mark !== null) {
    const { before, after } = changeTexts(mark.change)
    lines.push(`${mark.sign.sign} ${mark.sign.word}: ${before} → ${after}`)
  }
  return lines
}

/** The protection as it stands in a segment: `RW+G`, `∅` for no access. */
export function protectionMark(region: ObservedRegion): string {
  const short = protectionShort(region.protect)
  return short.startsWith('NA') ? short.replace('NA', '∅') : short
}

/** What is said of a page. */
export function pageLines(
  address: number,
  region: ObservedRegion,
  mark: StripMark | null,
  facts: PageFacts
): readonly string[] {
  const [kind, , ...rest] = regionLines(region, mark)
  const fact = facts.of(address / 4096)
  const known = fact === null || fact.words === '' ? [] : [fact.words]
  return [
    `Page at ${addressText(address)}`,
    `page number 0x${(address / 4096).toString(16)} · ${kind}`,
    ...known,
    ...rest
  ]
}
