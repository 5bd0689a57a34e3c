import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, status, whyNoWindows, viewIds } from './bench-actions'
import { expect, test } from './fixtures'
import { labForms, openStep } from './lab-actions'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'char *x = VirtualAlloc(NULL, 0x1000, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_READWRITE);',
  "p[0] = x[0] = 'A';",
  'CHECK(p != NULL);'
)
/** Widgets that are one stop, in which arrow keys move. */
const composites =
  '[role="treegrid"], [role="tree"], [role="grid"], [role="listbox"], [role="tablist"], [role="radiogroup"], [role="menubar"], [role="slider"], [role="separator"], table'

interface Stop {
  readonly name: string
  /** The widget it is in, by a number of its own; null outside of them. */
  readonly widget: number | null
  /** How many places the arrow keys can go to there. */
  readonly places: number
  readonly horizontal: boolean
  readonly outline: number
}

/** Where the focus is, and how that is seen. */
const stop = (page: Page): Promise<Stop> =>
  page.evaluate((selector) => {
    const element = document.activeElement as HTMLElement
    const widget = element.closest<HTMLElement>(selector)
    const known = ((window as unknown as { widgets?: Element[] }).widgets ??= [])
    if (widget !== null && !known.includes(widget)) known.push(widget)
    const width = (one: Element | null, pseudo?: string): number => {
      if (one === null) return 0
      const { outlineStyle, outlineWidth } = getComputedStyle(one, pseudo)
      return outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth)
    }
    // Its own outline, that of the option it stands for, the caret of the editor, or the line of a splitter.
    const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
    const after = getComputedStyle(element, '::after')
    const drawn = element.matches('[role="separator"]')
      ? Math.min(Number.parseFloat(after.width), Number.parseFloat(after.height))
      : element.matches('.cm-content')
        ? 2
        : 0
    const role = widget?.getAttribute('role') ?? ''
    // Without a run there is no step to go to.
    const isEmptyTimeline = role === 'slider' && document.getElementById('view-panel') === null
    const items = widget?.querySelectorAll('[tabindex], [role="option"], [role="row"]').length ?? 0
    return {
      name: `${element.dataset['testid'] ?? element.className} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}”`,
      widget: widget === null ? null : known.indexOf(widget),
      places: isEmptyTimeline ? 0 : ['slider', 'separator'].includes(role) ? 2 : items,
      horizontal:
        ['tablist', 'radiogroup', 'menubar', 'slider'].includes(role) ||
        widget?.getAttribute('aria-orientation') === 'vertical',
      outline: Math.max(width(element), width(active), drawn)
    }
  }, composites)

/** What the arrow keys change: the element that has the focus, the option it stands for, its value. */
const place = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement!
    const all = [...document.querySelectorAll('*')]
    return [
      all.indexOf(element),
      element.getAttribute('aria-activedescendant'),
      element.getAttribute('aria-valuenow')
    ].join()
  })

/** Tries the arrow keys of a widget, there and back; whether they moved. */
async function arrowsMove(page: Page, horizontal: boolean): Promise<boolean> {
  const ways = [
    ['ArrowDown', 'ArrowUp'],
    ['ArrowUp', 'ArrowDown']
  ]
  const across = [
    ['ArrowRight', 'ArrowLeft'],
    ['ArrowLeft', 'ArrowRight']
  ]
  for (const [there, back] of horizontal ? across : [...ways, ...across]) {
    const before = await place(page)
    await page.keyboard.press(there!)
    const moved = await expect
      .poll(() => place(page), { timeout: 700 })
      .not.toBe(before)
      .then(() => true)
      .catch(() => false)
    if (!moved) continue
    await page.keyboard.press(back!)
    return true
  }
  return false
}

/** Tab from the first control until it is reached again. */
async function walk(page: Page, first: string): Promise<void> {
  await page.getByTestId(first).focus()
  // The window shows the focus to those who use the keyboard.
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  const seen: Stop[] = []
  for (let i = 0; i < 90; i++) {
    const now = await stop(page)
    if (i > 0 && now.name === seen[0]?.name) break
    expect(now.outline, `the focus is seen on ${now.name}`).toBeGreaterThanOrEqual(2)
    if (now.widget !== null && !now.name.startsWith('line-link')) {
      expect(
        seen.filter(({ widget }) => widget === now.widget).map(({ name }) => name),
        `${now.name} is in a widget that has one stop`
      ).toEqual([])
      if (now.places > 1)
        expect(await arrowsMove(page, now.horizontal), `arrow keys move in ${now.name}`).toBe(true)
    }
    seen.push(now)
    // In the editor Tab indents, as its description says; Escape first makes it leave.
    if (now.name.startsWith('editor-text')) await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
  }
  expect(await stop(page), 'Tab comes round to where it began').toMatchObject({ name: seen[0]!.name })
  // And back: out of the first, into the last.
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  expect(['BODY', seen.at(-1)!.name, seen.at(-2)!.name].join()).toContain(
    (await stop(page)).name.slice(0, 12)
  )
}

test('Tab comes by everything and round, with the focus seen; each picture is one stop with arrow keys', async ({
  bench
}) => {
  test.setTimeout(120_000)
  const { page } = bench
  await openText(page, program)
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  for (const line of [8, 9, 10]) {
    await page.keyboard.press('F10')
    await expect(status(page, 'simulator')).toContainText(`paused before line ${line}`)
  }
  await page.getByTestId('regions-simulator-A').locator('tbody tr[aria-level="1"]').first().dblclick()
  await page.getByTestId('summary-toggle-simulator-A').click()
  await page.getByTestId('filter-toggle-simulator-A').click()
  for (const view of viewIds)
    await test.step(view, async () => {
      await page.keyboard.press(`Control+${viewIds.indexOf(view) + 1}`)
      await expect(page.getByTestId(`view-${view}`)).toHaveAttribute('aria-selected', 'true')
      await page.waitForTimeout(500)
      await walk(page, 'examples-toggle')
    })
})

test('the rows of the comparison are one stop, and Escape closes why', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await openText(page, program)
  await chooseMachines(page, 'both')
  await start(page, 'simulator', 'windows')
  for (const line of [8, 9]) {
    await page.keyboard.press('F10')
    for (const machine of ['simulator', 'windows'] as const)
      await expect(status(page, machine)).toContainText(`paused before line ${line}`)
  }
  await page.getByTestId('view-comparison').click()
  await page.getByTestId('comparison-row-0').click()
  await expect(page.getByTestId('comparison-why')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('comparison-why')).toHaveCount(0)
  await walk(page, 'examples-toggle')
})

test('Tab comes by all of a lab in every form of its questions, and by the list of labs', async ({
  bench
}) => {
  test.setTimeout(180_000)
  const { page } = bench
  for (const [form, lab, step] of labForms)
    await test.step(form, async () => {
      await openStep(page, lab, step)
      await walk(page, 'examples-toggle')
    })
  await page.keyboard.press('Alt+Shift+L')
  await expect(page.getByTestId('labs')).toBeVisible()
  await walk(page, 'examples-toggle')
})
