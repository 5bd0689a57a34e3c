import { openText, programOf, status } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'CHECK(p != NULL);'
)

test('a program is opened, stepped, stepped back and stopped by keyboard alone', async ({ bench }) => {
  const { page } = bench
  await expect(page.getByTestId('document-name')).toContainText('.c')
  if (!(await page.getByTestId('examples').isVisible())) {
    await page.getByTestId('examples-toggle').focus()
    await page.keyboard.press('Enter')
  }
  // Tab would go past a list that is still on its way.
  await expect(page.locator('[data-testid^="example-"]').first()).toBeVisible()
  let reached = false
  for (let i = 0; i < 80 && !reached; i++) {
    reached = await page.evaluate(() => document.activeElement?.closest('[data-testid^="example-"]') !== null)
    if (!reached) await page.keyboard.press('Tab')
  }
  expect(reached).toBe(true)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('document-name')).toContainText('.c')
  await page.keyboard.press('F5')
  await expect(status(page, 'simulator')).toContainText('paused before line', { timeout: 30_000 })
  await expect(page.getByTestId('control-step-over')).toBeEnabled({ timeout: 30_000 })
  await page.keyboard.press('F10')
  await expect(page.getByTestId('position')).toContainText('1')
  await expect(page.getByTestId('control-step-back')).toBeEnabled()
  await page.keyboard.press('Shift+F10')
  await expect(status(page, 'simulator')).toContainText('looking back')
  await page.keyboard.press('Shift+F5')
  await expect(status(page, 'simulator')).toContainText(/stopped|looking back/)
})

for (const size of [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 }
])
  test(`the page fits ${size.width}×${size.height} without scrolling`, async ({ bench }) => {
    const { page } = bench
    await page.setViewportSize(size)
    await openText(page, program)
    const overflow = await page.evaluate(() => ({
      x: document.documentElement.scrollWidth - innerWidth,
      y: document.documentElement.scrollHeight - innerHeight
    }))
    expect(overflow).toEqual({ x: 0, y: 0 })
  })
