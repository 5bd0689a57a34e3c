import type { Page } from '@playwright/test'
import { chooseMachines, expectAccessible, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'p[0] = 1;',
  "p[0x1000] = 'A';",
  'HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0x3000, "Local\\\\lab");',
  'char *view = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, 0);',
  "view[0] = 'B';"
)

async function step(page: Page, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await expect(page.getByTestId('control-step-over')).toBeEnabled({ timeout: 15_000 })
    const before = await page.getByTestId('position').textContent()
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).not.toHaveText(before ?? '', { timeout: 15_000 })
  }
}
async function translate(page: Page, address: string): Promise<void> {
  await page.getByTestId('translation-address').fill(address)
  await page.keyboard.press('Enter')
}
test.describe('on the simulator', () => {
  test.beforeEach(async ({ bench: { page } }) => {
    await chooseMachines(page, 'simulator')
    await openText(page, program)
    await start(page, 'simulator')
    await step(page, 2)
    await page.keyboard.press('Control+4')
  })

  test('a C expression is followed from demand zero to its frame, and what the step changed is marked', async ({
    bench: { page }
  }) => {
    await translate(page, 'p + 0x1000')
    const end = page.getByTestId('translation-end')
    await expect(end).toContainText('Demand zero')
    await expect(page.getByTestId('pte-line')).toContainText('not valid DemandZero Protect: 4 - ReadWrite')
    await step(page, 1)
    await expect(end).toContainText(/Frame \d+/)
    await expect(page.getByTestId('translation-change')).toContainText('the PTE was demand zero')
    await expect(page.getByTestId('translation-byte')).toContainText('41')
    await expect(page.getByTestId('pte-line')).toContainText(
      /contains 8[0-9A-F]{15} pfn [0-9a-f]+ ---DA--UW-V/
    )
    await page.keyboard.press('Shift+F10')
    await expect(end).toContainText('Demand zero')
  })

  test('an address is walked by keyboard, and the ones before come back', async ({ bench: { page } }) => {
    await translate(page, 'p')
    const strip = page.getByTestId('translation-strip')
    await expect(strip).toBeFocused()
    await expect(page.getByTestId('bits-offset')).toContainText('0 · 0x0')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByTestId('bits-offset')).toContainText('1 · 0x1')
    await page.keyboard.press('PageDown')
    await expect(page.getByTestId('translation-end')).toContainText('Demand zero')
    await page.keyboard.press('Alt+ArrowLeft')
    await expect(page.getByTestId('bits-offset')).toContainText('0 · 0x0')
    await page.keyboard.press('Alt+ArrowRight')
    await expect(page.getByTestId('bits-offset')).toContainText('1 · 0x1')
  })

  test('a view leads through its VAD, its section and its prototype PTE', async ({ bench: { page } }) => {
    await step(page, 4)
    await translate(page, 'view + 0x2000')
    await expect(page.getByTestId('translation-section')).toContainText('section Local\\lab')
    await expect(page.getByTestId('translation-section')).toContainText('prototype PTE 2')
    await expect(page.getByTestId('vad-path').locator('tr.found')).toContainText('MAPPED')
    await page.getByTestId('show-prototype').click()
    await expect(page.getByTestId('pte-line')).toContainText('prototype PTE 2 of control area')
  })

  test('addresses that no program can have stop where they stop, and say why', async ({
    bench: { page }
  }) => {
    await translate(page, '0x1000000000000')
    await expect(page.getByTestId('translation-says')).toContainText('This is no address')
    await translate(page, '0xfffff68000000000')
    await expect(page.getByTestId('translation-says')).toContainText('kernel’s half')
    await translate(page, 'nowhere + 1')
    await expect(page.getByTestId('translation-problem')).toContainText('nowhere')
  })

  test('a prediction is made, checked and finished by keyboard alone', async ({ bench: { page } }) => {
    await translate(page, 'p')
    const address = BigInt(await page.getByTestId('translation-address').inputValue())
    await page.getByTestId('translation-predict').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('translation-picture')).toHaveCount(0)
    const body = await page.getByTestId('translation').innerHTML()
    expect(body).not.toContain('pfn')
    const index = (low: bigint): string => String((address >> low) & 511n)
    const typed: readonly string[] = [
      'in the u',
      index(39n),
      index(30n),
      index(21n),
      index(12n),
      '0',
      'PTE',
      'valid'
    ]
    for (const answer of typed) {
      await page.keyboard.press('Tab')
      await page.keyboard.type(answer)
      // Past the button that reveals it.
      await page.keyboard.press('Tab')
    }
    await page.getByTestId('predict-check').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('predict-score')).toHaveText('8 of 10 right, 2 open.')
    await page.getByTestId('predict-reveal').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('predict-score')).toHaveText('8 of 11 right, 3 revealed.')
    await expect(page.getByTestId('translation-picture')).toBeVisible()
  })

  for (const scheme of ['light', 'dark'] as const)
    test(`axe finds nothing, ${scheme}: empty, a frame, a prediction`, async ({ bench: { page } }) => {
      await page.emulateMedia({ colorScheme: scheme })
      await expectAccessible(page)
      await translate(page, 'p')
      await expect(page.getByTestId('vad-path')).toBeVisible()
      await expectAccessible(page)
      await page.getByTestId('translation-predict').click()
      await page.getByTestId('predict-check').click()
      await expectAccessible(page)
    })

  for (const width of [700, 1280, 1500])
    test(`nothing but the picture's own boxes scrolls sideways in a window of ${width} px`, async ({
      bench: { page }
    }) => {
      await page.setViewportSize({ width, height: 600 })
      await translate(page, 'p')
      await expect(page.getByTestId('vad-path')).toBeVisible()
      const overflow = await page.evaluate(() => {
        const scroll = document.querySelector('[data-testid="translation"] .scroll')!
        return {
          page: document.documentElement.scrollWidth - innerWidth,
          view: scroll.scrollWidth - scroll.clientWidth
        }
      })
      expect(overflow).toEqual({ page: 0, view: 0 })
    })
})

test('on real Windows the indices are shown, the tables are unknown, and a kernel debugger is named', async ({
  bench: { page }
}) => {
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await chooseMachines(page, 'both')
  await openText(page, program)
  await start(page, 'simulator', 'windows')
  await step(page, 3)
  await page.keyboard.press('Control+4')
  await page.getByTestId('translation-machine-windows').click()
  await translate(page, 'p + 0x1234')
  await expect(page.getByTestId('bits-offset')).toContainText('564 · 0x234')
  await expect(page.getByTestId('translation-end')).toContainText('?')
  await expect(page.getByTestId('translation-place')).toContainText(/!pte [0-9a-f]+1234/)
  await expect(page.getByTestId('translation-vad')).toContainText('MEM_COMMIT, PAGE_READWRITE, MEM_PRIVATE')
  await expectAccessible(page)
  await page.getByTestId('translation-machine-simulator').click()
  // The number means another place there, or none.
  await expect(page.getByTestId('translation-vad')).toContainText('VAD')
})
