import { expect, test } from 'vitest'
import { workingSetBlock } from './working-set-block'

/** A structure's bytes as QueryWorkingSetEx leaves them, the second half of a PSAPI_WORKING_SET_EX_INFORMATION. */
const bitsOf = (...bytes: number[]): number => new DataView(Uint8Array.from(bytes).buffer).getUint32(0, true)

test('a private page that was written is valid, of one process, PAGE_READWRITE', () => {
  expect(workingSetBlock(bitsOf(0x43, 0x00, 0x00, 0x00))).toEqual({
    valid: true,
    shareCount: 1,
    protect: 0x04,
    shared: false,
    node: 0,
    locked: false,
    largePage: false,
    bad: false,
    location: 'none'
  })
})

test('a page of a view that two processes touched counts both', () => {
  const block = workingSetBlock(bitsOf(0x45, 0x80, 0x00, 0x00))
  expect(block).toMatchObject({ valid: true, shareCount: 2, protect: 0x04, shared: true })
})

test('seven is as far as ShareCount counts, and eleven bits hold PAGE_GUARD and PAGE_WRITECOMBINE', () => {
  expect(workingSetBlock(bitsOf(0x4f, 0x80, 0x00, 0x00)).shareCount).toBe(7)
  expect(workingSetBlock(bitsOf(0x43, 0x50, 0x00, 0x00)).protect).toBe(0x504)
})

test('node, lock, large page and bad stand where psapi.h has them', () => {
  expect(workingSetBlock(bitsOf(0x43, 0x00, 0x45, 0x00))).toMatchObject({ node: 5, locked: true })
  expect(workingSetBlock(bitsOf(0x43, 0x00, 0x80, 0x80))).toMatchObject({ largePage: true, bad: true })
})

test('a page that is not valid says only Shared and where its contents are', () => {
  const away = { valid: false, shareCount: 0, protect: 0, locked: false, largePage: false }
  expect(workingSetBlock(0)).toMatchObject({ ...away, shared: false, location: 'none' })
  expect(workingSetBlock(bitsOf(0x00, 0x80, 0x40, 0x00))).toMatchObject({
    ...away,
    shared: true,
    location: 'resident'
  })
  expect(workingSetBlock(bitsOf(0x00, 0x00, 0x80, 0x00))).toMatchObject({ ...away, location: 'page-file' })
})
