#!/usr/bin/env node
/**
 * Bundles the program of the explorer page from lib/explorer.
 *
 *   node scripts/bundle-explorer.mjs FILE.js
 */
import { join, relative } from 'node:path'
import { build } from 'esbuild'
import { root } from './setup/paths.mjs'
import { writeWhole } from './setup/stamps.mjs'

/** Modules for Node.js alone, below lib/src, and what stands for them in a page, below lib/explorer. */
const standIns = {
  'models/forest-prediction.ts': 'without-forest-kernel.ts',
  'customers/danfo.ts': 'without-native.ts',
  'models/tensorflow.ts': 'without-native.ts',
}

const withStandIns = {
  name: 'stand-ins',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const standIn = standIns[relative(join(root, 'lib/src'), path)]
      return standIn && { contents: `export * from ${JSON.stringify(join(root, 'lib/explorer', standIn))}` }
    })
  },
}

const [target] = process.argv.slice(2)
const { outputFiles } = await build({
  entryPoints: [join(root, 'lib/explorer/main.ts')],
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome103', 'firefox104', 'safari15.4'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  write: false,
  alias: { 'csv-stringify/sync': 'csv-stringify/browser/esm/sync' },
  plugins: [withStandIns],
})
writeWhole(target, outputFiles[0].text)
