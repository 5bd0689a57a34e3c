import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const packageFolder = resolve(import.meta.dirname, '..', 'node_modules', 'electron')

/** The Electron program of this checkout, or null. Not by importing `electron`: that starts a download. */
export function electronProgram(): string | null {
  const pathFile = join(packageFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist')
  const program = join(dist, readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}
