import { describe, expect, it } from 'vitest'
import { targetCommand, toWindowsPath, wineEnvironment, windowsEnvironment } from './target-command'

const runtime = { folder: '/c/windows-runtime', nodeFile: '/c/windows-runtime/node.exe' }

describe('the command that starts a target', () => {
  it('is node.exe itself on Windows', () => {
    const command = targetCommand({
      platform: 'win32',
      env: { Path: 'C:\\', NODE_OPTIONS: '--inspect' },
      runtime: { folder: 'C:\\My Cache', nodeFile: 'C:\\My Cache\\node.exe' },
      targetFile: 'C:\\App\\target.js',
      wine: null
    })
    expect(command.file).toBe('C:\\My Cache\\node.exe')
    expect(command.args.slice(-2)).toEqual(['C:\\App\\target.js', 'C:\\My Cache'])
    expect(command.env).toEqual({ Path: 'C:\\' })
    expect(command.detached).toBe(false)
  })

  it('is node.exe under Wine on Linux, with paths on drive Z: and a process group of its own', () => {
    const command = targetCommand({
      platform: 'linux',
      env: { PATH: '/usr/bin' },
      runtime,
      targetFile: '/app with blanks/target.js',
      wine: { command: '/usr/bin/wine', prefix: '/c/wine' }
    })
    expect(command.file).toBe('/usr/bin/wine')
    expect(command.args[0]).toBe('/c/windows-runtime/node.exe')
    expect(command.args.slice(-2)).toEqual(['Z:\\app with blanks\\target.js', 'Z:\\c\\windows-runtime'])
    expect(command.detached).toBe(true)
  })

  it('keeps the window system and node’s options away from Wine', () => {
    const env = wineEnvironment(
      { DISPLAY: ':0', WAYLAND_DISPLAY: 'w', NODE_OPTIONS: '--inspect', HOME: '/h', LANG: 'C' },
      '/c/wine'
    )
    expect(env).toMatchObject({ HOME: '/h', WINEPREFIX: '/c/wine', WINEDEBUG: '-all', LC_ALL: 'C.UTF-8' })
    expect(Object.keys(env)).not.toEqual(expect.arrayContaining(['DISPLAY']))
    expect(env).not.toHaveProperty('NODE_OPTIONS')
    expect(env).not.toHaveProperty('WAYLAND_DISPLAY')
  })

  it('keeps a UTF-8 locale as it is', () => {
    expect(wineEnvironment({ LANG: 'de_DE.UTF-8' }, '/c/wine')['LC_ALL']).toBe('de_DE.UTF-8')
  })

  it('keeps what steers node away from Windows’ node.exe', () => {
    expect(windowsEnvironment({ ELECTRON_RUN_AS_NODE: '1', node_options: 'x', TEMP: 't' })).toEqual({
      TEMP: 't'
    })
  })
})

it('a Unix path becomes one of drive Z:', () => {
  expect(toWindowsPath('/home/me/a b.js')).toBe('Z:\\home\\me\\a b.js')
})
