import { defineConfig } from 'vitest/config'

/** The conformance programs on both machines; apart from the unit tests, since real processes take their time. */
export default defineConfig({
  test: {
    include: ['electron/**/*.conformance.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false
  }
})
