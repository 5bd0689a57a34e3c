import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, status, typeText } from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'DWORD old;',
  'BYTE *p = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'p[0] = 42;',
  'VirtualProtect(p, 0x1000, PAGE_READONLY, &old);',
  'printf("over\\n");'
)

/** Presses F10 until the program stands before a line; each step is waited for. */
async function stepTo(page: Page, line: number): Promise<void> {
  const position = page.getByTestId('position')
  for (let step = 0; step < 8; step++) {
    if ((await status(page, 'simulator').textContent())?.includes(`before line ${line}`) === true) return
    const before = (await position.textContent()) ?? ''
    await page.keyboard.press('F10')
    await expect(position).not.toHaveText(before)
    await expect(status(page, 'simulator')).toContainText(/before line|ended/)
  }
  await expect(status(page, 'simulator')).toContainText(`before line ${line}`)
}

test.describe('a saved run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-runs-'))
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('opens again in another session with its program, steps back and forward, and finds changes', async ({
    bench
  }) => {
    const file = join(folder, 'mine.vadlab-run')
    await openText(bench.page, program)
    await chooseMachines(bench.page, 'simulator')
    await start(bench.page, 'simulator')
    await stepTo(bench.page, 11)
    await bench.page.keyboard.press('Control+Shift+K')
    await bench.page.getByTestId('save-run-path').fill(file)
    await bench.page.getByTestId('save-run-confirm').click()
    await expect(bench.page.getByTestId('dialog')).toBeHidden()
    expect(readFileSync(file).subarray(0, 20).toString()).toBe('VadLab run, format 3')

    await bench.restart()
    const { page } = bench
    await typeText(page, 'int main(void) { return 5; }')
    await page.keyboard.press('Control+Shift+O')
    // The text that was typed is not thrown away unasked.
    await page.getByTestId('unsaved-discard').click()
    await page.getByTestId('open-run-path').fill(file)
    await page.getByTestId('open-run-confirm').click()
    await expect(page.getByTestId('dialog')).toBeHidden()
    await expect(status(page, 'simulator')).toContainText('saved record')
    await expect(page.getByTestId('record-simulator')).toContainText('mine.vadlab-run')
    await expect(page.getByTestId('editor')).toContainText('VirtualProtect(p, 0x1000')

    await page.keyboard.press('Shift+F10')
    await expect(status(page, 'simulator')).toContainText('before line 10')
    await page.keyboard.press('Shift+F10')
    await expect(status(page, 'simulator')).toContainText('before line 9')
    await page.keyboard.press('F10')
    await page.keyboard.press('F10')
    await expect(status(page, 'simulator')).toContainText('saved record')

    // The region that VirtualProtect split: back to before it did.
    const region = page.locator('tr[data-changed="protect"]').first()
    await region.click()
    await page.keyboard.press('Alt+B')
    await expect(status(page, 'simulator')).toContainText('before line 10')
    await page.keyboard.press('Alt+N')
    await expect(status(page, 'simulator')).toContainText('saved record')

    // Starting runs the program anew.
    await page.keyboard.press('F5')
    await expect(status(page, 'simulator')).toContainText('paused before line 8')
    await expect(page.getByTestId('record-simulator')).toBeHidden()
  })

  test('that is damaged is refused with its reason, and the run on the bench stays', async ({ bench }) => {
    const { page } = bench
    const file = join(folder, 'damaged.vadlab-run')
    writeFileSync(file, 'VadLab run, format 9\nwhatever\n')
    await openText(page, program)
    await chooseMachines(page, 'simulator')
    await start(page, 'simulator')
    await stepTo(page, 9)
    await page.keyboard.press('Control+Shift+O')
    await page.getByTestId('open-run-path').fill(file)
    await page.getByTestId('open-run-confirm').click()
    await expect(page.getByTestId('open-run-problem')).toContainText('has format 9')
    await page.getByTestId('open-run-cancel').click()
    await stepTo(page, 10)
  })
})
