#!/usr/bin/env node
/**
 * Compiles lib/toolkit/learn/assembly/forest.ts to lib/toolkit/learn/src/trees/forest-kernel-code.ts.
 *
 *   node scripts/compile-forest-kernel.mjs
 *
 * The result is part of the checkout, so that only those who change the source need the compiler.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'
import { root } from './setup/paths.mjs'

const target = join(root, 'lib/toolkit/learn/src/trees/forest-kernel-code.ts')

/** @returns {Promise<string>} the text of forest-kernel-code.ts as the source gives it */
export async function compileForestKernel() {
  let code
  const places = [
    'forest.ts',
    '--baseDir',
    join(root, 'lib/toolkit/learn/assembly'),
    '--outFile',
    'forest.wasm',
  ]
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1']
  const { error, stderr } = await asc.main([...places, ...options], {
    writeFile: (_name, content) => {
      code = content
    },
  })
  if (error) throw new Error(`${error.message}\n${stderr}`)
  const lines = Buffer.from(code)
    .toString('base64')
    .match(/.{1,96}/g)
    .map((line) => `  '${line}',`)
  return [
    '/** Compiled from lib/toolkit/learn/assembly/forest.ts by scripts/compile-forest-kernel.mjs: WebAssembly in base64. */',
    'export const kernelCode = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(target, await compileForestKernel())
  process.stderr.write(`${target}: written\n`)
}
