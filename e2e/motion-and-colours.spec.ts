import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, status, viewIds } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE, PAGE_READWRITE);',
  'VirtualAlloc(p, 0x1000, MEM_COMMIT, PAGE_READWRITE | PAGE_GUARD);',
  'char *q = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'q[0] = 1;',
  'CHECK(q);'
)

/** What moves or is about to, with how long it takes, in ms. */
const motions = (page: Page): Promise<readonly { what: string; ms: number }[]> =>
  page.evaluate(() =>
    document.getAnimations().map(({ effect }) => {
      const { delay = 0, duration = 0, iterations = 1 } = effect?.getTiming() ?? {}
      const target = effect instanceof KeyframeEffect ? effect.target : null
      return {
        what: target?.className ?? '?',
        ms: Number(delay) + Number(duration) * Number(iterations)
      }
    })
  )

for (const reducedMotion of ['reduce', 'no-preference'] as const)
  test(`a step in any picture ${reducedMotion === 'reduce' ? 'moves nothing' : 'is at rest within 200 ms'} (${reducedMotion})`, async ({
    bench
  }) => {
    const { page } = bench
    await page.emulateMedia({ reducedMotion })
    await openText(page, program)
    await chooseMachines(page, 'simulator')
    await start(page, 'simulator')
    for (const [i, view] of viewIds.slice(0, 5).entries()) {
      await page.keyboard.press(`Control+${i + 1}`)
      await expect(page.getByTestId(`view-${view}`)).toHaveAttribute('aria-selected', 'true')
      await page.keyboard.press('F10')
      for (let look = 0; look < 4; look++) {
        const most = reducedMotion === 'reduce' ? 0 : 200
        expect(
          (await motions(page)).filter(({ ms }) => ms > most),
          view
        ).toEqual([])
      }
      await expect(page.getByTestId('position')).toContainText(`Step ${i + 1}`)
    }
  })

test('in forced colours selection, type, focus and the current line keep their borders and patterns', async ({
  bench
}) => {
  const { page } = bench
  await page.emulateMedia({ forcedColors: 'active' })
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  for (const line of [8, 9, 10]) {
    await page.keyboard.press('F10')
    await expect(status(page, 'simulator')).toContainText(`paused before line ${line}`)
  }
  const style = (selector: string, names: readonly string[]): Promise<readonly string[]> =>
    page
      .locator(selector)
      .first()
      .evaluate((element, wanted) => {
        const found = getComputedStyle(element)
        return wanted.map((name) => found.getPropertyValue(name))
      }, names)
  const table = '[data-testid="regions-simulator-A"]'
  // A type keeps its letter and a border.
  expect(await style(`${table} tbody .chip`, ['border-top-style'])).toEqual(['solid'])
  await expect(page.locator(`${table} tbody .chip`).first()).toHaveText(/^[A-Z]$/)
  // The selected row is outlined.
  await page.locator(`${table} tbody tr[aria-level="2"]`).first().click()
  expect(
    await style(`${table} tbody tr[aria-selected="true"] td`, ['border-top-style', 'border-top-width'])
  ).toEqual(['solid', '2px'])
  // The line that runs next.
  expect(await style('.cm-now', ['outline-style'])).toEqual(['solid'])
  // Buttons have a border.
  expect(await style('[data-testid="control-step-over"]', ['border-top-style'])).toEqual(['solid'])
  // A fill that is gone leaves its pattern: within a segment of the strip there are lines and what is between them.
  const inks = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid^="strip-"] canvas')
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return 0
    const { data } = context.getImageData(canvas.width / 2, 0, 1, canvas.height)
    let turns = 0
    for (let i = 4; i < data.length; i += 4) if (Math.abs(data[i]! - data[i - 4]!) > 100) turns++
    return turns
  })
  // The edges of the few segments alone are far less.
  expect(inks).toBeGreaterThan(30)
})
