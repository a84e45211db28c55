import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'one-click': fileURLToPath(new URL('./lib/src/index.ts', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    globalSetup: './tests/support/study-folder.mts',
    reporters: ['default', './tests/support/left-out-reporter.mts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
