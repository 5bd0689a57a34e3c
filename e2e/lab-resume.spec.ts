import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { question } from './lab-actions'

/** Whether any process still has this folder in its command line. */
function isInUse(folder: string): boolean {
  try {
    return execFileSync('pgrep', ['-f', folder], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}

test('after the app was killed in the middle of a lab it goes on there: step, answers, attempts, hints, program', async ({
  bench,
  shell
}) => {
  test.skip(shell !== 'browser', 'Opens the browser’s shell in a process of its own.')
  test.skip(process.platform !== 'linux', 'Looks for the processes as Linux lists them.')
  test.setTimeout(180_000)
  await bench.close()
  const script = join(import.meta.dirname, 'play-until-killed.mjs')
  const app = spawn(process.execPath, [script, bench.dataFolder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [app.stdout, app.stderr]) stream.on('data', (text) => (said += String(text)))
  try {
    await expect.poll(() => said, { timeout: 120_000 }).toContain('kept in')
  } finally {
    app.kill('SIGKILL')
  }
  await expect.poll(() => isInUse(bench.dataFolder), { timeout: 30_000 }).toBe(false)

  await bench.restart()
  const { page } = bench
  await expect(page.getByTestId('lab-step-title')).toHaveText('What did it cost?', { timeout: 30_000 })
  await expect(page.getByTestId('editor').locator('.cm-line').first()).toHaveText(
    '// mine, before the power went'
  )
  const [number, choice] = [question(page, 'predict-1'), question(page, 'predict-2')]
  await expect(number).toContainText('Right')
  await expect(number.getByTestId('predict-number')).toHaveValue('0')
  await expect(choice).toContainText('1 attempt')
  await expect(choice.getByTestId('option-1')).toBeChecked()
  await expect(page.getByTestId('lab-progress')).toContainText('1 of 5 done')
  await expect(page.getByTestId('lab-progress')).toContainText('3 attempts')
  await page.keyboard.press('Alt+PageUp')
  await expect(page.getByTestId('lab-check')).toContainText('1 attempt')
  await expect(page.getByTestId('hint')).toHaveCount(1)
})
