import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { openBrowserShell } from '../electron/browser-shell'
import { chooseMachines, openText, programOf, start, status, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'
import type { Page } from '@playwright/test'

const root = resolve(import.meta.dirname, '..')

/** The target processes of this very app that are alive, and not those of a window that another test has open. */
function targets(): number[] {
  try {
    const target = join(root, 'out', 'main', 'target.js').replaceAll('/', '.')
    const out = execFileSync('pgrep', ['-f', target], { encoding: 'utf8' })
    return out.trim().split('\n').map(Number).filter(comesFromHere)
  } catch {
    return []
  }
}
/** Whether a process was started by this one, or by one that was. */
function comesFromHere(id: number): boolean {
  try {
    for (let at = id; at > 1;) {
      if (at === process.pid) return true
      // After the name, which is in parentheses and may hold anything: the state, then the parent.
      at = Number(/.*\) \S (\d+)/s.exec(readFileSync(`/proc/${at}/stat`, 'utf8'))?.[1])
    }
  } catch {
    // It ended meanwhile.
  }
  return false
}

test('a target that is killed in the middle of a step is told, and the next run works', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  test.skip(process.platform !== 'linux', 'Looks for the processes as Linux lists them.')
  await chooseMachines(page, 'windows')
  await openText(page, programOf('for (;;) {}'))
  await start(page, 'windows')
  await page.keyboard.press('F5')
  await expect(status(page, 'windows')).toContainText('running')
  for (const id of targets()) process.kill(id, 'SIGKILL')
  await expect(status(page, 'windows')).toContainText('died')
  await page.keyboard.press('Control+Shift+F5')
  await expect(status(page, 'windows')).toContainText('paused before line', { timeout: 30_000 })
})

test('closing the window in the middle of a run leaves no process behind', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  test.skip(process.platform !== 'linux', 'Looks for the processes as Linux lists them.')
  await chooseMachines(page, 'both')
  await openText(page, programOf('for (;;) {}'))
  await start(page, 'simulator', 'windows')
  await page.keyboard.press('F5')
  await expect(status(page, 'windows')).toContainText('running')
  expect(targets()).not.toEqual([])
  await bench.close()
  await expect.poll(targets).toEqual([])
})

test('two windows keep and run each its own program', async ({ bench, shell }) => {
  test.skip(shell !== 'browser', 'Electron opens its windows in one process; its unit tests cover them.')
  const built = pathToFileURL(join(root, 'out', 'main', 'browser-shell.js')).href
  const { openBrowserShell: open } = (await import(built)) as { openBrowserShell: typeof openBrowserShell }
  const second = await open({ headless: true, dataFolder: bench.dataFolder })
  try {
    const pages = [bench.page, second.page as Page] as const
    for (const [index, page] of pages.entries()) {
      await chooseMachines(page, 'simulator')
      await openText(page, programOf(`printf("window ${index}\\n");`, 'CHECK(1);'))
      await start(page, 'simulator')
    }
    for (const [index, page] of pages.entries()) {
      await page.keyboard.press('F5')
      await expect(status(page, 'simulator')).toContainText('ended, 1 passed, 0 failed')
      await expect(page.getByTestId('output-simulator')).toContainText(`window ${index}`)
    }
  } finally {
    await second.close()
  }
  await expect(status(bench.page, 'simulator')).toContainText('ended')
})
