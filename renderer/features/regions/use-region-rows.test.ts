// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { changeRegions, regionTree } from '../../../shared/contract/region-tree'
import type { ProcessView } from '../../stores/apply-run-update'
import type { RegionRows } from './region-row'
import { useRegionTableStore } from './table-settings'
import { useRegionRows } from './use-region-rows'
import { regionAt as region } from '../../stores/testing/region'

const small = region(0x100000, 0x1000)
const large = region(0x200000, 0x9000)
const middle = region(0x300000, 0x4000)
const prior = region(0x10000, 0x2000, { owner: 'before', madeByLine: null, use: 'PEB' })

const process = shallowRef<ProcessView>()
let table: ReturnType<typeof useRegionRows>
const keys = (rows: RegionRows): string[] => Array.from({ length: rows.count }, (_, i) => rows.at(i).key)
/** The process after a step that released one region and made another. */
function step(): void {
  const now = process.value!
  const made = region(0x150000, 0x2000)
  process.value = {
    ...now,
    regions: changeRegions(now.regions, { removed: [large.base], set: [made] }),
    changes: [
      { kind: 'removed', before: large },
      { kind: 'added', after: made }
    ]
  }
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  process.value = {
    letter: 'A',
    processId: 1,
    regions: regionTree([prior, small, large, middle]),
    changes: []
  }
  table = effectScope().run(() => useRegionRows(() => process.value!))!
})

describe('the rows of a table', () => {
  it('stay in an order that was asked for: what is gone is marked in its place, what is new stands at the end', async () => {
    table.sortBy('size')
    await nextTick()
    expect(keys(table.rows.value)).toEqual(['region 1048576', 'region 3145728', 'region 2097152', 'fold'])
    step()
    await nextTick()
    const rows = table.rows.value
    expect(keys(rows)).toEqual(['region 1048576', 'region 3145728', 'gone 2097152', 'region 1376256', 'fold'])
    keys(rows).forEach((key, i) => expect(`${key} ${rows.indexOf(key)}`).toBe(`${key} ${i}`))
    expect(rows.indexAt(0x151fff)).toBe(3)
    expect(table.signs.value.get(large.base)?.sign).toBe('▼')
    table.sortBy('size')
    await nextTick()
    expect(keys(table.rows.value)).toEqual(['region 3145728', 'region 1376256', 'region 1048576', 'fold'])
    table.sortBy('size')
    await nextTick()
    expect(table.byAddress.value).toBe(true)
  })

  it('are those of the step alone, where one wants what changed', () => {
    step()
    useRegionTableStore().narrow({ changed: true })
    expect(keys(table.rows.value)).toEqual(['region 1376256', 'gone 2097152'])
  })

  it('unfold what was there before for a filter, until one folds it', () => {
    const settings = useRegionTableStore()
    settings.narrow({ text: 'peb' })
    expect(keys(table.rows.value)).toEqual(['fold', 'region 65536'])
    table.openBefore(false)
    expect(keys(table.rows.value)).toEqual(['fold'])
    settings.showAll()
    expect(keys(table.rows.value)).toHaveLength(4)
  })

  it('are found by the address they lie around', () => {
    useRegionTableStore().narrow({ text: '0x208fff' })
    expect(keys(table.rows.value)).toEqual(['region 2097152'])
  })
})
