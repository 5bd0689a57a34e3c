import { whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'
import { openLab, question, recordOf } from './lab-actions'

const judged = { timeout: 40_000 }

test('who is wrong on the simulator is told what was expected, what the run showed and which hint comes next', async ({
  bench
}) => {
  const { page } = bench
  await openLab(page, '03-reserve-1-mib')
  await page.keyboard.press('F7')
  const failures = page.getByTestId('check-failures')
  await expect(failures).toContainText('VirtualAlloc gave no address yet: base is still NULL.', judged)
  await expect(failures).toBeInViewport({ ratio: 0.9 })
  await expect(page.getByTestId('announcement')).toContainText(/^Not yet \(1 of 3\): VirtualAlloc gave no/)
  await expect(page.getByTestId('next-hint-show')).toHaveText('Hint 1 of 3')
  await page.getByTestId('next-hint-show').click()
  await expect(page.getByTestId('hint')).toBeInViewport({ ratio: 0.9 })
  await expect(page.getByTestId('next-hint-show')).toHaveText('Hint 2 of 3')

  // A range of the wrong size: the sentence is made of the condition and of what the run showed.
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+Home')
  for (let line = 1; line < 9; line++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('base = VirtualAlloc(NULL, 0x80000, MEM_RESERVE, PAGE_READWRITE);')
  await page.keyboard.press('F7')
  await expect(failures).toContainText(
    'Expected the size of the region at base to be 1 MiB; it is 512 KiB.',
    judged
  )
  await expect(page.getByTestId('lab-check')).toContainText('2 attempts')

  await page.keyboard.press('Alt+PageDown')
  const number = question(page, 'predict-1')
  await number.getByTestId('predict-number').fill('1024')
  await number.getByTestId('predict-number').press('Enter')
  await expect(number.getByTestId('predict-wrong')).toContainText('Not so. It is less.', judged)
  await expect(number.getByTestId('predict-answer')).toHaveCount(0)
  const choice = question(page, 'predict-2')
  await choice.getByTestId('option-1').check()
  await choice.getByTestId('predict-judge').click()
  await expect(choice.getByTestId('predict-wrong')).toHaveText(
    /^Not so\. Then the working set \(WS\) would be larger by 1 MiB\. [^[\]]+$/,
    judged
  )
  // Another choice is not judged yet: the word on the former goes.
  await choice.getByTestId('option-3').check()
  await expect(choice.getByTestId('predict-wrong')).toHaveCount(0)
})

test('a program that does not compile is not judged: its errors are listed under the editor', async ({
  bench
}) => {
  const { page } = bench
  await openLab(page, '03-reserve-1-mib')
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.insertText('int x = ;\n')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('check-problem')).toContainText('to fix first, listed under the editor')
  await expect(page.getByTestId('check-problem')).toBeInViewport({ ratio: 0.9 })
  expect((await recordOf(page, '03-reserve-1-mib'))?.items['take-a-range/check-1']?.attemptCount ?? 0).toBe(0)
})

test('who is wrong in a lab of both machines is told after a run on each', async ({ bench }) => {
  test.setTimeout(120_000)
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await openLab(page, '29-copy-on-write')
  await page.keyboard.press('F7')
  await expect(page.getByTestId('check-failures')).toBeVisible(judged)
  await expect(page.getByTestId('check-failures')).toBeInViewport({ ratio: 0.9 })
  await expect(page.getByTestId('check-missing')).toHaveCount(0)
  await expect(page.getByTestId('next-hint-show')).toContainText('Hint 1 of')
  const record = await recordOf(page, '29-copy-on-write')
  expect(record?.items['a-view-that-copies/check-1']?.attempts).toMatchObject([
    { right: false, machines: ['simulator', 'windows'] }
  ])
  await page.screenshot({ path: 'test-results/lab-wrong-both.png' })
})

test('who believes a myth is sent to look, and is shown why when the answer is right', async ({ bench }) => {
  test.setTimeout(120_000)
  const { page } = bench
  await openLab(page, 'myth-nocache-alone')
  const claim = question(page, 'myth-1')
  await claim.getByTestId('option-1').check()
  await claim.getByTestId('predict-judge').click()
  await expect(claim.getByTestId('predict-wrong')).toContainText('Run it and look', judged)
  await claim.getByTestId('option-2').check()
  await claim.getByTestId('predict-judge').click()
  await expect(claim.getByTestId('predict-answer')).toContainText('ERROR_INVALID_PARAMETER', judged)
})

test('judging that takes long is cancelled where it is shown, and counts for nothing', async ({ bench }) => {
  const { page } = bench
  await openLab(page, '03-reserve-1-mib')
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+Home')
  for (let line = 1; line < 9; line++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('for (;;) {}')
  await page.keyboard.press('F7')
  await page.getByTestId('lab-cancel').click()
  await expect(page.getByTestId('check-problem')).toContainText('Cancelled: your program was not judged.')
  await expect(page.getByTestId('lab-judging')).toHaveCount(0)
  expect((await recordOf(page, '03-reserve-1-mib'))?.items['take-a-range/check-1']?.attemptCount ?? 0).toBe(0)
})
