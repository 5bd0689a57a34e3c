import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AddressBook } from './address-book'

test('an address means its allocation, in the order of making, and its offset', () => {
  const book = new AddressBook()
  expect(book.enter(0x10000, 0x3000)).toBe('#1')
  expect(book.enter(0x50000, 0x1000)).toBe('#2')
  expect(book.meaning(0x12010)).toBe('#1+0x2010')
  expect(book.meaning(0x50fff)).toBe('#2+0xfff')
})

test('an address outside every allocation means nothing', () => {
  const book = new AddressBook()
  book.enter(0x10000, 0x3000)
  expect(book.meaning(0x13000)).toBeNull()
  expect(book.meaning(0xffff)).toBeNull()
})

test('a released allocation keeps its meaning until another takes the place', () => {
  const book = new AddressBook()
  book.enter(0x10000, 0x3000)
  book.release(0x10000)
  expect(book.meaning(0x11000)).toBe('#1+0x1000')
  expect(book.enter(0x11000, 0x1000)).toBe('#2')
  expect(book.meaning(0x11000)).toBe('#2')
  expect(book.meaning(0x10000)).toBe('#1')
})

test('committing inside an allocation is that allocation', () => {
  const book = new AddressBook()
  book.enter(0x10000, 0x10000)
  expect(book.enter(0x14000, 0x1000)).toBe('#1+0x4000')
})

test('an address means the latest living allocation that holds it, otherwise the latest that did', () => {
  interface Made {
    readonly number: number
    readonly base: number
    readonly size: number
    live: boolean
  }
  const place = fc.integer({ min: 0, max: 200 }).map((n) => 0x10000 + n * 24)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('enter', 'release'), place, fc.constantFrom(8, 100, 700, 3000)), {
        maxLength: 60
      }),
      (acts) => {
        const book = new AddressBook()
        const made: Made[] = []
        const find = (address: number): Made | undefined => {
          const holding = made.filter((m) => address >= m.base && address < m.base + m.size).reverse()
          return holding.find((m) => m.live) ?? holding[0]
        }
        for (const [act, base, size] of acts) {
          const there = find(base)
          if (act === 'release') {
            book.release(base)
            if (there) there.live = false
          } else {
            book.enter(base, size)
            if (!there?.live) made.push({ number: made.length + 1, base, size, live: true })
          }
        }
        for (let address = 0x10000; address < 0x12000; address += 56) {
          const expected = find(address)
          const text = book.meaning(address)?.match(/^#(\d+)/)?.[1]
          expect(text).toBe(expected && String(expected.number))
        }
      }
    )
  )
})

test('a handle keeps its number until it is closed; its value may then mean another', () => {
  const book = new AddressBook()
  expect(book.handle('4c')).toBe('handle#1')
  expect(book.handle('50')).toBe('handle#2')
  expect(book.handle('4c')).toBe('handle#1')
  book.close('4c')
  expect(book.handle('4c')).toBe('handle#3')
})
