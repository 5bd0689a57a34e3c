import type { Page } from '@playwright/test'
import { commandMenus, commandTexts, plainLabel, type CommandId } from '../shared/contract/commands'
import { chooseMachines, openText, status, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'

const program = `#include <windows.h>
#include "lab.h"

int twice(int n)
{
    return n * 2;
}

int main(void)
{
    char *p = VirtualAlloc(NULL, 0x2000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    int n = twice(21);
    p[0] = 'A';
    p[0x1000] = 'B';
    CHECK(n == 42);
    for (;;)
        n++;
}
`
/** The lab that is opened, worked at and left. */
const lab = '03-reserve-1-mib'
const [innerLine, allocLine, callLine, writeLine] = [6, 11, 12, 13]

/** The key of a command, as the table has it, in Playwright's words. */
const keyOf = (id: CommandId): string =>
  commandTexts
    .find((command) => command.id === id)!
    .key.replace('Ctrl', 'Control')
    .replace(/[A-Z]$/, (letter) => letter.toLowerCase())
const press = (page: Page, id: CommandId): Promise<void> => page.keyboard.press(keyOf(id))

/** Puts the cursor into a line of the program, by keyboard. */
async function cursorTo(page: Page, line: number, column = 0): Promise<void> {
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+Home')
  for (let i = 1; i < line; i++) await page.keyboard.press('ArrowDown')
  for (let i = 0; i < column; i++) await page.keyboard.press('ArrowRight')
}
const dialog = async (page: Page, id: CommandId, title: RegExp): Promise<void> => {
  await press(page, id)
  await expect(page.getByRole('dialog', { name: title })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('dialog')).toHaveCount(0)
}
const paused = (page: Page, line: number): Promise<void> =>
  expect(status(page, 'simulator')).toContainText(`paused before line ${line}`, { timeout: 30_000 })
const step = (page: Page, words: string): Promise<void> =>
  expect(page.getByTestId('position')).toContainText(words)
const opensView =
  (id: CommandId, view: string) =>
  async (page: Page): Promise<void> => {
    await press(page, id)
    await expect(page.getByTestId(`view-${view}`)).toHaveAttribute('aria-selected', 'true')
  }
const choosesMachine =
  (id: CommandId, which: 'simulator' | 'windows' | 'both') =>
  async (page: Page): Promise<void> => {
    await press(page, id)
    const can = which === 'simulator' || (await whyNoWindows(page)) === null
    await expect(page.getByTestId(`machine-${which}`)).toHaveAttribute('aria-checked', String(can))
  }

/** What each command does, in an order in which one run is enough. A command without an entry does not compile. */
const walk: Readonly<Record<CommandId, (page: Page) => Promise<void>>> = {
  'machine.both': choosesMachine('machine.both', 'both'),
  'machine.windows': choosesMachine('machine.windows', 'windows'),
  'machine.simulator': choosesMachine('machine.simulator', 'simulator'),
  'machine.settings': (page) => dialog(page, 'machine.settings', /machine/i),
  'run.compare-folder': async (page) => {
    if ((await whyNoWindows(page)) === null)
      return dialog(page, 'run.compare-folder', /Compare a folder of programs/)
    await press(page, 'run.compare-folder')
    await expect(page.getByTestId('dialog')).toHaveCount(0)
  },
  'help.shortcuts': (page) => dialog(page, 'help.shortcuts', /Keyboard shortcuts/),
  'help.tour': async (page) => {
    await press(page, 'help.tour')
    await expect(page.getByTestId('tour-next')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('tour')).toHaveCount(0)
  },
  'help.welcome': async (page) => {
    await press(page, 'help.welcome')
    await expect(page.getByTestId('welcome-lab')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('welcome')).toHaveCount(0)
  },
  'view.examples': async (page) => {
    const there = await page.getByTestId('examples').isVisible()
    await press(page, 'view.examples')
    await expect(page.getByTestId('examples')).toHaveCount(there ? 0 : 1)
    await press(page, 'view.examples')
    await expect(page.getByTestId('examples')).toHaveCount(there ? 1 : 0)
  },
  'labs.list': async (page) => {
    await press(page, 'labs.list')
    await expect(page.getByTestId('labs')).toBeVisible()
    await page.getByTestId(`lab-${lab}`).click()
    await expect(page.getByTestId('lab-pane')).toBeVisible()
    await expect(page.getByTestId('document-name')).toContainText('reserve.c')
  },
  'labs.next': async (page) => {
    await press(page, 'labs.next')
    await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
  },
  'labs.previous': async (page) => {
    await press(page, 'labs.previous')
    await expect(page.getByTestId('lab-step-title')).toHaveText('Take a range')
  },
  'labs.check': async (page) => {
    await press(page, 'labs.check')
    await expect(page.getByTestId('check-failures')).toContainText('VirtualAlloc gave no address yet')
  },
  'labs.hint': async (page) => {
    await press(page, 'labs.hint')
    await expect(page.getByTestId('hint')).toHaveCount(1)
  },
  'labs.pane': async (page) => {
    await page.getByTestId('editor').locator('.cm-content').focus()
    await press(page, 'labs.pane')
    await expect(page.getByTestId('lab-step-title')).toBeFocused()
    await press(page, 'labs.pane')
    await expect(page.getByTestId('editor').locator('.cm-content')).toBeFocused()
  },
  'labs.report': (page) => dialog(page, 'labs.report', /Save report/),
  'labs.preview': (page) => dialog(page, 'labs.preview', /Preview a lab/),
  'labs.learner': (page) => dialog(page, 'labs.learner', /Who is learning/),
  'labs.reset': (page) => dialog(page, 'labs.reset', /Forget what/),
  'labs.leave': async (page) => {
    await press(page, 'labs.leave')
    await expect(page.getByTestId('lab-pane')).toHaveCount(0)
    await expect(page.getByTestId('document-name')).not.toContainText('reserve.c')
    // The examples are what the other commands expect in the list.
    await page.getByTestId('rail-examples').click()
  },
  'view.theme': async (page) => {
    for (const theme of ['light', 'dark', 'contrast']) {
      await press(page, 'view.theme')
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    }
    await press(page, 'view.theme')
    await expect(page.locator('html')).not.toHaveAttribute('data-theme')
  },
  'file.open': async (page) => {
    const asked = page.waitForEvent('filechooser')
    await press(page, 'file.open')
    await asked
  },
  'file.new': async (page) => {
    await press(page, 'file.new')
    await expect(page.getByTestId('document-name')).toContainText('untitled')
    await openText(page, program)
  },
  'file.save': (page) => dialog(page, 'file.save', /Save/),
  'file.save-as': (page) => dialog(page, 'file.save-as', /Save/),
  'file.export': (page) => dialog(page, 'file.export', /project/i),
  'file.open-run': (page) => dialog(page, 'file.open-run', /run/i),
  'file.share': (page) => dialog(page, 'file.share', /Share opened.c/),
  'file.open-shared': (page) => dialog(page, 'file.open-shared', /shared program/),
  'run.breakpoint': async (page) => {
    await cursorTo(page, callLine)
    await press(page, 'run.breakpoint')
    await expect(page.locator('.cm-breakpoint:visible')).toHaveCount(1)
    await press(page, 'run.breakpoint')
    await expect(page.locator('.cm-breakpoint:visible')).toHaveCount(0)
  },
  'run.condition': async (page) => {
    await press(page, 'run.condition')
    await expect(page.getByTestId('condition-text')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('condition')).toHaveCount(0)
  },
  'run.continue': async (page) => {
    await press(page, 'run.continue')
    await paused(page, allocLine)
  },
  'run.over': async (page) => {
    await press(page, 'run.over')
    await paused(page, callLine)
    await step(page, 'Step 1 of 1')
  },
  'help.explain': async (page) => {
    await page.getByTestId('timeline').focus()
    await press(page, 'help.explain')
    await expect(page.getByTestId('explanation')).toHaveAttribute('data-figure', /^(step|event-)/)
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('timeline')).toBeFocused()
  },
  'run.into': async (page) => {
    await press(page, 'run.into')
    await paused(page, innerLine)
  },
  'run.back': async (page) => {
    await press(page, 'run.back')
    await expect(status(page, 'simulator')).toContainText(`looking back, before line ${callLine}`)
    await press(page, 'run.over')
    await paused(page, innerLine)
  },
  'run.out': async (page) => {
    await press(page, 'run.out')
    await expect(status(page, 'simulator')).not.toContainText(`line ${innerLine}`)
  },
  'run.to-line': async (page) => {
    await cursorTo(page, writeLine + 1)
    await press(page, 'run.to-line')
    await paused(page, writeLine + 1)
  },
  'run.watch': async (page) => {
    await cursorTo(page, writeLine, 4)
    await press(page, 'run.watch')
    await expect(page.getByTestId('watches-simulator').locator('[data-expression="p"]')).toBeVisible()
  },
  'run.follow': async (page) => {
    await cursorTo(page, writeLine, 4)
    await press(page, 'run.follow')
    await expect(page.getByTestId('announcement')).toContainText('is selected in all pictures')
  },
  'run.act': async (page) => {
    await press(page, 'run.act')
    await expect(page.getByRole('menu', { name: /Act/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('menu')).toHaveCount(0)
  },
  'view.strip': async (page) => {
    await press(page, 'view.strip')
    await expect(page.getByTestId('strip-picture-simulator-A')).toBeFocused()
  },
  'view.address': async (page) => {
    await press(page, 'view.address')
    await expect(page.getByTestId('memory-address-simulator')).toBeFocused()
  },
  'view.line-values': async (page) => {
    await expect(page.locator('.cm-beside')).not.toHaveCount(0)
    await press(page, 'view.line-values')
    await expect(page.locator('.cm-beside')).toHaveCount(0)
    await press(page, 'view.line-values')
    await expect(page.locator('.cm-beside')).not.toHaveCount(0)
  },
  'view.presentation': async (page) => {
    await press(page, 'view.presentation')
    await expect(page.locator('html')).toHaveAttribute('data-presentation', '')
    await press(page, 'view.presentation')
    await expect(page.locator('html')).not.toHaveAttribute('data-presentation')
  },
  'view.processes': opensView('view.processes', 'processes'),
  'view.comparison': opensView('view.comparison', 'comparison'),
  'view.translation': opensView('view.translation', 'translation'),
  'view.moments': opensView('view.moments', 'moments'),
  'view.odd': opensView('view.odd', 'odd'),
  'view.bench': opensView('view.bench', 'bench'),
  'time.b': async (page) => {
    await press(page, 'time.b')
    await expect(page.getByTestId('announcement')).toContainText(/^B is /)
  },
  'time.a': async (page) => {
    await press(page, 'run.back')
    await press(page, 'time.a')
    await expect(page.getByTestId('announcement')).toContainText(/^A is /)
  },
  'time.compare': async (page) => {
    await press(page, 'time.compare')
    await expect(page.getByTestId('view-moments')).toHaveAttribute('aria-selected', 'true')
    await press(page, 'view.bench')
  },
  'time.cumulative': async (page) => {
    await press(page, 'time.cumulative')
    await expect(page.getByTestId('timeline-cumulative')).toBeVisible()
    await press(page, 'time.cumulative')
    await expect(page.getByTestId('timeline-cumulative')).toHaveCount(0)
  },
  'time.until': (page) => dialog(page, 'time.until', /Go until/),
  'time.play': async (page) => {
    const play = page.getByTestId('timeline-play')
    await press(page, 'time.play')
    await expect(play).toHaveAccessibleName('Pause playing')
    await press(page, 'time.play')
    await expect(play).toHaveAccessibleName('Play the record')
  },
  'file.save-run': (page) => dialog(page, 'file.save-run', /run/i),
  'run.pause': async (page) => {
    await page.getByTestId('timeline').focus()
    await page.keyboard.press('End')
    await expect(page.getByTestId('control-continue')).toBeVisible()
    await press(page, 'run.continue')
    await expect(page.getByTestId('control-pause')).not.toHaveAttribute('aria-disabled', 'true')
    await press(page, 'run.pause')
    await expect(status(page, 'simulator')).toContainText('paused before line')
  },
  'run.restart': async (page) => {
    await press(page, 'run.restart')
    await step(page, 'Before the first step')
    await paused(page, allocLine)
  },
  'run.stop': async (page) => {
    await press(page, 'run.stop')
    await expect(status(page, 'simulator')).toContainText('stopped')
  }
}

test('every command of the table does its work when its key is pressed', async ({ bench }) => {
  const { page } = bench
  expect(Object.keys(walk).sort()).toEqual(commandTexts.map(({ id }) => id).sort())
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  for (const [id, entry] of Object.entries(walk)) await test.step(id, () => entry(page))
})

test('every command is in the menus with its key, and the arrow keys come by it', async ({
  bench,
  shell
}) => {
  test.skip(shell === 'electron', 'Electron’s menus are the system’s own.')
  const { page } = bench
  await page.getByTestId('menu-file').focus()
  await page.keyboard.press('ArrowDown')
  for (const { label, commands } of commandMenus) {
    await expect(page.getByRole('menu', { name: plainLabel(label) })).toBeVisible()
    for (const command of commands as readonly ((typeof commands)[number] | null)[]) {
      if (command === null) continue
      const entry = page.getByTestId(`command-${command.id}`)
      await expect(entry).toBeFocused()
      await expect(entry).toContainText(command.key)
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('ArrowRight')
  }
})
