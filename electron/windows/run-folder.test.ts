import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeRunFolder, sweepRunFolders } from './run-folder'

let parent = ''
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'run folders é '))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

test('a run’s folder has places for temporary files and for work, and goes with all that is in it', async () => {
  const folder = makeRunFolder(parent)
  expect(readdirSync(folder.path).sort()).toEqual(['temp', 'work'])
  writeFileSync(join(folder.path, 'temp', 'left.tmp'), 'x')
  await folder.remove()
  expect(readdirSync(parent)).toEqual([])
})

test('the sweep takes the folders of processes that are gone, and nothing else', () => {
  const host = hostname().replaceAll(/[^\w]/g, '_')
  const living = makeRunFolder(parent).path
  const names = [
    `vadlab-${host}-4194999-abcDEF`,
    `vadlab-${host}-1-abcDEF`,
    `vadlab-elsewhere-4194999-abcDEF`,
    'vadlab-notes',
    'other'
  ]
  for (const name of names) mkdirSync(join(parent, name))
  expect(sweepRunFolders(parent, (id) => id === 1)).toBe(1)
  expect(existsSync(living)).toBe(true)
  expect(names.map((name) => existsSync(join(parent, name)))).toEqual([false, true, true, true, true])
})
