import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: at('electron/main/index.ts'),
          cli: at('electron/cli/index.ts'),
          'browser-shell': at('electron/browser-shell/index.ts'),
          'engine-worker': at('electron/engine/worker.ts'),
          target: at('electron/windows/target/index.ts')
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // Each is one script without imports: a sandboxed preload and an init script can load nothing else.
      isolatedEntries: true,
      rollupOptions: {
        input: {
          index: at('electron/preload/index.ts'),
          'browser-door': at('electron/browser-shell/door.ts')
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('renderer'),
    plugins: [vue()],
    build: { outDir: at('out/renderer'), minify: true, rollupOptions: { input: at('renderer/index.html') } }
  }
})
