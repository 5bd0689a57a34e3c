import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expectAccessible, openText, programOf } from './bench-actions'
import { expect, test } from './fixtures'

const labs = resolve(import.meta.dirname, '..', 'labs')

/** Begins to preview a lab, by keyboard. */
async function preview(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Alt+Shift+V')
  await expect(page.getByTestId('lab-preview-path')).toBeFocused()
  await page.getByTestId('lab-preview-path').fill(path)
  await page.keyboard.press('Enter')
}

test('an author sees the lab as learners do, what is saved at once, and mistakes with their place', async ({
  bench
}) => {
  const { page, dataFolder } = bench
  await page.setViewportSize({ width: 1280, height: 720 })
  const folder = join(mkdtempSync(join(tmpdir(), 'vadlab-author-')), 'my-lab')
  cpSync(join(labs, '03-reserve-1-mib'), folder, { recursive: true })
  const labFile = join(folder, 'lab.md')
  const text = readFileSync(labFile, 'utf8')
  const state = page.getByTestId('preview-state')
  try {
    await openText(page, programOf('CHECK(1);'))
    await preview(page, join(folder, '..'))
    await expect(page.getByTestId('lab-preview-problem')).toContainText('There is no lab.md in')
    await page.keyboard.press('Escape')
    // With a mistake in it the keyboard is led to that; without one, to the lab.
    writeFileSync(labFile, text.replace('regionAt(base).size', 'regionAt(base).sise'))
    await preview(page, labFile)
    await expect(page.getByTestId('preview-problems')).toBeFocused()
    await page.getByTestId('preview-end').click()
    writeFileSync(labFile, text)
    await preview(page, labFile)
    await expect(page.getByTestId('lab-step-title')).toBeFocused()
    await expect(page.getByTestId('document-name')).toContainText('reserve.c')
    await expect(state).toContainText('In order')

    // It is a lab like any other: it judges, and gives hints.
    await page.keyboard.press('F7')
    await expect(page.getByTestId('check-failures')).toContainText('VirtualAlloc gave no address yet')
    await page.keyboard.press('Shift+F7')
    await expect(page.getByTestId('hint')).toHaveCount(1)
    await page.keyboard.press('Alt+PageDown')
    await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
    await page.screenshot({ path: 'test-results/lab-preview.png' })

    writeFileSync(labFile, text.replace('## What did it cost?', '## What does it cost now?'))
    await expect(page.getByTestId('lab-step-title')).toHaveText('What does it cost now?')

    writeFileSync(labFile, text.replace('regionAt(base).size', 'regionAt(base).sise'))
    const problems = page.getByTestId('preview-problems')
    await expect(problems).toContainText(/lab\.md:\d+:\d+/)
    await expect(problems).toContainText('size')
    await expect(problems).toContainText('Below is the lab as it was before.')
    await expect(page.getByTestId('lab-step-title')).toHaveText('What does it cost now?')
    await expectAccessible(page, '[data-testid="preview-problems"]')
    await page.screenshot({ path: 'test-results/lab-preview-mistake.png' })

    writeFileSync(labFile, text)
    await expect(problems).toHaveCount(0)
    await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')

    await page.getByTestId('preview-lab').focus()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByTestId('preview-worked-out')).toContainText('all comes out', { timeout: 30_000 })
    await expect(page.getByTestId('answer-what-did-it-cost/predict-1')).toContainText('0 KiB')
    await expect(page.getByTestId('answer-take-a-range/check-1')).toContainText('Passes with the solution')
    await page.getByTestId('preview-answers-view').focus()
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await expectAccessible(page)
      await page.screenshot({ path: `test-results/lab-preview-answers-${theme}.png` })
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' })
    await page.setViewportSize({ width: 1920, height: 1080 })
    await page.screenshot({ path: 'test-results/lab-preview-answers-contrast-1920.png' })
    await page.emulateMedia({ forcedColors: 'none' })

    // A check that asks nothing is told to the author.
    writeFileSync(
      labFile,
      text.replace(/```check after @reserve\n[^`]*```/, '```check after @reserve\ncount(allRegions) > 0\n```')
    )
    await expect(page.getByTestId('preview-worked-out')).toContainText('One item does not come out', {
      timeout: 30_000
    })
    writeFileSync(labFile, text)
    await expect(page.getByTestId('preview-worked-out')).toContainText('all comes out', { timeout: 30_000 })

    // The program that the author changes on disk comes along.
    const program = join(folder, 'reserve.c')
    writeFileSync(program, readFileSync(program, 'utf8').replace('The range begins', 'Your range begins'))
    await expect(page.getByTestId('editor')).toContainText('Your range begins')

    await page.getByTestId('preview-end').press('Enter')
    await expect(page.getByTestId('lab-preview')).toHaveCount(0)
    await expect(page.getByTestId('document-name')).toContainText('opened.c')
    const kept = readdirSync(dataFolder, { recursive: true }).filter((name) =>
      String(name).includes('progress')
    )
    expect(kept).toEqual([])
  } finally {
    rmSync(join(folder, '..'), { recursive: true, force: true })
  }
})

test('a lab that is broken from the start shows once it is in order', async ({ bench }) => {
  const { page } = bench
  const folder = join(mkdtempSync(join(tmpdir(), 'vadlab-author-')), 'my-lab')
  cpSync(join(labs, '03-reserve-1-mib'), folder, { recursive: true })
  const labFile = join(folder, 'lab.md')
  const text = readFileSync(labFile, 'utf8')
  try {
    writeFileSync(labFile, text.replace(/^title: .*$/m, 'title:').replace('regionAt(base)', 'regoinAt(base)'))
    await preview(page, folder)
    await expect(page.getByTestId('preview-problems')).toContainText('as soon as it is in order')
    await expect(page.getByTestId('lab-pane')).toHaveCount(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
      await page.screenshot({ path: `test-results/lab-preview-broken-${colorScheme}.png` })
    }
    writeFileSync(labFile, text)
    await expect(page.getByTestId('lab-pane')).toBeVisible()
    // Who opens a lab of the course is through with it.
    await page.keyboard.press('Control+l')
    await page.getByTestId('lab-01-page-and-granule').press('Enter')
    await expect(page.getByTestId('lab-pane')).toContainText('Page and granule')
    await expect(page.getByTestId('lab-preview')).toHaveCount(0)
  } finally {
    rmSync(join(folder, '..'), { recursive: true, force: true })
  }
})
