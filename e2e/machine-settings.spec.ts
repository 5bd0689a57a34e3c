import type { Page } from '@playwright/test'
import { chooseMachines, expectAccessible, openText, programOf, start, status } from './bench-actions'
import { expect, test } from './fixtures'

const memory = programOf(
  'MEMORYSTATUSEX m = { sizeof m };',
  'GlobalMemoryStatusEx(&m);',
  'printf("%llu MiB of RAM, %llu to commit\\n", m.ullTotalPhys >> 20, m.ullTotalPageFile >> 20);'
)

/** Opens the dialog with the keyboard. */
async function openSettings(page: Page): Promise<void> {
  await page.getByTestId('machine-settings').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('dialog')).toBeVisible()
}

async function runToEnd(page: Page): Promise<void> {
  await start(page, 'simulator')
  await page.keyboard.press('F5')
  await expect(status(page, 'simulator')).toContainText('ended')
}

test('a preset is chosen by keyboard, the run has it and shows it, and it is remembered', async ({
  bench
}) => {
  await chooseMachines(bench.page, 'simulator')
  await openText(bench.page, memory)
  await openSettings(bench.page)
  await expect(bench.page.getByTestId('preset-common')).toBeChecked()
  await expect(bench.page.getByTestId('preset-common')).toBeFocused()
  await bench.page.keyboard.press('ArrowDown')
  await expect(bench.page.getByTestId('preset-little-ram')).toBeChecked()
  await expect(bench.page.getByTestId('setting-ram')).toHaveValue('64 MiB')
  await bench.page.keyboard.press('Enter')
  await expect(bench.page.getByTestId('dialog')).toBeHidden()
  await expect(bench.page.getByTestId('machine-settings')).toBeFocused()
  await runToEnd(bench.page)
  await expect(bench.page.getByTestId('output-simulator')).toContainText('64 MiB of RAM, 320 to commit')
  await expect(bench.page.getByTestId('settings-simulator')).toHaveText('RAM 64 MiB · page file 256 MiB')
  await bench.restart()
  await openSettings(bench.page)
  await expect(bench.page.getByTestId('preset-little-ram')).toBeChecked()
})

test('what a program wishes comes first, unless the person insists', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, `// VadLab machine: ram=128M page-file=0 sped=1\n${memory}`)
  await expect(page.getByTestId('problems')).toContainText('no setting "sped"')
  await runToEnd(page)
  await expect(page.getByTestId('output-simulator')).toContainText('128 MiB of RAM, 128 to commit')
  await openSettings(page)
  await page.getByTestId('setting-insist').check()
  await page.getByTestId('settings-use').click()
  await page.keyboard.press('Control+Shift+F5')
  await expect(status(page, 'simulator')).toContainText('paused before line')
  await page.keyboard.press('F5')
  await expect(page.getByTestId('output-simulator')).toContainText('8192 MiB of RAM')
  await expect(page.getByTestId('settings-simulator')).toBeHidden()
})

for (const scheme of ['light', 'dark'] as const)
  test(`a machine that cannot be is said, and Escape leaves all as it was; axe finds nothing, ${scheme}`, async ({
    bench
  }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await openSettings(page)
    await page.getByTestId('setting-ram').fill('3 MiB')
    await expect(page.getByTestId('settings-problem')).toContainText(
      'RAM is whole pages of 4 KiB, from 16 MiB'
    )
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('dialog')).toBeVisible()
    // The bench's keys sleep behind a dialog.
    await page.keyboard.press('F5')
    await expect(page.getByTestId('column-simulator')).toHaveCount(0)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('dialog')).toBeHidden()
    await openSettings(page)
    await expect(page.getByTestId('setting-ram')).toHaveValue('8 GiB')
  })
