import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(__dirname, '../..')

describe('the code of each kernel', () => {
  it('is what its source compiles to', async () => {
    const { compileKernel, kernels } = await import('../../scripts/compile-kernels.mjs')
    expect(Object.keys(kernels)).toHaveLength(3)
    for (const [source, target] of Object.entries(kernels)) {
      expect(readFileSync(join(root, target), 'utf8'), target).toBe(await compileKernel(source))
    }
  })
})
