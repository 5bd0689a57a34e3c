import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { openBrowserShell } from './out/main/browser-shell.js'
const data = mkdtempSync(join(tmpdir(), 'vadlab-look-'))
const shell = await openBrowserShell({ headless: true, dataFolder: data, size: { width: 1280, height: 720 } })
try {
  const { page } = shell
  page.on('console', (m) => console.log('console:', m.text()))
  page.on('pageerror', (m) => console.log('error:', m.message))
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByTestId('document-file').setInputFiles({ name: 'cow.c', mimeType: 'text/plain', buffer: Buffer.from(readFileSync(process.argv[2] ?? '/tmp/cow2.c')) })
  await page.getByTestId(`machine-both`).click()
  await page.keyboard.press('F5')
  await page.getByTestId('status-simulator').filter({ hasText: 'paused' }).waitFor()
  await page.getByTestId('status-windows').filter({ hasText: 'paused' }).waitFor({ timeout: 30000 })
  await page.keyboard.press('Control+2')
  await page.waitForTimeout(500)
  await page.screenshot({ path: '/tmp/look-0.png' })
  const step = async (l) => { await page.getByTestId(`step-process-${l}`).click(); await page.waitForTimeout(1200) }
  await page.getByTestId('step-order').fill('A5 B1 B2 A1')
  await page.getByTestId('step-order-run').click()
  await page.waitForTimeout(6000)
  await page.screenshot({ path: '/tmp/look-1.png' })
  await step('B'); await step('B')
  await page.getByTestId('column-tiles').locator('.tile').first().click().catch((e) => console.log(e.message))
  await page.waitForTimeout(500)
  await page.screenshot({ path: '/tmp/look-2.png' })
  await page.getByTestId('processes-machine-windows').click()
  await page.waitForTimeout(1500)
  await page.screenshot({ path: '/tmp/look-3.png' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByTestId('processes-machine-simulator').click()
  await page.waitForTimeout(800)
  await page.getByTestId('page-list-standby').click()
  await page.waitForTimeout(1200)
  await page.screenshot({ path: '/tmp/look-4.png' })
} finally { await shell.close() }
