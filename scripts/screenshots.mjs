// `npm run screenshots`: opens the built app without a screen, steps an example on both machines, and keeps a picture
// of the bench in light and dark at two sizes in docs/screenshots.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowserShell } from '../out/main/browser-shell.js'

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots')
const data = mkdtempSync(join(tmpdir(), 'vadlab-screenshots-'))
const example = process.argv[2] ?? 'protect-splits-a-region'
const steps = Number(process.argv[3] ?? 4)
mkdirSync(folder, { recursive: true })

const shell = await openBrowserShell({ headless: true, dataFolder: data, size: { width: 1280, height: 720 } })
try {
  const { page } = shell
  const picture = async (name) => {
    for (const theme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: theme })
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080]
      ]) {
        await page.setViewportSize({ width, height })
        await page.waitForTimeout(250)
        await page.screenshot({ path: join(folder, `${name}-${theme}-${width}x${height}.png`) })
      }
    }
  }
  await picture('first')
  // The picture before left the window wide: the list stands open there.
  await page.getByTestId('examples').waitFor()
  await page.getByTestId(`example-${example}`).click()
  await page.getByTestId('machine-both').click()
  await page.keyboard.press('F5')
  await page.getByTestId('status-simulator').filter({ hasText: 'paused' }).waitFor()
  await page
    .getByTestId('status-windows')
    .filter({ hasText: 'paused' })
    .waitFor({ timeout: 30_000 })
    .catch(() => console.log('The Windows machine is not there: the pictures show the simulator alone.'))
  for (let i = 1; i <= steps; i++) {
    await page.keyboard.press('F10')
    await page
      .getByTestId('position')
      .filter({ hasText: String(i) })
      .waitFor()
  }
  await picture('bench')
} finally {
  await shell.close()
  rmSync(data, { recursive: true, force: true })
}
console.log(`Pictures are in ${folder}.`)
