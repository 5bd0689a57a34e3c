// npm run bench: what is measured is measured side by side in one run and told as a ratio; the figures go into
// docs/benchmarks.md. With names (interpreter, windows-calls, simulator, stepping) only those are measured, and nothing is written.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { measureInterpreter } from './bench/interpreter.mjs'
import { measureSimulator } from './bench/simulator.mjs'
import { measureStepping } from './bench/stepping.mjs'
import { measureWindowsCalls } from './bench/windows-calls.mjs'
import { cacheFolder, winePrefix } from './setup/places.mjs'
import { find } from './setup/run.mjs'
import { wineVersion } from './setup/wine.mjs'

const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'vadlab-bench-'))
const onWindows = process.platform === 'win32'
const version = onWindows ? null : wineVersion()
const wine = onWindows
  ? null
  : { command: find('wine') ?? 'wine64', env: { ...process.env, WINEPREFIX: winePrefix, WINEDEBUG: '-all' } }

const groups = {
  interpreter: ['The C interpreter', () => measureInterpreter({ root, cache: cacheFolder(), work })],
  'windows-calls': ['The Windows machine', () => measureWindowsCalls({ root, work, wine })],
  simulator: ['The simulator', () => measureSimulator({ root, work, wine })],
  stepping: ['Stepping', () => measureStepping()]
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in groups))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; known are ${Object.keys(groups).join(', ')}.`)
  process.exit(2)
}

const parts = []
try {
  for (const [name, [title, measure]] of Object.entries(groups)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    console.log(`\n${title}`)
    const rows = await measure()
    for (const row of rows)
      console.log(
        `  ${row.holds ? ' ' : '!'} ${row.name}: ${row.measured}${row.shown ? `; ${row.shown} (wanted: ${row.wanted})` : ''}`
      )
    parts.push({ title, rows })
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}

if (asked.length === 0) {
  writeFileSync(join(root, 'docs', 'benchmarks.md'), page())
  console.log('\nThe figures are in docs/benchmarks.md.')
}
process.exitCode = parts.every(({ rows }) => rows.every((row) => row.holds)) ? 0 : 1

function page() {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / 2 ** 30)
  const machine = [
    `${cpus().length} × ${processor}`,
    `${memory} GiB`,
    type(),
    `Node.js ${process.versions.node}`,
    version === null ? 'Windows itself' : `Wine ${version}`
  ].join(', ')
  const tables = parts.map(
    ({ title, rows }) =>
      `## ${title}\n\n| what | measured | ratio | wanted |\n| --- | --- | --- | --- |\n${rows
        .map(
          (row) =>
            `| ${row.name} | ${row.measured} | ${row.shown || '–'} | ${row.wanted === '' ? '–' : row.holds ? row.wanted : `**missed:** ${row.wanted}`} |`
        )
        .join('\n')}\n`
  )
  return `# Benchmarks\n\nWritten by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. What is compared ran side by side in that one run; the least of several measurements counts. Machine: ${machine}.\n\n${tables.join('\n')}`
}
