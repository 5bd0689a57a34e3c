import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { steppedProgram } from './c-programs.mjs'

const seconds = 5

/**
 * Steps a second with the window following, F10 held down: one step a picture at the most.
 */
export async function measureStepping() {
  const { openBrowserShell } = await import('../../out/main/browser-shell.js')
  const rows = []
  for (const machines of ['simulator', 'windows', 'both']) {
    const data = mkdtempSync(join(tmpdir(), 'vadlab-bench-'))
    const shell = await openBrowserShell({
      headless: true,
      dataFolder: data,
      size: { width: 1280, height: 720 }
    })
    try {
      const perSecond = await stepsPerSecond(shell.page, machines)
      rows.push({
        name: `Steps a second with the window following, ${machines === 'both' ? 'both machines' : `${machines} alone`}`,
        measured: `${perSecond.toFixed(0)} a second, ${(1000 / perSecond).toFixed(0)} ms a step`,
        ratio: perSecond,
        shown: '',
        wanted: '',
        holds: true
      })
    } finally {
      await shell.close()
      rmSync(data, { recursive: true, force: true })
    }
  }
  return rows
}

/** @param {import('playwright-core').Page} page */
async function stepsPerSecond(page, /** @type {string} */ machines) {
  await page.getByTestId('document-file').setInputFiles({
    name: 'stepped.c',
    mimeType: 'text/plain',
    buffer: Buffer.from(steppedProgram)
  })
  await page.getByTestId('document-name').filter({ hasText: 'stepped.c' }).waitFor()
  await page.getByTestId(`machine-${machines}`).click()
  await page.keyboard.press('F5')
  for (const machine of machines === 'both' ? ['simulator', 'windows'] : [machines])
    await page.getByTestId(`status-${machine}`).filter({ hasText: 'paused' }).waitFor({ timeout: 30_000 })
  return page.evaluate(async (limit) => {
    const position = () =>
      Number(/\d+/.exec(document.querySelector('[data-testid="position"]')?.textContent ?? '')?.[0] ?? 0)
    // As a key that is held down: what comes while a step is on its way is not taken.
    const press = () =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F10', code: 'F10', bubbles: true, cancelable: true })
      )
    const stepFor = async (ms) => {
      const start = performance.now()
      const before = position()
      while (performance.now() - start < ms) {
        press()
        await new Promise((next) => requestAnimationFrame(next))
      }
      return (position() - before) / ((performance.now() - start) / 1000)
    }
    await stepFor(1000)
    return stepFor(limit)
  }, seconds * 1000)
}
