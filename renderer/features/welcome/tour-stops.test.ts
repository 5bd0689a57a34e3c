import { expect, test } from 'vitest'
import { commandTexts } from '../../../shared/contract/commands'
import { tourLength } from '../../stores/tour'
import { tourStops } from './tour-stops'

test('the tour has the stops that are counted', () => {
  expect(tourStops).toHaveLength(tourLength)
})

test('a key that a stop names is one of the bench', () => {
  const keys: readonly string[] = commandTexts.map(({ key }) => key)
  const named = tourStops.flatMap(
    ({ says }) => says.match(/\b(?:Ctrl\+|Shift\+|Alt\+)*(?:F\d+|[A-Z])\b(?=[)\s])/g) ?? []
  )
  expect(named.filter((key) => /\+|^F/.test(key))).not.toEqual([])
  expect(named.filter((key) => /\+|^F\d/.test(key) && !keys.includes(key))).toEqual([])
})
