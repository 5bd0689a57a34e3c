import { chooseMachines, openText, programOf, start } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf('char *p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);', 'CHECK(p);')

test('theme, picture, panes, panels and timeline are as they were left when the lab opens again', async ({
  bench
}) => {
  const { page } = bench
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  await page.keyboard.press('Control+Shift+l')
  const splitter = page.getByRole('separator', { name: 'Width of the editor' })
  await splitter.focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
  const width = await splitter.getAttribute('aria-valuenow')
  const timeline = page.getByTestId('timeline-size')
  await timeline.click()
  const large = await timeline.getAttribute('aria-expanded')
  await page.getByTestId('summary-toggle-simulator-A').click()
  await page.getByTestId('panel-variables-simulator').click()
  await page.keyboard.press('Control+5')
  await expect(page.getByTestId('moments')).toBeVisible()
  // What is kept is written after the click.
  await page.waitForTimeout(200)
  await bench.restart()
  const again = bench.page
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(again.getByTestId('timeline-size')).toHaveAttribute('aria-expanded', large ?? '')
  await openText(again, program)
  await again.keyboard.press('F5')
  await expect(again.getByTestId('position')).toContainText('Before the first step')
  await expect(again.getByTestId('moments')).toBeVisible()
  await again.keyboard.press('Control+1')
  await expect(again.getByRole('separator', { name: 'Width of the editor' })).toHaveAttribute(
    'aria-valuenow',
    width ?? ''
  )
  await expect(again.getByTestId('summary-toggle-simulator-A')).toHaveAttribute('aria-expanded', 'true')
  await expect(again.getByTestId('panel-variables-simulator')).toHaveAttribute('aria-selected', 'true')
})

test('a low window has the small timeline, a high one the large, until the person says otherwise', async ({
  bench
}) => {
  const { page } = bench
  const size = page.getByTestId('timeline-size')
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(size).toHaveAttribute('aria-expanded', 'false')
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect(size).toHaveAttribute('aria-expanded', 'true')
  await page.setViewportSize({ width: 1280, height: 720 })
  await size.click()
  await expect(size).toHaveAttribute('aria-expanded', 'true')
})
