/**
 * npm run fuzz -- [--seconds N] [--seed S] [--calls N] [--most N] [--findings FOLDER]: random sequences of calls on the
 * simulator and on the Windows machine, compared by meaning. What nothing explains is made as short as it gets and
 * written as a C program. See docs/fuzzing.md. --little-memory compares two simulators, one with 16 MiB of RAM. --page writes that page's list of known differences anew, and nothing else.
 *
 * Exit code: 0 nothing unexplained, 1 something, 2 wrong arguments, 3 no Windows machine.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '..')
const options = readOptions()
const terminal = process.stderr.isTTY
const { module } = await runnerImport(join(root, 'electron', 'fuzz', 'index.ts'), {
  configFile: false,
  logLevel: 'error'
})

if (options.page) {
  const page = join(root, 'docs', 'fuzzing.md')
  const filled = module.withKnownDifferences(readFileSync(page, 'utf8'))
  writeFileSync(page, await format(filled, { ...(await resolveConfig(page)), parser: 'markdown' }))
  process.exit(0)
}

let saidAt = 0
const summary = await module.fuzz({
  ...options,
  onProgress: (text) => {
    const isNews = /unexplained$/.test(text) === false
    if (terminal) process.stderr.write(`\r\x1b[K${text}${isNews ? '\n' : ''}`)
    else if (isNews || Date.now() - saidAt > 15_000) {
      console.log(text)
      saidAt = Date.now()
    }
  }
})
if (terminal) process.stderr.write('\r\x1b[K')
if (typeof summary === 'string') leave(3, `fuzz: ${summary}`)

console.log(
  `seed ${options.seed}: ${summary.compared} calls compared in ${summary.seconds.toFixed(0)} s (${(summary.compared / summary.seconds).toFixed(0)} a second) and ${summary.touches} touches; ${summary.programs} programs of ${summary.sequences} sequences, ${summary.calls} calls made`
)
const known = [...summary.known].sort((a, b) => b[1] - a[1])
console.log(`${known.reduce((sum, [, times]) => sum + times, 0)} known differences:`)
for (const [name, times] of known) console.log(`  ${String(times).padStart(6)}  ${name}`)
for (const ending of summary.endings) console.log(`did not end well: ${ending}`)
for (const { kind, path, times } of summary.findings)
  console.log(`unexplained, ${times} times: ${kind}\n  ${path}`)
const failed = summary.findings.length > 0 || summary.endings.length > 0
if (!failed) console.log('Nothing is unexplained.')
if (options.counts !== '')
  writeFileSync(
    options.counts,
    JSON.stringify({
      passed: summary.sequences - summary.findings.length,
      failed: summary.findings.length + summary.endings.length,
      skipped: 0,
      failures: [...summary.endings, ...summary.findings.map(({ kind, path }) => `${kind}, ${path}`)]
    })
  )
process.exit(failed ? 1 : 0)

function readOptions() {
  const number = { type: 'string' }
  try {
    const { values } = parseArgs({
      options: {
        seconds: number,
        seed: number,
        calls: number,
        most: number,
        findings: number,
        counts: number,
        'little-memory': { type: 'boolean' },
        page: { type: 'boolean' }
      }
    })
    const whole = (name, otherwise) => {
      const text = values[name]
      if (text === undefined) return otherwise
      if (!/^\d+$/.test(text)) throw new Error(`--${name} is a whole number`)
      return Number(text)
    }
    return {
      seconds: whole('seconds', values.calls === undefined ? 60 : Infinity),
      seed: whole('seed', 1),
      calls: whole('calls', null),
      most: whole('most', 5),
      findings: values.findings ?? join(root, 'fuzz-findings'),
      counts: values.counts ?? '',
      littleMemory: values['little-memory'] ?? false,
      page: values.page ?? false
    }
  } catch (error) {
    leave(2, `fuzz: ${error.message}`)
  }
}

function leave(code, text) {
  console.error(text)
  process.exit(code)
}
