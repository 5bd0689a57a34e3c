import type { Page } from '@playwright/test'
import { chooseMachines, firstLine, openText, programOf, start, status, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'char *q = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);',
  "p[0] = 'A';",
  'char c = q[0];'
)
const line = (page: Page, number: number) => page.locator('.cm-line').nth(number - 1)
/** The line whose call made what is selected. */
const linked = (page: Page) => page.locator('.cm-lineNumbers .cm-linked-gutter')

for (const machine of ['simulator', 'windows'] as const)
  test.describe(`links between code and pictures on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const { page } = bench
      const reason = machine === 'windows' ? await whyNoWindows(page) : null
      test.skip(reason !== null, reason ?? '')
      await chooseMachines(page, machine)
      await openText(page, program)
      await start(page, machine)
      for (const next of [1, 2, 3]) {
        await page.keyboard.press('F10')
        await expect(status(page, machine)).toContainText(`paused before line ${firstLine + next}`)
      }
    })

    test('Ctrl+click on a pointer selects its page, and the line that made it is marked', async ({
      bench
    }) => {
      const { page } = bench
      await page.getByText('p[0]', { exact: false }).first().waitFor()
      const target = line(page, firstLine + 2)
      await target
        .locator('span', { hasText: /^p$/ })
        .or(target)
        .first()
        .click({
          modifiers: ['Control'],
          position: { x: 44, y: 8 }
        })
      await expect(linked(page)).toHaveText(String(firstLine))
      await expect(page.getByTestId('announcement')).toContainText('is selected in all pictures')
    })

    test('Alt+P does the same at the cursor', async ({ bench }) => {
      const { page } = bench
      await line(page, firstLine + 3).click()
      await page.keyboard.press('End')
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Alt+p')
      await expect(linked(page)).toHaveText(String(firstLine + 1))
    })

    test('going to a line that allocates selects its region; a change in the step card leads there too', async ({
      bench
    }) => {
      const { page } = bench
      await line(page, firstLine + 1).click({ position: { x: 60, y: 8 } })
      await expect(linked(page)).toHaveText(String(firstLine + 1))
      await line(page, firstLine).click({ position: { x: 60, y: 8 } })
      await expect(linked(page)).toHaveText(String(firstLine))
      await page.keyboard.press('Shift+F10')
      await expect(status(page, machine)).toContainText(`before line ${firstLine + 2}`)
      await page.getByTestId(`step-card-${machine}`).getByTitle('Show it in all pictures').click()
      await expect(linked(page)).toHaveText(String(firstLine + 1))
    })

    test('a byte leads to its region’s line', async ({ bench }) => {
      const { page } = bench
      await page.getByTestId(`panel-memory-${machine}`).click()
      await page.getByTestId(`memory-address-${machine}`).fill('q')
      await page.keyboard.press('Enter')
      await page.getByTestId(`memory-bytes-${machine}`).getByRole('gridcell').first().click()
      await expect(linked(page)).toHaveText(String(firstLine + 1))
    })

    test('values beside the lines never lie over the code', async ({ bench }) => {
      const { page } = bench
      await page.setViewportSize({ width: 1280, height: 720 })
      await expect(page.locator('.cm-beside').first()).toBeAttached()
      const covered = await page.evaluate(
        () =>
          [...document.querySelectorAll<HTMLElement>('.cm-beside:not(.cm-beside-brief)')].filter((box) => {
            const code = document.createRange()
            code.setStart(box.parentNode!, 0)
            code.setEndBefore(box)
            const chip = box.firstElementChild!.getBoundingClientRect()
            return chip.left < code.getBoundingClientRect().right - 1
          }).length
      )
      expect(covered).toBe(0)
    })
  })
