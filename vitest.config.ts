import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: ['electron/**/*.test.ts', 'renderer/**/*.test.ts', 'shared/**/*.test.ts'],
    // A machine that does much else at once needs longer; a test of this suite takes well below a second.
    testTimeout: 30_000,
    alias: { electron: new URL('./electron/main/electron.alias.ts', import.meta.url).pathname }
  }
})
