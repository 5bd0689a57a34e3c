import type { ProcessComparison } from '../../../shared/contract/moments'
import { changedPages } from '../../stores/changed-pages'
import { changeSign, changeTexts, type ChangeSign } from '../regions/change-sign'
import { countText, kibText } from '../../ui/number-text'
import { bytesText, pageLookText } from './moment-words'

/** A difference between two moments at a place in memory. */
export interface MomentRow {
  readonly key: string
  readonly address: number
  readonly extent: 'region' | 'page' | 'byte'
  readonly sign: ChangeSign
  readonly size: string
  readonly before: string
  readonly after: string
}

/** A list of them under one heading. */
export interface MomentList {
  readonly name: string
  readonly rows: readonly MomentRow[]
}

const changed: ChangeSign = { kind: 'other', sign: '◆', word: 'changed' }

/** What differs in a process, list by list; lists without a difference are left out. */
export function momentLists(process: ProcessComparison): readonly MomentList[] {
  const regions = process.regions.map((change, i): MomentRow => {
    const { base, size } = changedPages(change)
    return {
      key: `region ${i}`,
      address: base,
      extent: 'region',
      sign: changeSign(change),
      size: kibText(size),
      ...changeTexts(change)
    }
  })
  const pages = process.pages.map(({ address, pageCount, before, after }, i): MomentRow => ({
    key: `page ${i}`,
    address,
    extent: 'page',
    sign: changed,
    size: countText(pageCount, 'page'),
    before: pageLookText(before),
    after: pageLookText(after)
  }))
  const bytes = process.bytes.map(({ address, length, before, after }, i): MomentRow => ({
    key: `byte ${i}`,
    address,
    extent: 'byte',
    sign: changed,
    size: countText(length, 'byte'),
    before: bytesText(before, length),
    after: bytesText(after, length)
  }))
  return [
    { name: 'Regions', rows: regions },
    { name: 'Pages', rows: pages },
    { name: 'Bytes', rows: bytes }
  ].filter(({ rows }) => rows.length > 0)
}
