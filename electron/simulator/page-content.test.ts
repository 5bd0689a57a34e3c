import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PageContents, zeroContent, type PageContent } from './page-content'

function machine(): {
  contents: PageContents
  snapshot: () => void
  write: (content: PageContent, offset: number, ...bytes: number[]) => PageContent
} {
  const epoch = { current: 1 }
  const contents = new PageContents(epoch)
  return {
    contents,
    snapshot: () => {
      contents.seal()
      epoch.current++
    },
    write: (content, offset, ...bytes) => {
      const now = contents.writable(content)
      now.bytes.set(bytes, offset)
      return now
    }
  }
}

test('a page is zero until it is written, and within an epoch it is written in place', () => {
  const { contents, write } = machine()
  expect(contents.read(zeroContent)).toEqual(new Uint8Array(4096))
  const first = write(zeroContent, 5, 1)
  expect(write(first, 6, 2)).toBe(first)
  expect([...contents.read(first).subarray(4, 8)]).toEqual([0, 1, 2, 0])
  expect(contents.read(zeroContent)).toEqual(new Uint8Array(4096))
})

test('a version that was written over is kept as what differs, and reads as before', () => {
  const { contents, snapshot, write } = machine()
  const first = write(zeroContent, 0, 1, 2, 3, 4)
  snapshot()
  const second = write(first, 1, 9)
  snapshot()
  expect(first.bytes).toBeNull()
  expect(first.patch).toHaveLength(5)
  expect([...contents.read(first).subarray(0, 4)]).toEqual([1, 2, 3, 4])
  expect([...contents.read(second).subarray(0, 4)]).toEqual([1, 9, 3, 4])
})

test('a page that was written all over stays whole', () => {
  const { contents, snapshot, write } = machine()
  const first = write(zeroContent, 0, ...new Array<number>(4096).fill(1))
  snapshot()
  write(first, 0, ...new Array<number>(4096).fill(2))
  snapshot()
  expect(first.bytes).not.toBeNull()
  expect(contents.read(first)[4095]).toBe(1)
})

test('of a thousand versions few are whole, and no version is more than 32 differences away from one', () => {
  const { contents, snapshot, write } = machine()
  const versions: PageContent[] = []
  let content = zeroContent
  for (let i = 0; i < 1000; i++) {
    content = write(content, i, i & 0xff)
    versions.push(content)
    snapshot()
  }
  expect(versions.filter(({ bytes }) => bytes !== null).length).toBeLessThan(40)
  for (const [i, version] of versions.entries()) {
    let steps = 0
    for (let at = version; at.bytes === null; at = at.base!) steps++
    expect(steps).toBeLessThanOrEqual(32)
    const bytes = contents.read(version)
    expect(bytes[i]).toBe(i & 0xff)
    expect(bytes[i + 1]).toBe(0)
  }
})

test('an old moment is written on from: both futures stay', () => {
  const { contents, snapshot, write } = machine()
  const first = write(zeroContent, 0, 1)
  snapshot()
  const one = write(first, 0, 2)
  snapshot()
  const other = write(first, 1, 3)
  snapshot()
  expect([...contents.read(first).subarray(0, 2)]).toEqual([1, 0])
  expect([...contents.read(one).subarray(0, 2)]).toEqual([2, 0])
  expect([...contents.read(other).subarray(0, 2)]).toEqual([1, 3])
})

test('a frozen version is not written in place, in its own epoch either', () => {
  const { contents, snapshot, write } = machine()
  const onDisk = contents.freeze(write(zeroContent, 0, 1))
  const cached = write(onDisk, 0, 2)
  expect(contents.read(onDisk)[0]).toBe(1)
  snapshot()
  expect(contents.read(onDisk)[0]).toBe(1)
  expect(contents.read(cached)[0]).toBe(2)
})

test('a packed version that is mostly zeros costs what is not, and reads and goes on as before', () => {
  const { contents, write } = machine()
  const packed = contents.pack(write(zeroContent, 100, 1, 2, 3))
  expect(packed.bytes).toBeNull()
  expect(packed.patch).toHaveLength(7)
  const next = write(packed, 101, 9)
  expect([...contents.read(packed).subarray(99, 104)]).toEqual([0, 1, 2, 3, 0])
  expect([...contents.read(next).subarray(99, 104)]).toEqual([0, 1, 9, 3, 0])
  expect(contents.pack(zeroContent).bytes).not.toBeNull()
})

test('what an abandoned epoch wrote leaves the former version whole', () => {
  const { contents, snapshot, write } = machine()
  const first = write(zeroContent, 0, 1)
  snapshot()
  write(first, 0, 2)
  contents.abandon()
  snapshot()
  expect(contents.read(first)[0]).toBe(1)
  expect(first.bytes).not.toBeNull()
})

/** One thing to be done with pages: numbers choose among what is there. */
const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      page: fc.nat(2),
      at: fc.nat(4090),
      run: fc.nat(5),
      value: fc.nat(255)
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fill' as const), page: fc.nat(2), value: fc.nat(255) })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('copy' as const, 'pack' as const),
      page: fc.nat(2),
      to: fc.nat(2)
    })
  },
  { weight: 4, arbitrary: fc.constant({ do: 'snapshot' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), which: fc.nat(1000) }) }
)

test('whatever is written, kept and gone back to: every moment reads as full copies do', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200 }), (deeds) => {
      const { contents, snapshot } = machine()
      let pages: PageContent[] = [zeroContent, zeroContent, zeroContent]
      let model = pages.map(() => new Uint8Array(4096))
      const kept: { pages: PageContent[]; model: Uint8Array[] }[] = []
      for (const what of deeds) {
        if (what.do === 'write' || what.do === 'fill') {
          pages[what.page] = contents.writable(pages[what.page]!)
          const [from, to] = what.do === 'fill' ? [0, 4096] : [what.at, what.at + what.run + 1]
          pages[what.page]!.bytes!.fill(what.value, from, to)
          model[what.page]!.fill(what.value, from, to)
        } else if ('to' in what) {
          const content = pages[what.page]!
          pages[what.to] = what.do === 'copy' ? contents.freeze(content) : contents.pack(content)
          model[what.to] = model[what.page]!.slice()
        } else if (what.do === 'snapshot') {
          kept.push({ pages: [...pages], model: model.map((bytes) => bytes.slice()) })
          snapshot()
        } else if (what.do === 'restore' && kept.length > 0) {
          const moment = kept[what.which % kept.length]!
          contents.abandon()
          snapshot()
          pages = [...moment.pages]
          model = moment.model.map((bytes) => bytes.slice())
        }
      }
      kept.push({ pages, model })
      for (const moment of kept) {
        for (const [i, content] of moment.pages.entries())
          expect(Buffer.compare(contents.read(content), moment.model[i]!)).toBe(0)
      }
    }),
    { numRuns: 100 }
  )
})
