import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Damaged } from './byte-reader'
import { readGraph } from './read-graph'
import { writeGraph } from './write-graph'

const copyOf = (value: object): unknown => readGraph(Buffer.from(writeGraph(value))).root

/** The reader refuses a field `__proto__`: it would change what the object is. No state has one. */
const properName = fc.string().filter((name) => name !== '__proto__')

describe('plain data written and read again', () => {
  test('is the same, whatever it is made of', () => {
    const holes: unknown[] = [1, , undefined, , 4] // eslint-disable-line no-sparse-arrays -- what is tested
    const value = {
      numbers: [0, -0, 1, -1, 239, 240, 2 ** 53 - 1, -(2 ** 53) + 1, 0.5, NaN, Infinity, 2 ** 60],
      bigints: [0n, 2n ** 64n - 1n, -5n],
      texts: ['', 'é', '\ud800 alone', '😀', 'x'.repeat(100_000)],
      truths: [true, false, null, undefined],
      holes,
      map: new Map<unknown, unknown>([
        ['a', 1],
        [{ key: 1 }, new Set([1, 'b'])]
      ]),
      bytes: [
        new Uint8Array([1, 2, 3]),
        new Float64Array([1.5]),
        new BigUint64Array([7n]),
        new Uint32Array(512)
      ],
      'a name, oddly': {}
    }
    const copy = copyOf(value) as typeof value
    expect(copy).toStrictEqual(value)
    expect(Object.is(copy.numbers[1], -0)).toBe(true)
    expect(1 in copy.holes).toBe(false)
    expect(2 in copy.holes).toBe(true)
    expect(Object.keys(copy)).toEqual(Object.keys(value))
  })

  test('shares what it shared, and keeps apart what was only alike', () => {
    const shared = { x: 1 }
    const copy = copyOf([shared, shared, { x: 1 }]) as unknown[]
    expect(copy[0]).toBe(copy[1])
    expect(copy[0]).not.toBe(copy[2])
  })

  test('gives the same bytes when it is written again', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.anything({
            key: properName,
            withMap: true,
            withSet: true,
            withTypedArray: true,
            withBigInt: true
          })
        ),
        (value) => {
          const bytes = Buffer.from(writeGraph(value))
          expect(Buffer.from(writeGraph(readGraph(bytes).root as object)).equals(bytes)).toBe(true)
        }
      ),
      { numRuns: 200 }
    )
  })

  test('is the same where arrays and bytes differ little from those before', () => {
    let page = new Uint8Array(4096)
    let list: unknown[] = Array.from({ length: 100 }, (_, i) => ({ i }))
    const moments: { page: Uint8Array; list: unknown[] }[] = []
    for (let step = 0; step < 60; step++) {
      page = page.slice()
      page[(step * 37) % 4096] = step
      list =
        step % 3 === 0 ? [...list.slice(0, 50), { step }, ...list.slice(50)] : list.with(step % 90, { step })
      moments.push({ page, list })
    }
    const bytes = writeGraph(moments)
    const copies = readGraph(Buffer.from(bytes)).root as { page: Uint8Array; list: unknown[] }[]
    copies.forEach((copy, step) => {
      expect(Buffer.compare(copy.page, moments[step]!.page)).toBe(0)
      expect(JSON.stringify(copy.list)).toBe(JSON.stringify(moments[step]!.list))
    })
    expect(bytes.length).toBeLessThan(60 * 200)
  })

  test('may be a list of 100,000 links: nothing recurs', () => {
    let list: unknown = null
    for (let i = 0; i < 100_000; i++) list = { next: list }
    let length = 0
    for (let at = copyOf(list as object) as { next: never } | null; at !== null; at = at.next) length++
    expect(length).toBe(100_000)
  })

  test('leaves out what can be worked out anew', () => {
    expect(copyOf({ cache: { big: true }, kept: 1 })).toEqual({ cache: null, kept: 1 })
  })
})

test('what leads back to itself, has behaviour or is a function is no plain data', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = { circle }
  expect(() => writeGraph(circle)).toThrow(/leads back to itself/)
  expect(() =>
    writeGraph([
      new (class Thing {
        x = 1
      })()
    ])
  ).toThrow(/instance of Thing/)
  expect(() => writeGraph([() => 1])).toThrow(/function/)
})

test('a walk through a part is as long as it is without sharing', () => {
  let tree: object = []
  for (let level = 0; level < 40; level++) tree = [tree, tree]
  const graph = readGraph(Buffer.from(writeGraph(tree)))
  expect(graph.walkLength(graph.root as object)).toBeGreaterThan(2 ** 40)
})

test('bytes that are no graph are damaged, never a fault of another kind', () => {
  const good = Buffer.from(
    writeGraph([
      new Map([['a', { b: [1, 2n, 'x'] }]]),
      new Uint8Array(5000),
      Array.from({ length: 50 }, () => ({}))
    ])
  )
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(good.length),
      (changes, length) => {
        const bad = Buffer.from(good.subarray(0, length))
        for (const [at, byte] of changes) if (at < length) bad[at] = byte
        try {
          readGraph(bad)
        } catch (error) {
          expect(error).toBeInstanceOf(Damaged)
        }
      }
    ),
    { numRuns: 2000 }
  )
})
