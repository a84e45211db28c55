#!/usr/bin/env node
/**
 * Compiles the kernels of the toolkit, written in AssemblyScript, into modules of TypeScript.
 *
 *   npm run kernels
 *
 * The results are part of the checkout, so that only those who change a source need the compiler.
 */
import { writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The module that each source is compiled into. */
export const kernels = {
  'lib/toolkit/learn/assembly/forest.ts': 'lib/toolkit/learn/src/trees/forest-kernel-code.ts',
  'lib/toolkit/learn/assembly/boosting.ts': 'lib/toolkit/learn/src/trees/boosting/boosting-kernel-code.ts',
  'lib/toolkit/explain/assembly/product-games.ts':
    'lib/toolkit/explain/src/shapley/kernel/product-kernel-code.ts',
}

/** @returns {Promise<string>} the text of the module that a source gives */
export async function compileKernel(source) {
  let code
  const places = [basename(source), '--baseDir', join(root, dirname(source)), '--outFile', 'kernel.wasm']
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '1']
  const { error, stderr } = await asc.main([...places, ...options], {
    writeFile: (_name, content) => {
      code = content
    },
  })
  if (error) throw new Error(`${source}: ${error.message}\n${stderr}`)
  const lines = Buffer.from(code)
    .toString('base64')
    .match(/.{1,96}/g)
    .map((line) => `  '${line}',`)
  return [
    `/** Compiled from assembly/${basename(source)} by scripts/compile-kernels.mjs: WebAssembly in base64. */`,
    'export const kernelCode = [',
    ...lines,
    "].join('')",
    '',
  ].join('\n')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [source, target] of Object.entries(kernels)) {
    writeFileSync(join(root, target), await compileKernel(source))
    process.stderr.write(`${target}: written\n`)
  }
}
