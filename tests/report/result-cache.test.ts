import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ResultCache } from 'one-click'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'cache-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'x-'))
})

describe('ResultCache', () => {
  it('computes once, and gives typed arrays back as they were', async () => {
    const result = { values: Float64Array.of(0.1, Number.NaN), rows: Int32Array.of(3), names: ['я'] }
    const compute = vi.fn(() => result)
    const cache = new ResultCache('data', folder)
    expect(await cache.get('models', { seed: 1 }, compute)).toEqual(result)
    expect(await cache.get('models', { seed: 1 }, compute)).toEqual(result)
    expect(await new ResultCache('data', folder).get('models', { seed: 1 }, compute)).toEqual(result)
    expect(compute).toHaveBeenCalledTimes(1)
  })

  it('computes again when the options, the name or the data change', async () => {
    let computed = 0
    const next = () => ++computed
    const cache = new ResultCache('data', folder)
    expect(await cache.get('a', { seed: 1, folds: 5 }, next)).toBe(1)
    expect(await cache.get('a', { seed: 2, folds: 5 }, next)).toBe(2)
    expect(await cache.get('b', { seed: 1, folds: 5 }, next)).toBe(3)
    expect(await new ResultCache('other data', folder).get('a', { seed: 1, folds: 5 }, next)).toBe(4)
    expect(await cache.get('a', { seed: 1, folds: 5 }, next)).toBe(1)
  })

  it('keeps nothing of a computation that failed', async () => {
    const cache = new ResultCache('data', folder)
    const fails = async () => {
      throw new Error('no')
    }
    await expect(cache.get('a', {}, fails)).rejects.toThrow('no')
    expect(readdirSync(folder)).toEqual([])
    expect(await cache.get('a', {}, async () => 5)).toBe(5)
  })

  it('computes again where a file cannot be read', async () => {
    const cache = new ResultCache('data', folder)
    await cache.get('a', {}, () => 1)
    const [file] = readdirSync(folder)
    writeFileSync(join(folder, file), Buffer.from([255, 255, 7]))
    expect(await cache.get('a', {}, () => 2)).toBe(2)
    expect(await cache.get('a', {}, () => 3)).toBe(2)
  })

  it('lies where STUDY_CACHE says', async () => {
    vi.stubEnv('STUDY_CACHE', join(folder, 'here'))
    await new ResultCache('data').get('a', {}, () => 1)
    vi.unstubAllEnvs()
    expect(readdirSync(join(folder, 'here'))).toHaveLength(1)
  })
})
