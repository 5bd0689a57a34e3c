import { defineConfig } from '@playwright/test'
import { electronProgram } from './electron-program'
import type { ShellOption } from './fixtures'

const electron = electronProgram()
if (electron === null && process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(
    'No Electron program here (node_modules/electron/dist): its specs are skipped, the browser’s run.\n'
  )

/** `browser` always runs; `electron` runs the same specs where Electron's program is. Two files at a time, each with its window. */
export default defineConfig<object, ShellOption>({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  projects: [
    { name: 'browser', use: { shell: 'browser' } },
    ...(electron === null ? [] : [{ name: 'electron', use: { shell: 'electron' as const } }])
  ]
})
