import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expectAccessible, openText, programOf, start } from './bench-actions'
import { expect, test } from './fixtures'

const folder = mkdtempSync(join(tmpdir(), 'vadlab-long-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('opening a big run says how far it is, and is cancelled without a trace', async ({ bench }) => {
  const { page } = bench
  const file = join(folder, 'big.vadlab-run')
  writeFileSync(
    join(folder, 'big.c'),
    programOf(
      'for (int i = 0; i < 9000; i++) VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);'
    )
  )
  const vadlab = resolve(import.meta.dirname, '..', 'bin', 'vadlab.js')
  const saved = spawnSync(process.execPath, [vadlab, 'run', '--save', file, join(folder, 'big.c')])
  expect(saved.status).toBe(0)

  await page.keyboard.press('Control+Shift+O')
  await page.getByTestId('open-run-path').fill(file)
  await page.getByTestId('open-run-confirm').click()
  const dialog = page.getByTestId('dialog')
  await expect(dialog.getByTestId('works')).toContainText('Opening big.vadlab-run')
  await expect(page.getByTestId('announcement')).toContainText('Opening big.vadlab-run')
  await dialog.getByTestId('work-cancel').click()
  await expect(page.getByTestId('works')).toHaveCount(0)
  await expect(page.getByTestId('open-run-problem')).toContainText('Cancelled: nothing was opened.')

  await page.getByTestId('open-run-confirm').click()
  await expect(dialog.getByTestId('works')).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByTestId('dialog')).toBeHidden({ timeout: 60_000 })
  await expect(page.getByTestId('record-simulator')).toContainText('big.vadlab-run')
})

test('work that is quick is not told', async ({ bench }) => {
  const { page } = bench
  await page.evaluate(() => {
    const seen = window as unknown as { works: number }
    seen.works = 0
    window.vadlab!.subscribe('work/progress', () => seen.works++)
  })
  await openText(page, programOf('CHECK(1);'))
  await page.getByTestId('machine-simulator').click()
  await start(page, 'simulator')
  expect(await page.evaluate(() => (window as unknown as { works: number }).works)).toBe(0)
})
