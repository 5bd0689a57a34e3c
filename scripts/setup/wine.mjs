import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { winePrefix } from './places.mjs'
import { find, run } from './run.mjs'

/** Written when a prefix is complete; says by which Wine. electron/windows/windows-machine.ts looks for it. */
const readyFile = join(winePrefix, 'vadlab-ready.txt')

let version

/** Wine's version, `8.0`; null when there is none that works. */
export function wineVersion() {
  if (version === undefined) {
    const command = wineCommand()
    const output = command === null ? '' : run(command, ['--version'], { env: wineEnv() }).output
    version = /^wine-(\d+(?:\.\d+)+)/m.exec(output)?.[1] ?? null
  }
  return version
}

/** After an installation: what was known of Wine counts no more. */
export function forgetWineVersion() {
  version = undefined
}

export function prefixIsReady() {
  return existsSync(readyFile) && readFileSync(readyFile, 'utf8').trim() === wineVersion()
}

/** Makes VadLab's prefix, or completes one; answers what went wrong, or null. */
export function makePrefix() {
  const wine = wineCommand()
  const env = wineEnv()
  mkdirSync(winePrefix, { recursive: true })
  const boot = run(wine, ['wineboot', existsSync(join(winePrefix, 'system.reg')) ? '-u' : '-i'], {
    env,
    timeout: 300_000
  })
  if (!boot.ok || !existsSync(join(winePrefix, 'drive_c'))) return boot.output || 'wineboot failed.'
  // Answers differ by the Windows version that Wine plays.
  const configured = run(wine, ['winecfg', '-v', 'win10'], { env, timeout: 60_000 })
  if (!configured.ok) return configured.output || 'winecfg failed.'
  // Until Wine's own processes have ended and the registry is on disk.
  const server = find('wineserver')
  if (server !== null) run(server, ['-w'], { env, timeout: 15_000 })
  writeFileSync(readyFile, `${wineVersion()}\n`)
  return null
}

/** Starts node.exe under Wine once: its version, or what went wrong. */
export function tryNode(nodeFile) {
  const script = 'require("fs").writeSync(1, process.version)'
  return run(wineCommand(), [nodeFile, '-e', script], { env: wineEnv(), timeout: 60_000 })
}

function wineCommand() {
  if (process.env.VADLAB_WINE) return process.env.VADLAB_WINE
  return (
    find('wine') ?? find('wine64') ?? (existsSync('/usr/lib/wine/wine64') ? '/usr/lib/wine/wine64' : null)
  )
}

function wineEnv() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !['DISPLAY', 'WAYLAND_DISPLAY', 'NODE_OPTIONS'].includes(name)
  )
  return {
    ...Object.fromEntries(kept),
    WINEPREFIX: winePrefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No questions about .NET and HTML, and no window system.
    WINEDLLOVERRIDES: 'mscoree,mshtml,winedbg.exe='
  }
}
