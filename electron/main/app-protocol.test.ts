import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Session } from 'electron'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appUrl, isAppUrl, registerAppScheme, serveAppFiles } from './app-protocol'
import { record, session } from './electron.alias'

let folder: string
const get = async (url: string, method = 'GET'): Promise<Response> =>
  (await session.defaultSession.handlers.protocol['app']!({ url, method } as never)) as Response

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vadlab-app-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'renderer', 'index.html'), '<title>VadLab</title>')
  writeFileSync(join(folder, 'renderer', 'assets', 'a b.js'), 'export {}')
  serveAppFiles(session.defaultSession as unknown as Session, join(folder, 'renderer'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('app: is a standard and secure scheme that may not bypass the content security policy', () => {
  registerAppScheme()
  expect(record.schemes).toHaveLength(1)
  const { scheme, privileges } = record.schemes[0]!
  expect(scheme).toBe('app')
  expect(privileges).toMatchObject({ standard: true, secure: true })
  expect(privileges?.bypassCSP ?? false).toBe(false)
  expect(privileges?.allowServiceWorkers ?? false).toBe(false)
})

test('the page and its files are served with their types and the content security policy', async () => {
  const page = await get(appUrl)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toBe('<title>VadLab</title>')
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
  const script = await get(`${appUrl}assets/a%20b.js`)
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
})

describe('nothing outside the renderer folder is served', () => {
  test.each([
    '../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    'assets/..%2f..%2fsecret.txt',
    '..%5csecret.txt',
    'C:%5cWindows%5cwin.ini',
    '%00',
    '%E0%A4%A'
  ])('%s', async (path) => {
    const response = await get(appUrl + path)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).not.toBe('secret')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  })

  test('not even by an absolute path', async () => {
    expect((await get(`app://vadlab/${encodeURIComponent(join(folder, 'secret.txt'))}`)).status).toBe(404)
  })

  test('nor by another host or method, nor a folder', async () => {
    expect((await get('app://elsewhere/')).status).toBe(404)
    expect((await get(appUrl, 'POST')).status).toBe(405)
    expect((await get(`${appUrl}assets`)).status).toBe(404)
    expect((await get(`${appUrl}assets/missing.js`)).status).toBe(404)
  })
})

test.each([
  ['app://vadlab/', true],
  ['app://vadlab/index.html?x#y', true],
  ['app://vadlab.evil.example/', false],
  ['app://user@vadlab/', false],
  ['app://vadlab:80/', false],
  ['https://vadlab/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['no url', false]
])('whether %s is the app: %s', (url, expected) => expect(isAppUrl(url)).toBe(expected))
