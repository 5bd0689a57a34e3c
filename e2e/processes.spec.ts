import type { Locator, Page } from '@playwright/test'
import type { MachineName } from '../shared/contract/observation'
import {
  chooseMachines,
  expectAccessible,
  openText,
  showExamples,
  start,
  status,
  whyNoWindows
} from './bench-actions'
import { expect, test } from './fixtures'

/** B writes its copy in line 9; A's first touch of the section is line 19. */
const copyOnWrite = `#define LAB_PROCESS_B
#include "lab.h"
int process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_READ | FILE_MAP_COPY, FALSE, "Local\\\\vadlab-copy");
    char *view = MapViewOfFile(section, FILE_MAP_COPY, 0, 0, 0);
    char first = view[0];
    lab_switch_to('A');
    view[0] = 'B';
    lab_switch_to('A');
    return first;
}
int main(void)
{
    char *own = VirtualAlloc(NULL, 0x10000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    own[0] = 1;
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, "Local\\\\vadlab-copy");
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = 'A';
    lab_switch_to('B');
    view[0] = 'a';
    lab_switch_to('B');
    return 0;
}
`

/** Each maps a view of the same section and touches its first page. */
const threeProcesses = `#include "lab.h"
int touch(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, "Local\\\\vadlab-three");
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    view[0] = 'x';
    return 0;
}
int main(void)
{
    touch();
    lab_switch_to('B');
    lab_switch_to('C');
    lab_switch_to('B');
    return 0;
}
void process_b(void)
{
    touch();
    lab_switch_to('A');
    lab_switch_to('A');
}
void process_c(void)
{
    touch();
    lab_switch_to('A');
}
`

const tile = (page: Page): Locator => page.getByTestId('column-tiles').getByRole('option')
const sharedTile = (page: Page): Locator => page.locator('.tile.shared')

async function step(page: Page, ...letters: string[]): Promise<void> {
  await page.getByTestId('step-order').fill(letters.join(' '))
  await page.getByTestId('step-order-run').click()
}
async function openProcesses(page: Page, source: string, machine: MachineName): Promise<void> {
  await chooseMachines(page, machine)
  await openText(page, source)
  await start(page, machine)
  await page.keyboard.press('Control+2')
  await expect(page.getByTestId('processes')).toBeVisible()
}
for (const machine of ['simulator', 'windows'] as const)
  test.describe(`processes on the ${machine} machine`, () => {
    test.beforeEach(async ({ bench }) => {
      const why = machine === 'windows' ? await whyNoWindows(bench.page) : null
      test.skip(why !== null, why ?? '')
    })

    test('a shared page is one tile with a line to each view; a write to a copy splits it', async ({
      bench
    }) => {
      const { page } = bench
      await openProcesses(page, copyOnWrite, machine)
      await step(page, 'A5', 'B3')
      await expect(sharedTile(page)).toHaveCount(1, { timeout: 20_000 })
      await expect(sharedTile(page)).toHaveAttribute(
        'aria-label',
        /vadlab-copy.*mapped by A at 0x[0-9a-f]+ and B at 0x[0-9a-f]+/
      )
      await expect(page.locator('path.line.shared')).toHaveCount(2)
      // A to its second write, B on to its own. The Windows machine marks a step when the picture before it was drawn.
      await step(page, 'A2', 'B1')
      await expect(async () => {
        const drawn = await page.getByTestId('processes').getAttribute('data-position')
        await expect(page.getByTestId('column-right')).toBeVisible()
        await expect(page.getByText('its turn')).toHaveCount(1)
        await expect(page.locator('.name', { hasText: 'Process B' })).toContainText('its turn')
        expect(await page.getByTestId('position').textContent()).toContain(`${drawn} of ${drawn}`)
      }).toPass({ timeout: 20_000 })
      await page.getByTestId('step-process-B').click()
      await expect(page.locator('.tile.born')).toHaveCount(1, { timeout: 20_000 })
      await expect(page.locator('.tile.born')).toContainText('B’s copy')
      await expect(page.locator('.tile.split')).toContainText('vadlab-copy')
      await expect(sharedTile(page)).toHaveCount(0)
      const unknown = machine === 'windows'
      await expect(page.locator('.tile.split b')).toHaveText(unknown ? 'frame ?' : /^\d+$/)
    })

    test('named shared memory of the examples is drawn, and a click selects all its lines', async ({
      bench
    }) => {
      const { page } = bench
      await chooseMachines(page, machine)
      await showExamples(page)
      await page.getByTestId('example-shared-section').click()
      await start(page, machine)
      await page.keyboard.press('Control+2')
      await step(page, 'A3', 'B3')
      await expect(sharedTile(page)).toHaveCount(1, { timeout: 20_000 })
      await sharedTile(page).click()
      await expect(page.locator('path.line.strong')).toHaveCount(2)
      await expect(page.getByTestId('processes-said')).toContainText(
        machine === 'windows' ? 'QueryWorkingSetEx says' : 'frame'
      )
      await page.getByTestId('processes-table').click()
      await expect(page.getByTestId('frame-table').getByRole('row').last()).toContainText(/A 0x.*, B 0x/)
    })
  })

test('a write of A flashes its byte in B, and leaves a mark', async ({ bench }) => {
  const { page } = bench
  await openProcesses(page, copyOnWrite, 'simulator')
  await step(page, 'A5', 'B3')
  await expect(sharedTile(page)).toHaveCount(1)
  await step(page, 'A2')
  await expect(page.getByTestId('column-right').getByTestId('byte-flash')).toContainText('41→61')
})

test('the columns are walked by keyboard, and lines followed to the other side', async ({ bench }) => {
  const { page } = bench
  await openProcesses(page, copyOnWrite, 'simulator')
  await step(page, 'A5', 'B3')
  await expect(sharedTile(page)).toHaveCount(1)
  const column = (name: string): Locator => page.getByTestId(`column-${name}`)
  await column('left').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowRight')
  await expect(column('tiles')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(column('right')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(column('right').locator('[aria-selected="true"]')).toHaveCount(1)
  await expect(page.locator('path.line.strong')).toHaveCount(2)
})

test('on the Windows machine a moment of the past says that it has no record of pages', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await chooseMachines(page, 'windows')
  await openText(page, copyOnWrite)
  await start(page, 'windows')
  await page.keyboard.press('F10')
  await expect(page.getByTestId('position')).toContainText('1')
  await page.keyboard.press('F10')
  await expect(page.getByTestId('position')).toContainText('2')
  await page.keyboard.press('Shift+F10')
  await page.keyboard.press('Control+2')
  await expect(page.getByTestId('processes-problem')).toContainText('present alone')
})

test('an order that names no process is refused in a sentence, and the end of a program is told', async ({
  bench
}) => {
  const { page } = bench
  await openProcesses(page, copyOnWrite, 'simulator')
  await step(page, 'Z9')
  await expect(page.getByTestId('step-order-problem')).toContainText('is no step')
  await step(page, 'A99')
  await expect(status(page, 'simulator')).toHaveCount(0)
  await expect(page.getByTestId('step-order-problem')).toContainText('came to its end')
})

for (const scheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the processes, ${scheme}`, async ({ bench }) => {
    const { page } = bench
    await page.emulateMedia({ colorScheme: scheme })
    await openProcesses(page, copyOnWrite, 'simulator')
    await expectAccessible(page)
    await step(page, 'A5', 'B3')
    await expect(tile(page)).toHaveCount(2)
    await sharedTile(page).click()
    await expectAccessible(page)
    await page.getByTestId('page-list-standby').click()
    await page.getByTestId('processes-table').click()
    await expectAccessible(page)
  })

for (const machine of ['simulator', 'windows'] as const)
  test(`three processes have tabs over each side and a matrix of shared memory, ${machine}`, async ({
    bench
  }) => {
    const { page } = bench
    const why = machine === 'windows' ? await whyNoWindows(page) : null
    test.skip(why !== null, why ?? '')
    await openProcesses(page, threeProcesses, machine)
    await step(page, 'A1', 'B1', 'C1')
    await expect(page.getByTestId('shared-matrix')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByTestId('step-order-problem')).toHaveText('')
    const row = page.getByTestId('shared-matrix').getByRole('row', { name: /^B/ })
    await expect(row).toContainText(/B\s*4 K\s*–\s*4 K/)
    await page.getByTestId('processes-right-C').click()
    await expect(page.getByTestId('processes-right-C')).toHaveAttribute('aria-checked', 'true')
    await page.getByTestId('processes-left-B').click()
    await expect(sharedTile(page).first()).toBeVisible()
  })
