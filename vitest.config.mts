import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const paths = JSON.parse(readFileSync(new URL('./tsconfig.json', import.meta.url), 'utf8')).compilerOptions
  .paths

/** Tests take the sources of the packages as they are; the paths stand in tsconfig.json. */
const aliases = Object.entries(paths as Record<string, string[]>).map(([name, [path]]) => ({
  find: new RegExp(`^${name}$`),
  replacement: fileURLToPath(new URL(path, import.meta.url)),
}))

export default defineConfig({
  resolve: { alias: aliases },
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
