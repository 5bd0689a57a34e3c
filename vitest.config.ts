import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['electron/**/*.test.ts', 'renderer/**/*.test.ts', 'shared/**/*.test.ts'],
    alias: { electron: new URL('./electron/main/electron.alias.ts', import.meta.url).pathname }
  }
})
