import { expect, test } from 'vitest'
import { regionList } from '../../shared/contract/region-tree'
import type { Region } from '../../shared/contract/observation'
import { imageRegions, RegionWatch } from './region-watch'

function region(base: number, more: Partial<Region> = {}): Region {
  return {
    base,
    size: 0x1000,
    state: 0x1000,
    type: 0x20000,
    protect: 4,
    allocationBase: base,
    allocationProtect: 4,
    owner: 'program',
    use: '',
    ...more
  }
}
function watched(regions: Region[]) {
  const process = { list: regions, regions: () => process.list }
  return { process, watch: new RegionWatch(process) }
}

test('an allocation keeps the line that made it, whatever becomes of its pages', () => {
  const { process, watch } = watched([region(0x10000)])
  expect(watch.look(7).set).toEqual([{ ...region(0x10000), madeByLine: 7 }])
  process.list = [region(0x10000), region(0x11000, { allocationBase: 0x10000, protect: 2 })]
  expect(watch.look(9)).toEqual({
    removed: [],
    set: [{ ...region(0x11000, { allocationBase: 0x10000, protect: 2 }), madeByLine: 7 }]
  })
})

test('what is made again where something was released is the later line’s', () => {
  const { process, watch } = watched([region(0x10000)])
  watch.look(7)
  process.list = []
  expect(watch.look(8)).toEqual({ removed: [0x10000], set: [] })
  process.list = [region(0x10000)]
  expect(watch.look(9).set[0]?.madeByLine).toBe(9)
})

test('what was there before the program has no line', () => {
  const { watch } = watched([region(0x10000, { owner: 'before' })])
  watch.look(7)
  expect(regionList(watch.told)).toEqual([{ ...region(0x10000, { owner: 'before' }), madeByLine: null }])
})

test('images are found among all', () => {
  const image = region(0x20000, { type: 0x1000000 })
  expect(imageRegions({ regions: () => [region(0x10000), image, region(0x30000)] })).toEqual([image])
})
