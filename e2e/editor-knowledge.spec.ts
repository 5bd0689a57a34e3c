import { expect, test } from './fixtures'
import { expectAccessible, openText, programOf } from './bench-actions'
import type { Page } from '@playwright/test'

const program = programOf(
  'MEMORY_BASIC_INFORMATION mbi;',
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_COMMIT, PAGE_READWRITE);',
  '',
  'CHECK_EQ(GetLastError(), 487);'
)

/** Puts the caret at the end of a line, counted from 1. */
async function caretAtEndOf(page: Page, line: number): Promise<void> {
  await page.locator('[data-testid="editor"] .cm-content').click()
  await page.keyboard.press('ControlOrMeta+Home')
  for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
}

/** The list takes no key in its first moment, so that a person who types on does not choose by mistake. */
const afterListAppeared = (page: Page): Promise<void> => page.waitForTimeout(150)

const completions = (page: Page): ReturnType<Page['locator']> => page.locator('.cm-tooltip-autocomplete')

test('a function is completed with its parameters, and each is helped with', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await caretAtEndOf(page, 9)
  await page.keyboard.type('VirtualProt')
  await expect(completions(page)).toContainText('VirtualProtectEx')
  await afterListAppeared(page)
  await page.keyboard.press('Enter')
  const line = page.locator('.cm-line').nth(8)
  await expect(line).toContainText('VirtualProtect(lpAddress, dwSize, flNewProtect, lpflOldProtect)')

  const help = page.getByTestId('signature-help')
  await expect(help.locator('strong')).toHaveText('LPVOID lpAddress')
  await page.keyboard.type('p')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await expect(help.locator('strong')).toHaveText('DWORD flNewProtect')
  await expect(help).toContainText('page protection')

  await page.keyboard.press('Control+Space')
  await expect(completions(page).locator('li').first()).toContainText('PAGE_READWRITE')
  await page.keyboard.type('PAGE_GU')
  await expect(completions(page).locator('li').first()).toContainText('PAGE_GUARD')
  await afterListAppeared(page)
  await page.keyboard.press('Enter')
  await expect(line).toContainText('VirtualProtect(p, 1, PAGE_GUARD, lpflOldProtect)')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
})

test('the fields of a structure are completed after its variable', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await caretAtEndOf(page, 9)
  await page.keyboard.type('mbi.Reg')
  await expect(completions(page)).toContainText('RegionSize')
  await afterListAppeared(page)
  await page.keyboard.press('Enter')
  await expect(page.locator('.cm-line').nth(8)).toContainText('mbi.RegionSize')
})

test('F1 opens a card on the word at the caret, with the link in focus; Escape goes back', async ({
  bench
}) => {
  const { page } = bench
  await openText(page, program)
  await caretAtEndOf(page, 8)
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F1')
  const card = page.getByRole('dialog', { name: 'About PAGE_READWRITE' })
  await expect(card).toContainText('PAGE_READWRITE = 0x4 (4)')
  await expect(card.getByRole('link')).toBeFocused()
  await expect(card.getByRole('link')).toHaveAttribute('href', /^https:\/\/learn\.microsoft\.com\//)
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(page.locator('.cm-content')).toBeFocused()

  await page.keyboard.press('Home')
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Control+K')
  await page.keyboard.press('Control+I')
  const about = page.getByRole('dialog', { name: 'About VirtualAlloc' })
  await expect(about).toContainText('LPVOID VirtualAlloc(')
  await expect(about).toContainText('✓ Simulator')
  await page.keyboard.press('Escape')

  await caretAtEndOf(page, 10)
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toContainText('ERROR_INVALID_ADDRESS')
})

test('a card comes with the pointer too', async ({ bench }) => {
  const { page } = bench
  await openText(page, program)
  await page.locator('.cm-line', { hasText: 'MEMORY_BASIC' }).getByText('MEMORY_BASIC_INFORMATION').hover()
  await expect(page.getByTestId('knowledge-card')).toContainText('SIZE_T RegionSize')
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in list, help and card, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await openText(page, program)
    await caretAtEndOf(page, 9)
    await page.keyboard.type('VirtualFree(p, 0, ')
    await page.keyboard.press('Control+Space')
    await expect(page.getByTestId('signature-help')).toBeVisible()
    await expect(completions(page)).toContainText('MEM_RELEASE')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await caretAtEndOf(page, 7)
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('F1')
    await expect(page.getByRole('dialog', { name: 'About MEMORY_BASIC_INFORMATION' })).toBeVisible()
    await expectAccessible(page)
  })
