import type { Locator, Page } from '@playwright/test'
import type { MachineName } from '../shared/contract/observation'
import { chooseMachines, expectAccessible, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  // A declaration is no step of its own.
  'DWORD old;',
  'VirtualProtect(p + 0x2000, 0x1000, PAGE_READONLY, &old);',
  "p[0] = 'A';",
  'VirtualFree(p, 0, MEM_RELEASE);'
)

const picture = (page: Page, machine: MachineName): Locator => page.getByTestId(`strip-picture-${machine}-A`)
const focused = (page: Page, machine: MachineName): Locator => page.getByTestId(`strip-focus-${machine}-A`)
const level = (page: Page, machine: MachineName): Locator => page.getByTestId(`strip-${machine}-A`)

async function step(page: Page, to: number): Promise<void> {
  await page.keyboard.press('F10')
  await expect(page.getByTestId('position')).toContainText(String(to))
}
/** How many different colours a strip shows. */
async function colours(page: Page, machine: MachineName): Promise<number> {
  return picture(page, machine)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return new Set(new Uint32Array(data.buffer)).size
    })
}
for (const machine of ['simulator', 'windows'] as const)
  test.describe(`the address strip on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const { page } = bench
      const why = machine === 'windows' ? await whyNoWindows(page) : null
      test.skip(why !== null, why ?? '')
      await chooseMachines(page, machine)
      await openText(page, program)
      await start(page, machine)
    })

    test('shows what a step changed, and leads to its pages by keyboard', async ({ bench }) => {
      const { page } = bench
      await step(page, 1)
      await page.keyboard.press('Alt+M')
      await expect(picture(page, machine)).toBeFocused()
      await expect(focused(page, machine)).toContainText('▲ new')
      await expect(focused(page, machine)).toContainText('Made by line 7')
      await expect(focused(page, machine)).toContainText('MEM_COMMIT PAGE_READWRITE')
      expect(await colours(page, machine)).toBeGreaterThan(4)
      await step(page, 2)
      await page.keyboard.press('Enter')
      await expect(level(page, machine)).toHaveAttribute('data-level', 'allocation')
      await page.keyboard.press('Home')
      await page.keyboard.press('ArrowUp')
      await expect(focused(page, machine)).toContainText('PAGE_READONLY')
      await page.keyboard.press('Enter')
      await expect(level(page, machine)).toHaveAttribute('data-level', 'pages')
      await expect(focused(page, machine)).toContainText('Page at 0x')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await expect(level(page, machine)).toHaveAttribute('data-level', 'space')
      // What the last step removes stays for that step, as a ghost.
      await step(page, 3)
      await step(page, 4)
      await expect(focused(page, machine)).toContainText('▼ gone')
    })

    test('selects what is clicked, pans, zooms and turns over', async ({ bench }) => {
      const { page } = bench
      await step(page, 1)
      const box = (await picture(page, machine).boundingBox())!
      const before = await colours(page, machine)
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      await page.mouse.wheel(0, 200)
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, -200)
      await page.keyboard.up('Control')
      expect(before).toBeGreaterThan(4)
      await page.getByTestId(`strip-menu-${machine}`).click()
      await page.getByRole('menuitemcheckbox', { name: 'Low addresses at the bottom' }).click()
      await page.keyboard.press('Alt+M')
      await page.keyboard.press('Home')
      await expect(focused(page, machine)).toContainText('0x0 – ')
      await page.keyboard.press('ArrowDown')
      await expect(focused(page, machine)).not.toContainText('0x0 – ')
    })
  })

test('a page that was touched is resident and dirty on the simulator', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  for (let i = 1; i <= 3; i++) await step(page, i)
  await page.keyboard.press('Alt+M')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Home')
  await expect(focused(page, 'simulator')).toContainText('in the working set')
  await expect(focused(page, 'simulator')).toContainText('dirty')
  await page.keyboard.press('ArrowRight')
  await expect(focused(page, 'simulator')).toContainText('not touched yet')
})

test('the strip is drawn pixel by pixel of the screen, and can be hidden', async ({ bench }) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  const sizes = await picture(page, 'simulator').evaluate((box) => {
    const canvas = box.querySelector('canvas')!
    const ratio = window.devicePixelRatio
    const { width, height } = box.getBoundingClientRect()
    return [canvas.width - width * ratio, canvas.height - height * ratio]
  })
  // The picture’s border is left out; an edge in the middle of a pixel goes to one side.
  for (const difference of sizes) expect(Math.abs(difference)).toBeLessThanOrEqual(3)
  await page.getByTestId('strip-menu-simulator').click()
  await page.getByRole('menuitem', { name: 'Hide the strip' }).click()
  await expect(level(page, 'simulator')).toHaveCount(0)
  await page.keyboard.press('Alt+M')
  await expect(picture(page, 'simulator')).toBeFocused()
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the strip, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await chooseMachines(page, 'simulator')
    await openText(page, program)
    await start(page, 'simulator')
    for (let i = 1; i <= 3; i++) await step(page, i)
    await page.keyboard.press('Alt+M')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expectAccessible(page)
  })
