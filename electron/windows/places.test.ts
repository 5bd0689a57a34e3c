import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheFolder, outsideArchive, type Surroundings } from './places'
import { appFolder } from './testing/bundle'

const somewhere: Surroundings[] = [
  { platform: 'linux', env: { XDG_CACHE_HOME: '/c' } },
  { platform: 'linux', env: {} },
  { platform: 'win32', env: { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' } },
  { platform: 'win32', env: {} }
]

describe('the cache folder', () => {
  it('is where setup puts things', async () => {
    const file = pathToFileURL(join(appFolder, 'scripts', 'setup', 'places.mjs')).href
    const setup = (await import(/* @vite-ignore */ file)) as { cacheFolder: typeof cacheFolder }
    for (const surroundings of somewhere) {
      expect(cacheFolder(surroundings)).toBe(setup.cacheFolder(surroundings))
    }
  })

  it('follows XDG_CACHE_HOME', () => {
    expect(cacheFolder(somewhere[0])).toBe(join('/c', 'vadlab'))
  })
})

it('files that other programs open are outside of Electron’s archive', () => {
  expect(outsideArchive('/opt/VadLab/resources/app.asar/out/main/target.js')).toBe(
    '/opt/VadLab/resources/app.asar.unpacked/out/main/target.js'
  )
  expect(outsideArchive('/home/me/my.app.asarium/out')).toBe('/home/me/my.app.asarium/out')
})
