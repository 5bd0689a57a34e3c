import type { Locator, Page } from '@playwright/test'
import { chooseMachines, expectAccessible } from './bench-actions'
import { expect, test } from './fixtures'

test.use({ welcomes: true })

/** How long a person takes to find and press a key, to type a letter, and to read a word. */
const human = { keyMs: 400, letterMs: 200, wordMs: 250 }

/** A person at the keyboard: what was pressed and typed, what was read, and how long all of it would take. */
class Newcomer {
  keys = 0
  letters = 0
  words = 0
  constructor(readonly page: Page) {}

  async press(key: string, times = 1): Promise<void> {
    for (let i = 0; i < times; i++) await this.page.keyboard.press(key)
    this.keys += times
  }
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    this.letters += text.length
  }
  /** Reads every word of these; sources and buttons are not read by who is in a hurry to see. */
  async read(parts: Locator): Promise<void> {
    const texts = await parts.allInnerTexts()
    this.words += texts.join(' ').trim().split(/\s+/).length
  }
  /** Tab until something has the focus. */
  async tabTo(testId: string): Promise<void> {
    for (let i = 0; i < 20; i++) {
      if (await this.has(testId)) return
      await this.press('Tab')
    }
    await expect(this.page.getByTestId(testId)).toBeFocused()
  }
  has(testId: string): Promise<boolean> {
    return this.page.getByTestId(testId).evaluate((element) => element === document.activeElement)
  }
  get seconds(): number {
    return (this.keys * human.keyMs + this.letters * human.letterMs + this.words * human.wordMs) / 1000
  }
}

/** The simulator alone, with the first example in the editor. */
async function exampleOnSimulator(page: Page): Promise<void> {
  await expect(page.getByTestId('editor')).toContainText('VirtualAlloc')
  await chooseMachines(page, 'simulator')
}
/** At which stop the tour is. */
const stop = (page: Page, number: number): Promise<void> =>
  expect(page.getByTestId('tour-where')).toHaveText(`${number} of 5`)
const noTour = (page: Page): Promise<void> => expect(page.getByTestId('tour')).toHaveCount(0)

/** What a theme looks like to axe. */
async function accessibleInAllThemes(page: Page): Promise<void> {
  for (const theme of ['light', 'dark', 'contrast']) {
    await page.evaluate((now) => (document.documentElement.dataset['theme'] = now), theme)
    await expectAccessible(page)
  }
}

test('a newcomer gets by keyboard alone from the first start to what a reservation costs, in two minutes', async ({
  bench
}, info) => {
  const { page } = bench
  const began = Date.now()
  const newcomer = new Newcomer(page)
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(page.getByTestId('welcome-lab')).toBeFocused()
  await newcomer.read(page.getByTestId('welcome'))
  await newcomer.press('Enter')

  await expect(page.getByTestId('lab-step-title')).toHaveText('Take a range')
  await expect(page.getByTestId('lab-step-title')).toBeFocused()
  await expect(page.getByTestId('welcome')).toHaveCount(0)
  const text = page.getByTestId('lab-body').locator('.lab-text > :not(.lab-source)')
  await newcomer.read(text)
  // Three hints, the last of which has the line.
  for (let i = 1; i <= 3; i++) {
    await newcomer.press('Shift+F7')
    await expect(page.getByTestId('hint')).toHaveCount(i)
    await newcomer.read(page.getByTestId('hint').last())
  }
  // The first link of the step leads to the place in the program.
  await newcomer.press('Tab')
  await expect(page.locator('[data-act="program"]').first()).toBeFocused()
  await newcomer.press('Enter')
  if (!(await newcomer.has('editor-text'))) await newcomer.press('F4')
  await expect(page.getByTestId('editor-text')).toBeFocused()
  await newcomer.press('End')
  await newcomer.press('Enter')
  await newcomer.type('base = VirtualAlloc(NULL, 1024 * 1024, MEM_RESERVE, PAGE_READWRITE);')
  await newcomer.press('F7')
  await expect(page.getByTestId('lab-check')).toContainText('Passed')

  await newcomer.press('Alt+PageDown')
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?')
  await newcomer.read(text)
  await newcomer.tabTo('predict-number')
  await newcomer.type('0')
  await newcomer.press('Enter')
  await expect(page.getByTestId('predict-answer').first()).toContainText('A reservation promises no storage')
  await newcomer.tabTo('option-1')
  await newcomer.press('ArrowDown', 2)
  await expect(page.getByTestId('option-3')).toBeChecked()
  await newcomer.press('Tab')
  await expect(page.getByTestId('predict-judge').nth(1)).toBeFocused()
  await newcomer.press('Enter')
  const answer = page.getByTestId('predict-answer').nth(1)
  await expect(answer).toContainText('There is nothing yet that could be in memory')
  // The term that it explains brings it into sight.
  const term = answer.locator('[data-act="term"]')
  for (let i = 0; i < 5 && !(await term.evaluate((one) => one === document.activeElement)); i++)
    await newcomer.press('Tab')
  await expect(term).toBeFocused()
  await expect(answer).toBeInViewport({ ratio: 0.5 })
  await newcomer.read(page.getByTestId('predict-answer'))

  const said = `${newcomer.keys} keys, ${newcomer.letters} letters typed, ${newcomer.words} words read: ${newcomer.seconds} s for a person; ${(Date.now() - began) / 1000} s for the app`
  info.annotations.push({ type: 'first minutes', description: said })
  expect(newcomer.seconds, said).toBeLessThan(120)
})

test('Escape leaves the welcome for the bench, and it is not seen again until it is asked for', async ({
  bench
}) => {
  await expect(bench.page.getByTestId('welcome-lab')).toBeFocused()
  await bench.page.keyboard.press('Escape')
  await expect(bench.page.getByTestId('welcome')).toHaveCount(0)
  await expect(bench.page.getByTestId('invitation-start')).toBeFocused()
  await bench.restart()
  const { page } = bench
  await expect(page.getByTestId('invitation')).toBeVisible()
  await expect(page.getByTestId('editor')).toContainText('VirtualAlloc')
  await expect(page.getByTestId('welcome')).toHaveCount(0)
  await page.keyboard.press('Control+Shift+F1')
  await expect(page.getByTestId('welcome-lab')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('invitation-start')).toBeFocused()
})

test('the welcome is no wall: Tab goes past it, and the program runs under it', async ({ bench }) => {
  const { page } = bench
  await exampleOnSimulator(page)
  await page.getByTestId('welcome-lab').focus()
  for (const next of ['welcome-tour', 'welcome-bench']) {
    await page.keyboard.press('Tab')
    await expect(page.getByTestId(next)).toBeFocused()
  }
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('[data-testid="welcome"]'))).toBeNull()
  await page.keyboard.press('F10')
  await expect(page.getByTestId('status-simulator')).toContainText('paused before line')
  await expect(page.getByTestId('welcome')).toHaveCount(0)
  // Over a run it comes in the place of the pictures, and gives it back.
  await page.keyboard.press('Control+Shift+F1')
  await expect(page.getByTestId('welcome-lab')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('view-bench')).toBeFocused()
})

test('closing the window is no answer to the welcome', async ({ bench }) => {
  await expect(bench.page.getByTestId('welcome')).toBeVisible()
  await bench.page.keyboard.press('Control+b')
  await bench.restart()
  await expect(bench.page.getByTestId('welcome')).toBeVisible()
})

test('the tour goes on by itself as one tries, stays out of the way, and its end leads to the lab', async ({
  bench
}) => {
  const { page } = bench
  await exampleOnSimulator(page)
  await page.getByTestId('welcome-tour').press('Enter')
  await stop(page, 1)
  await expect(page.getByTestId('tour-next')).toBeFocused()
  await expect(page.getByTestId('announcement')).toContainText('Tour, 1 of 5. The program.')
  // It is seen for less than a second: this waits in the page.
  const done = page.getByTestId('tour-done').waitFor()
  await page.keyboard.press('F10')
  await done
  await stop(page, 2)
  await expect(page.getByTestId('announcement')).toContainText('Tour, 2 of 5. The address space.')
  // Looking around in the window is no step of the tour.
  await page.keyboard.press('Control+2')
  await page.getByTestId('editor').locator('.cm-content').focus()
  await stop(page, 2)
  await page.keyboard.press('Control+1')
  await page.keyboard.press('F10')
  await stop(page, 3)
  await expect(page.getByTestId('step-card-simulator')).toContainText('VirtualAlloc')
  await expect(page.getByTestId('editor').locator('.cm-content')).toBeFocused()
  await page.keyboard.press('Shift+F1')
  await expect(page.getByTestId('tour-next')).toBeFocused()
  await page.keyboard.press('Enter')
  await stop(page, 4)
  await page.keyboard.press('Shift+F10')
  await stop(page, 5)
  await expect(page.getByTestId('tour-next')).toHaveText('Done')
  await page.getByTestId('tour-lab').press('Enter')
  await noTour(page)
  await expect(page.getByTestId('lab-step-title')).toHaveText('Take a range')
  // It is over, so it begins anew.
  await page.keyboard.press('Shift+F1')
  await stop(page, 1)
})

test('the tour is left at each of its stops, with Escape and with its button, and goes on there', async ({
  bench
}) => {
  const { page } = bench
  await exampleOnSimulator(page)
  await page.getByTestId('welcome-tour').press('Enter')
  for (let number = 1; number <= 5; number++) {
    await stop(page, number)
    await page.keyboard.press('Escape')
    await noTour(page)
    await expect(page.getByTestId('announcement')).toContainText('Left the tour.')
    if (number === 3) {
      await bench.restart()
      return await goOnFrom(bench.page, 3)
    }
    await page.keyboard.press('Shift+F1')
    await stop(page, number)
    await page.getByTestId('tour-leave').press('Enter')
    await noTour(page)
    await page.keyboard.press('Shift+F1')
    await page.getByTestId('tour-next').press('Enter')
  }
})
async function goOnFrom(page: Page, from: number): Promise<void> {
  await expect(page.getByTestId('editor')).toContainText('VirtualAlloc')
  for (let number = from; number <= 5; number++) {
    await page.keyboard.press('Shift+F1')
    await stop(page, number)
    await page.getByTestId('tour-leave').press('Enter')
    await noTour(page)
    await page.keyboard.press('Shift+F1')
    await stop(page, number)
    await page.keyboard.press('Escape')
    await noTour(page)
    await page.keyboard.press('Shift+F1')
    if (number < 5) await page.getByTestId('tour-next').press('Enter')
  }
  await page.getByTestId('tour-back').press('Enter')
  await stop(page, 4)
  await page.getByTestId('tour-next').press('Enter')
  await page.getByTestId('tour-next').press('Enter')
  await noTour(page)
}

test('Escape closes what lies over the window before it leaves the tour', async ({ bench }) => {
  const { page } = bench
  await page.getByTestId('welcome-tour').press('Enter')
  await stop(page, 1)
  for (const open of ['Control+F1', 'Alt+a']) {
    await page.keyboard.press(open)
    await expect(page.getByTestId('dialog').or(page.getByTestId('menu'))).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('dialog').or(page.getByTestId('menu'))).toHaveCount(0)
    await stop(page, 1)
  }
  await page.keyboard.press('Escape')
  await noTour(page)
})

test('welcome and tour are clean to axe in every theme', async ({ bench }) => {
  test.setTimeout(120_000)
  const { page } = bench
  await exampleOnSimulator(page)
  await accessibleInAllThemes(page)
  await page.getByTestId('welcome-tour').press('Enter')
  await stop(page, 1)
  await accessibleInAllThemes(page)
  await page.keyboard.press('F10')
  await stop(page, 2)
  await accessibleInAllThemes(page)
})

test('welcome and callout are whole in small windows, and the callout follows the layout', async ({
  bench
}) => {
  const { page } = bench
  await exampleOnSimulator(page)
  await page.setViewportSize({ width: 640, height: 360 })
  await page.getByTestId('welcome-lab').focus()
  await expect(page.getByTestId('welcome-lab')).toBeInViewport({ ratio: 1 })
  await page.getByTestId('welcome-tour').press('Enter')
  await stop(page, 1)
  await page.keyboard.press('F10')
  await stop(page, 2)
  for (const [width, height] of [
    [320, 256],
    [640, 360],
    [700, 800],
    [1920, 1080],
    [1280, 720]
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const name of ['tour-next', 'tour-leave'])
      await expect(page.getByTestId(name), `${name} in ${width}×${height}`).toBeInViewport({ ratio: 1 })
    const beside = page.getByTestId('strip-simulator-A')
    await expect(beside, `the strip in ${width}×${height}`).toBeInViewport()
  }
  const left = async (): Promise<number> => (await page.getByTestId('tour').boundingBox())!.x
  const before = await left()
  await page.getByRole('separator', { name: 'Width of the editor' }).focus()
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowLeft')
  await expect.poll(left).toBeLessThan(before)
})
