import { hostVariable } from './orphans'
import type { WindowsRuntime } from './places'

/** How to start a target process. */
export interface TargetCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** Whether it gets a process group of its own, by which it is ended with all it started. */
  readonly detached: boolean
}

export interface TargetSurroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly runtime: WindowsRuntime
  /** The built target program. */
  readonly targetFile: string
  /** Where there is Wine between: its command and VadLab's prefix. */
  readonly wine: { readonly command: string; readonly prefix: string } | null
}

/**
 * What keeps node's own runtime quiet beside the program, since the program's process-wide counters count it too: it
 * compiles and collects garbage on the one thread alone, at moments of the program's own, and its young generation is
 * small and stays as it is.
 */
const nodeFlags = [
  '--single-threaded',
  '--v8-pool-size=0',
  '--max-semi-space-size=1',
  '--min-semi-space-size=1',
  '--no-warnings'
]

/** The command that starts a target process. */
export function targetCommand(surroundings: TargetSurroundings): TargetCommand {
  const { runtime, targetFile, wine } = surroundings
  if (wine === null) {
    return {
      file: runtime.nodeFile,
      args: [...nodeFlags, targetFile, runtime.folder],
      env: windowsEnvironment(surroundings.env),
      detached: false
    }
  }
  const paths = [runtime.nodeFile, ...nodeFlags, toWindowsPath(targetFile), toWindowsPath(runtime.folder)]
  return {
    file: wine.command,
    args: paths,
    env: wineEnvironment(surroundings.env, wine.prefix),
    detached: true
  }
}

/** A Unix path as Windows programs under Wine see it: drive Z: is the root. */
export function toWindowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

/**
 * What Wine sees of the user's environment: who and where, and the language. Everything else stays away, above all
 * NODE_OPTIONS, which the Windows node would obey, and DISPLAY, so that no window system is touched.
 */
export function wineEnvironment(env: NodeJS.ProcessEnv, prefix: string): NodeJS.ProcessEnv {
  const kept = ['HOME', 'USER', 'LOGNAME', 'PATH', 'TMPDIR', 'XDG_RUNTIME_DIR', 'TZ', hostVariable]
  const result: NodeJS.ProcessEnv = {}
  for (const name of kept) if (env[name] !== undefined) result[name] = env[name]
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  return {
    ...result,
    // Wine reads file names in the locale's character set.
    LC_ALL: /utf-?8$/i.test(locale) ? locale : 'C.UTF-8',
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // No questions about .NET and HTML, no debugger for a program that dies.
    WINEDLLOVERRIDES: 'mscoree,mshtml,winedbg.exe='
  }
}

/** On Windows the environment is the user's own, but for what would steer node. */
export function windowsEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(NODE_|ELECTRON_|V8_)/i.test(name)))
}
