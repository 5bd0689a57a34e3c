import { mkdirSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { fibonacci, loop } from './c-programs.mjs'
import { leastOf, time, timed } from './timing.mjs'

/** The version that is compared with. */
const jscppVersion = '2.0.9'

/**
 * C against JSCPP, both as whole processes: a loop and a recursion.
 *
 * @param {{ root: string, cache: string, work: string }} places
 */
export async function measureInterpreter({ root, cache, work }) {
  const jscppFolder = join(cache, 'bench-jscpp')
  if (!existsSync(join(jscppFolder, 'node_modules', 'JSCPP'))) {
    mkdirSync(jscppFolder, { recursive: true })
    writeFileSync(join(jscppFolder, 'package.json'), '{ "private": true }')
    await timed('npm', ['install', '--no-audit', '--no-fund', `JSCPP@${jscppVersion}`], {
      cwd: jscppFolder,
      shell: process.platform === 'win32'
    })
  }
  const put = (/** @type {string} */ name, /** @type {string} */ text) => {
    writeFileSync(join(work, name), text)
    return join(work, name)
  }
  const ours = (/** @type {string} */ file) => async () =>
    (await timed(process.execPath, [join(root, 'bin', 'vadlab.js'), 'run', file])).ms
  const theirs = (/** @type {string} */ file) => async () =>
    (await timed(process.execPath, [join(root, 'scripts', 'bench', 'jscpp.mjs'), jscppFolder, file])).ms

  // A part of the loop already takes JSCPP long enough that its start hardly counts.
  const part = 20
  const loopTimes = {
    ...(await leastOf(2, { ours: ours(put('loop.c', loop(10_000_000))) })),
    ...(await leastOf(1, { theirs: theirs(put('loop-part.c', loop(10_000_000 / part))) }))
  }
  const fibonacciFile = put('fibonacci.c', fibonacci(27))
  const fibonacciTimes = {
    ...(await leastOf(2, { ours: ours(fibonacciFile) })),
    ...(await leastOf(1, { theirs: theirs(fibonacciFile) }))
  }
  const row = (
    /** @type {string} */ name,
    /** @type {number} */ us,
    /** @type {number} */ them,
    /** @type {string} */ note
  ) => ({
    name,
    measured: `${time(us)} against ${time(them)}${note}`,
    ratio: them / us,
    shown: `${(them / us).toFixed(0)} times faster`,
    wanted: 'at least 30 times faster than JSCPP',
    holds: them / us >= 30
  })
  return [
    row(
      'C loop of 10,000,000 additions and comparisons, on the simulator',
      loopTimes.ours,
      loopTimes.theirs * part,
      ` (JSCPP ${jscppVersion}: ${time(loopTimes.theirs)} for a twentieth)`
    ),
    row('Recursive Fibonacci of 27, on the simulator', fibonacciTimes.ours, fibonacciTimes.theirs, '')
  ]
}
