import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openShellLog } from './shell-log'

test('what is logged stands in the data folder, errors with their stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-log-'))
  const log = openShellLog(folder)
  log.info('A window opened.')
  log.error('It failed.', new Error('the reason'))
  const text = readFileSync(join(folder, 'logs', 'vadlab.log'), 'utf8')
  expect(text).toMatch(/\[info\]\s+A window opened\./)
  expect(text).toMatch(/\[error\]\s+It failed\. Error: the reason\s+at /)
  rmSync(folder, { recursive: true })
})
