import type { WebContents } from 'electron'
import { beforeEach, describe, expect, test } from 'vitest'
import { FakeWebContents, record, resetElectron } from './electron.alias'
import { guardNavigation } from './navigation'

let contents: FakeWebContents
/** Whether the event was refused. */
const refused = (event: string, details: object = {}): boolean => {
  let prevented = false
  contents.emit(event, { ...details, preventDefault: () => (prevented = true) })
  return prevented
}

beforeEach(() => {
  resetElectron()
  contents = new FakeWebContents(1)
  guardNavigation(contents as unknown as WebContents)
})

describe.each(['will-navigate', 'will-redirect'])('%s', (event) => {
  test.each([
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://other/',
    'http://learn.microsoft.com/'
  ])('to %s is refused', (url) => {
    expect(refused(event, { url })).toBe(true)
    expect(record.opened).toEqual([])
  })
  test('to a page of the app is let through', () =>
    expect(refused(event, { url: 'app://vadlab/#x' })).toBe(false))
  test('to a page the texts cite is refused, and opened in the person’s browser', () => {
    const url = 'https://learn.microsoft.com/en-us/windows/win32/api/memoryapi/nf-memoryapi-virtualalloc'
    expect(refused(event, { url })).toBe(true)
    expect(record.opened).toEqual([url])
  })
})

test('frames inside the page go nowhere, and webviews are not attached', () => {
  expect(refused('will-frame-navigate', { isMainFrame: false, url: 'app://vadlab/' })).toBe(true)
  expect(refused('will-attach-webview')).toBe(true)
})

test('no page opens a window; only links of the list open outside', () => {
  for (const url of ['app://vadlab/', 'https://example.com/', 'https://learn.microsoft.com/x'])
    expect(contents.openHandler!({ url } as never)).toEqual({ action: 'deny' })
  expect(record.opened).toEqual(['https://learn.microsoft.com/x'])
})
