// `npm run glossary`: writes docs/glossary.md from shared/figures.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs', 'glossary.md')

const server = await createServer({
  configFile: false,
  root,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null }
})
try {
  const { glossaryPage } = await server.ssrLoadModule('/shared/figures/glossary.ts')
  await writeFile(file, await format(glossaryPage(), { ...(await resolveConfig(file)), filepath: file }))
  console.log('docs/glossary.md is written.')
} finally {
  await server.close()
}
