import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, status, whyNoWindows, viewIds } from './bench-actions'
import { expect, test } from './fixtures'
import { labForms, openStep } from './lab-actions'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'char *x = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE);',
  "p[0] = 'A';",
  'DWORD old;',
  'VirtualProtect(p + 0x1000, 0x1000, PAGE_READONLY, &old);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'CHECK(x != NULL);'
)

/** What axe finds; in further themes only what depends on colours, as the rest is the same there. `within`: there alone. */
async function violations(page: Page, coloursOnly: boolean, within?: string): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (within !== undefined) axe.include(within)
  if (coloursOnly) axe.withRules(['color-contrast', 'link-in-text-block'])
  const found = await axe.analyze()
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`
  )
}

/** The pictures, each with how it has something to show and when it does. */
const views: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  bench: async (page) => {
    await page.getByTestId('regions-simulator-A').locator('tbody tr[aria-level="2"]').first().click()
    await expect(page.getByTestId('step-card-simulator')).toContainText('ERROR_INVALID_PARAMETER')
  },
  processes: (page) => expect(page.getByTestId('physical-picture')).toBeVisible(),
  comparison: (page) => expect(page.getByTestId('comparison-invitation')).toBeVisible(),
  translation: (page) => expect(page.getByTestId('translation-picture')).toBeVisible(),
  moments: (page) => expect(page.getByTestId('moments-simulator')).toContainText('Regions'),
  odd: (page) => expect(page.getByTestId('odd-simulator-A')).toBeVisible()
}

/** What opens: whatever of these is there. The rest of the window is as it was. */
const opened = [
  ...['dialog', 'menu', 'condition', 'explanation', 'examples'].map((id) => `[data-testid="${id}"]`),
  ...['[data-testid="column-simulator"] [role="tabpanel"]', '[data-testid="regions-simulator-A"]']
]
async function overlay(page: Page): Promise<string> {
  for (const one of opened) if (await page.locator(one).first().isVisible()) return one
  throw new Error('Nothing is open.')
}
const dialogShown = (page: Page): Promise<void> => expect(page.getByTestId('dialog')).toBeVisible()
const menuShown = (page: Page): Promise<void> => expect(page.getByTestId('menu')).toBeVisible()
const panel = (name: string) => async (page: Page) => {
  await page.getByTestId(`panel-${name}-simulator`).click()
  return () => Promise.resolve()
}
const byKey = (key: string, shown: (page: Page) => Promise<void>) => async (page: Page) => {
  await page.keyboard.press(key)
  await shown(page)
  return async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('dialog').or(page.getByTestId('menu'))).toHaveCount(0)
  }
}

/** What opens over the pictures or beside them: how it is opened; what that answers closes it. */
const overlays: Readonly<Record<string, (page: Page) => Promise<() => Promise<unknown>>>> = {
  'the panel of variables': panel('variables'),
  'the panel of watches': panel('watch'),
  'the panel of the stack': panel('stack'),
  'the panel of memory': panel('memory'),
  'the summary and the filters': async (page) => {
    await page.getByTestId('summary-toggle-simulator-A').click()
    await page.getByTestId('filter-toggle-simulator-A').click()
    return async () => {
      await page.getByTestId('summary-toggle-simulator-A').click()
      await page.getByTestId('filter-toggle-simulator-A').click()
    }
  },
  'the settings of the machine': byKey('Control+m', dialogShown),
  'the shortcuts': byKey('Control+F1', dialogShown),
  'save as': byKey('Control+Shift+s', dialogShown),
  export: byKey('Control+e', dialogShown),
  'save the run': byKey('Control+Shift+k', dialogShown),
  'open a run': byKey('Control+Shift+o', dialogShown),
  'go until': byKey('Alt+u', dialogShown),
  'the acts on memory': byKey('Alt+a', menuShown),
  'an act': async (page) => {
    await page.keyboard.press('Alt+a')
    await page.getByTestId('menu').getByRole('menuitem').first().press('Enter')
    await dialogShown(page)
    return () => page.keyboard.press('Escape')
  },
  'a condition': async (page) => {
    await page.keyboard.press('Shift+F9')
    await expect(page.getByTestId('condition')).toBeVisible()
    return () => page.keyboard.press('Escape')
  },
  'the signs of the timeline': async (page) => {
    await page.getByTestId('timeline-more').press('Enter')
    await page.getByRole('menuitem', { name: 'What the signs mean' }).press('Enter')
    await dialogShown(page)
    return async () => {
      await page.keyboard.press('Escape')
      await expect(page.getByTestId('dialog')).toHaveCount(0)
    }
  },
  'an explanation': async (page) => {
    await page.getByTestId('regions-simulator-A').locator('tbody tr[tabindex="0"]').focus()
    await page.keyboard.press('F1')
    await expect(page.getByTestId('explanation')).toBeVisible()
    return () => page.keyboard.press('Escape')
  },
  'a menu of the bar': async (page) => {
    await page.getByTestId('menu-view').click()
    await menuShown(page)
    return () => page.keyboard.press('Escape')
  },
  'the examples': async (page) => {
    await page.keyboard.press('Control+b')
    await expect(page.getByTestId('examples')).toBeVisible()
    return () => page.keyboard.press('Control+b')
  }
}

async function atFailedCall(page: Page): Promise<void> {
  await chooseMachines(page, 'simulator')
  await openText(page, program)
  await start(page, 'simulator')
  await page.getByTestId('editor').locator('.cm-content').focus()
  await page.keyboard.press('Control+End')
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+F10')
  await expect(status(page, 'simulator')).toContainText('paused before line 12')
  await page.keyboard.press('F10')
  await expect(status(page, 'simulator')).toContainText('paused before line 13')
}
async function show(page: Page, view: string): Promise<void> {
  await page.getByTestId(`view-${view}`).click()
  await views[view]!(page)
}

test('axe finds nothing in any picture, panel, dialog and menu', async ({ bench }) => {
  test.setTimeout(120_000)
  const { page } = bench
  expect(Object.keys(views)).toEqual(viewIds)
  expect(await violations(page, false), 'before the first run').toEqual([])
  await atFailedCall(page)
  for (const view of viewIds)
    await test.step(view, async () => {
      await show(page, view)
      expect(await violations(page, false), view).toEqual([])
    })
  await show(page, 'bench')
  for (const [name, open] of Object.entries(overlays))
    await test.step(name, async () => {
      const close = await open(page)
      expect(await violations(page, false, await overlay(page)), name).toEqual([])
      await close()
    })
})

for (const theme of ['dark', 'contrast'] as const)
  test(`axe finds no colours too close to each other in the theme ${theme}`, async ({ bench }) => {
    test.setTimeout(120_000)
    const { page } = bench
    while ((await page.locator('html').getAttribute('data-theme')) !== theme)
      await page.keyboard.press('Control+Shift+l')
    expect(await violations(page, true), 'before the first run').toEqual([])
    await atFailedCall(page)
    for (const view of viewIds) {
      await show(page, view)
      expect(await violations(page, true), view).toEqual([])
    }
    await show(page, 'bench')
    for (const name of ['the panel of memory', 'the summary and the filters', 'go until', 'an explanation']) {
      const close = await overlays[name]!(page)
      expect(await violations(page, true, await overlay(page)), name).toEqual([])
      await close()
    }
  })

test('axe finds nothing where both machines are side by side, and the report asks where to', async ({
  bench
}) => {
  test.setTimeout(120_000)
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await openText(page, program)
  await chooseMachines(page, 'both')
  await start(page, 'simulator', 'windows')
  await page.keyboard.press('F10')
  for (const machine of ['simulator', 'windows'] as const)
    await expect(status(page, machine)).toContainText('paused before line 8')
  expect(await violations(page, false), 'bench').toEqual([])
  await page.getByTestId('view-moments').click()
  await expect(page.getByTestId('moments-windows')).toContainText('Regions')
  expect(await violations(page, false), 'moments').toEqual([])
  await page.getByTestId('view-comparison').click()
  await page.getByTestId('comparison-row-0').click()
  await expect(page.getByTestId('comparison-why')).toBeVisible()
  expect(await violations(page, false), 'comparison').toEqual([])
  await page.getByTestId('comparison-report').click()
  await dialogShown(page)
  expect(await violations(page, false, await overlay(page)), 'report').toEqual([])
})

for (const theme of ['light', 'dark', 'contrast'] as const)
  test(`axe finds nothing in the list of labs, in every form of a question, its verdicts and the dialogs (${theme})`, async ({
    bench
  }) => {
    test.setTimeout(180_000)
    const { page } = bench
    while ((await page.locator('html').getAttribute('data-theme')) !== theme)
      await page.keyboard.press('Control+Shift+l')
    const look = async (where: string, within: string): Promise<void> =>
      expect(await violations(page, theme !== 'light', within), where).toEqual([])
    const pane = '[data-testid="lab-pane"]'
    for (const [form, lab, step] of labForms)
      await test.step(form, async () => {
        await openStep(page, lab, step)
        await look(form, pane)
      })
    await openStep(page, '03-reserve-1-mib', 2)
    await page.getByTestId('predict-number').fill('1024')
    await page.getByTestId('predict-number').press('Enter')
    await expect(page.getByTestId('predict-wrong')).toBeVisible({ timeout: 30_000 })
    await look('a wrong answer', pane)
    await page.getByTestId('predict-number').fill('0')
    await page.getByTestId('predict-number').press('Enter')
    await expect(page.getByTestId('predict-answer')).toBeVisible({ timeout: 30_000 })
    await look('a right answer', pane)
    await page.keyboard.press('Alt+PageUp')
    await page.keyboard.press('F7')
    await expect(page.getByTestId('check-failures')).toBeVisible({ timeout: 30_000 })
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('Shift+F7')
      await expect(page.getByTestId('hint')).toHaveCount(i + 1)
    }
    await page.getByTestId('lab-solution').click()
    await expect(page.getByTestId('solution')).toBeVisible()
    await look('a failed check, hints and the solution', pane)
    for (const key of ['Alt+Shift+W', 'Alt+Shift+R']) {
      await page.keyboard.press(key)
      await dialogShown(page)
      await look(key, '[data-testid="dialog"]')
      await page.keyboard.press('Escape')
      await expect(page.getByTestId('dialog')).toHaveCount(0)
    }
    await page.keyboard.press('Control+l')
    await expect(page.getByTestId('lab-03-reserve-1-mib')).toContainText('1 of 5 done')
    await look('the list', '[data-testid="labs"]')
  })
