// npm run bench: what is measured is measured side by side in one run and told as a ratio; the figures go into
// docs/benchmarks.md. With names (interpreter, windows-calls, simulator, stepping, window) only those are measured, and only
// their parts of the page are written anew.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem, type } from 'node:os'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { measureInterpreter } from './bench/interpreter.mjs'
import { measureSimulator } from './bench/simulator.mjs'
import { measureStepping } from './bench/stepping.mjs'
import { measureWindow } from './bench/window.mjs'
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
  stepping: ['Stepping', () => measureStepping()],
  window: ['The window', () => measureWindow({ root })]
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

const pagePath = join(root, 'docs', 'benchmarks.md')
writeFileSync(pagePath, await format(page(), { ...(await resolveConfig(pagePath)), filepath: pagePath }))
console.log('\nThe figures are in docs/benchmarks.md.')
process.exitCode = parts.every(({ rows }) => rows.every((row) => row.holds)) ? 0 : 1

/** The whole page: the parts that were measured now, and the others as they stand there. */
function page() {
  const former = existsSync(pagePath)
    ? readFileSync(pagePath, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : []
  const sections = Object.values(groups).map(([title]) => {
    const measured = parts.find((part) => part.title === title)
    if (measured !== undefined) return section(measured)
    return former.find((text) => text.startsWith(`## ${title}\n`))?.trimEnd()
  })
  const intro =
    'Written by `npm run bench`. What is compared ran side by side in one run; the least of several measurements counts.'
  return `# Benchmarks\n\n${intro}\n\n${sections.filter((text) => text !== undefined).join('\n\n')}\n`
}

/** @param {(typeof parts)[number]} part */
function section({ title, rows }) {
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor'
  const machine = [
    `${cpus().length} × ${processor}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    type(),
    `Node.js ${process.versions.node}`,
    version === null ? 'Windows itself' : `Wine ${version}`
  ].join(', ')
  const lines = rows.map(
    (row) =>
      `| ${row.name} | ${row.measured} | ${row.shown || '–'} | ${row.wanted === '' ? '–' : row.holds ? row.wanted : `**missed:** ${row.wanted}`} |`
  )
  const head = '| what | measured | ratio | wanted |\n| --- | --- | --- | --- |'
  const when = `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine}.`
  return `## ${title}\n\n${when}\n\n${head}\n${lines.join('\n')}`
}
