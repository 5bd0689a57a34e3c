import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { commandTexts } from '../shared/contract/commands'
import type { MachineName } from '../shared/contract/observation'

const include = '#include <windows.h>\n#include <stdio.h>\n#include "lab.h"\n'

/** A program with these lines in main; its first statement stands in line 7. */
export function programOf(...lines: string[]): string {
  return `${include}\nint main(void)\n{\n${lines.map((line) => `    ${line}`).join('\n')}\n    return 0;\n}\n`
}

/** The line of main's first statement in `programOf`. */
export const firstLine = 7

/** Opens a program as a file, as with the Open button, and waits until it is in the editor. */
export async function openText(page: Page, source: string): Promise<void> {
  await openFile(page, Buffer.from(source), 'opened.c')
  await expect(page.getByTestId('document-name')).toContainText('opened.c')
}

/** Chooses a file with the Open button. */
export async function openFile(page: Page, buffer: Buffer, name: string): Promise<void> {
  await page.getByTestId('document-file').setInputFiles({ name, mimeType: 'text/plain', buffer })
}

/** The pictures beside the program, in the order of their keys: Ctrl+1 and so on. */
export const viewIds: readonly string[] = commandTexts
  .filter(({ key }) => /^Ctrl\+\d$/.test(key))
  .map(({ id }) => id.replace('view.', ''))

/** Replaces what is in the editor by typing. */
export async function typeText(page: Page, source: string): Promise<void> {
  await page.locator('[data-testid="editor"] .cm-content').click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(source)
}

/** Chooses the machines that the next run is on. */
export async function chooseMachines(page: Page, which: 'simulator' | 'windows' | 'both'): Promise<void> {
  await page.getByTestId(`machine-${which}`).click()
}

/** Opens the list of examples where it is closed. */
export async function showExamples(page: Page): Promise<void> {
  if (!(await page.getByTestId('examples').isVisible())) await page.getByTestId('examples-toggle').click()
  await expect(page.getByTestId('examples')).toBeVisible()
}

/** A machine's status in words, at the head of its column. */
export function status(page: Page, machine: MachineName): Locator {
  return page.getByTestId(`status-${machine}`)
}

/** Presses F5 and waits until every machine stands before the first statement. */
export async function start(page: Page, ...machines: MachineName[]): Promise<void> {
  await page.keyboard.press('F5')
  for (const machine of machines)
    await expect(status(page, machine)).toContainText('paused before line', { timeout: 30_000 })
}

/** What the app says of the Windows machine here: why it is not available, or null. */
export async function whyNoWindows(page: Page): Promise<string | null> {
  const answer = await page.evaluate(() => window.vadlab!.call('app/describe', {}))
  if (!answer.ok) return answer.failure.message
  const windows = answer.value.machines.find((machine) => machine.name === 'windows')
  return windows?.available === true ? null : (windows?.reason ?? 'There is no Windows machine.')
}

/** Fails at anything that axe finds in the window as it is, or in the part of it that `within` names. */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (within !== undefined) axe.include(within)
  const { violations } = await axe.analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
  ).toEqual([])
}
