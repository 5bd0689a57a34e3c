import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepWindowState, readWindowState } from './window-state'

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
const first = { bounds: null, maximized: false }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-state-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is kept is read again, also in a folder that is made for it', () => {
  const state = { bounds: { x: 5, y: 6, width: 1000, height: 700 }, maximized: true }
  keepWindowState(join(folder, 'new'), state)
  expect(readWindowState(join(folder, 'new'), screens)).toEqual(state)
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"bounds":{"x":1}}',
  '{"bounds":{"x":0,"y":0,"width":1e9,"height":"1"}}',
  '{"bounds":{"x":0,"y":0,"width":10,"height":10}}'
])('a file that says %s is as good as none', (text) => {
  writeFileSync(join(folder, 'window.json'), text)
  expect(readWindowState(folder, screens)).toEqual(first)
})

test('a place on a screen that is gone is forgotten, being maximized is not', () => {
  keepWindowState(folder, { bounds: { x: 3000, y: 10, width: 1000, height: 700 }, maximized: true })
  expect(readWindowState(folder, screens)).toEqual({ bounds: null, maximized: true })
})

test('a folder that cannot be written is no error', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => keepWindowState(join(folder, 'file', 'x'), first)).not.toThrow()
})
