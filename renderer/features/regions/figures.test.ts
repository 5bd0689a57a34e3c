import { expect, it } from 'vitest'
import { regionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { processFigures } from './figures'
import { highestEnd } from './gaps'
import { regionAt as region } from '../../stores/testing/region'

it('the figures of a process are VMMap’s, type by type, however long the allocations are', () => {
  const parts = Array.from({ length: 5000 }, (_, i) =>
    region(0x10000000 + i * 0x1000, 0x1000, {
      allocationBase: 0x10000000,
      state: i % 2 === 0 ? m.MEM_COMMIT : m.MEM_RESERVE
    })
  )
  const image = { type: m.MEM_IMAGE, use: 'a.dll', owner: 'before', allocationBase: 0x20000 } as const
  const figures = processFigures(
    regionTree([region(0x20000, 0x1000, image), region(0x21000, 0x4000, image), ...parts])
  )
  expect(figures.kinds[0]).toEqual({
    size: 0x5000,
    committed: 0x5000,
    private: null,
    blocks: 1,
    largest: 0x5000
  })
  expect(figures.kinds[5]).toEqual({
    size: 5000 * 0x1000,
    committed: 2500 * 0x1000,
    private: 2500 * 0x1000,
    blocks: 1,
    largest: 5000 * 0x1000
  })
  // Behind the image to the end of its granule, and behind the last of 5,000 pages to the end of its own.
  expect(figures.unusable).toMatchObject({ size: 0xb000 + 0x8000, blocks: 2, largest: 0xb000 })
  const end = 0x10000000 + 5000 * 0x1000
  expect(figures.free).toMatchObject({ blocks: 3, largest: highestEnd - end - 0x8000 })
  expect(figures.program).toEqual({ count: 5000, committed: 2500 * 0x1000, reserved: 2500 * 0x1000 })
})

it('a process without regions is one free block', () => {
  expect(processFigures(null).free).toMatchObject({ blocks: 1, largest: highestEnd - 0x10000 })
})
