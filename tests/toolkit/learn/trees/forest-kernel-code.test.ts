import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('is what lib/toolkit/learn/assembly/forest.ts compiles to', async () => {
  const { compileForestKernel } = await import(
    '../../../../lib/toolkit/learn/scripts/compile-forest-kernel.mjs'
  )
  const path = join(__dirname, '../../../../lib/toolkit/learn/src/trees/forest-kernel-code.ts')
  expect(readFileSync(path, 'utf8')).toBe(await compileForestKernel())
})
