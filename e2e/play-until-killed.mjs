// Opens the app with the data folder given, works in a lab, says so, and goes on until it is killed: for lab-resume.spec.ts.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const built = join(import.meta.dirname, '..', 'out', 'main', 'browser-shell.js')
const { openBrowserShell } = await import(pathToFileURL(built).href)
const { page } = await openBrowserShell({
  headless: true,
  dataFolder: process.argv[2],
  size: { width: 1280, height: 800 }
})
const seen = (/** @type {string} */ id) => page.getByTestId(id).first().waitFor({ timeout: 40_000 })

await page.keyboard.press('Control+l')
await seen('lab-03-reserve-1-mib')
await page.getByTestId('lab-03-reserve-1-mib').click()
await seen('lab-pane')
await page.keyboard.press('F7')
await seen('check-failures')
await page.keyboard.press('Shift+F7')
await seen('hint')
await page.keyboard.press('Alt+PageDown')
await page.getByTestId('predict-number').fill('0')
await page.getByTestId('predict-number').press('Enter')
await seen('predict-answer')
await page.getByTestId('option-1').check()
await page.getByTestId('predict-judge').nth(1).click()
await seen('predict-wrong')
await page.getByTestId('editor').locator('.cm-content').focus()
await page.keyboard.press('Control+Home')
await page.keyboard.insertText('// mine, before the power went\n')
await page.evaluate(async () => {
  for (;;) {
    const call = /** @type {any} */ (window).vadlab.call
    const { value } = await call('labs/open', { lab: '03-reserve-1-mib', profile: 'Learner' })
    const { programs, current } = value.record
    if (programs[current['reserve.c']]?.source.startsWith('// mine')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
})
process.stdout.write(`kept in ${join(process.argv[2], 'labs')}\n`)
setInterval(() => {}, 1000)
