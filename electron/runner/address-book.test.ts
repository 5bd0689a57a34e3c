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

test('a handle keeps its number until it is closed; its value may then mean another', () => {
  const book = new AddressBook()
  expect(book.handle('4c')).toBe('handle#1')
  expect(book.handle('50')).toBe('handle#2')
  expect(book.handle('4c')).toBe('handle#1')
  book.close('4c')
  expect(book.handle('4c')).toBe('handle#3')
})
