/**
 * Writes docs/c-language.md from the table in electron/c/language-reference, or compares the table with a compiler.
 *
 *   node scripts/language-page.mjs             writes the page
 *   node scripts/language-page.mjs --check     exit code 1 when the page is not what the table says
 *   node scripts/language-page.mjs --compiled  compiles the programs with MinGW, runs them, compares what they print
 *
 * Exit code: 0 all well, 1 differences, 2 wrong arguments, 3 no compiler or no Wine.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { runnerImport } from 'vite'

const page = fileURLToPath(new URL('../docs/c-language.md', import.meta.url))
const table = fileURLToPath(new URL('../electron/c/language-reference/index.ts', import.meta.url))
const compiler = process.platform === 'win32' ? 'gcc' : 'x86_64-w64-mingw32-gcc'

const { module } = await runnerImport(table, { configFile: false, logLevel: 'error' })
const option = process.argv[2]
if (option === undefined) writeFileSync(page, await pageText())
else if (option === '--check') process.exit(readFileSync(page, 'utf8') === (await pageText()) ? 0 : 1)
else if (option === '--compiled') process.exit(compareWithCompiler())
else {
  process.stderr.write(`language-page: unknown option ${option}\n`)
  process.exit(2)
}

/** The page as the formatter leaves it. */
async function pageText() {
  const options = await resolveConfig(page)
  return format(module.languagePage(), { ...options, parser: 'markdown' })
}

/** Compiles and runs every entry that a compiler takes; answers the exit code. */
function compareWithCompiler() {
  if (spawnSync(compiler, ['--version']).error) {
    process.stderr.write(`language-page: there is no ${compiler}\n`)
    return 3
  }
  const folder = mkdtempSync(join(tmpdir(), 'language-'))
  let compared = 0
  let different = 0
  for (const { entries } of module.languageReference)
    for (const entry of entries) {
      if (entry.prints === undefined || entry.warns !== undefined || entry.apart !== undefined) continue
      const source = join(folder, 'entry.c')
      const program = join(folder, `entry${++compared}.exe`)
      writeFileSync(source, module.programOf(entry))
      const made = spawnSync(
        compiler,
        ['-std=gnu11', '-D__USE_MINGW_ANSI_STDIO=0', '-w', '-o', program, source],
        {
          encoding: 'utf8'
        }
      )
      const ran =
        made.status === 0
          ? spawnSync(...(process.platform === 'win32' ? [program, []] : ['wine', [program]]), {
              encoding: 'utf8',
              env: { ...process.env, WINEDEBUG: '-all' },
              timeout: 60_000
            })
          : null
      const printed = ran === null ? `(not compiled)\n${made.stderr}` : ran.stdout.replace(/\r\n/g, '\n')
      if (printed === entry.prints) continue
      different++
      process.stdout.write(
        `${entry.text}\n  table:    ${JSON.stringify(entry.prints)}\n  compiled: ${JSON.stringify(printed.slice(0, 400))}\n`
      )
    }
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write(`${compared} programs compiled, ${different} differ from the table\n`)
  return different === 0 ? 0 : 1
}
