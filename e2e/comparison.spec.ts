import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { findBrowser } from '../electron/browser-shell/find-browser'
import { chooseMachines, expectAccessible, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'VirtualFree((void *)0x400000000000, 0x1000, MEM_DECOMMIT);',
  'printf("%p\\n", (void *)p);',
  'DWORD old;',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);'
)

test('a run on one machine says so and is run again on both', async ({ bench }) => {
  const { page } = bench
  const missing = await whyNoWindows(page)
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  await page.keyboard.press('Control+3')
  await expect(page.getByTestId('comparison-invitation')).toContainText('This run is on one machine')
  await expectAccessible(page)
  if (missing !== null) {
    await expect(page.getByTestId('comparison-no-windows')).toContainText('not available')
    return
  }
  await page.getByTestId('comparison-run-both').click()
  await expect(page.getByTestId('comparison-rows')).toBeVisible({ timeout: 30_000 })
})

test('rows say the same, as expected or different, follow the steps, and open their why', async ({
  bench
}) => {
  const { page } = bench
  const missing = await whyNoWindows(page)
  test.skip(missing !== null, missing ?? '')
  await openText(page, program)
  await chooseMachines(page, 'both')
  await start(page, 'simulator', 'windows')
  await page.keyboard.press('Control+3')
  await page.keyboard.press('F10')
  const row = (index: number) => page.getByTestId(`comparison-row-${index}`)
  await expect(row(0)).toContainText('VirtualAlloc')
  await expect(row(0)).toHaveAttribute('aria-current', 'step')
  await expect(row(0)).toContainText('differs as expected')
  await page.keyboard.press('F10')
  await expect(row(1)).toContainText('ERROR_INVALID_ADDRESS')
  await row(1).click()
  await expect(page.getByTestId('comparison-why')).toContainText(/Wine|not explained/)
  await page.keyboard.press('F5')
  await expect(page.getByTestId('comparison-rows')).toContainText('How the program ended', {
    timeout: 15_000
  })
  await page.getByTestId('comparison-tab-regions').click()
  await expect(page.getByTestId('comparison-rows')).toContainText('#1+0x1000')
  await page.getByTestId('comparison-tab-output').click()
  await expect(page.getByTestId('comparison-rows')).toContainText('differs as expected')
  await page.getByTestId('comparison-tab-calls').click()
  await page.getByTestId('comparison-expected').click()
  await expect(row(0)).toContainText('VirtualAlloc')
  await row(0).focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('position')).toContainText('2')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
})

test('the report is one page that needs nothing else, and is accessible', async ({ bench }) => {
  const { page } = bench
  const missing = await whyNoWindows(page)
  test.skip(missing !== null, missing ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-report-'))
  try {
    await openText(page, program)
    await chooseMachines(page, 'both')
    await start(page, 'simulator', 'windows')
    await page.keyboard.press('Control+3')
    await page.keyboard.press('F5')
    await expect(page.getByTestId('comparison-rows')).toContainText('How the program ended', {
      timeout: 15_000
    })
    await page.getByTestId('comparison-report').click()
    const path = page.locator('#comparison-report-path, [data-testid="comparison-report-path"]').first()
    await path.fill(join(folder, 'a.pdf'))
    await page.getByTestId('comparison-report-confirm').click()
    await expect(page.getByTestId('dialog')).toContainText('The extension decides the format')
    await path.fill(join(folder, 'a.html'))
    await page.getByTestId('comparison-report-confirm').click()
    await expect(page.getByTestId('dialog')).toBeHidden()
    expect(existsSync(join(folder, 'a.html'))).toBe(true)
    expect(readFileSync(join(folder, 'a.html'), 'utf8')).toContain('<svg')
    // The lab's window opens no other: a browser of its own reads the report.
    const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox'] })
    const report = await (await browser.newContext()).newPage()
    const asked: string[] = []
    report.on('request', (request) => asked.push(request.url()))
    for (const colorScheme of ['light', 'dark'] as const) {
      await report.emulateMedia({ colorScheme })
      await report.goto(pathToFileURL(join(folder, 'a.html')).href)
      await expectAccessible(report)
    }
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
    await browser.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a folder of programs is compared from the Run menu, with progress, cancel and a summary', async ({
  bench
}) => {
  const { page } = bench
  const missing = await whyNoWindows(page)
  test.skip(missing !== null, missing ?? '')
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-folder-'))
  try {
    const programs = join(folder, 'programs')
    mkdirSync(programs)
    writeFileSync(join(programs, 'a.c'), program)
    writeFileSync(join(programs, 'b.c'), programOf('Sleep(0);'))
    writeFileSync(join(programs, 'c.c'), programOf('for (;;) Sleep(0);'))
    writeFileSync(join(programs, 'd.c'), 'int main(void) { return }\n')
    await page.keyboard.press('Control+Shift+F3')
    const dialog = page.getByTestId('dialog')
    await dialog.getByTestId('compare-folder-confirm').click()
    await expect(page.getByTestId('compare-folder-problem')).toContainText('Type the folder')
    await page.getByTestId('compare-folder-path').fill(programs)
    await page.getByTestId('compare-folder-report-path').fill(join(folder, 'all.pdf'))
    await dialog.getByTestId('compare-folder-confirm').click()
    await expect(page.getByTestId('compare-folder-report-problem')).toContainText('extension decides')
    await page.getByTestId('compare-folder-report-path').fill(join(folder, 'all.html'))
    await dialog.getByTestId('compare-folder-confirm').click()
    await expect(dialog.getByTestId('works')).toContainText('3 of 4, c.c', { timeout: 60_000 })
    await expectAccessible(page)
    await dialog.getByTestId('work-cancel').click()
    await expect(page.getByTestId('compare-folder-problem')).toContainText(
      'Cancelled: nothing was written.',
      {
        timeout: 20_000
      }
    )
    expect(existsSync(join(folder, 'all.html'))).toBe(false)

    rmSync(join(programs, 'c.c'))
    await dialog.getByTestId('compare-folder-confirm').click()
    const summary = page.getByTestId('compare-folder-done')
    await expect(summary).toContainText('all.html', { timeout: 60_000 })
    await expect(dialog).toContainText('2 programs compared, 1 not: nothing differs that is not explained.')
    await expect(summary).toContainText(/d\.c:1:\d+: /)
    expect(readFileSync(join(folder, 'all.html'), 'utf8')).toContain('href="#program-1"')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
    }
    await summary.getByRole('button', { name: 'Open b.c' }).click()
    await expect(page.getByTestId('document-name')).toContainText('b.c')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
