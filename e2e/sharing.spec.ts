import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import type { openBrowserShell } from '../electron/browser-shell'
import {
  chooseMachines,
  expectAccessible,
  openFile,
  openText,
  programOf,
  start,
  typeText
} from './bench-actions'
import { expect, test } from './fixtures'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'DWORD old;',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);',
  'CHECK(VirtualFree(p, 0, MEM_RELEASE));'
)

/** Runs the program to a step, opens the dialog that shares it, and gives its link and its text. */
async function shareAtStep(page: Page, step: number): Promise<{ link: string; text: string }> {
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  for (let i = 1; i <= step; i++) {
    await page.keyboard.press('F10')
    await expect(page.getByTestId('position')).toContainText(`Step ${i}`)
  }
  await page.keyboard.press('Control+H')
  await expect(page.getByTestId('share-copy-link')).toBeFocused()
  return {
    link: await page.getByTestId('share-link').inputValue(),
    text: await page.getByTestId('share-text').inputValue()
  }
}

/** Types a link or a text where a shared one is opened, and presses Enter. */
async function openShared(page: Page, given: string): Promise<void> {
  await page.keyboard.press('Control+Shift+H')
  await expect(page.getByTestId('shared-given')).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(given)
  await page.keyboard.press('Enter')
}

async function expectNothingRuns(page: Page): Promise<void> {
  await page.waitForTimeout(400)
  await expect(page.getByTestId('invitation')).toBeVisible()
  await expect(page.getByTestId('column-simulator')).toHaveCount(0)
}

test('a program is shared, and opened in another window that asks first and runs nothing', async ({
  bench,
  shell
}) => {
  const { page } = bench
  if (shell === 'browser') await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const { link, text } = await shareAtStep(page, 3)
  await expect(page.getByTestId('dialog')).toContainText('step 3 of its run, for the simulator')
  await expect(page.getByTestId('share-link-length')).toContainText(`${link.length} characters`)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('share-copy-link')).toContainText('Copied')
  await expect(page.getByTestId('share-status')).toHaveText('The link is on the clipboard.')
  if (shell === 'browser') expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link)
  await page.getByTestId('share-close').click()

  await bench.restart()
  const fresh = bench.page
  await expect(fresh.getByTestId('editor')).toContainText('VirtualProtect')
  await openShared(fresh, `Hi Ada,\n\n> ${text.replaceAll('\n', '\n> ')}\n\nBob`)
  await expect(fresh.getByTestId('dialog')).toContainText('Open opened.c?')
  await expect(fresh.getByTestId('dialog')).toContainText('It came as text. Nothing of it has been run')
  await expect(fresh.getByTestId('offer-lines')).toHaveText('12 lines')
  await expect(fresh.getByTestId('offer-step')).toContainText('3 of its run')
  await expect(fresh.getByTestId('offer-source')).toContainText('VirtualProtect')
  await expectNothingRuns(fresh)
  await expect(fresh.getByTestId('offer-open')).toBeFocused()
  await fresh.keyboard.press('Enter')
  // The restored text was never saved, so it is asked about as everywhere.
  await fresh.getByTestId('unsaved-discard').click()
  await expect(fresh.getByTestId('dialog')).toBeHidden()
  await expect(fresh.getByTestId('document-name')).toContainText('opened.c')
  await expectNothingRuns(fresh)
})

test('what is on the clipboard is looked at when it is pasted', async ({ bench, shell }) => {
  test.skip(shell !== 'browser', 'The clipboard of the desktop belongs to whoever sits at it.')
  const { page } = bench
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await shareAtStep(page, 1)
  await page.getByTestId('share-copy-text').click()
  await expect(page.getByTestId('share-copy-text')).toContainText('Copied')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+H')
  await expect(page.getByTestId('shared-given')).toBeFocused()
  await page.keyboard.press('Control+V')
  await expect(page.getByTestId('offer-step')).toContainText('1 of its run')
})

test('who wants it goes to the step at once, by keyboard alone', async ({ bench }) => {
  const { page } = bench
  const { link } = await shareAtStep(page, 2)
  const line = await page.getByTestId('status-simulator').textContent()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+N')
  await expectNothingRuns(page)
  await openShared(page, link)
  await expect(page.getByTestId('offer-open')).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByTestId('offer-go')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('position')).toContainText('Step 2 of 2')
  await expect(page.getByTestId('status-simulator')).toHaveText(line!)
  // From there it is a run like any other.
  await page.keyboard.press('F10')
  await expect(page.getByTestId('position')).toContainText('Step 3')
  await page.keyboard.press('F5')
  await expect(page.getByTestId('status-simulator')).toContainText('ended, 1 passed')
})

test('a text that is cut is refused with how much of it is there, and can be pasted anew', async ({
  bench
}) => {
  const { page } = bench
  const { text, link } = await shareAtStep(page, 2)
  await page.keyboard.press('Escape')
  await openShared(page, text.slice(0, -30))
  await expect(page.getByTestId('shared-problem')).toContainText(
    /^The text is cut: \d+ of its \d+ characters/
  )
  await expect(page.getByTestId('shared-given')).toHaveValue(text.slice(0, -30))
  await expectAccessible(page)
  await page.getByTestId('shared-given').fill(link.replace('/1/', '/9/'))
  await page.getByTestId('shared-look').click()
  await expect(page.getByTestId('shared-problem')).toContainText('version 9')
  await page.getByTestId('shared-given').fill(`See ${link}.`)
  await page.getByTestId('shared-look').click()
  await expect(page.getByTestId('offer')).toBeVisible()
  await page.keyboard.press('Escape')
  // The run that was there is untouched.
  await expect(page.getByTestId('position')).toContainText('Step 2')
})

test('a file is saved, dropped and asked about; unsaved text is kept by who changes their mind', async ({
  bench
}) => {
  const { page } = bench
  const folder = mkdtempSync(join(tmpdir(), 'vadlab-share-'))
  try {
    await shareAtStep(page, 2)
    await page.getByTestId('share-with-step').uncheck()
    await expect(page.getByTestId('dialog')).not.toContainText('step 2 of its run')
    await page.getByTestId('share-with-step').check()
    await page.getByTestId('share-save').click()
    await page.getByTestId('save-shared-path').fill(join(folder, 'sent'))
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('message-bar')).toContainText('sent.vadlab')
    const contents = readFileSync(join(folder, 'sent.vadlab'), 'utf8')
    expect(JSON.parse(contents)).toMatchObject({ version: 1, name: 'opened.c', step: 2 })

    await typeText(page, 'int main(void) { return 7; }')
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'sent.vadlab'))
      return data
    }, contents)
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await expect(page.getByTestId('dialog')).toContainText('It came as a file')
    await page.getByTestId('offer-open').click()
    await page.getByTestId('unsaved-cancel').click()
    await expect(page.getByTestId('offer')).toBeVisible()
    await page.getByTestId('offer-cancel').click()
    await expect(page.getByTestId('editor')).toContainText('return 7;')

    await openFile(page, Buffer.from(contents.slice(0, -40)), 'sent.vadlab')
    await expect(page.getByTestId('message-bar')).toContainText('sent.vadlab was not opened. The file is cut')
    await page.keyboard.press('Control+Shift+H')
    await page
      .getByTestId('shared-file')
      .setInputFiles({ name: 'sent.vadlab', mimeType: 'application/json', buffer: Buffer.from(contents) })
    await page.getByTestId('offer-open').click()
    await page.getByTestId('unsaved-discard').click()
    await expect(page.getByTestId('editor')).toContainText('VirtualProtect')
    await expectNothingRuns(page)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the machine comes along, and is taken only by who wants it', async ({ bench }) => {
  const { page } = bench
  const shareWith = async (ram: string): Promise<void> => {
    await page.keyboard.press('Control+M')
    await page.getByTestId('setting-ram').fill(ram)
    await page.getByTestId('settings-use').click()
  }
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await shareWith('64M')
  await page.keyboard.press('Control+H')
  await expect(page.getByTestId('dialog')).toContainText('a machine with RAM 64 MiB')
  // There is no run, so no step is offered.
  await expect(page.getByTestId('share-with-step')).toHaveCount(0)
  const link = await page.getByTestId('share-link').inputValue()
  await page.keyboard.press('Escape')
  await shareWith('1G')
  for (const take of [false, true]) {
    await openShared(page, link)
    await expect(page.getByTestId('offer-machine')).toContainText('RAM 64 MiB')
    await expect(page.getByTestId('offer-machine')).toContainText('it is now RAM 1 GiB')
    await expect(page.getByTestId('offer-go')).toHaveCount(0)
    if (!take) await page.getByTestId('offer-take-machine').uncheck()
    await page.getByTestId('offer-open').click()
    await expect(page.getByTestId('dialog')).toBeHidden()
    await start(page, 'simulator')
    await expect(page.getByTestId('settings-simulator')).toContainText(take ? 'RAM 64 MiB' : 'RAM 1 GiB')
  }
})

test('the dialogs of sharing are in order for everyone, in light and dark', async ({ bench }) => {
  const { page } = bench
  const { link } = await shareAtStep(page, 1)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+Shift+H')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await page.getByTestId('shared-given').fill(link)
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('offer')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
})

test('a long link says that a file is safer', async ({ bench }) => {
  const { page } = bench
  // Numbers without a pattern, which nothing can pack.
  const numbers = Array.from({ length: 3000 }, (_, i) => Math.floor(Math.sin(i + 1) * 1e9)).join(', ')
  await openText(page, `int numbers[] = {${numbers}};\n${program}`)
  await page.keyboard.press('Control+H')
  await expect(page.getByTestId('share-long')).toContainText('Send the file instead')
  await expect(page.getByTestId('share-save')).toBeFocused()
})

test('a link and a file that a start is given are asked about, and nothing runs', async ({
  bench,
  shell
}) => {
  test.skip(shell !== 'browser', 'Electron’s starts are tested in electron/main.')
  const { link } = await shareAtStep(bench.page, 2)
  await bench.close()
  const dataFolder = mkdtempSync(join(tmpdir(), 'vadlab-e2e-'))
  const built = pathToFileURL(resolve(import.meta.dirname, '..', 'out', 'main', 'browser-shell.js')).href
  const { openBrowserShell: open, openedBy } = (await import(built)) as {
    openBrowserShell: typeof openBrowserShell
    openedBy: (args: readonly string[], folder: string) => { readonly link: string } | null
  }
  try {
    const c = join(dataFolder, 'given.c')
    writeFileSync(c, program)
    for (const given of [link, c]) {
      const window = await open({ headless: true, dataFolder, arrived: openedBy([given], dataFolder) })
      const page = window.page as Page
      if (given === link) {
        await expect(page.getByTestId('offer-step')).toContainText('2 of its run')
        await page.getByTestId('offer-open').click()
      }
      await expect(page.getByTestId('document-name')).toContainText(given === link ? 'opened.c' : 'given.c')
      await expectNothingRuns(page)
      await window.close()
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }
})
