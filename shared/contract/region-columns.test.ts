import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ObservedRegion } from './observation'
import { columnsToRegions, regionsToColumns } from './region-columns'

const anyRegion = fc.record({
  size: fc.integer({ min: 1, max: 64 }).map((pages) => pages * 0x1000),
  state: fc.constantFrom(0x1000, 0x2000),
  type: fc.constantFrom(0x20000, 0x40000, 0x1000000),
  protect: fc.constantFrom(0, 2, 4, 0x104),
  allocationBase: fc.integer({ min: 1, max: 8 }).map((n) => n * 0x10000),
  allocationProtect: fc.constantFrom(1, 4),
  owner: fc.constantFrom('before' as const, 'program' as const),
  use: fc.constantFrom('', 'Stack', 'kernel32.dll'),
  madeByLine: fc.option(fc.integer({ min: 1, max: 99 }))
})

const anyRegions = fc
  .uniqueArray(fc.record({ base: fc.integer({ min: 1, max: 40 }), region: anyRegion }), {
    selector: (entry) => entry.base,
    maxLength: 20
  })
  .map((entries): ObservedRegion[] =>
    entries.map(({ base, region }) => ({ ...region, base: base * 0x1000 })).sort((a, b) => a.base - b.base)
  )

test('regions come back from columns as they were', () => {
  fc.assert(
    fc.property(anyRegions, (regions) => {
      expect(columnsToRegions(regionsToColumns(regions))).toEqual(regions)
    })
  )
})
