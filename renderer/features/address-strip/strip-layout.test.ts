import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObservedRegion } from '../../../shared/contract/observation'
import { changeRegions, regionTree } from '../../../shared/contract/region-tree'
import { memoryConstants as m } from '../../../shared/win32/memory-constants'
import { regionAt } from '../../stores/testing/region'
import { manyRegions } from './testing/regions'
import { unusableFill } from './strip-fills'
import {
  addressAt,
  alongOf,
  lastSegment,
  neighbour,
  painted,
  segmentAt,
  segmentOf,
  spaceLayout,
  stripLength,
  type Segment,
  type StripLayout
} from './strip-layout'
import {
  countLooks,
  foldHeight,
  freeHeight,
  leastHeight,
  scaleFor,
  spaceEnd,
  stripRule,
  usedBytes,
  type Looked
} from './strip-measure'

const toScale = stripRule(0x1000, false)
const folding = stripRule(0x1000, true)

function all(layout: StripLayout): Segment[] {
  const segments: Segment[] = []
  for (let s = segmentOf(layout, layout.from); s !== null; s = neighbour(layout, s, 1)) segments.push(s)
  return segments
}
const kinds = (layout: StripLayout): string =>
  all(layout)
    .map(({ kind }) => kind)
    .join(' ')

/** Regions of random sizes and owners at random distances, some of one allocation. */
const someRegions = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2 ** 20 })),
      pages: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 20 })),
      before: fc.boolean()
    }),
    { maxLength: 150 }
  )
  .map((wishes) => {
    let at = 0x10000
    return wishes.map(({ gap, pages, before }): ObservedRegion => {
      const base = at + gap * 0x1000
      at = base + pages * 0x1000
      return regionAt(base, pages * 0x1000, before ? { owner: 'before', madeByLine: null } : {})
    })
  })
const someLayout = fc
  .tuple(someRegions, fc.constantFrom(12, 16, 20, 28), fc.boolean())
  .map(([regions, bits, folds]) => spaceLayout(regionTree(regions), stripRule(2 ** bits, folds)))

describe('the strip', () => {
  it('is made of segments that follow each other in the order of addresses, from end to end', () => {
    fc.assert(
      fc.property(someLayout, (layout) => {
        const segments = all(layout)
        let at = 0
        let address = layout.from
        for (const { from, to, low, high } of segments) {
          expect([from, low]).toEqual([address, at])
          expect(to).toBeGreaterThan(from)
          expect(high - low).toBeGreaterThanOrEqual(leastHeight)
          at = high
          address = to
        }
        expect([address, at]).toEqual([layout.to, stripLength(layout)])
        expect(lastSegment(layout)).toEqual(segments.at(-1))
      }),
      { numRuns: 60 }
    )
  })

  it('maps every address to its segment and every segment back to its addresses', () => {
    fc.assert(
      fc.property(someLayout, fc.double({ min: 0, max: 1, noNaN: true }), (layout, share) => {
        for (const one of all(layout)) {
          const address = Math.floor(one.from + share * (one.to - 1 - one.from))
          expect(segmentOf(layout, address)).toEqual(one)
          const along = one.low + share * 0.999 * (one.high - one.low)
          expect(segmentAt(layout, along)).toEqual(one)
          expect(segmentOf(layout, addressAt(layout, along))).toEqual(one)
          expect(segmentAt(layout, alongOf(layout, address))).toEqual(one)
        }
      }),
      { numRuns: 40 }
    )
  })

  it('is walked down as it is walked up', () => {
    fc.assert(
      fc.property(someLayout, (layout) => {
        const down: Segment[] = []
        for (let s = lastSegment(layout); s !== null; s = neighbour(layout, s, -1)) down.unshift(s)
        expect(down).toEqual(all(layout))
      }),
      { numRuns: 30 }
    )
  })

  it('is drawn in order, without overlap and without holes, at every zoom and place', () => {
    fc.assert(
      fc.property(
        someLayout,
        fc.double({ min: 0.001, max: 4, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 900 }),
        (layout, scale, share, size) => {
          const length = Math.round(stripLength(layout) * scale)
          const low = Math.floor(share * Math.max(0, length - size))
          const items = painted(layout, { low, size, scale })
          const end = Math.min(size, length - low)
          if (end <= 0) return
          expect(items[0]!.low).toBeLessThanOrEqual(0)
          expect(items.at(-1)!.high).toBeGreaterThanOrEqual(end)
          items.forEach((item, i) => {
            expect(item.high).toBeGreaterThan(item.low)
            if (i > 0) expect(item.low).toBe(items[i - 1]!.high)
          })
        }
      ),
      { numRuns: 150 }
    )
  })

  it('keeps used memory to scale from the least height on', () => {
    const layout = spaceLayout(
      regionTree([regionAt(0x10000, 0x1000), regionAt(0x20000, 0x10000), regionAt(0x30000, 0x20000)]),
      stripRule(0x2000, false)
    )
    const heights = all(layout).flatMap(({ kind, low, high }) => (kind === 'region' ? [high - low] : []))
    expect(heights).toEqual([leastHeight, 8 * leastHeight, 16 * leastHeight])
  })

  it('folds free runs: a larger one is higher, but by its logarithm', () => {
    expect(freeHeight(0x10000)).toBeLessThan(freeHeight(2 ** 40))
    expect(freeHeight(spaceEnd)).toBeLessThan(3 * freeHeight(0x10000))
  })

  it('shows the rest of a granule after a small allocation as unusable', () => {
    const layout = spaceLayout(
      regionTree([regionAt(0x10000, 0x1000), regionAt(0x20000, 0x1000), regionAt(0x21000, 0xf000)]),
      toScale
    )
    expect(kinds(layout)).toBe('free region unusable region region free')
    expect(segmentOf(layout, 0x1ffff)).toMatchObject({ kind: 'unusable', from: 0x11000, to: 0x20000 })
    expect(unusableFill).toBe(7)
  })

  it('folds what was there before the program, neighbour by neighbour', () => {
    const before = { owner: 'before', madeByLine: null } as const
    const regions = [
      regionAt(0x10000, 0x1000, before),
      regionAt(0x50000, 0x10000, before),
      regionAt(0x60000, 0x10000),
      regionAt(0x90000, 0x10000, before)
    ]
    const layout = spaceLayout(regionTree(regions), folding)
    expect(kinds(layout)).toBe('free fold region free fold free')
    expect(segmentOf(layout, 0x30000)).toMatchObject({ kind: 'fold', from: 0x10000, to: 0x60000 })
    const fold = segmentOf(layout, 0x30000)!
    expect(fold.high - fold.low).toBe(foldHeight)
    expect(kinds(spaceLayout(regionTree(regions), toScale))).toBe(
      'free region unusable free region region free region free'
    )
  })

  it('can be of one allocation alone', () => {
    const regions = [
      regionAt(0x10000, 0x1000),
      regionAt(0x20000, 0x4000, { allocationBase: 0x20000 }),
      regionAt(0x24000, 0xc000, { allocationBase: 0x20000, state: m.MEM_RESERVE, protect: 0 }),
      regionAt(0x30000, 0x1000)
    ]
    const layout: StripLayout = { tree: regionTree(regions), from: 0x20000, to: 0x30000, rule: toScale }
    expect(kinds(layout)).toBe('region region')
    expect(stripLength(layout)).toBe(16 * leastHeight)
    expect(painted(layout, { low: 0, size: 1000, scale: 1 })).toHaveLength(2)
    expect(segmentAt(layout, 5000)).toMatchObject({ from: 0x24000 })
    expect(segmentOf(layout, 0x50000)).toMatchObject({ from: 0x24000 })
  })

  it('of nothing is one free run', () => {
    const layout = spaceLayout(null, toScale)
    expect(all(layout)).toMatchObject([{ kind: 'free', from: 0, to: spaceEnd }])
    expect(painted(layout, { low: 0, size: 100, scale: 1 })).toHaveLength(1)
  })
})

describe('the scale', () => {
  it('is a power of two that stays while the memory in use is about as much', () => {
    const scale = scaleFor(2 ** 24)
    expect(Math.log2(scale) % 1).toBe(0)
    expect(scaleFor(2 ** 24 * 1.5, scale)).toBe(scale)
    expect(scaleFor(2 ** 28, scale)).toBeGreaterThan(scale)
    expect(scaleFor(0)).toBe(0x1000)
  })
  it('goes by what is in use, or by the program’s part of it', () => {
    const tree = regionTree([
      regionAt(0x10000, 0x3000, { owner: 'before' }),
      regionAt(0x20000, 0x1000),
      regionAt(0x30000, 0x1000, { state: m.MEM_FREE })
    ])
    expect([usedBytes(tree, false), usedBytes(tree, true)]).toEqual([0x4000, 0x1000])
  })
})

describe('a million regions', () => {
  const looks = (act: () => void): Looked => {
    const looked: Looked = { nodes: 0, regions: 0 }
    countLooks(looked)
    act()
    countLooks(null)
    return looked
  }
  const few = spaceLayout(regionTree(manyRegions(1_000)), toScale)
  const many = spaceLayout(regionTree(manyRegions(1_000_000)), toScale)
  stripLength(few)
  stripLength(many)

  it.each([
    ['all in view', (length: number) => 800 / length],
    ['a tenth in view', (length: number) => 8_000 / length],
    ['at zoom 1', () => 1]
  ])('are drawn by pixels: %s', (_, scaleOf) => {
    const cost = (layout: StripLayout): number => {
      const length = stripLength(layout)
      const scale = scaleOf(length)
      const low = Math.floor((length * scale - 800) / 2)
      // Where the parts of a node are is worked out when they first come into view.
      const first = looks(() => painted(layout, { low, size: 800, scale }))
      expect(first.nodes + first.regions).toBeLessThan(8_000)
      const { nodes, regions } = looks(() => painted(layout, { low, size: 800, scale }))
      return nodes + regions
    }
    expect(cost(many)).toBeLessThan(1.5 * cost(few) + 1_000)
  })

  it('are found by address and by place through a few nodes', () => {
    const length = stripLength(many)
    for (let i = 1; i < 20; i++) {
      const { nodes, regions } = looks(() => segmentAt(many, (length * i) / 20))
      expect(nodes + regions).toBeLessThan(200)
    }
  })

  it('cost a step of one region the way down to it', () => {
    const changed = changeRegions(many.tree, {
      removed: [],
      set: [regionAt(0x10000 + 0x20000 * 500_000, 0x1000, { protect: m.PAGE_READONLY })]
    })
    const { nodes, regions } = looks(() => stripLength(spaceLayout(changed, toScale)))
    expect(nodes + regions).toBeLessThan(400)
  })
})
