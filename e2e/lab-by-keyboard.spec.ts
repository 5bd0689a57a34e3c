import { status } from './bench-actions'
import { expect, test } from './fixtures'
import { question, tabTo } from './lab-actions'

test('a lab is played from the list to the next lab by keyboard alone', async ({ bench }) => {
  test.setTimeout(120_000)
  const { page } = bench
  const { keyboard } = page
  const title = page.getByTestId('lab-step-title')
  const editor = page.getByTestId('editor').locator('.cm-content')

  await keyboard.press('Control+l')
  await expect(page.getByTestId('lab-01-page-and-granule')).toBeFocused()
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(page.getByTestId('lab-03-reserve-1-mib')).toBeFocused()
  await keyboard.press('Enter')
  await expect(title).toBeFocused()
  await expect(title).toHaveText('Take a range')

  // The program: below the mark's line, and back to the text.
  await keyboard.press('F4')
  await expect(editor).toBeFocused()
  await keyboard.press('Control+Home')
  for (let line = 1; line < 9; line++) await keyboard.press('ArrowDown')
  await keyboard.press('End')
  await keyboard.press('Enter')
  await keyboard.insertText('base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);')
  await keyboard.press('F7')
  await expect(page.getByTestId('lab-check')).toContainText('Passed', { timeout: 30_000 })
  await expect(page.getByTestId('announcement')).toHaveText('The check is passed.')
  await keyboard.press('F4')
  await expect(title).toBeFocused()

  // The links of the text: run, and show.
  await tabTo(page, page.locator('[data-act="run"]').first())
  await keyboard.press('Enter')
  await expect(status(page, 'simulator')).toContainText('paused before line 12', { timeout: 30_000 })
  await tabTo(page, page.locator('[data-act="show"]').first())
  await keyboard.press('Enter')
  await expect(page.getByTestId('announcement')).toContainText('is selected in all pictures')

  // A number and a choice.
  await keyboard.press('Alt+PageDown')
  await expect(title).toBeFocused()
  await tabTo(page, page.getByTestId('predict-number'))
  await keyboard.type('0')
  await keyboard.press('Enter')
  await expect(question(page, 'predict-1').getByTestId('predict-answer')).toBeInViewport({ timeout: 30_000 })
  await expect(page.getByTestId('announcement')).toHaveText('Right.')
  const choice = question(page, 'predict-2')
  await tabTo(page, choice.getByTestId('option-1'))
  await keyboard.press('ArrowUp')
  await expect(choice.getByTestId('option-3')).toBeChecked()
  await tabTo(page, choice.getByTestId('predict-judge'))
  await keyboard.press('Enter')
  await expect(choice.getByTestId('predict-answer')).toBeInViewport({ timeout: 30_000 })

  await keyboard.press('Alt+PageDown')
  const last = question(page, 'predict-1')
  await tabTo(page, last.getByTestId('option-1'))
  await keyboard.press('Space')
  await keyboard.press('ArrowDown')
  await tabTo(page, last.getByTestId('predict-judge'))
  await keyboard.press('Enter')
  await expect(last.getByTestId('predict-answer')).toContainText('An access violation', { timeout: 30_000 })
  await tabTo(page, page.getByTestId('explain-text'))
  await keyboard.type('Addresses are plentiful, memory is not.')
  await keyboard.press('Control+Enter')
  await expect(page.getByTestId('explain-model')).toBeInViewport()
  await expect(page.getByTestId('lab-end')).toContainText('All 5 done')
  await expect(page.getByTestId('lab-progress')).toContainText('done · ')
  await page.screenshot({ path: 'test-results/lab-end.png' })

  await keyboard.press('Alt+PageDown')
  await expect(page.locator('#lab-title')).toHaveText('Commit in the middle')
  await expect(title).toBeFocused()
  await keyboard.press('Alt+Shift+L')
  await expect(page.getByTestId('lab-03-reserve-1-mib')).toContainText('done · ')
  await expect(editor).toBeFocused()
})

test('a matrix is filled by keyboard alone, and each cell says what it is', async ({ bench }) => {
  const { page } = bench
  const { keyboard } = page
  await keyboard.press('Control+l')
  await expect(page.getByTestId('lab-01-page-and-granule')).toBeFocused()
  for (let i = 0; i < 10; i++) await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await expect(page.getByTestId('lab-step-title')).toBeFocused()
  await tabTo(page, page.getByTestId('cell-1-1'))
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(page.getByTestId('cell-2-1')).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByTestId('cell-2-1')).toHaveAccessibleName('PAGE_READONLY, read: goes through')
  await expect(page.getByTestId('announcement')).toHaveText('goes through')
  await keyboard.press('End')
  await expect(page.getByTestId('cell-2-3')).toBeFocused()
  await tabTo(page, question(page, 'predict-1').getByTestId('predict-judge'))
  await keyboard.press('Enter')
  await expect(page.getByTestId('predict-wrong')).toBeInViewport({ timeout: 30_000 })
  await expect(page.getByTestId('predict-wrong')).toContainText('14 cells are not as they will be.')
  await expect(page.getByTestId('announcement')).toHaveText('Not so: 14 cells are not as they will be.')
})
