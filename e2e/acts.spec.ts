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
async function intoStep(page: Page, position: number): Promise<void> {
  await page.keyboard.press('F11')
  await atStep(page, position)
}
const threeProcesses = `#include <windows.h>
#include "lab.h"

int main(void)
{
    HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4 * 4096, "Local\\\\three");
    char *own = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    lab_switch_to('B');
    own[1] = 'A';
    lab_switch_to('C');
    own[2] = 'A';
    return 0;
}

void process_b(void)
{
    HANDLE section = OpenFileMappingA(FILE_MAP_WRITE, FALSE, "Local\\\\three");
    char *view = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);

    view[0] = 'B';
    lab_switch_to('A');
}

void process_c(void)
{
    char *mine = VirtualAlloc(NULL, 8192, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    mine[0] = 'C';
}
`

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

      // One undo takes back one act, and the run goes back with it; so does doing it again.
      await editorText(page).click()
      await page.keyboard.press('Control+z')
      await expect(editorText(page)).not.toContainText('MEM_RELEASE')
      await expect(editorText(page)).toContainText('memcpy')
      await atStep(page, 3)
      await expect(regions(page, machine)).toHaveCount(3)
      await page.keyboard.press('Control+y')
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('Releases the allocation')
      await atStep(page, 4)
    })

    test('reading, executing, locking: what Windows says stands on the card of the call', async ({
      bench
    }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
          'p[0] = 1;',
          'p[4096] = 2;'
        )
      )
      await start(page, machine)
      await step(page, 1)
      const card = page.getByTestId(`step-card-${machine}`)
      await actOn(page, regions(page, machine).first(), 'Lock in memory…')
      await doIt(page, 2)
      await expect(editorText(page)).toContainText('VirtualLock(p, 4096);')
      await expect(card).toContainText('Locks 1 page')
      await actOn(page, regions(page, machine).first(), 'Unlock…')
      await doIt(page, 3)
      await expect(card).toContainText('Unlocks 1 page')
      await actOn(page, regions(page, machine).first(), 'Touch: read')
      await expect(editorText(page)).toContainText('char byte1 = *p;')
      await atStep(page, 4)
      await actOn(page, regions(page, machine).first(), 'Touch: execute')
      await expect(editorText(page)).toContainText('((void (*)(void))p)();')
      await expect(card).toContainText('EXCEPTION_ACCESS_VIOLATION', { timeout: 30_000 })
      await expect(card).toContainText('cannot be executed (Data Execution Prevention)')
      // After a fault an act goes before the line that it died in.
      await actOn(page, regions(page, machine).first(), 'Change protection…')
      await page.getByTestId('act-protect').selectOption('PAGE_EXECUTE_READWRITE')
      await page.getByTestId('act-do').click()
      await expect(card).toContainText('Makes 4 pages PAGE_EXECUTE_READWRITE', { timeout: 30_000 })
      await expect(editorText(page)).toContainText(
        /VirtualProtect\(p, 4 \* 4096, PAGE_EXECUTE_READWRITE, &old_protection1\);.*\(\(void/s
      )
    })

    test('an act in the past says what becomes of the steps after it, and undo brings them back', async ({
      bench
    }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
          'p[0] = 1;',
          'VirtualFree(p, 0, MEM_RELEASE);'
        )
      )
      await start(page, machine)
      await step(page, 3)
      await page.keyboard.press('Shift+F10')
      await page.keyboard.press('Shift+F10')
      await expect(page.getByTestId('position')).toContainText('1 of 3')
      await actOn(page, regions(page, machine).first(), 'Touch: write')
      await expect(page.getByTestId('act-note')).toContainText('You stand at step 1 of 3')
      await page.getByTestId('act-do').click()
      await expect(page.getByTestId('position')).toContainText('2 of 2', { timeout: 30_000 })
      await expect(status(page, machine)).toContainText(`paused before line ${firstLine + 2}`)
      await editorText(page).click()
      await page.keyboard.press('Control+z')
      await expect(page.getByTestId('position')).toContainText('1 of 3', { timeout: 30_000 })
      await expect(regions(page, machine)).toHaveCount(1)
    })

    test('at the end of the program an act still reaches its memory by name', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        programOf('char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);')
      )
      await start(page, machine)
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended', { timeout: 30_000 })
      await actOn(page, regions(page, machine).first(), 'Make guard pages…')
      await expect(page.getByTestId('act-code')).toContainText(
        'VirtualProtect(p, 4096, PAGE_READWRITE | PAGE_GUARD, &old_protection1);'
      )
      await page.getByTestId('act-do').click()
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('PAGE_GUARD', { timeout: 30_000 })
      await expect(status(page, machine)).toContainText('paused before line')
    })

    test('in processes B and C an act goes into their own functions', async ({ bench }) => {
      const { page } = bench
      await openText(page, threeProcesses)
      await start(page, machine)
      await step(page, 2)
      await page.keyboard.press('F11')
      await expect(status(page, machine)).toContainText('paused before line 17')
      for (let i = 3; i <= 4; i++) await intoStep(page, i)
      await expect(status(page, machine)).toContainText('paused before line 20')
      await actOn(page, regions(page, machine, 'B').first(), 'Change protection…')
      await page.getByTestId('act-protect').selectOption('PAGE_READONLY')
      await expect(page.getByTestId('act-code')).toContainText(
        'VirtualProtect(view, 4 * 4096, PAGE_READONLY, &old_protection1);'
      )
      await doIt(page, 5)
      await expect(page.getByTestId(`step-card-${machine}`)).toContainText('process B')
      await page.keyboard.press('F10')
      const card = page.getByTestId(`step-card-${machine}`)
      await expect(card).toContainText('EXCEPTION_ACCESS_VIOLATION', { timeout: 30_000 })
      // The page is B's, although A has the turn by then.
      await expect(card.getByTestId('fault-facts')).toContainText('PAGE_READONLY')
      await editorText(page).click()
      await page.keyboard.press('Control+z')
      await atStep(page, 4)
      await expect(status(page, machine)).toContainText('paused before line 20')
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended', { timeout: 30_000 })
      await regions(page, machine, 'C').first().click()
      await act(page, 'Map a view…')
      await page.getByTestId('act-what').selectOption('named')
      await page.getByTestId('act-name').fill('Local\\three')
      await page.getByTestId('act-do').click()
      await expect(card).toContainText('Maps a view of all of the section', { timeout: 30_000 })
      await expect(card).toContainText('process C')
      await expect(regions(page, machine, 'C')).toHaveCount(2)
    })

    test('a section that the program has is mapped once more', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'HANDLE section = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 8192, NULL);',
          'int n = 0;'
        )
      )
      await start(page, machine)
      await step(page, 1)
      await act(page, 'Map a view…')
      await page.getByTestId('act-access').selectOption('read')
      await expect(page.getByTestId('act-code')).toHaveText(
        'char *view1 = MapViewOfFile(section, FILE_MAP_READ, 0, 0, 0);'
      )
      await doIt(page, 2)
      await expect(regions(page, machine)).toHaveCount(1)
    })

    test('bytes are written from the bytes, and a call that was not come to is told', async ({ bench }) => {
      const { page } = bench
      await openText(
        page,
        programOf(
          'char *p = VirtualAlloc(NULL, 0x4000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
          'p[0] = 1;',
          'ExitProcess(0);'
        )
      )
      await start(page, machine)
      await step(page, 2)
      await page.getByTestId(`panel-memory-${machine}`).click()
      await page.getByTestId(`memory-address-${machine}`).fill('p')
      await page.keyboard.press('Enter')
      const bytes = page.getByTestId(`memory-bytes-${machine}`).getByRole('gridcell')
      await expect(bytes.first()).toContainText('01')
      await actOn(page, bytes.nth(3), 'Write text or bytes…')
      await page.getByTestId('act-as').selectOption('bytes')
      await page.getByTestId('act-what').fill('de ad')
      await expect(page.getByTestId('act-code')).toHaveText('memcpy(p + 3, "\\xde\\xad", 2);')
      await doIt(page, 3)
      await expect(bytes.nth(3)).toContainText('de')
      await page.keyboard.press('F5')
      await expect(status(page, machine)).toContainText('ended', { timeout: 30_000 })
      await act(page, 'Reserve…')
      await page.getByTestId('act-do').click()
      await expect(page.locator('.message').first()).toContainText('did not come to line', {
        timeout: 30_000
      })
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
    await expectAccessible(page)
    await act(page, 'Map a view…')
    await expect(page.getByTestId('act-code')).toContainText('MapViewOfFile')
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('act-dialog')).toHaveCount(0)
  })
