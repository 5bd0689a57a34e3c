// `npm run coverage-page`: asks the simulator, the interpreter and the Windows machine which functions they have, records
// the answers in shared/win32/functions/availability.json, and writes docs/win32-coverage.md from the table and the record.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '..')
const recordFile = join(root, 'shared', 'win32', 'functions', 'availability.json')
const pageFile = join(root, 'docs', 'win32-coverage.md')

/** Writes a file in the project's format. */
async function write(/** @type {string} */ file, /** @type {string} */ text) {
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

const server = await createServer({
  configFile: false,
  root,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null }
})
try {
  const [{ functionTable }, { windowsDeclarations }, { api }, { libraryFunctions }, windowsMachine, page] =
    await Promise.all(
      [
        'shared/win32/functions/index.ts',
        'shared/win32/headers/declarations.ts',
        'electron/simulator/api/index.ts',
        'electron/c/library/index.ts',
        'electron/windows/testing/offered-functions.ts',
        'shared/win32/functions/coverage-page.ts'
      ].map((file) => server.ssrLoadModule(`/${file}`))
    )
  const before = JSON.parse(await readFile(recordFile, 'utf8').catch(() => '{}'))
  const offered = await windowsMachine.offeredFunctions([...functionTable.keys()])
  if ('reason' in offered) console.log(`The column of Windows stays as it was. ${offered.reason}`)
  const record = {
    measuredOn: offered.title ?? before.measuredOn ?? 'no Windows yet',
    simulator: Object.keys(api).sort(),
    interpreter: [...windowsDeclarations.functions.keys()]
      .filter((name) => libraryFunctions.has(name))
      .sort(),
    windows: offered.names === undefined ? (before.windows ?? []) : [...offered.names].sort()
  }
  await write(recordFile, JSON.stringify(record))
  await write(pageFile, page.coveragePage(record))
  console.log(`docs/win32-coverage.md is written. Windows: ${record.measuredOn}.`)
} finally {
  await server.close()
}
