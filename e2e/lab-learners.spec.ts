import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { openLab, recordOf } from './lab-actions'

const lab = '03-reserve-1-mib'

async function become(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Alt+Shift+W')
  await expect(page.getByTestId('learner-name')).toBeFocused()
  await page.getByTestId('learner-name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('dialog')).toHaveCount(0)
  await expect(page.getByTestId('announcement')).toHaveText(`${name} is learning now.`)
}
async function predict(page: Page, number: string): Promise<void> {
  await page.getByTestId('predict-number').fill(number)
  await page.getByTestId('predict-number').press('Enter')
  await expect(page.getByTestId('lab-step-progress')).toBeVisible({ timeout: 30_000 })
}

test('two learners keep their answers, programs and steps apart, and the name is there at the next start', async ({
  bench
}) => {
  const { page } = bench
  await become(page, 'Ada')
  await openLab(page, lab)
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.insertText('// Ada’s\n')
  await page.keyboard.press('Alt+PageDown')
  await predict(page, '0')
  await expect(page.getByTestId('lab-progress')).toContainText('1 of 5 done')

  await page.keyboard.press('Alt+Shift+W')
  await page.getByTestId('learner-name').fill('Grace')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('lab-step-title')).toHaveText('Take a range')
  await expect(page.getByTestId('lab-progress')).toHaveCount(0)
  await expect(page.getByTestId('editor').locator('.cm-line').first()).not.toHaveText('// Ada’s')

  await page.keyboard.press('Alt+Shift+W')
  await page.getByTestId('learner-known').filter({ hasText: 'Ada' }).press('Enter')
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
  await expect(page.getByTestId('predict-number')).toHaveValue('0')
  await expect(page.getByTestId('editor').locator('.cm-line').first()).toHaveText('// Ada’s')
  await page.reload()
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
  await page.keyboard.press('Control+l')
  await expect(page.getByTestId('labs-learner')).toHaveText('Ada')
})

test('forgetting asks first, forgets this lab or all, and only this learner’s', async ({ bench }) => {
  const { page } = bench
  await become(page, 'Grace')
  await openLab(page, '04-commit-in-the-middle')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('check-failures')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Alt+Shift+L')
  await become(page, 'Ada')
  await openLab(page, '04-commit-in-the-middle')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('check-failures')).toBeVisible({ timeout: 30_000 })
  await openLab(page, lab)
  await page.keyboard.press('Alt+PageDown')
  await predict(page, '7')

  await page.keyboard.press('Alt+Shift+R')
  await expect(page.getByTestId('reset-keep')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('dialog')).toHaveCount(0)
  expect(await recordOf(page, lab, 'Ada')).not.toBeNull()

  await page.keyboard.press('Alt+Shift+R')
  await page.getByTestId('reset-lab').press('Enter')
  await expect(page.getByTestId('lab-step-title')).toHaveText('Take a range')
  await expect(page.getByTestId('lab-progress')).toHaveCount(0)
  await page.keyboard.press('Alt+PageDown')
  await expect(page.getByTestId('predict-number')).toHaveValue('')
  expect(await recordOf(page, '04-commit-in-the-middle', 'Ada')).not.toBeNull()

  await page.keyboard.press('Alt+Shift+R')
  await page.getByTestId('reset-all').press('Enter')
  await expect(page.getByTestId('dialog')).toHaveCount(0)
  await expect.poll(() => recordOf(page, '04-commit-in-the-middle', 'Ada')).toBeNull()
  expect(await recordOf(page, '04-commit-in-the-middle', 'Grace')).not.toBeNull()
})
