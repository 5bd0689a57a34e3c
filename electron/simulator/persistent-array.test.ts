import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementAt, elements, withElement, type PersistentArray } from './persistent-array'

test('an empty array has no elements', () => {
  expect(elementAt(null, 0)).toBeUndefined()
  expect([...elements(null)]).toEqual([])
})

test('indexes go from 0 to 2 to the 28th', () => {
  const epoch = { current: 1 }
  let array: PersistentArray<string> = null
  array = withElement(array, epoch, 2 ** 28 - 1, 'last')
  array = withElement(array, epoch, 0, 'first')
  expect(elementAt(array, 2 ** 28 - 1)).toBe('last')
  expect(elementAt(array, 0)).toBe('first')
  expect(elementAt(array, 2 ** 28)).toBeUndefined()
  expect([...elements(array)]).toEqual([
    [0, 'first'],
    [2 ** 28 - 1, 'last']
  ])
  expect(() => withElement(array, epoch, 2 ** 28, 'beyond')).toThrow('268435456 is no index')
  expect(() => withElement(array, epoch, -1, 'below')).toThrow('-1 is no index')
})

test('within an epoch the array is changed in place; what was kept before it stays', () => {
  const epoch = { current: 1 }
  const before = withElement<number>(null, epoch, 6, 1)
  expect(withElement(before, epoch, 7, 2)).toBe(before)
  epoch.current++
  const after = withElement(before, epoch, 6, 3)
  expect([elementAt(before, 6), elementAt(after, 6), elementAt(after, 7)]).toEqual([1, 3, 2])
})

test('taking away what is not there changes nothing', () => {
  const epoch = { current: 1 }
  const array = withElement<number>(null, epoch, 7, 1)
  epoch.current++
  expect(withElement(array, epoch, 8, undefined)).toBe(array)
  expect(withElement(null, epoch, 8, undefined)).toBeNull()
})

const index = fc.oneof(fc.nat(40), fc.nat(5000), fc.nat(2 ** 28 - 1))
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ index, value: fc.option(fc.nat(), { nil: undefined }) }) },
  { weight: 1, arbitrary: fc.constant('snapshot' as const) }
)

test('it reads as a map does, and old arrays never change', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200 }), index, (deeds, from) => {
      const epoch = { current: 1 }
      let array: PersistentArray<number> = null
      const model = new Map<number, number>()
      const kept: { array: PersistentArray<number>; model: Map<number, number> }[] = []
      for (const what of deeds) {
        if (what === 'snapshot') {
          kept.push({ array, model: new Map(model) })
          epoch.current++
        } else {
          array = withElement(array, epoch, what.index, what.value)
          if (what.value === undefined) model.delete(what.index)
          else model.set(what.index, what.value)
          expect(elementAt(array, what.index)).toBe(what.value)
        }
      }
      kept.push({ array, model })
      for (const moment of kept) {
        const sorted = [...moment.model].sort(([a], [b]) => a - b)
        expect([...elements(moment.array)]).toEqual(sorted)
        expect([...elements(moment.array, from)]).toEqual(sorted.filter(([at]) => at >= from))
      }
    }),
    { numRuns: 200 }
  )
})
