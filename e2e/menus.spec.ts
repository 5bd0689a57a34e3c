import { chooseMachines, expectAccessible, openText, programOf, start } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf('char *p = VirtualAlloc(NULL, 4096, MEM_RESERVE, PAGE_READWRITE);', 'CHECK(p);')

test('the menus are walked and used by keyboard, and give the focus back', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await page.getByTestId('menu-file').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('menu-run')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByTestId('command-run.continue')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('command-view.bench')).toBeFocused()
  // The letter of an entry leads to it.
  await page.keyboard.press('e')
  await expect(page.getByTestId('command-view.examples')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('menu-view')).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('shortcuts')).toBeVisible()
})

test('an entry that cannot be used says so, and one that is on is marked', async ({ bench }) => {
  const { page } = bench
  await page.getByTestId('menu-run').click()
  await expect(page.getByTestId('command-run.stop')).toHaveAttribute('aria-disabled', 'true')
  await page.getByTestId('menu-view').hover()
  await expect(page.getByTestId('command-view.line-values')).toHaveAttribute('aria-checked', 'true')
  await page.getByTestId('menu-view').click()
  await expect(page.getByTestId('menu')).toHaveCount(0)
})

test('the window’s title is the program’s name, and marks what is not saved', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await expect(page).toHaveTitle('opened.c – VadLab')
  await page.locator('[data-testid="editor"] .cm-content').click()
  await page.keyboard.type('// ')
  await expect(page).toHaveTitle('opened.c ● – VadLab')
})

test('themes follow each other, high contrast among them, and axe finds nothing in it', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  await page.keyboard.press('F10')
  const theme = page.locator('html')
  const seen: (string | null)[] = []
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('Control+Shift+L')
    await page.waitForTimeout(50)
    seen.push(await theme.getAttribute('data-theme'))
    if (seen.at(-1) === 'contrast') await expectAccessible(page)
  }
  expect(seen).toEqual(['light', 'dark', 'contrast', null])
})

test('one key makes everything large for a room: code of 24 px, tables of 20 px, no menus', async ({
  bench
}) => {
  const { page } = bench
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  await page.keyboard.press('F10')
  await page.keyboard.press('F8')
  const sizeOf = (selector: string): Promise<number> =>
    page
      .locator(selector)
      .first()
      .evaluate((e) => Math.round(Number.parseFloat(getComputedStyle(e).fontSize)))
  expect(await sizeOf('[data-testid="editor"] .cm-line')).toBe(24)
  expect(await sizeOf('[data-testid="regions-simulator-A"] tbody td')).toBe(20)
  await expect(page.getByTestId('menu-file')).toBeHidden()
  await page.keyboard.press('F8')
  await expect(page.getByTestId('menu-file')).toBeVisible()
})
