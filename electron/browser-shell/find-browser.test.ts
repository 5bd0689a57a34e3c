import { expect, test } from 'vitest'
import { findBrowser } from './find-browser'

const find = (platform: NodeJS.Platform, installed: string[], env: NodeJS.ProcessEnv = {}): string | null =>
  findBrowser({ platform, env, isExecutable: (path) => installed.includes(path) })

test('on Linux Chromium comes before Chrome, from the search path or the usual places', () => {
  expect(find('linux', ['/usr/bin/chromium', '/opt/bin/google-chrome'], { PATH: '/opt/bin' })).toBe(
    '/usr/bin/chromium'
  )
  expect(find('linux', ['/opt/bin/google-chrome'], { PATH: '/bin:/opt/bin' })).toBe('/opt/bin/google-chrome')
  expect(find('linux', ['/snap/bin/chromium'])).toBe('/snap/bin/chromium')
})

test('on Windows Chrome and Edge are found where their installers put them', () => {
  const env = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
  const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
  expect(find('win32', [edge], env)).toBe(edge)
  expect(find('win32', [edge, chrome], env)).toBe(chrome)
})

test('VADLAB_BROWSER is taken before all others, and alone', () => {
  expect(find('linux', ['/usr/bin/chromium', '/x/edge'], { VADLAB_BROWSER: '/x/edge' })).toBe('/x/edge')
  expect(find('linux', ['/usr/bin/chromium'], { VADLAB_BROWSER: '/gone' })).toBeNull()
})

test('without a browser there is none', () => expect(find('darwin', [])).toBeNull())
