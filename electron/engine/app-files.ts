import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json, examples and conformance programs: above the built files, in the package, or in a checkout. */
export function appFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

/** The version in package.json. */
export function appVersion(): string {
  const text = readFileSync(join(appFolder(), 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Where a person's data of this app is kept on this system, unless VADLAB_DATA names another folder. */
export function dataFolder(): string {
  if (process.env['VADLAB_DATA']) return process.env['VADLAB_DATA']
  if (process.platform === 'win32')
    return join(process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'VadLab')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'VadLab')
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'vadlab')
}
