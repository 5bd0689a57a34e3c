import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, whyNoWindows, viewIds } from './bench-actions'
import { expect, test } from './fixtures'
import { labForms, openStep } from './lab-actions'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'CHECK(p != NULL);'
)
const controls =
  'button, input:not([type="file"]), select, a[href], [role="tab"], [role="radio"], [role="button"]'

async function atFirstCall(page: Page, both = false): Promise<void> {
  await openText(page, program)
  await chooseMachines(page, both ? 'both' : 'simulator')
  await start(page, 'simulator', ...(both ? (['windows'] as const) : []))
  await page.keyboard.press('F10')
  await page.getByTestId('regions-simulator-A').locator('tbody tr[aria-level="1"]').first().click()
}

/** Brings each control (of one box) into sight; those that then are not at their place, or under another, are named. */
function outOfReach(page: Page, within = 'body'): Promise<readonly string[]> {
  return page.evaluate((selector) => {
    const found: string[] = []
    for (const control of document.querySelectorAll<HTMLElement>(selector)) {
      // The text editor draws what is in sight of it.
      if (!control.checkVisibility() || control.closest('.cm-editor, .unseen') !== null) continue
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, top, width, height } = control.getBoundingClientRect()
      const at = document.elementFromPoint(left + width / 2, top + height / 2)
      // A script can scroll what a person cannot.
      let scrolledByForce = false
      for (let box = control.parentElement; box !== null; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box)
        if (overflowX === 'hidden' && box.scrollLeft !== 0) scrolledByForce = true
        if (overflowY === 'hidden' && box.scrollTop !== 0) scrolledByForce = true
        if (scrolledByForce) box.scrollTo(0, 0)
      }
      if (scrolledByForce || at === null || !(control.contains(at) || at.contains(control)))
        found.push(
          `${control.dataset['testid'] ?? control.className} “${control.getAttribute('aria-label') ?? control.textContent.trim()}”`
        )
    }
    for (const box of document.querySelectorAll('main, .bench')) box.scrollTo(0, 0)
    return found
  }, `:is(${within}) :is(${controls})`)
}

test('at 200 % and 400 % nothing is out of reach, and the page itself is never wider than the window', async ({
  bench
}) => {
  test.setTimeout(120_000)
  const { page } = bench
  await atFirstCall(page, (await whyNoWindows(page)) === null)
  for (const [width, height] of [
    [960, 540],
    [640, 360],
    [320, 256]
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const view of viewIds) {
      await page.keyboard.press(`Control+${viewIds.indexOf(view) + 1}`)
      await expect(page.getByTestId(`view-${view}`)).toHaveAttribute('aria-selected', 'true')
      await expect(page.locator('#view-panel')).toBeVisible()
      const where = `${view} in ${width}×${height}`
      await expect.poll(() => outOfReach(page), { message: where }).toEqual([])
      const over = await page.evaluate(() => ({
        x: document.documentElement.scrollWidth - innerWidth,
        y: document.documentElement.scrollHeight - innerHeight
      }))
      expect(over, where).toEqual({ x: 0, y: 0 })
    }
  }
})

/** Smaller than 24 by 24 CSS pixels, and why that is right. */
const smallTargets: readonly (readonly [selector: string, reason: string])[] = [
  ['.lab-act, .lab-text a', 'A link in a line of text: as high as the text (2.5.8, inline).'],
  ['.line-link', 'A link in a line of text: as high as the text (2.5.8, inline).'],
  [
    '[role="separator"]',
    'A line between panes, 9 px to the pointer: wider it would lie over scroll bars. Keys move it.'
  ],
  ['.cm-editor *', 'Marks in the text of the program: as high as its lines; the toolbar below has them all.']
]

/** Controls that are smaller than that. */
function smallControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ selector, exceptions }) =>
      [...document.querySelectorAll<HTMLElement>(selector)].flatMap((control) => {
        if (!control.checkVisibility() || exceptions.some((one) => control.matches(one))) return []
        // A label is pressed as its box is.
        const target = control.closest('label') ?? control
        const { width, height } = target.getBoundingClientRect()
        if (width === 0 || (width >= 23.9 && height >= 23.9)) return []
        const name = control.getAttribute('aria-label') ?? control.textContent.trim()
        return [`${control.dataset['testid'] ?? control.className} “${name}” ${width} × ${height}`]
      }),
    {
      selector: `${controls}, summary, [role="separator"]`,
      exceptions: smallTargets.map(([selector]) => selector)
    }
  )
}

test('targets are at least 24 by 24 pixels', async ({ bench }) => {
  const { page } = bench
  await atFirstCall(page, (await whyNoWindows(page)) === null)
  await page.getByTestId('summary-toggle-simulator-A').click()
  await page.getByTestId('filter-toggle-simulator-A').click()
  await page.keyboard.press('Control+b')
  for (const view of viewIds) {
    await page.keyboard.press(`Control+${viewIds.indexOf(view) + 1}`)
    await expect(page.getByTestId(`view-${view}`)).toHaveAttribute('aria-selected', 'true')
    await page.waitForTimeout(300)
    expect(await smallControls(page), view).toEqual([])
  }
})

/** WCAG 1.4.12: what a reader may set must cut nothing off. */
const wideText = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

/** What is cut off in a box. */
function cutOff(page: Page, root: string): Promise<readonly string[]> {
  return page
    .locator(root)
    .first()
    .evaluate((element) =>
      [element, ...element.querySelectorAll<HTMLElement>('*')].flatMap((one) => {
        const { overflowX, overflowY } = getComputedStyle(one)
        const hides = (how: string): boolean => how === 'hidden' || how === 'clip'
        const wide = hides(overflowX) && one.scrollWidth > one.clientWidth + 1
        const high = hides(overflowY) && one.scrollHeight > one.clientHeight + 1
        if ((!wide && !high) || one.textContent.trim() === '' || one.matches('.unseen, .unseen *')) return []
        return [`${one.className}: ${one.textContent.trim().slice(0, 40)}`]
      })
    )
}

test('wider spacing of text cuts nothing off in menus, cards and dialogs', async ({ bench }) => {
  const { page } = bench
  await atFirstCall(page)
  await page.addStyleTag({ content: wideText })
  const cut = (root: string): Promise<readonly string[]> => cutOff(page, root)
  expect(await cut('[data-testid="step-card-simulator"]'), 'the step card').toEqual([])
  for (const menu of ['file', 'run', 'view', 'time', 'machine', 'help']) {
    await page.getByTestId(`menu-${menu}`).click()
    expect(await cut('[data-testid="menu"]'), menu).toEqual([])
    await page.keyboard.press('Escape')
  }
  for (const key of ['Control+m', 'Control+F1', 'Control+Shift+s', 'Control+e', 'Alt+u']) {
    await page.keyboard.press(key)
    await expect(page.getByTestId('dialog')).toBeVisible()
    expect(await cut('[data-testid="dialog"]'), key).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('dialog')).toHaveCount(0)
  }
})

test('a lab at 200 % and 400 % has nothing out of reach, targets of 24 pixels, and bears wider text', async ({
  bench
}) => {
  test.setTimeout(180_000)
  const { page } = bench
  const pane = '[data-testid="lab-pane"]'
  for (const [form, lab, step] of labForms)
    await test.step(form, async () => {
      await page.setViewportSize({ width: 1280, height: 720 })
      await openStep(page, lab, step)
      expect(await smallControls(page), form).toEqual([])
      for (const [width, height] of [
        [700, 720],
        [640, 360],
        [320, 256]
      ] as const) {
        await page.setViewportSize({ width, height })
        const where = `${form} in ${width}×${height}`
        await expect(page.getByTestId('lab-pane')).toBeVisible()
        await expect.poll(() => outOfReach(page, pane), { message: where }).toEqual([])
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(over, where).toBe(0)
      }
    })
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.addStyleTag({ content: wideText })
  expect(await cutOff(page, pane), 'the text of a lab').toEqual([])
  for (const key of ['Alt+Shift+W', 'Alt+Shift+R']) {
    await page.keyboard.press(key)
    await expect(page.getByTestId('dialog')).toBeVisible()
    expect(await cutOff(page, '[data-testid="dialog"]'), key).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('dialog')).toHaveCount(0)
  }
  await page.keyboard.press('Control+l')
  await expect(page.getByTestId('labs')).toBeVisible()
  expect(await cutOff(page, '[data-testid="labs"]'), 'the list').toEqual([])
  expect(await smallControls(page), 'the list').toEqual([])
})
