import { defineConfig, mergeConfig } from 'vitest/config'
import whole from './vitest.config.mts'

/** Mutation testing (`npm run mutants`): the tests of one file, named by the command. */
const config = mergeConfig(whole, defineConfig({ test: { pool: 'threads', reporters: ['default'] } }))
config.test!.include = (process.env.MUTANT_TESTS ?? '').split('\n')

export default config
