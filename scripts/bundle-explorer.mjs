#!/usr/bin/env node
/**
 * Bundles the program of the explorer page from lib/study/explorer.
 *
 *   node scripts/bundle-explorer.mjs FILE.js
 */
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import { root } from './setup/paths.mjs'
import { writeWhole } from './setup/stamps.mjs'

/** Modules for Node.js alone, below lib, and what stands for them in a page, below lib/study/explorer. */
const standIns = {
  'toolkit/learn/src/trees/forest-prediction.ts': 'without-forest-kernel.ts',
  'toolkit/learn/src/estimators/tensorflow.ts': 'without-native.ts',
  'study/src/customers/danfo.ts': 'without-native.ts',
}

const withStandIns = {
  name: 'stand-ins',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const standIn = standIns[relative(join(root, 'lib'), path)]
      return (
        standIn && { contents: `export * from ${JSON.stringify(join(root, 'lib/study/explorer', standIn))}` }
      )
    })
  },
}

/** Packages of the toolkit are taken from their sources; what only Node.js has falls away with the code that asks for it. */
const fromSources = {
  name: 'sources',
  setup({ onResolve }) {
    onResolve({ filter: /^@one-click\// }, ({ path }) => ({
      path: join(root, 'lib/toolkit', path.slice('@one-click/'.length), 'src/index.ts'),
      sideEffects: false,
    }))
    onResolve({ filter: /^zod$/ }, () => ({ path: join(root, 'lib/study/explorer/without-schemas.ts') }))
    onResolve({ filter: /^(node:|piscina$|highs$|danfojs-node$|@tensorflow\/)/ }, ({ path }) => ({
      path,
      external: true,
      sideEffects: false,
    }))
  },
}

const [target] = process.argv.slice(2)
const { outputFiles } = await build({
  entryPoints: [join(root, 'lib/study/explorer/main.ts')],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome103', 'firefox104', 'safari15.4'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  alias: { 'csv-stringify/sync': 'csv-stringify/browser/esm/sync' },
  plugins: [fromSources, withStandIns],
})
writeWhole(target, outputFiles[0].text)
