import { expect, test } from './fixtures'
import { openLab } from './lab-actions'

test.describe('where Windows is not set up', () => {
  const before = process.env['VADLAB_WINE']
  test.beforeAll(() => {
    process.env['VADLAB_WINE'] = '/nowhere/wine'
  })
  test.afterAll(() => {
    if (before === undefined) delete process.env['VADLAB_WINE']
    else process.env['VADLAB_WINE'] = before
  })

  test('a lab that needs it says so in the list and in its text, with what to do, and is judged as far as can be', async ({
    bench,
    shell
  }) => {
    test.skip(shell !== 'browser' || process.platform !== 'linux', 'Takes Wine away, in this process.')
    const { page } = bench
    await page.keyboard.press('Control+l')
    await expect(page.getByTestId('lab-03-reserve-1-mib')).not.toContainText('not set up')
    await expect(page.getByTestId('lab-29-copy-on-write')).toContainText('Windows is not set up')
    await openLab(page, '29-copy-on-write')
    await expect(page.getByTestId('lab-lack')).toContainText('This lab compares with Windows. Wine')
    await expect(page.getByTestId('lab-lack')).toContainText('npm run setup')
    await page.keyboard.press('F7')
    await expect(page.getByTestId('check-missing')).toContainText('judged without it', { timeout: 30_000 })
    await page.screenshot({ path: 'test-results/lab-without-windows.png' })
  })
})
