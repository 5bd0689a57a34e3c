import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appFolder } from './app-files'

const cannotRun = 3

test('whoever of a run is killed, at whatever moment, leaves no process, file or named object behind', (context) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(appFolder(), 'scripts', 'kill-test.mjs'), '--times', '12'],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } }
  )
  if (status === cannotRun) return context.skip(stderr.trim())
  expect(status, `${stdout}\n${stderr}`).toBe(0)
}, 600_000)
