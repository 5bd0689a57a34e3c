// `npm run lab-format`: writes the tables of docs/lab-format.md from shared/labs/language.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs', 'lab-format.md')

const server = await createServer({
  configFile: false,
  root,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null }
})
try {
  const { referenceTables } = await server.ssrLoadModule('/shared/labs/language/reference-page.ts')
  const page = await readFile(file, 'utf8')
  const parts = /^([\s\S]*<!-- reference -->\n)[\s\S]*(<!-- \/reference -->[\s\S]*)$/.exec(page)
  if (parts === null) throw new Error('docs/lab-format.md has no <!-- reference --> and <!-- /reference -->.')
  const text = `${parts[1]}\n${referenceTables()}\n\n${parts[2]}`
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
  console.log('docs/lab-format.md is written.')
} finally {
  await server.close()
}
