import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  chooseMachines,
  expectAccessible,
  openText,
  programOf,
  start,
  status,
  whyNoWindows
} from './bench-actions'
import { expect, test } from './fixtures'

const capstone = readFileSync(join(import.meta.dirname, '..', 'examples', 'find-the-odd-regions.c'), 'utf8')
const finding = (page: Page, process: string, rule: string) =>
  page.getByTestId(`odd-${process}`).locator(`[data-rule="${rule}"]`)

/** Runs the program until B has handed the turn back to A. */
async function runToEnd(page: Page, machine: 'simulator' | 'windows'): Promise<void> {
  await chooseMachines(page, machine)
  await openText(page, capstone)
  await start(page, machine)
  await page.keyboard.press('F5')
  await expect(status(page, machine)).toContainText(/ended|passed/, { timeout: 30_000 })
  await page.keyboard.press('Control+6')
  await expect(page.getByTestId('odd-regions')).toBeVisible()
}

test('the three odd regions of the prepared process are found on the simulator', async ({ bench }) => {
  const { page } = bench
  await runToEnd(page, 'simulator')
  await expect(finding(page, 'simulator-B', 'private-executable')).toContainText('PAGE_EXECUTE_READ')
  await expect(finding(page, 'simulator-B', 'image-code-written')).toContainText('kernel32.dll .text')
  const faces = finding(page, 'simulator-B', 'two-faces')
  await expect(faces).toContainText('PAGE_READWRITE in A')
  await faces.getByRole('button').first().click()
  await expect(faces).toContainText('It may be innocent')
  await expect(faces).toContainText('JIT')
  await faces.getByRole('button', { name: /Memory at/ }).click()
  await expect(page.getByTestId('odd-regions')).toHaveCount(0)
})

test('on Windows what its runtime has of its own is told apart, and what cannot be judged is said', async ({
  bench
}) => {
  const { page } = bench
  const reason = await whyNoWindows(page)
  test.skip(reason !== null, reason ?? '')
  await runToEnd(page, 'windows')
  await expect(finding(page, 'windows-B', 'private-executable')).toHaveCount(1)
  await expect(finding(page, 'windows-B', 'mapped-executable')).toHaveCount(1)
  await expect(page.getByTestId('odd-windows-A')).toContainText('Nothing odd in what the program made')
  await page.getByTestId('odd-before-windows-A').click()
  await expect(finding(page, 'windows-A', 'private-executable').first()).toBeVisible()
  await expect(page.getByTestId('odd-windows-A')).toContainText('not the program’s doing')
  await expect(page.getByTestId('odd-not-judged-windows').first()).toContainText(
    'Cannot be judged here: images the loader does not list'
  )
})

test('a step that makes memory executable marks it as new, and stepping back takes it away', async ({
  bench
}) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(
    page,
    programOf(
      'char *p = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
      'DWORD old;',
      'VirtualProtect(p, 0x1000, PAGE_EXECUTE_READWRITE, &old);',
      'VirtualProtect(p, 0x1000, PAGE_READWRITE, &old);'
    )
  )
  await start(page, 'simulator')
  await page.keyboard.press('Control+6')
  await expect(page.getByTestId('odd-none')).toBeVisible()
  for (let i = 1; i <= 2; i++) {
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).toContainText(String(i))
  }
  await expect(finding(page, 'simulator-A', 'rwx')).toContainText('new with this step')
  await page.keyboard.press('Shift+F10')
  await expect(finding(page, 'simulator-A', 'rwx')).toHaveCount(0)
})

for (const machine of ['simulator', 'windows'] as const)
  test(`a guard that was hit in a step nobody looked at is found in the record, on ${machine}`, async ({
    bench
  }) => {
    const { page } = bench
    if (machine === 'windows') {
      const reason = await whyNoWindows(page)
      test.skip(reason !== null, reason ?? '')
    }
    await chooseMachines(page, machine)
    await openText(
      page,
      programOf(
        'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);',
        'probe_read(p + 0x1000);',
        'VirtualAlloc(NULL, 0x1000, MEM_RESERVE, PAGE_READWRITE);',
        'VirtualAlloc(NULL, 0x1000, MEM_RESERVE, PAGE_READWRITE);'
      )
    )
    await start(page, machine)
    await page.keyboard.press('F5')
    await expect(status(page, machine)).toContainText(/ended|passed/, { timeout: 30_000 })
    await page.keyboard.press('Control+6')
    const hit = finding(page, `${machine}-A`, 'guard-hit')
    await expect(hit).toContainText('hit in step')
    await expect(hit).not.toContainText('new with this step')
  })

test('findings are walked with the arrow keys, and filtered', async ({ bench }) => {
  const { page } = bench
  await runToEnd(page, 'simulator')
  await expect(finding(page, 'simulator-B', 'two-faces')).toBeVisible()
  const lines = page.locator('[data-finding]')
  expect(await page.locator('[data-finding][tabindex="0"]').count()).toBe(1)
  await page.locator('[data-finding][tabindex="0"]').focus()
  await page.keyboard.press('ArrowDown')
  await expect(lines.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(lines.nth(1)).toHaveAttribute('aria-expanded', 'true')
  await page.getByTestId('odd-fair').click()
  await expect(finding(page, 'simulator-B', 'two-faces')).toHaveCount(0)
  await expect(finding(page, 'simulator-B', 'image-code-written')).toBeVisible()
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing wrong with the odd regions, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await runToEnd(page, 'simulator')
    await expect(finding(page, 'simulator-B', 'two-faces')).toBeVisible()
    await page.locator('[data-finding]').first().click()
    await expectAccessible(page, '[data-testid="odd-regions"]')
  })
