import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The full path of a command of the search path; null when there is none. */
export function find(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, command)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** Runs a command quietly: whether it ended well, and what it wrote. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim()
  return { ok: done.status === 0, output: done.error ? `${done.error.message}\n${output}` : output }
}

/** Runs a command that may ask the person something (sudo). */
export function runOpenly(command, args, options = {}) {
  const done = spawnSync(command, args, { ...options, stdio: ['inherit', 'ignore', 'inherit'] })
  return done.status === 0
}

/** The last lines of an output, indented, for a message. */
export function lastLines(output, count = 6) {
  return output
    .split('\n')
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n')
}
