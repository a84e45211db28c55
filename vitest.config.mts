import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { 'one-click': fileURLToPath(new URL('./lib/src/index.ts', import.meta.url)) } },
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    // The library is loaded once in each process: loading it for every file would take longer than most tests.
    isolate: false,
    maxWorkers: '100%',
    globalSetup: './tests/support/test-folder.mts',
    // Tests work with offers of their own: data/offers.json is the store's to change.
    env: { STUDY_OFFERS: fileURLToPath(new URL('./tests/support/offers.json', import.meta.url)) },
    reporters: ['default', './tests/support/left-out-reporter.mts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
