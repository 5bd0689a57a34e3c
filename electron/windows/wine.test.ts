import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAtLeast, parseWineVersion, wineCandidates } from './wine'

describe('Wine’s version', () => {
  it('is read whatever the distribution adds', () => {
    expect(parseWineVersion('wine-8.0 (Debian 8.0~repack-4)')).toBe('8.0')
    expect(parseWineVersion('wine-9.0-rc2')).toBe('9.0')
    expect(parseWineVersion('it looks like wine32 is missing\nwine-10.3 (Staging)\n')).toBe('10.3')
    expect(parseWineVersion('command not found')).toBeNull()
  })

  it('is compared number by number', () => {
    expect(isAtLeast('8.0', '8.0')).toBe(true)
    expect(isAtLeast('10.0', '8.0')).toBe(true)
    expect(isAtLeast('8.0.2', '8.0')).toBe(true)
    expect(isAtLeast('7.22', '8.0')).toBe(false)
  })
})

describe('where Wine is looked for', () => {
  it('is what VADLAB_WINE names, and nowhere else', () => {
    expect(wineCandidates({ VADLAB_WINE: '/opt/wine/bin/wine', PATH: '/usr/bin' })).toEqual([
      '/opt/wine/bin/wine'
    ])
  })

  it('is the search path otherwise, `wine` before `wine64`', () => {
    const found = wineCandidates({ PATH: '/a' })
    expect(found.slice(0, 2)).toEqual([join('/a', 'wine'), join('/a', 'wine64')])
  })
})
