import type { Page } from '@playwright/test'
import { chooseMachines, openText, programOf, start, whyNoWindows } from './bench-actions'
import { expect, test } from './fixtures'
import { openStep } from './lab-actions'

const program = programOf(
  'char *p = VirtualAlloc(NULL, 0x3000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);',
  'VirtualFree(p, 8, MEM_RELEASE);',
  'p[0x10000000000] = 1;'
)

interface Heard {
  heard: string[]
}

/** Notes what every live region of the page says from now on. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const regions = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"]'
    const heard: string[] = []
    ;(window as unknown as Heard).heard = heard
    new MutationObserver((changes) => {
      const spoken = new Set(
        changes.flatMap(({ target }) => {
          const element = target instanceof Element ? target : target.parentElement
          const region = element?.closest(regions)
          return region ? [region] : []
        })
      )
      for (const region of spoken) if (region.textContent.trim() !== '') heard.push(region.textContent.trim())
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
}
/** What was said since the last time; waits until it is said, and that nothing follows. */
async function heard(page: Page): Promise<readonly string[]> {
  await expect.poll(() => page.evaluate(() => (window as unknown as Heard).heard.length)).toBeGreaterThan(0)
  await page.waitForTimeout(400)
  return page.evaluate(() => (window as unknown as Heard).heard.splice(0))
}
async function saidAfter(page: Page, key: string): Promise<string> {
  await page.keyboard.press(key)
  const all = await heard(page)
  expect(all, key).toHaveLength(1)
  // One sentence: one full stop, at its end.
  expect(all[0]).toMatch(/^[A-Z].*[^.]\.$/)
  expect(all[0]!.slice(0, -1)).not.toMatch(/\.\s/)
  return all[0]!
}

for (const which of ['simulator', 'both'] as const)
  test(`each step is announced once, in one sentence: call, failure, fault, and back again (${which})`, async ({
    bench
  }) => {
    const { page } = bench
    const why = which === 'both' ? await whyNoWindows(page) : null
    test.skip(why !== null, why ?? '')
    await openText(page, program)
    await chooseMachines(page, which)
    await start(page, 'simulator', ...(which === 'both' ? (['windows'] as const) : []))
    await expect(page.getByTestId('announcement')).toHaveAttribute('aria-live', 'polite')
    await expect(page.getByTestId('announcement')).toHaveText('Paused before line 7, nothing has run yet.')
    await listen(page)
    expect(await saidAfter(page, 'F10')).toMatch(
      /^Step 1: VirtualAlloc, 3 pages at 0x…\w{4} committed, PAGE_READWRITE\.$/
    )
    expect(await saidAfter(page, 'F10')).toBe('Step 2: VirtualFree failed, ERROR_INVALID_PARAMETER.')
    expect(await saidAfter(page, 'F10')).toMatch(
      /^Step 3, line 9: the program died of EXCEPTION_ACCESS_VIOLATION/
    )
    expect(await saidAfter(page, 'Shift+F10')).toMatch(/^Step 2: VirtualFree failed/)
    expect(await saidAfter(page, 'Shift+F10')).toMatch(/^Step 1: VirtualAlloc/)
  })

test('whichever picture is open, a step of both machines is announced once', async ({ bench }) => {
  const { page } = bench
  const why = await whyNoWindows(page)
  test.skip(why !== null, why ?? '')
  await openText(
    page,
    programOf('int *p = 0;', 'Sleep(1);', 'Sleep(2);', 'Sleep(3);', 'Sleep(4);', 'Sleep(5);')
  )
  await chooseMachines(page, 'both')
  await start(page, 'simulator', 'windows')
  await listen(page)
  for (const key of [1, 2, 3, 4, 5]) {
    await page.keyboard.press(`Control+${key}`)
    await expect(page.locator('#view-panel')).toBeVisible()
    await page.waitForTimeout(500)
    await page.evaluate(() => (window as unknown as Heard).heard.splice(0))
    await saidAfter(page, 'F10')
  }
})

test('the end of the program is a part of the sentence of its last step', async ({ bench }) => {
  const { page } = bench
  await openText(page, programOf('Sleep(1);'))
  await chooseMachines(page, 'simulator')
  await start(page, 'simulator')
  await listen(page)
  expect(await saidAfter(page, 'F10')).toBe('Step 1: Sleep.')
  expect(await saidAfter(page, 'F10')).toMatch(/the program ended\.$/)
})

test('a verdict in a lab is announced once, in one sentence', async ({ bench }) => {
  const { page } = bench
  await openStep(page, '03-reserve-1-mib', 2)
  const field = page.getByTestId('predict-number')
  await expect(page.getByTestId('announcement')).toContainText('Step 2 of 3')
  await listen(page)
  for (const [number, says] of [
    ['1024', 'Not so: It is less.'],
    ['0', 'Right.']
  ] as const) {
    await field.fill(number)
    await field.press('Enter')
    await expect(page.getByTestId('announcement')).toHaveText(says, { timeout: 30_000 })
    // Where judging takes long, that it does is said before.
    expect((await heard(page)).filter((text) => !text.endsWith('…'))).toEqual([says])
  }
})
