import type { Locator, Page } from '@playwright/test'
import type { MachineName } from '../shared/contract/observation'
import {
  chooseMachines,
  expectAccessible,
  firstLine,
  openText,
  programOf,
  start,
  whyNoWindows
} from './bench-actions'
import { expect, test } from './fixtures'

/** One allocation in three parts, one of a page, one reserved. */
const program = programOf(
  'DWORD old;',
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);',
  'char *q = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READ);',
  'char *r = VirtualAlloc(NULL, 0x20000, MEM_RESERVE, PAGE_NOACCESS);',
  'VirtualFree(q, 0, MEM_RELEASE);'
)

async function step(page: Page, count: number): Promise<void> {
  for (let i = 1; i <= count; i++) {
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).toContainText(String(i))
  }
}
const tableOf = (page: Page, machine: MachineName): Locator => page.getByTestId(`regions-${machine}-A`)
const rowsOf = (page: Page, machine: MachineName): Locator => tableOf(page, machine).locator('tr[data-base]')
/** Chooses an entry of a menu that a button opens. */
async function choose(page: Page, button: string, entry: string): Promise<void> {
  await page.getByTestId(button).click()
  await page.getByTestId('menu').getByText(entry, { exact: true }).click()
}

for (const machine of ['simulator', 'windows'] as const)
  test.describe(`the regions on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const why = machine === 'windows' ? await whyNoWindows(bench.page) : null
      test.skip(why !== null, why ?? '')
      await bench.page.setViewportSize({ width: 1600, height: 1000 })
      await chooseMachines(bench.page, machine)
      await openText(bench.page, program)
      await start(bench.page, machine)
      await step(bench.page, 4)
    })

    test('an allocation folds, and never says one protection for its mixed parts', async ({ bench }) => {
      const { page } = bench
      const allocation = rowsOf(page, machine).filter({ hasText: '3 parts' })
      await expect(allocation).toContainText('mixed')
      await expect(allocation).toHaveAttribute('aria-expanded', 'true')
      const count = await rowsOf(page, machine).count()
      await allocation.click()
      await page.keyboard.press('ArrowLeft')
      await expect(rowsOf(page, machine)).toHaveCount(count - 3)
      await page.keyboard.press('ArrowRight')
      await expect(rowsOf(page, machine)).toHaveCount(count)
      // Its line leads to the line.
      await allocation.getByRole('button').click()
      await expect(page.locator('.cm-activeLineGutter, .cm-activeLine').first()).toContainText(
        /VirtualAlloc|\d/
      )
      await expect(allocation).toContainText(String(firstLine + 1))
    })

    test('the summary is VMMap’s, and a type chosen in it filters the rows', async ({ bench }) => {
      const { page } = bench
      await page.getByTestId(`summary-toggle-${machine}-A`).click()
      const summary = page.getByTestId(`summary-${machine}-A`)
      const names = ['Total', 'Image', 'Mapped File', 'Shareable', 'Heap', 'Stack', 'Private Data']
      await expect(summary.locator('tbody th')).toContainText([...names, 'Page Table', 'Unusable', 'Free'])
      await expect(summary.locator('tr.total')).toContainText(/\d K.*\d K.*\d K.*\d K/)
      await page.getByTestId(`summary-Stack-${machine}-A`).click()
      await expect(rowsOf(page, machine).first()).toContainText('Stack')
      await expect(tableOf(page, machine)).not.toContainText('.dll')
      await page.keyboard.press('Escape')
      await expect(rowsOf(page, machine).filter({ hasText: '3 parts' })).toBeVisible()
    })

    test('chips and words filter, and Escape shows all again', async ({ bench }) => {
      const { page } = bench
      await page.getByTestId(`filter-toggle-${machine}-A`).click()
      await page.getByTestId(`filter-program-${machine}-A`).click()
      await page.getByTestId(`filter-reserve-${machine}-A`).click()
      await expect(rowsOf(page, machine)).toHaveCount(1)
      await expect(rowsOf(page, machine)).toContainText('128 K')
      await page.getByTestId(`filter-reserve-${machine}-A`).click()
      await page.getByTestId(`filter-changed-${machine}-A`).click()
      await expect(rowsOf(page, machine)).toHaveCount(1)
      await page.keyboard.press('Escape')
      await choose(page, `filter-protection-${machine}-A`, 'R')
      await page.getByTestId(`filter-program-${machine}-A`).click()
      await expect(rowsOf(page, machine)).toHaveCount(1)
      await expect(rowsOf(page, machine)).toContainText('4 K')
      await page.keyboard.press('Escape')
      await page.getByTestId(`filter-text-${machine}-A`).fill('ntdll')
      await expect(rowsOf(page, machine).first()).toContainText('ntdll')
      await page.getByTestId(`filter-none-${machine}-A`).click()
      await expect(page.getByTestId(`filter-text-${machine}-A`)).toHaveValue('')
    })

    test('protections and sizes are written in the notation and unit one chooses, and that is kept', async ({
      bench
    }) => {
      const { page } = bench
      const part = rowsOf(page, machine).filter({ hasText: 'RX' })
      await expect(part).toHaveCount(1)
      for (const [notation, text] of [
        ['Win32: PAGE_EXECUTE_READ', 'PAGE_EXECUTE_READ'],
        ['x64dbg: ER---', 'ER---'],
        ['WinDbg: EXECUTE_READ', 'EXECUTE_READ'],
        ['r-x', 'r-x']
      ] as const) {
        await choose(page, `table-view-${machine}-A`, notation)
        await expect(rowsOf(page, machine).getByText(text, { exact: true }).first()).toBeVisible()
      }
      await choose(page, `table-view-${machine}-A`, 'Sizes in bytes, hexadecimal')
      await expect(rowsOf(page, machine).filter({ hasText: '0x20000' })).toHaveCount(1)
      await choose(page, `table-view-${machine}-A`, 'Sizes in KiB and MiB')
      await expect(rowsOf(page, machine).filter({ hasText: '128 KiB' })).toHaveCount(1)
      const kept = await page.evaluate(() => localStorage.getItem('vadlab.appearance'))
      expect(JSON.parse(kept ?? '{}')).toMatchObject({ notation: 'rwx', sizeUnit: 'binary' })
    })

    test('the footer adds up what is selected, and says how far two are apart', async ({ bench }) => {
      const { page } = bench
      const footer = page.getByTestId(`footer-${machine}-A`)
      const reserved = rowsOf(page, machine).filter({ hasText: '128 K' })
      const executable = rowsOf(page, machine).filter({ hasText: 'RX' })
      await reserved.click()
      await executable.click({ modifiers: ['ControlOrMeta'] })
      await expect(footer).toContainText('2 regions selected: 132 K, 4 K committed')
      const bases = [await reserved.getAttribute('data-base'), await executable.getAttribute('data-base')]
      const distance = Math.abs(Number(bases[0]) - Number(bases[1]))
      await expect(footer).toContainText(`distance 0x${distance.toString(16)}`)
      await expect(footer).toContainText(/free .*largest/)
      await page.keyboard.press('Home')
      await page.keyboard.press('Shift+ArrowDown')
      await expect(footer).toContainText(/\d regions? selected/)
      await page.keyboard.press('ControlOrMeta+a')
      await expect(footer).toContainText('5 regions selected: 144 K, 16 K committed')
    })

    test('free blocks have rows with the unusable rest of a granule, where one wants them', async ({
      bench
    }) => {
      const { page } = bench
      await expect(tableOf(page, machine).locator('tr[data-kind="gap"]')).toHaveCount(0)
      await choose(page, `table-view-${machine}-A`, 'Free blocks')
      const gaps = tableOf(page, machine).locator('tr[data-kind="gap"]')
      await expect(gaps.filter({ hasText: 'Unusable' }).filter({ hasText: '52 K' })).toHaveCount(1)
      await expect(gaps.filter({ hasText: 'Free' }).first()).toBeVisible()
    })

    test('rows are sorted by a column on request, and stay where they are when the program steps', async ({
      bench
    }) => {
      const { page } = bench
      await page.getByTestId(`sort-size-${machine}-A`).click()
      await page.getByTestId(`sort-size-${machine}-A`).click()
      const first = rowsOf(page, machine).first()
      await expect(first).toContainText('128 K')
      const bases = (): Promise<(string | null)[]> =>
        rowsOf(page, machine).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-base')))
      const before = await bases()
      await page.keyboard.press('F10')
      await expect(rowsOf(page, machine).filter({ hasText: '▼' })).toHaveCount(1)
      expect(await bases()).toEqual(before)
      await page.getByTestId(`sort-size-${machine}-A`).click()
      await expect(rowsOf(page, machine).filter({ hasText: '3 parts' })).toBeVisible()
    })

    test('rows are copied as !address text and saved as CSV', async ({ bench }) => {
      const { page, dataFolder } = bench
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await choose(page, `table-more-${machine}-A`, 'Copy rows as !address')
      await expect(page.getByTestId('announcement')).toContainText('as !address')
      const text = await page.evaluate(() => navigator.clipboard.readText())
      expect(text).toContain('BaseAddress')
      expect(text).toMatch(/MEM_PRIVATE +MEM_RESERVE/)
      await choose(page, `table-more-${machine}-A`, 'Save rows as CSV …')
      await page.locator('#save-rows input').fill(`${dataFolder}/regions.csv`)
      await page.getByTestId('save-rows-confirm').click()
      await expect(page.getByTestId('announcement')).toContainText('regions.csv')
    })

    test('a row is a place of the whole window', async ({ bench }) => {
      const { page } = bench
      const reserved = rowsOf(page, machine).filter({ hasText: '128 K' })
      await reserved.click()
      await expect(reserved).toHaveAttribute('aria-current', 'location')
      await reserved.click({ button: 'right' })
      await expect(page.getByTestId('menu')).toContainText('Show in memory')
      await expect(page.getByTestId('menu')).toContainText(`Go to line ${firstLine + 4}`)
      await page.keyboard.press('Escape')
    })
  })

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the table with everything open, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await page.setViewportSize({ width: 1600, height: 1000 })
    await chooseMachines(page, 'simulator')
    await openText(page, program)
    await start(page, 'simulator')
    await step(page, 4)
    await page.getByTestId('summary-toggle-simulator-A').click()
    await page.getByTestId('filter-toggle-simulator-A').click()
    await choose(page, 'table-view-simulator-A', 'Free blocks')
    await page.getByTestId('fold-simulator-A').click()
    await expectAccessible(page, '[data-testid="regions-simulator-A"]')
  })
