import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { MachineName } from '../shared/contract/observation'
import { chooseMachines, firstLine, openText, programOf, start, status, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const regions = (page: Page, machine: MachineName, letter = 'A'): Locator =>
  page.getByTestId(`regions-${machine}-${letter}`).locator('tr[data-base]')
const editorText = (page: Page): Locator => page.locator('.cm-content')

async function newProgram(page: Page): Promise<void> {
  await page.keyboard.press('Control+n')
  await expect(page.getByTestId('document-name')).toContainText('untitled.c')
}
/** Opens the menu of acts with its key and chooses one. */
async function act(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Alt+a')
  await page.getByRole('menuitem', { name, exact: true }).click()
}
/** Opens a region's menu and chooses an act. */
async function actOn(page: Page, row: Locator, name: string): Promise<void> {
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name, exact: true }).click()
}
/** Waits until the run stands at a step; what goes there again stands nowhere meanwhile. */
async function atStep(page: Page, position: number): Promise<void> {
  await expect(page.getByTestId('position')).toContainText(new RegExp(`\\b${position}\\b`), {
    timeout: 30_000
  })
  await expect(page.getByTestId('control-step-back')).toBeEnabled({ timeout: 30_000 })
}
async function doIt(page: Page, position: number): Promise<void> {
  await page.getByTestId('act-do').click()
  await expect(page.getByTestId('act-dialog')).toHaveCount(0)
  await atStep(page, position)
}
async function step(page: Page, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    await page.keyboard.press('F10')
    await atStep(page, i)
  }
}
async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`)).toEqual([])
}

for (const machine of ['simulator', 'windows'] as const)
  test.describe(`acts on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const { page } = bench
      const reason = machine === 'windows' ? await whyNoWindows(page) : null
      test.skip(reason !== null, reason ?? '')
      await chooseMachines(page, machine)
    })

    test('without a line of code: allocate, protect, touch, write, free; each becomes its C call', async ({
      bench
    }) => {
      const { page } = bench
      await newProgram(page)
      await act(page, 'Allocate…')
      await page.getByTestId('act-pages').fill('3')
      await expect(page.getByTestId('act-code')).toHaveText(
        'char *region1 = VirtualAlloc(NULL, 3 * 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);'
      )
      await doIt(page, 1)
      await expect(editorText(page)).toContainText('char *region1 = VirtualAlloc(NULL, 3 * 4096')
      await expect(regions(page, machine)).toHaveCount(1)
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Reserves and commits 3 pages')

      await actOn(page, regions(page, machine).first(), 'Change protection…')
      await page.getByTestId('act-protect').selectOption('PAGE_READONLY')
      await page.getByTestId('act-pages').fill('1')
      await expect(page.getByTestId('act-code')).toContainText(
        'VirtualProtect(region1, 4096, PAGE_READONLY, &old_protection1);'
      )
      await doIt(page, 2)
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Makes 1 page PAGE_READONLY')
      await expect(regions(page, machine)).toHaveCount(3)

      await actOn(page, regions(page, machine).nth(2), 'Write text or bytes…')
      await expect(page.getByTestId('act-code')).toHaveText('memcpy(region1 + 4096, "Hello", 6);')
      await doIt(page, 3)

      // Nothing is missing for this one: it is done at once.
      await actOn(page, regions(page, machine).nth(2), 'Free the allocation')
      await expect(editorText(page)).toContainText('VirtualFree(region1, 0, MEM_RELEASE);')
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Releases the allocation')

      // One undo takes back one act, and says that the run is of another text.
      await editorText(page).click()
      await page.keyboard.press('Control+z')
      await expect(editorText(page)).not.toContainText('MEM_RELEASE')
      await expect(editorText(page)).toContainText('memcpy')
      await act(page, 'Empty the working set')
      await expect(page.getByRole('alert').or(page.locator('.message')).first()).toContainText(
        'changed since the run began'
      )
    })

    test('a view of a named section is mapped and unmapped', async ({ bench }) => {
      const { page } = bench
      await newProgram(page)
      await act(page, 'Map a view…')
      await page.getByTestId('act-name').fill('Local\\lab')
      await expect(page.getByTestId('act-code')).toContainText('"Local\\\\lab"')
      await doIt(page, 2)
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText(
        'Maps a view of all of the section'
      )
      await actOn(page, regions(page, machine).first(), 'Unmap the view')
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Unmaps the view')
    })

    test('an act goes in where the program stands, and the run stands there again', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE, PAGE_NOACCESS);',
          'int n = 1;',
          'n = n + 1;',
          'CHECK_EQ(n, 2);'
        )
      )
      await start(page, machine)
      await step(page, 2)
      await expect(status(page, machine)).toContainText(`paused before line ${firstLine + 2}`)
      await actOn(page, regions(page, machine).first(), 'Commit…')
      await page.getByTestId('act-pages').fill('2')
      await expect(page.getByTestId('act-code')).toHaveText(
        'VirtualAlloc(p, 2 * 4096, MEM_COMMIT, PAGE_READWRITE);'
      )
      await expect(page.getByTestId('act-note')).toHaveCount(0)
      await doIt(page, 3)
      await expect(status(page, machine)).toContainText(`paused before line ${firstLine + 3}`)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('1 passed')
    })

    test('where the line was executed before, the act goes to a later place and says why', async ({
      bench
    }) => {
      const { page } = bench
      await openText(
        page,
        programOf('int n = 0;', 'for (int i = 0; i < 3; i++)', '{', '    n += i;', '}', 'CHECK_EQ(n, 3);')
      )
      await start(page, machine)
      await step(page, 5)
      await act(page, 'Allocate…')
      await expect(page.getByTestId('act-note')).toContainText('executed already')
      await page.getByTestId('act-do').click()
      await expect(status(page, machine)).toContainText(`paused before line ${firstLine + 6}`)
      await expect(regions(page, machine)).toHaveCount(1)
    })

    test('a refused call is put right, and the run goes there again', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'char *p = VirtualAlloc(NULL, 5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
          'VirtualFree(p, 5000, MEM_RELEASE);'
        )
      )
      await start(page, machine)
      await step(page, 1)
      const card = page.getByTestId(`step-card-${machine}`)
      await expect(card.getByTestId('call-rounded')).toContainText('5000 → 8192')
      await page.keyboard.press('F10')
      await expect(card).toContainText('ERROR_INVALID_PARAMETER')
      await expect(card.getByTestId('succeed-after')).toContainText('VirtualFree(p, 0, MEM_RELEASE)')
      await card.getByTestId('succeed-use').click()
      await expect(editorText(page)).toContainText('VirtualFree(p, 0, MEM_RELEASE);')
      await expect(card).toContainText('✓ succeeded', { timeout: 30_000 })
      await expect(page.getByTestId('position')).toContainText('2')
      await expect(regions(page, machine).and(page.locator(':not([data-changed])'))).toHaveCount(0)
    })
  })

test('an act is done on both machines of a run', async ({ bench }) => {
  const { page } = bench
  const reason = await whyNoWindows(page)
  test.skip(reason !== null, reason ?? '')
  await chooseMachines(page, 'both')
  await newProgram(page)
  await act(page, 'Reserve…')
  await doIt(page, 1)
  for (const machine of ['simulator', 'windows'] as const)
    await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Reserves 16 pages')
})

for (const theme of ['light', 'dark'] as const)
  test(`the dialog of an act and a refused call have nothing that axe objects to, ${theme}`, async ({
    bench
  }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: theme })
    await chooseMachines(page, 'simulator')
    await openText(page, programOf('VirtualAlloc((void *)0x20000000, 4096, MEM_COMMIT, PAGE_READWRITE);'))
    await start(page, 'simulator')
    await page.keyboard.press('F10')
    await expect(page.getByTestId('succeed')).toBeVisible()
    await expectNothingSerious(page)
    await act(page, 'Map a view…')
    await expect(page.getByTestId('act-code')).toContainText('MapViewOfFile')
    await expectNothingSerious(page)
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('act-dialog')).toHaveCount(0)
  })
