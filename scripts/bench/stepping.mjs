import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { steppedProgram } from './c-programs.mjs'

const seconds = 5

/**
 * Steps a second with the window following: F10 is pressed, and pressed again once the window shows the new step.
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
    const shown = () => document.querySelector('[data-testid="position"]')?.textContent ?? ''
    const paused = () =>
      [...document.querySelectorAll('[data-testid^="status-"]')].every((status) =>
        status.textContent.includes('paused')
      )
    const press = () =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F10', code: 'F10', bubbles: true, cancelable: true })
      )
    const step = async () => {
      const before = shown()
      press()
      while (shown() === before || !paused()) await new Promise((next) => setTimeout(next, 0))
    }
    for (let i = 0; i < 20; i++) await step()
    const start = performance.now()
    let steps = 0
    for (; performance.now() - start < limit; steps++) await step()
    return steps / ((performance.now() - start) / 1000)
  }, seconds * 1000)
}
