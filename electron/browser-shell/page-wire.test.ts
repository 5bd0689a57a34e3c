import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { PageLink } from '../shell/page-link'
import { FakeEngine } from '../shell/testing-engine'
import { pageNames } from './page-names'
import { bindPage, LinesToPage } from './page-wire'

const origin = 'https://vadlab.invalid'
type Binding = (source: { page: unknown; frame: unknown }, text?: unknown) => void

class FakePage {
  readonly top = {}
  address = `${origin}/`
  readonly bindings: Record<string, Binding> = {}
  readonly batches: string[] = []
  /** Ends the call into the page that is going on. */
  finish: () => void = () => {}
  fails = false

  url(): string {
    return this.address
  }
  mainFrame(): object {
    return this.top
  }
  async exposeBinding(name: string, binding: Binding): Promise<void> {
    this.bindings[name] = binding
  }
  evaluate(_receive: unknown, [, lines]: readonly [string, string]): Promise<void> {
    this.batches.push(lines)
    if (this.fails) return Promise.reject(new Error('Target closed'))
    return new Promise((resolve) => (this.finish = resolve))
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('lines go to the page in order, one call at a time, those that gather together', async () => {
  const page = new FakePage()
  const lines = new LinesToPage(page as unknown as Page)
  for (const line of ['1', '2', '3']) lines.send(line)
  expect(page.batches).toEqual(['1'])
  page.finish()
  await settled()
  expect(page.batches).toEqual(['1', '2\n3'])
  page.finish()
  await settled()
  lines.send('4')
  expect(page.batches).toEqual(['1', '2\n3', '4'])
})

test('a page that is closing stops nothing', async () => {
  const page = new FakePage()
  const lines = new LinesToPage(page as unknown as Page)
  page.fails = true
  lines.send('1')
  await settled()
  page.fails = false
  lines.send('2')
  expect(page.batches).toEqual(['1', '2'])
})

test('only the page itself is heard: its window, its top frame, its origin', async () => {
  const page = new FakePage()
  const engine = new FakeEngine()
  const link = new PageLink(engine, () => {})
  await bindPage(page as unknown as Page, link, new LinesToPage(page as unknown as Page), origin)
  const { [pageNames.open]: open, [pageNames.send]: send } = page.bindings
  const ours = { page, frame: page.top }

  open!({ page: new FakePage(), frame: page.top })
  open!({ page, frame: {} })
  page.address = 'https://example.com/'
  open!(ours)
  page.address = 'data:text/html,x'
  open!(ours)
  expect(engine.pipes).toEqual([])

  page.address = `${origin}/#x`
  open!(ours)
  send!(ours, 'one')
  send!(ours, { not: 'text' })
  send!({ page, frame: {} }, 'two')
  expect(engine.pipes[0]!.sent).toEqual(['one'])
})
