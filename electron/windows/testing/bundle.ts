import { join, resolve } from 'node:path'
import { build } from 'vite'

/** The folder of the repository. */
export const appFolder = resolve(import.meta.dirname, '..', '..', '..')

/** Bundles a target's program as the build does, for tests that run without one: its file. */
export async function bundleTarget(entry: string): Promise<string> {
  const name = entry.replace(/^.*\//, '').replace(/\.ts$/, '')
  const outDir = join(appFolder, 'node_modules', '.cache', 'vadlab-tests')
  await build({
    configFile: false,
    logLevel: 'error',
    root: appFolder,
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node22',
      rollupOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } }
    }
  })
  return join(outDir, `${name}.mjs`)
}
