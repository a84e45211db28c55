#!/usr/bin/env node
/**
 * Compiles assembly/forest.ts to src/trees/forest-kernel-code.ts, paths of the package.
 *
 *   npm run compile-kernel -w @one-click/learn
 *
 * The result is part of the checkout, so that only those who change the source need the compiler.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = fileURLToPath(new URL('..', import.meta.url))
const target = join(folder, 'src/trees/forest-kernel-code.ts')

/** @returns {Promise<string>} the text of forest-kernel-code.ts as the source gives it */
export async function compileForestKernel() {
  let code
  const places = ['forest.ts', '--baseDir', join(folder, 'assembly'), '--outFile', 'forest.wasm']
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
    '/** Compiled from assembly/forest.ts by scripts/compile-forest-kernel.mjs: WebAssembly in base64. */',
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
