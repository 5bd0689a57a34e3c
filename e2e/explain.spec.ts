import type { Page } from '@playwright/test'
import { chooseMachines, expectAccessible, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'DWORD old;',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READWRITE | PAGE_GUARD, &old);'
)
const explanation = (page: Page) => page.getByTestId('explanation')

async function guarded(page: Page, machine: 'simulator' | 'windows'): Promise<void> {
  await chooseMachines(page, machine)
  await openText(page, program)
  await start(page, machine)
  for (let i = 1; i <= 2; i++) {
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).toContainText(String(i))
  }
  await expect(page.locator('tr[data-changed="protect"]')).toBeVisible()
}

for (const machine of ['simulator', 'windows'] as const)
  test(`F1 explains a cell, its neighbours with their values, and goes back, on ${machine}`, async ({
    bench
  }) => {
    const { page } = bench
    if (machine === 'windows') {
      const reason = await whyNoWindows(page)
      test.skip(reason !== null, reason ?? '')
    }
    await guarded(page, machine)
    await page.locator('tr[data-changed="protect"] [data-explain="protect"]').hover()
    await page.keyboard.press('F1')
    await expect(explanation(page)).toHaveAttribute('data-figure', 'protect')
    await expect(page.getByRole('dialog', { name: 'Protect' })).toBeVisible()
    await expect(page.getByTestId('explain-value')).toHaveText('PAGE_READWRITE | PAGE_GUARD')
    await expect(explanation(page)).toContainText('takes the guard away')
    await expect(page.getByTestId('explain-source')).toContainText('VirtualQuery')
    await expect(explanation(page).getByRole('link')).toHaveAttribute('href', /learn\.microsoft\.com/)
    const neighbour = page.getByTestId('neighbour-allocation-protect')
    await expect(neighbour.locator('..')).toContainText('PAGE_READWRITE')
    await neighbour.click()
    await expect(explanation(page)).toHaveAttribute('data-figure', 'allocation-protect')
    await expect(page.getByTestId('explain-value')).toHaveText('PAGE_READWRITE')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(explanation(page)).toHaveAttribute('data-figure', 'protect')
    await page.keyboard.press('Escape')
    await expect(explanation(page)).toHaveCount(0)
  })

test('a row is explained by the keyboard alone, and the focus comes back to it', async ({ bench }) => {
  const { page } = bench
  await guarded(page, 'simulator')
  const row = page.locator('tr[data-changed="protect"]')
  await row.focus()
  await page.keyboard.press('F1')
  await expect(explanation(page)).toHaveAttribute('data-figure', 'region')
  await expect(explanation(page)).toBeFocused()
  await expect(explanation(page)).toContainText('PAGE_READWRITE | PAGE_GUARD')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('explain-back')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(row).toBeFocused()
})

test('heads of columns have a question mark, and what has no explanation says so', async ({ bench }) => {
  const { page } = bench
  await guarded(page, 'simulator')
  await page.locator('th[data-explain="size"]').first().hover()
  await page.getByTestId('explain-mark').click()
  await expect(page.getByTestId('explain-formula')).toHaveText('Size = Committed + what is only reserved.')
  await page.keyboard.press('Escape')
  await page.getByTestId('document-name').hover()
  await page.keyboard.press('F1')
  await expect(explanation(page)).toHaveCount(0)
  await expect(page.getByText('Nothing to explain here.')).toBeVisible()
})

test('the strip’s place is explained by keyboard, from its menu and from the Help menu', async ({
  bench
}) => {
  const { page } = bench
  await guarded(page, 'simulator')
  const strip = page.getByTestId('strip-picture-simulator-A')
  await page.keyboard.press('Alt+M')
  await expect(strip).toBeFocused()
  await page.keyboard.press('F1')
  await expect(explanation(page)).toHaveAttribute('data-figure', 'type-private')
  await page.keyboard.press('Escape')
  await expect(strip).toBeFocused()
  await page.keyboard.press('Shift+F10')
  await page.keyboard.press('Alt+M')
  await strip.dispatchEvent('contextmenu', { button: 0 })
  await page.getByRole('menuitem', { name: /^Explain Private Data/ }).click()
  await expect(explanation(page)).toHaveAttribute('data-figure', 'type-private')
  await page.keyboard.press('Escape')
  await expect(strip).toBeFocused()
  await page.getByTestId('menu-help').click()
  await page.getByRole('menuitem', { name: /^Explain figure, sign or term/ }).click()
  await expect(explanation(page)).toHaveAttribute('data-figure', 'type-private')
  await page.keyboard.press('Escape')
  await expect(strip).toBeFocused()
})

test('the timeline is explained where it stands, with the events of the step', async ({ bench }) => {
  const { page } = bench
  await guarded(page, 'simulator')
  // What the timeline knows of a step comes after its picture.
  await expect(page.getByTestId('timeline')).toHaveAttribute('aria-valuetext', / committed/)
  await page.getByTestId('timeline').focus()
  await page.keyboard.press('F1')
  await expect(explanation(page)).toHaveAttribute('data-figure', 'event-region-changed')
  await expect(explanation(page)).toContainText('Working set')
})

test('the legend filters table and strip, by keyboard too, and says what is shown', async ({ bench }) => {
  const { page } = bench
  await guarded(page, 'simulator')
  const rows = page.getByTestId('regions-simulator-A')
  await page.getByTestId('strip-kind-simulator-I').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('strip-kind-simulator-S')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('strip-kind-simulator-S')).toHaveAttribute('aria-pressed', 'true')
  await expect(rows.getByRole('status')).toHaveText(/^\d+ of \d+ shown$/)
  await page.keyboard.press('Escape')
  await expect(rows.getByRole('status')).toHaveCount(0)
  await page.getByTestId('strip-kind-simulator-P').click()
  await expect(rows.locator('tr[data-changed="protect"]')).toBeVisible()
  await page.getByTestId('show-all-simulator-A').click()
  await page.getByTestId('filter-toggle-simulator-A').click()
  await page.getByTestId('filter-sign-protect-simulator-A').click()
  await expect(rows.locator('tr[data-base]')).toHaveCount(1)
  await expect(page.getByTestId('strip-show-all-simulator')).toBeVisible()
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing wrong with an explanation, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await guarded(page, 'simulator')
    await page.locator('tr[data-changed="protect"]').focus()
    await page.keyboard.press('F1')
    await expect(explanation(page)).toBeVisible()
    await expectAccessible(page, '[data-testid="explanation"]')
  })
