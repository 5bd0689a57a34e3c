// Runs one C program with JSCPP: node scripts/bench/jscpp.mjs FOLDER FILE, where FOLDER has JSCPP installed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [folder, file] = process.argv.slice(2)
const jscpp = createRequire(join(folder, 'package.json'))('JSCPP')
const code = jscpp.run(readFileSync(file, 'utf8'), '', {
  maxTimeout: 1e9,
  stdio: { write: (text) => process.stdout.write(text) }
})
process.exitCode = code
