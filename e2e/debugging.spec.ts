import type { Locator, Page } from '@playwright/test'
import type { MachineName } from '../shared/contract/observation'
import {
  chooseMachines,
  expectAccessible,
  firstLine,
  openText,
  programOf,
  start,
  status,
  whyNoWindows
} from './bench-actions'
import { expect, test } from './fixtures'

const loop = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'int sum = 0;',
  'for (int i = 0; i < 6; i++)',
  '{',
  "    p[i] = 'A' + i;",
  '    sum += i;',
  '}',
  'CHECK_EQ(sum, 15);'
)
const writeLine = firstLine + 4
const sumLine = firstLine + 5

const list = `#include <windows.h>
typedef struct Node { int value; struct Node *next; } Node;
int depth(int n)
{
    if (n == 0)
        return 0;
    int rest = depth(n - 1);
    return rest + 1;
}
int main(void)
{
    Node second = { 2, NULL };
    Node first = { 1, &second };
    Node *p = &first;
    int deep = depth(3);
    return deep - 3;
}
`

async function panel(page: Page, name: string, machine: MachineName): Promise<void> {
  await page.getByTestId(`panel-${name}-${machine}`).click()
}
/** Puts the cursor in a line. */
async function cursorTo(page: Page, line: number): Promise<void> {
  await page
    .locator('.cm-line')
    .nth(line - 1)
    .click({ position: { x: 60, y: 8 } })
}
async function setCondition(page: Page, line: number, condition: string): Promise<void> {
  await cursorTo(page, line)
  await page.keyboard.press('Shift+F9')
  await page.getByTestId('condition-text').fill(condition)
  await page.keyboard.press('Enter')
}
const item = (page: Page, list: string, expression: string): Locator =>
  page.getByTestId(list).locator(`[data-expression="${expression}"]`)

for (const machine of ['simulator', 'windows'] as const)
  test.describe(`debugging on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const why = machine === 'windows' ? await whyNoWindows(bench.page) : null
      test.skip(why !== null, why ?? '')
      await chooseMachines(bench.page, machine)
    })

    test('a conditional breakpoint stops in the pass it names, and not in another', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await setCondition(page, sumLine, 'i == 4')
      await expect(page.locator('.cm-breakpoint-conditional')).toHaveCount(1)
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText(`paused before line ${sumLine}`)
      await panel(page, 'variables', machine)
      await expect(item(page, `variables-${machine}`, 'i')).toContainText('4')
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended, 1 passed, 0 failed')
    })

    test('a condition that means nothing says so where it is written', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await start(page, machine)
      await setCondition(page, sumLine, 'nowhere == 4')
      await expect(page.getByTestId('condition-problem')).toContainText('nowhere')
      await expect(page.locator('.cm-breakpoint-problem')).toHaveCount(1)
      await page.getByTestId('condition-text').fill('i == 2')
      await page.keyboard.press('Enter')
      await expect(page.getByTestId('condition')).toHaveCount(0)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText(`paused before line ${sumLine}`)
    })

    test('Ctrl+F10 starts the program and runs to the cursor’s line', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await cursorTo(page, sumLine)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText(`paused before line ${sumLine}`, { timeout: 30_000 })
      await cursorTo(page, firstLine + 7)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText(`paused before line ${firstLine + 7}`)
    })

    test('a watch follows the steps, forward and back', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await cursorTo(page, writeLine)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText(`paused before line ${writeLine}`, {
        timeout: 30_000
      })
      await panel(page, 'watch', machine)
      const field = page.getByTestId(`watch-add-${machine}`)
      for (const expression of ['p[0]', 'sum + 100', 'nowhere']) {
        await field.fill(expression)
        await field.press('Enter')
      }
      const watches = `watches-${machine}`
      await expect(item(page, watches, 'p[0]')).toContainText('0')
      await expect(item(page, watches, 'sum + 100')).toContainText('100')
      await expect(item(page, watches, 'nowhere')).toContainText(/nowhere/)
      await page.keyboard.press('F10')
      await expect(item(page, watches, 'p[0]')).toContainText("65 'A'")
      await expect(item(page, watches, 'p[0]')).toHaveClass(/changed/)
      await page.keyboard.press('Shift+F10')
      await expect(item(page, watches, 'p[0]')).not.toContainText('65')
      await item(page, watches, 'nowhere').click()
      await page.keyboard.press('Delete')
      await expect(item(page, watches, 'nowhere')).toHaveCount(0)
      await item(page, watches, 'sum + 100').click()
      await page.keyboard.press('F2')
      await page.getByTestId('watch-edit').fill('sum + 200')
      await page.keyboard.press('Enter')
      await expect(item(page, watches, 'sum + 200')).toContainText('200')
    })

    test('a structure unfolds, and a pointer in it is followed, by keyboard', async ({ bench }) => {
      const { page } = bench
      await openText(page, list)
      await cursorTo(page, 15)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText('paused before line 15', { timeout: 30_000 })
      await panel(page, 'variables', machine)
      const variables = `variables-${machine}`
      await item(page, variables, 'first').focus()
      await page.keyboard.press('ArrowRight')
      await expect(item(page, variables, 'first')).toHaveAttribute('aria-expanded', 'true')
      await page.keyboard.press('ArrowRight')
      await expect(item(page, variables, 'first.value')).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      const next = page.getByTestId(variables).locator('[aria-level="3"]')
      await expect(next.first()).toContainText('2')
      // What is unfolded stays so in the next step.
      await page.keyboard.press('F10')
      await expect(status(page, machine)).toContainText('paused before line 16')
      await expect(next.first()).toContainText('2')
    })

    test('memory marks the bytes that a step changed, and follows a pointer and back', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await cursorTo(page, writeLine)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText(`paused before line ${writeLine}`, {
        timeout: 30_000
      })
      await page.keyboard.press('Control+g')
      await page.keyboard.type('p')
      await page.keyboard.press('Enter')
      const bytes = page.getByTestId(`memory-bytes-${machine}`)
      await expect(bytes).toBeFocused()
      await expect(page.getByTestId(`memory-region-${machine}`)).toContainText('PAGE_READWRITE')
      await expect(bytes.locator('.byte').first()).toHaveText('00')
      await page.keyboard.press('F10')
      await expect(bytes.locator('.byte').first()).toHaveText(/^41/)
      await expect(bytes.locator('.byte.changed')).toHaveCount(1)
      await expect(page.getByTestId(`memory-meaning-${machine}`)).toContainText("'A'")

      await page.getByTestId(`memory-address-${machine}`).fill('&p')
      await page.keyboard.press('Enter')
      await page.getByTestId(`memory-follow-${machine}`).click()
      await expect(bytes.locator('.byte').first()).toHaveText(/^41/)
      await bytes.focus()
      await page.keyboard.press('Alt+ArrowLeft')
      await expect(page.getByTestId(`memory-address-${machine}`)).toHaveValue('&p')

      await page.getByTestId(`memory-address-${machine}`).fill('0x1000')
      await page.keyboard.press('Enter')
      await expect(bytes.locator('.byte').first()).toHaveText('??')
    })

    test('a region’s row leads to its memory, and memory to the region’s ends', async ({ bench }) => {
      const { page } = bench
      await openText(page, loop)
      await start(page, machine)
      await page.keyboard.press('F10')
      const row = page.getByTestId(`regions-${machine}-A`).locator('tr[data-base]').first()
      await row.click()
      await row.focus()
      await page.keyboard.press('Enter')
      const bytes = page.getByTestId(`memory-bytes-${machine}`)
      const first = bytes.locator('[role="rowheader"]').first()
      await expect(first).toHaveAttribute('title', (await row.getAttribute('data-base'))!)
      await page.getByTestId(`memory-region-end-${machine}`).click()
      await expect(bytes.locator('.byte.caret')).toHaveAttribute('title', /2fff$/)
      await page.getByTestId(`memory-region-start-${machine}`).click()
      await expect(first).toHaveAttribute('title', (await row.getAttribute('data-base'))!)
    })

    test('values stand beside the lines they were computed on, until one turns them off', async ({
      bench
    }) => {
      const { page } = bench
      await openText(page, loop)
      await setCondition(page, sumLine, 'i == 3')
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText(`paused before line ${sumLine}`)
      const beside = page.locator('.cm-beside')
      await expect(beside.filter({ hasText: 'sum = 3' })).toHaveCount(1)
      await expect(beside.filter({ hasText: 'i = 3' })).toHaveCount(1)
      await page.getByTestId('menu-view').click()
      await page.getByTestId('command-view.line-values').click()
      await expect(beside).toHaveCount(0)
    })

    test('a frame of a recursion is chosen: its variables, its line', async ({ bench }) => {
      const { page } = bench
      await openText(page, list)
      await cursorTo(page, 6)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText('paused before line 6', { timeout: 30_000 })
      await panel(page, 'stack', machine)
      const frames = page.getByTestId(`stack-${machine}`).getByRole('option')
      await expect(frames).toHaveCount(5)
      await frames.first().focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await expect(frames.nth(2)).toHaveAttribute('aria-selected', 'true')
      await expect(page.locator('.cm-frame')).toContainText('int rest')
      await panel(page, 'variables', machine)
      await expect(item(page, `variables-${machine}`, 'n')).toContainText('2')
      // A step is taken where the program stands, and shows that.
      await page.keyboard.press('F10')
      await expect(page.locator('.cm-frame')).toHaveCount(0)
    })

    test('each process has a tab with its own place', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        "#define LAB_PROCESS_B\n#include \"lab.h\"\nint process_b(void)\n{\n    int own = 22;\n    lab_post(0, own);\n    lab_switch_to('A');\n    own++;\n    return 0;\n}\nint main(void)\n{\n    int mine = 11;\n    lab_switch_to('B');\n    mine++;\n    return 0;\n}\n"
      )
      await cursorTo(page, 15)
      await page.keyboard.press('Control+F10')
      await expect(status(page, machine)).toContainText('paused before line 15', { timeout: 30_000 })
      await panel(page, 'variables', machine)
      await expect(item(page, `variables-${machine}`, 'mine')).toContainText('11')
      await expect(page.getByTestId(`process-A-${machine}`)).toContainText('its turn')
      await page.getByTestId(`process-B-${machine}`).click()
      await expect(item(page, `variables-${machine}`, 'own')).toContainText('22')
      await expect(page.locator('.cm-frame')).toContainText('own++')
    })
  })

test('both machines show the same panel, each with its own values', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await chooseMachines(page, 'both')
  await openText(page, loop)
  await cursorTo(page, sumLine)
  await page.keyboard.press('Control+F10')
  for (const machine of ['simulator', 'windows'] as const)
    await expect(status(page, machine)).toContainText(`paused before line ${sumLine}`, { timeout: 30_000 })
  await panel(page, 'watch', 'simulator')
  await page.getByTestId('watch-add-windows').fill('p[0]')
  await page.keyboard.press('Enter')
  for (const machine of ['simulator', 'windows'] as const)
    await expect(item(page, `watches-${machine}`, 'p[0]')).toContainText("65 'A'")
  const pointer = page.locator('.cm-beside').filter({ hasText: 'p = S 0x' })
  await expect(pointer).toContainText('· W 0x')
})

test('breakpoints are listed: off, on, to their line, removed; and they move with the text', async ({
  bench
}) => {
  const { page } = bench
  await chooseMachines(page, 'simulator')
  await openText(page, loop)
  await page
    .locator('.cm-lineNumbers .cm-gutterElement:visible')
    .filter({ hasText: new RegExp(`^${writeLine}$`) })
    .click()
  await setCondition(page, sumLine, 'i == 1')
  await page.getByTestId('breakpoint-list-toggle').click()
  const listed = page.getByTestId('breakpoint-list')
  await expect(listed).toContainText('when i == 1')
  await page.getByTestId(`breakpoint-on-${writeLine}`).click()
  await expect(page.locator('.cm-breakpoint-off')).toHaveCount(1)
  await cursorTo(page, 1)
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId(`breakpoint-line-${sumLine + 1}`)).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await start(page, 'simulator')
  await page.keyboard.press('F5')
  await expect(status(page, 'simulator')).toContainText(`paused before line ${sumLine}`)
  await page.getByTestId(`breakpoint-remove-${sumLine}`).click()
  await page.keyboard.press('F5')
  await expect(status(page, 'simulator')).toContainText('ended')
  await page.getByTestId('clear-breakpoints').click()
  await expect(page.locator('.cm-breakpoint:visible')).toHaveCount(0)
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the panels, ${scheme}`, async ({ bench }) => {
    // Six looks of axe take their time.
    test.slow()
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await chooseMachines(page, 'simulator')
    await openText(page, list)
    await setCondition(page, 16, 'deep == 3')
    await page.getByTestId('breakpoint-list-toggle').click()
    await cursorTo(page, 6)
    await page.keyboard.press('Control+F10')
    await expect(status(page, 'simulator')).toContainText('paused before line 6')
    for (const name of ['variables', 'watch', 'stack', 'memory']) {
      await panel(page, name, 'simulator')
      if (name === 'watch') {
        await page.getByTestId('watch-add-simulator').fill('n + 1')
        await page.keyboard.press('Enter')
        await expect(item(page, 'watches-simulator', 'n + 1')).toBeVisible()
      }
      if (name === 'stack') await page.getByRole('option').nth(1).click()
      if (name === 'memory') {
        await page.getByTestId('memory-address-simulator').fill('&n')
        await page.keyboard.press('Enter')
        await expect(page.getByTestId('memory-meaning-simulator')).toBeVisible()
      }
      await expectAccessible(page)
    }
    await page.keyboard.press('Control+F1')
    await expect(page.getByTestId('shortcuts')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.getByTestId('menu-view').click()
    await expectAccessible(page)
  })
