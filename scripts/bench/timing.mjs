import { spawn } from 'node:child_process'

/**
 * How long a command takes from start to end, in ms, and what it printed on standard output. Throws with its
 * standard error when it does not end with exit code 0.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ ms: number, printed: string }>}
 */
export async function timed(command, args, options = {}) {
  const start = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  let printed = ''
  let complaint = ''
  child.stdout.on('data', (chunk) => (printed += chunk))
  child.stderr.on('data', (chunk) => (complaint += chunk))
  const code = await new Promise((done, failed) => {
    child.on('error', failed)
    child.on('exit', done)
  })
  const ms = performance.now() - start
  child.stdout.destroy()
  child.stderr.destroy()
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${complaint || printed}`)
  return { ms, printed }
}

/**
 * The least of several measurements taken in turn, so that a busy moment of the machine hits all alike.
 *
 * @param {number} rounds
 * @param {Record<string, () => Promise<number>>} measurements in ms, by name
 * @returns {Promise<Record<string, number>>}
 */
export async function leastOf(rounds, measurements) {
  const least = Object.fromEntries(Object.keys(measurements).map((name) => [name, Infinity]))
  for (let round = 0; round < rounds; round++)
    for (const [name, measure] of Object.entries(measurements))
      least[name] = Math.min(least[name], await measure())
  return least
}

/** `12 ms`, `3.4 s`. */
export function time(/** @type {number} */ ms) {
  return ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`
}
