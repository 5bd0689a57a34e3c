import type { Door } from '../shared/contract/requests'
import { expect, test } from './fixtures'

declare global {
  interface Window {
    vadlab?: Door
  }
}

test('the window opens with its title and its page', async ({ bench }) => {
  await expect(bench.page).toHaveTitle(/VadLab/)
  await expect(bench.page.locator('#app')).not.toBeEmpty()
})

test('the page has a door to the engine, and nothing else of Node', async ({ bench }) => {
  const answer = await bench.page.evaluate(() => window.vadlab!.call('app/describe', {}))
  expect(answer).toMatchObject({
    ok: true,
    value: {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      machines: [{ name: 'simulator', available: true }, { name: 'windows' }]
    }
  })
  const node = await bench.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in window)
  )
  expect(node).toEqual([])
})

test('a request that does not fit is answered with what does not fit', async ({ bench }) => {
  const answer = await bench.page.evaluate(() => window.vadlab!.call('run/start', { source: 7 } as never))
  expect(answer).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', message: expect.stringContaining('source') }
  })
  const unknown = await bench.page.evaluate(() => window.vadlab!.call('app/destroy' as never, {} as never))
  expect(unknown).toMatchObject({ ok: false, failure: { kind: 'invalid' } })
})

test('the page runs no text as code and reaches no other place', async ({ bench }) => {
  const outcomes = await bench.page.evaluate(async () => {
    const attempt = async (act: () => unknown): Promise<string> => {
      // What runs directly from a test may do what the page may not; from a timer it is the page's own.
      await new Promise((resolve) => setTimeout(resolve))
      try {
        await act()
        return 'done'
      } catch {
        return 'refused'
      }
    }
    return [
      await attempt(() => new Function('return 1')()),
      await attempt(() => fetch('https://example.com/'))
    ]
  })
  expect(outcomes).toEqual(['refused', 'refused'])
})

test('a page that is loaded again, and an app that is started again, have a working door', async ({
  bench
}) => {
  await bench.page.reload()
  expect(await bench.page.evaluate(() => window.vadlab!.call('app/describe', {}))).toMatchObject({ ok: true })
  await bench.restart()
  expect(await bench.page.evaluate(() => window.vadlab!.call('app/describe', {}))).toMatchObject({ ok: true })
})
