import type { Locator, Page } from '@playwright/test'
import { chooseMachines, expectAccessible, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'DWORD old;',
  'BYTE *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE, PAGE_READWRITE);',
  'VirtualAlloc(p, 0x2000, MEM_COMMIT, PAGE_READWRITE);',
  'p[16] = 0x5a;',
  'VirtualProtect(p, 0x1000, PAGE_READONLY, &old);',
  'VirtualProtect(p, 0x1000, PAGE_READWRITE, &old);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'CHECK(p != NULL);'
)
/** The step that each of its lines is; declarations without a value are none. */
const stepOf = { reserve: 1, commit: 2, write: 3, readOnly: 4, writable: 5, fails: 6, check: 7 }

const slider = (page: Page): Locator => page.getByTestId('timeline')

async function stepTo(page: Page, step: number): Promise<void> {
  for (let i = 1; i <= step; i++) {
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).toContainText(`Step ${i} `, { timeout: 30_000 })
  }
}
for (const machine of ['simulator', 'windows'] as const)
  test.describe(`the timeline on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const why = machine === 'windows' ? await whyNoWindows(bench.page) : null
      test.skip(why !== null, why ?? '')
      await chooseMachines(bench.page, machine)
      await openText(bench.page, program)
      await start(bench.page, machine)
      await stepTo(bench.page, stepOf.check)
    })

    test('is gone through by keys, by events and by pointer, and says where it is', async ({ bench }) => {
      const { page } = bench
      await slider(page).focus()
      await page.keyboard.press('Home')
      await expect(page.getByTestId('position')).toContainText('Step 0 of 7')
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await expect(slider(page)).toHaveAttribute(
        'aria-valuetext',
        /^Step 2 of 7: VirtualAlloc, line 9, [\d,]+ K committed/
      )
      await page.keyboard.press('End')
      await page.keyboard.press('Control+ArrowLeft')
      await expect(slider(page)).toHaveAttribute('aria-valuetext', /^Step 6 of 7: VirtualFree, .*call failed/)
      const box = (await slider(page).boundingBox())!
      expect(box.height).toBeGreaterThanOrEqual(24)
      await page.mouse.click(box.x + 10, box.y + box.height / 2)
      await expect(page.getByTestId('position')).toContainText('Step 0 of 7')
      await expect(page.getByText('looking back', { exact: true }).first()).toBeVisible()
    })

    test('announces what the step it rests at changed', async ({ bench }) => {
      const { page } = bench
      await slider(page).focus()
      await page.keyboard.press('Home')
      for (let i = 0; i < stepOf.readOnly; i++) await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('announcement')).toHaveText(
        /^Step 4: VirtualProtect, 1 page at 0x…[0-9a-f]{4} now PAGE_READONLY\./
      )
      await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('announcement')).toHaveText(/now PAGE_READWRITE\./)
      await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('announcement')).toHaveText(/VirtualFree failed, ERROR_INVALID_PARAMETER/)
    })

    test('compares two moments', async ({ bench }) => {
      const { page } = bench
      await slider(page).focus()
      await page.keyboard.press('Home')
      for (let i = 0; i < stepOf.commit; i++) await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('position')).toContainText('Step 2 ')
      await page.keyboard.press('Alt+1')
      for (let i = stepOf.commit; i < stepOf.readOnly; i++) await page.keyboard.press('ArrowRight')
      await expect(page.getByTestId('position')).toContainText('Step 4 ')
      await page.keyboard.press('Alt+2')
      await page.keyboard.press('Alt+3')
      const view = page.getByTestId(`moments-${machine}`)
      await expect(view.getByRole('listbox', { name: /Regions/ })).toContainText('Commit RW')
      await expect(view).toContainText(/Commit R(?!W)/)
      if (machine === 'simulator') {
        await expect(view).toContainText('Working set')
        await expect(view.getByRole('listbox', { name: /Bytes/ })).toContainText('5a')
        await expect(view.getByRole('listbox', { name: /Pages/ })).toContainText('valid')
      } else await expect(view).toContainText('Regions only')
      await view.getByRole('option').first().click()
      await expect(view.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
      await page.getByTestId('moment-b').fill('2')
      await page.getByTestId('moment-b').press('Enter')
      await expect(page.getByTestId('moments')).toContainText('A and B are the same moment')
    })

    test('goes back until a page was protected so, at a selected place', async ({ bench }) => {
      const { page } = bench
      await page.keyboard.press('Alt+3')
      await page.getByTestId('moment-a').fill('0')
      await page.getByTestId('moment-a').press('Enter')
      await page.getByTestId(`moments-${machine}`).getByRole('option').first().click()
      await page.keyboard.press('Alt+U')
      await expect(page.getByTestId('until-address')).toHaveValue(/^0x[0-9a-f]+$/)
      await page.getByTestId('until-protection').click()
      await page.getByTestId('until-protect').selectOption('PAGE_READONLY')
      await page.getByTestId('until-go').click()
      await expect(page.getByTestId('position')).toContainText(`Step ${stepOf.readOnly} `)
      await expect(page.getByTestId('dialog')).toHaveCount(0)
      await page.keyboard.press('Alt+U')
      await page.getByTestId('until-protection').click()
      await page.getByTestId('until-protect').selectOption('PAGE_EXECUTE_READ')
      await page.getByTestId('until-go').click()
      await expect(page.getByTestId('until-problem')).toContainText('No step before this one made')
    })

    for (const scheme of ['light', 'dark'] as const)
      test(`and the comparison have nothing for axe, ${scheme}`, async ({ bench }) => {
        const { page } = bench
        await page.emulateMedia({ colorScheme: scheme })
        await slider(page).focus()
        await page.keyboard.press('Home')
        await page.keyboard.press('Alt+1')
        await page.keyboard.press('End')
        await page.getByTestId('timeline-size').click()
        await page.keyboard.press('Alt+3')
        await expect(page.getByTestId(`moments-${machine}`).getByRole('option').first()).toBeVisible()
        await expectAccessible(page)
        await page.getByTestId('timeline-more').click()
        await expectAccessible(page)
        await page.keyboard.press('Escape')
        await page.keyboard.press('Alt+U')
        await expect(page.getByTestId('until-dialog')).toBeVisible()
        await expectAccessible(page)
      })
  })

test('the record is played, and paused', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  await stepTo(page, 4)
  await page.getByTestId('timeline-more').click()
  await page.getByRole('menuitemcheckbox', { name: 'Play 1 step a second' }).click()
  await page.getByTestId('timeline-play').click()
  await expect(page.getByTestId('position')).toContainText('Step 2 ')
  await page.getByTestId('timeline-play').click()
  const stopped = await page.getByTestId('position').textContent()
  await page.waitForTimeout(1500)
  await expect(page.getByTestId('position')).toHaveText(stopped!)
})
