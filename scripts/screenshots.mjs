// `npm run screenshots`: opens the built app without a screen, and keeps a picture of each of its screens in light and
// dark at 1280 by 720, at 1920 by 1080 and at 200 % in docs/screenshots. With names, only those screens.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowserShell } from '../out/main/browser-shell.js'

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots')
mkdirSync(folder, { recursive: true })

/** How large the window is in CSS pixels, and how many of the screen's there are to one. */
const sizes = [
  { name: '1280x720', width: 1280, height: 720, scale: 1 },
  { name: '1920x1080', width: 1920, height: 1080, scale: 1 },
  { name: '200-percent', width: 960, height: 540, scale: 2 }
]

/** The screens: which example, how many steps into it, and what is done there. */
const screens = [
  { name: 'welcome', example: null, welcomes: true },
  { name: 'first', example: null },
  { name: 'bench', example: 'protect-splits-a-region', steps: 4 },
  {
    name: 'failed-call',
    example: 'check-every-result',
    steps: 2
  },
  { name: 'processes', example: 'shared-section', order: 'A3 B4', view: 'processes' },
  { name: 'comparison', example: 'protect-splits-a-region', steps: 9, view: 'comparison' },
  { name: 'translation', example: 'protect-splits-a-region', steps: 4, view: 'translation', select: true },
  { name: 'moments', example: 'protect-splits-a-region', steps: 6, view: 'moments' },
  { name: 'odd-regions', example: 'find-the-odd-regions', order: 'A3 B20', view: 'odd' },
  { name: 'lab', lab: '11-protection-matrix' },
  { name: 'machine', example: 'protect-splits-a-region', steps: 0, keys: ['Control+m'] },
  { name: 'presentation', example: 'protect-splits-a-region', steps: 4, keys: ['F8'], only: 'simulator' }
]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !screens.some((screen) => screen.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no screen ${unknown.join(', ')}; known are ${screens.map(({ name }) => name).join(', ')}.`
  )
  process.exit(2)
}

for (const screen of screens) {
  if (asked.length > 0 && !asked.includes(screen.name)) continue
  const data = mkdtempSync(join(tmpdir(), 'vadlab-screenshots-'))
  const shell = await openBrowserShell({
    headless: true,
    dataFolder: data,
    size: { width: 1920, height: 1080 }
  })
  try {
    await prepare(shell.page, screen)
    await take(shell.page, screen.name)
    console.log(screen.name)
  } finally {
    await shell.close()
    rmSync(data, { recursive: true, force: true })
  }
}
console.log(`Pictures are in ${folder}.`)

/** @param {import('playwright-core').Page} page */
async function prepare(page, { example, steps = 0, order, view, keys, only, select, lab, welcomes = false }) {
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByTestId('examples').waitFor()
  await page.getByTestId('welcome').waitFor()
  if (!welcomes) await page.getByTestId('welcome-bench').click()
  if (lab !== undefined) {
    await page.keyboard.press('Control+l')
    await page.getByTestId(`lab-${lab}`).click()
    await page.getByTestId('lab-pane').waitFor()
    return
  }
  if (example === null) return
  await page.getByTestId(`example-${example}`).click()
  await page.getByTestId(`machine-${only ?? 'both'}`).click()
  await page.keyboard.press('F5')
  await page.getByTestId('status-simulator').filter({ hasText: 'paused' }).waitFor()
  if (only === undefined)
    await page
      .getByTestId('status-windows')
      .filter({ hasText: 'paused' })
      .waitFor({ timeout: 30_000 })
      .catch(() => console.log('The Windows machine is not there: the pictures show the simulator alone.'))
  for (let i = 1; i <= steps; i++) {
    await page.keyboard.press('F10')
    await page
      .getByTestId('position')
      .filter({ hasText: new RegExp(`Step ${i}\\b`) })
      .waitFor({ timeout: 10_000 })
      .catch(() => {})
  }
  if (order !== undefined) {
    await page.getByTestId('view-processes').click()
    await page.getByTestId('step-order').fill(order)
    await page.getByTestId('step-order-run').click()
    await page.getByTestId('column-tiles').getByRole('option').first().waitFor({ timeout: 20_000 })
    await page.waitForTimeout(3000)
  }
  if (select) await page.getByTestId('regions-simulator-A').locator('tbody tr').nth(2).click()
  if (view !== undefined) await page.getByTestId(`view-${view}`).click()
  for (const key of keys ?? []) await page.keyboard.press(key)
}

/** @param {import('playwright-core').Page} page */
async function take(page, /** @type {string} */ name) {
  const client = await page.context().newCDPSession(page)
  for (const theme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: theme })
    for (const { name: size, width, height, scale } of sizes) {
      await page.setViewportSize({ width, height })
      // Until what was asked for at this size has come, and nothing moves.
      await page.waitForTimeout(700)
      const { data } = await client.send('Page.captureScreenshot', {
        format: 'png',
        clip: { x: 0, y: 0, width, height, scale }
      })
      writeFileSync(join(folder, `${name}-${theme}-${size}.png`), Buffer.from(data, 'base64'))
    }
  }
}
