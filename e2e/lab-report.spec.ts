import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../electron/browser-shell/find-browser'
import { labReportSchema } from '../shared/contract/lab-progress'
import { expectAccessible } from './bench-actions'
import { expect, test } from './fixtures'

const lab = '03-reserve-1-mib'

/** Works at a lab by keyboard: a check failed and passed, a prediction wrong and right, a sentence. */
async function work(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await page.getByTestId(`lab-${lab}`).press('Enter')
  await expect(page.getByTestId('lab-step-title')).toBeFocused()
  await page.keyboard.press('F7')
  await expect(page.getByTestId('check-failures')).toContainText('VirtualAlloc gave no address yet')
  for (let i = 0; i < 3; i++) {
    await page.keyboard.press('Shift+F7')
    await expect(page.getByTestId('hint')).toHaveCount(i + 1)
  }
  await page.getByTestId('lab-solution').press('Enter')
  await page.getByTestId('solution-take').press('Enter')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('lab-check')).toContainText('Passed')
  await page.keyboard.press('Alt+PageDown')
  const number = page.getByTestId('predict-number')
  await number.fill('1024')
  await number.press('Enter')
  await expect(page.getByTestId('predict-wrong')).toContainText('It is less.')
  await number.fill('0')
  await number.press('Enter')
  await expect(page.getByTestId('predict-answer')).toContainText('By nothing.')
  await page.keyboard.press('Alt+PageDown')
  await page.getByTestId('explain-text').fill('Addresses are cheap, pages are not.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('explain-model')).toBeVisible()
}

/** Opens a report as whoever gets it does: in a browser of their own, and nothing else is asked for. */
async function asReader(path: string, act: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const url = pathToFileURL(path).href
    await page.goto(url)
    await act(page)
    expect(asked).toEqual([url])
  } finally {
    await browser.close()
  }
}

test('a learner saves a lab as a page and as data, by keyboard, and the page reads without anything else', async ({
  bench
}) => {
  const { page } = bench
  await page.setViewportSize({ width: 1280, height: 720 })
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-handed-in-'))
  try {
    await work(page)
    await page.keyboard.press('Alt+Shift+S')
    await expect(page.getByTestId('lab-report-lab')).toBeFocused()
    await expect(page.getByTestId('lab-report-path')).toHaveValue(/03-reserve-1-mib-Learner\.html$/)
    await page.getByTestId('lab-report-html').focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByTestId('lab-report-path')).toHaveValue(/\.json$/)
    await expectAccessible(page)
    await page.screenshot({ path: 'test-results/lab-report-dialog.png' })

    const json = join(folder, 'ada.json')
    await page.getByTestId('lab-report-path').fill(join(folder, 'ada.pdf'))
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('lab-report-problem')).toContainText('ends in .pdf')
    await page.getByTestId('lab-report-path').fill(json)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('message-bar')).toContainText('The report is in')
    const report = labReportSchema.parse(JSON.parse(readFileSync(json, 'utf8')))
    expect(report.told!.labs.map(({ id }) => id)).toEqual([lab])

    const html = join(folder, 'ada.html')
    await page.keyboard.press('Alt+Shift+S')
    await page.getByTestId('lab-report-path').fill(html)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('lab-report-path')).toHaveCount(0)

    await asReader(html, async (reader) => {
      await expect(reader.getByRole('heading', { level: 1 })).toHaveText('Reserve 1 MiB')
      await expect(reader.locator('body')).toContainText('VirtualAlloc gave no address yet')
      await expect(reader.locator('body')).toContainText('Addresses are cheap, pages are not.')
      await expect(reader.locator('svg.strip')).toHaveCount(1)
      for (const colorScheme of ['light', 'dark'] as const) {
        await reader.emulateMedia({ colorScheme })
        await expectAccessible(reader)
        await reader.screenshot({ path: `test-results/lab-report-${colorScheme}.png`, fullPage: true })
      }
      await reader.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
      await reader.screenshot({ path: 'test-results/lab-report-contrast.png', fullPage: true })
      await reader.emulateMedia({ forcedColors: 'none' })
      await reader.pdf({ path: 'test-results/lab-report.pdf' })
      await reader.setViewportSize({ width: 400, height: 800 })
      expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400)
      await reader.screenshot({ path: 'test-results/lab-report-narrow.png', fullPage: true })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the whole course is saved from the list, and nothing is written where nothing was begun', async ({
  bench
}) => {
  const { page } = bench
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-handed-in-'))
  try {
    await page.keyboard.press('Control+l')
    await page.getByTestId('labs-report').press('Enter')
    await expect(page.getByTestId('lab-report-course')).toBeChecked()
    await expect(page.getByTestId('lab-report-lab')).toBeDisabled()
    const path = join(folder, 'course.html')
    await page.getByTestId('lab-report-path').fill(path)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('lab-report-problem')).toContainText('has not begun a lab yet')
    await page.keyboard.press('Escape')

    for (const [id, answer] of [
      [lab, ''],
      ['01-page-and-granule', '16']
    ] as const) {
      await page.getByTestId(`lab-${id}`).press('Enter')
      await expect(page.getByTestId('lab-step-title')).toBeFocused()
      if (answer === '') await page.keyboard.press('Shift+F7')
      else {
        const number = page.getByTestId('predict-number').first()
        await number.fill(answer)
        await number.press('Enter')
        await expect(page.getByTestId('predict-answer').first()).toContainText('Sixteen')
      }
      await page.keyboard.press('Alt+Shift+L')
      await expect(page.getByTestId(`lab-${id}`)).toBeVisible()
    }
    await page.screenshot({ path: 'test-results/lab-report-list.png' })
    await page.getByTestId('labs-report').press('Enter')
    await page.getByTestId('lab-report-path').fill(path)
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('message-bar')).toContainText('The report is in', { timeout: 30_000 })
    await asReader(path, async (reader) => {
      await expect(reader.locator('body')).toContainText('2 of 52 labs begun')
      await expect(reader.locator('.glance tbody th')).toHaveText(['Page and granule', 'Reserve 1 MiB'])
      await expectAccessible(reader)
      await reader.screenshot({ path: 'test-results/lab-report-course.png', fullPage: true })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
