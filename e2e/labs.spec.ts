import type { Page } from '@playwright/test'
import { openText, programOf, status } from './bench-actions'
import { expect, test } from './fixtures'

const lab = '03-reserve-1-mib'

/** Opens the list of labs and the lab in it, by keyboard. */
async function openLab(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(page.getByTestId(`lab-${lab}`)).toBeVisible()
  await page.getByTestId(`lab-${lab}`).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('lab-step-title')).toBeFocused()
}

test('a lab is played: wrong first and told why, then right, and the own program comes back', async ({
  bench
}) => {
  const { page } = bench
  await page.setViewportSize({ width: 1280, height: 720 })
  await openText(page, programOf('CHECK(1);'))
  await openLab(page)
  await expect(page.getByTestId('document-name')).toContainText('reserve.c')

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

  await page.locator('[data-act="run"]').first().press('Enter')
  await expect(status(page, 'simulator')).toContainText('paused before line', { timeout: 30_000 })
  await page.locator('[data-act="show"]').first().press('Enter')
  await expect(page.getByTestId('announcement')).toContainText('is selected in all pictures')
  for (const part of ['lab-pane', 'editor', 'strip-picture-simulator-A'])
    await expect(page.getByTestId(part)).toBeInViewport({ ratio: 0.9 })
  await page.screenshot({ path: 'test-results/lab-1280.png' })

  await page.keyboard.press('Alt+PageDown')
  const number = page.getByTestId('predict-number')
  await number.fill('1024')
  await number.press('Enter')
  await expect(page.getByTestId('predict-wrong')).toContainText('It is less.')
  await number.fill('0')
  await number.press('Enter')
  await expect(page.getByTestId('predict-answer')).toContainText('By nothing.')
  await page.screenshot({ path: 'test-results/lab-predict.png' })

  await page.keyboard.press('Alt+Shift+L')
  await expect(page.getByTestId('lab-pane')).toHaveCount(0)
  await expect(page.getByTestId('document-name')).toContainText('opened.c')
  await expect(page.getByTestId(`lab-${lab}`)).toContainText('2 of 5')
  await page.screenshot({ path: 'test-results/lab-list.png' })
})

test('a lab goes on where it was when the window is opened again', async ({ bench }) => {
  const { page } = bench
  await openLab(page)
  await page.keyboard.press('Alt+PageDown')
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
  await page.reload()
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
})
