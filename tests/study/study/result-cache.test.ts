import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { codeHash, ResultCache } from '../../../lib/study/src/study/result-cache'
import { temporaryFolder } from '../../support/temporary-folder'

const root = temporaryFolder('cache')
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

  describe('with a lock that is there already', () => {
    const old = new Date(Date.now() - 60_000)
    const lockOf = async (cache: ResultCache) => {
      await cache.get('a', {}, () => 0)
      const [file] = readdirSync(folder)
      rmSync(join(folder, file))
      return join(folder, `${file}.lock`)
    }

    it.each([
      ['an empty one', ''],
      [
        'one of a process number that another process has',
        JSON.stringify({ pid: process.pid, host: hostname() }),
      ],
      ['one of another machine', JSON.stringify({ pid: 1, host: 'elsewhere' })],
      ['one that is no JSON', '4711'],
    ])('takes over %s that nobody has renewed for long', async (_, text) => {
      const cache = new ResultCache('data', folder)
      const lock = await lockOf(cache)
      writeFileSync(lock, text)
      utimesSync(lock, old, old)
      expect(await cache.get('a', {}, () => 1)).toBe(1)
      expect(readdirSync(folder)).not.toContain(basename(lock))
    })

    it('takes over one of a process that has ended, at once', async () => {
      const cache = new ResultCache('data', folder)
      const lock = await lockOf(cache)
      const { pid } = spawnSync(process.execPath, ['--version'])
      writeFileSync(lock, JSON.stringify({ pid, host: hostname() }))
      expect(await cache.get('a', {}, () => 1)).toBe(1)
    })

    it('waits for the result of one that is being renewed', async () => {
      const cache = new ResultCache('data', folder)
      let finish = (_: number): void => {}
      const first = cache.get('a', {}, () => new Promise<number>((resolve) => (finish = resolve)))
      const second = new ResultCache('data', folder).get('a', {}, () => 2)
      await delay(300)
      finish(1)
      expect(await Promise.all([first, second])).toEqual([1, 1])
    })

    it('renews its own while it computes', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      try {
        const cache = new ResultCache('data', folder)
        const age = await cache.get('a', {}, () => {
          const lock = join(folder, readdirSync(folder)[0])
          utimesSync(lock, old, old)
          vi.advanceTimersByTime(2_000)
          return Date.now() - statSync(lock).mtimeMs
        })
        expect(age).toBeLessThan(30_000)
      } finally {
        vi.useRealTimers()
      }
    })
  })

  it('lies where STUDY_CACHE says', async () => {
    vi.stubEnv('STUDY_CACHE', join(folder, 'here'))
    await new ResultCache('data').get('a', {}, () => 1)
    vi.unstubAllEnvs()
    expect(readdirSync(join(folder, 'here'))).toHaveLength(1)
  })
})

describe('codeHash', () => {
  const code: Readonly<Record<string, string>> = {
    'study/tables/read.js': 'const said = require("../words/said")',
    'study/study/workspace.js': '1',
    'study/words/said.js': 'const deeper = require("./deeper")',
    'study/words/deeper.js': '1',
    'study/words/titles.js': '1',
    'study/report/figure.js': 'require("../words/titles"); require("../tables/read")',
    'study/notebook/show.js': '1',
    'study/commands/study.js': '1',
    'core/index.js': '1',
  }
  const hashWith = (change: Readonly<Record<string, string>> = {}) => {
    const tree = join(folder, 'tree')
    for (const [name, text] of Object.entries({ ...code, ...change })) {
      mkdirSync(dirname(join(tree, name)), { recursive: true })
      writeFileSync(join(tree, name), text)
    }
    return codeHash(join(tree, 'study'), [join(tree, 'core')])
  }
  const shown = ['words/titles.js', 'report/figure.js', 'notebook/show.js', 'commands/study.js']

  it.each(Object.keys(code))('of a change to %s differs only where that computes', (name) => {
    const isShown = shown.includes(name.replace('study/', ''))
    expect(hashWith({ [name]: `${code[name]};2` }) === hashWith()).toBe(isShown)
  })
})
