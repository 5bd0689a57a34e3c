// `npm run build && node scripts/measure-history.mjs [steps]`: runs a program of many recorded steps in the built app and
// says what the page holds of them: its JavaScript heap and its columns, before the run and with the whole record.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowserShell } from '../out/main/browser-shell.js'

const steps = Number(process.argv[2] ?? 10_000)
const source = `#include "lab.h"
int main(void)
{
    DWORD old;
    BYTE *p = VirtualAlloc(NULL, 0x100000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    for (int i = 0; i < ${steps}; i++)
        VirtualProtect(p + 0x1000 * (i % 256), 0x1000, i % 2 ? PAGE_READWRITE : PAGE_READONLY, &old);
    return 0;
}
`
const data = mkdtempSync(join(tmpdir(), 'vadlab-history-'))
const shell = await openBrowserShell({ headless: true, dataFolder: data, size: { width: 1280, height: 720 } })
try {
  const { page } = shell
  const devtools = await page.context().newCDPSession(page)
  /** Bytes of the page's JavaScript heap and of the array buffers outside it, after a collection. */
  const held = async () => {
    await devtools.send('HeapProfiler.enable')
    for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage')
    const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage')
    return { heap: usedSize, buffers: backingStorageSize }
  }
  const show = (name, { heap, buffers }) =>
    console.log(
      `${name.padEnd(34)} heap ${(heap / 2 ** 20).toFixed(1)} MiB, buffers ${(buffers / 2 ** 20).toFixed(1)} MiB`
    )
  await page.getByTestId('machine-simulator').click()
  await page.getByTestId('document-file').setInputFiles({
    name: 'steps.c',
    mimeType: 'text/plain',
    buffer: Buffer.from(source)
  })
  await page.getByTestId('document-name').filter({ hasText: 'steps.c' }).waitFor()
  show('before the run', await held())
  await page.keyboard.press('F5')
  await page.getByTestId('status-simulator').filter({ hasText: 'paused' }).waitFor({ timeout: 60_000 })
  show('before the first step', await held())
  await page.keyboard.press('F5')
  await page.getByTestId('status-simulator').filter({ hasText: 'ended' }).waitFor({ timeout: 600_000 })
  await page.waitForTimeout(2000)
  console.log(await page.getByTestId('position').textContent())
  show('with the whole record', await held())
  const slider = page.getByTestId('timeline')
  await slider.focus()
  for (const key of ['Home', 'End', 'Home', ...Array(40).fill('PageUp'), ...Array(40).fill('PageDown')]) {
    await slider.press(key)
    await page.waitForTimeout(20)
  }
  await page.waitForTimeout(1000)
  show('after going through it', await held())
} finally {
  await shell.close()
  rmSync(data, { recursive: true, force: true })
}
