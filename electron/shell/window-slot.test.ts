import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeWindowSlot } from './window-slot'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-slot-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('windows side by side share no folder, and a place given back is taken again', () => {
  const [first, second] = [takeWindowSlot(folder), takeWindowSlot(folder)]
  expect([first.number, second.number]).toEqual([1, 2])
  expect(first.dataFolder).toBe(folder)
  expect(new Set([first.dataFolder, first.profileFolder, second.dataFolder, second.profileFolder]).size).toBe(
    4
  )
  first.release()
  expect(takeWindowSlot(folder).number).toBe(1)
})

test.each(['4194304000', '0', '-1', 'nonsense', ''])(
  'a place held by %j, no process that lives, is free',
  (holder) => {
    takeWindowSlot(folder)
    writeFileSync(join(folder, 'windows', '1', 'in-use'), holder)
    expect(takeWindowSlot(folder).number).toBe(1)
  }
)

test('a place held by another process that lives is not free', () => {
  takeWindowSlot(folder, process.ppid)
  expect(takeWindowSlot(folder).number).toBe(2)
})
