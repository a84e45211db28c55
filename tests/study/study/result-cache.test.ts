import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ResultCache } from '../../../lib/study/src/study/result-cache'
import { compiledPath } from '../../../lib/toolkit/core/src/parallel/threads'
import { temporaryFolder } from '../../support/temporary-folder'

const studySource = join(__dirname, '../../../lib/study/src/study')
const root = temporaryFolder('cache')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'x-'))
})

describe('ResultCache', () => {
  it('computes once, and gives typed arrays back as they were', async () => {
    const result = { values: Float64Array.of(0.1, Number.NaN), rows: Int32Array.of(3), names: ['я'] }
    const compute = vi.fn(() => result)
    const cache = new ResultCache(folder, 'data')
    expect(await cache.get('evaluation', 'models', { seed: 1 }, compute)).toEqual(result)
    expect(await cache.get('evaluation', 'models', { seed: 1 }, compute)).toEqual(result)
    expect(await new ResultCache(folder, 'data').get('evaluation', 'models', { seed: 1 }, compute)).toEqual(
      result,
    )
    expect(compute).toHaveBeenCalledTimes(1)
  })

  it('computes again when the options, the name or the data change', async () => {
    let computed = 0
    const next = () => ++computed
    const cache = new ResultCache(folder, 'data')
    expect(await cache.get('evaluation', 'a', { seed: 1, folds: 5 }, next)).toBe(1)
    expect(await cache.get('evaluation', 'a', { seed: 2, folds: 5 }, next)).toBe(2)
    expect(await cache.get('evaluation', 'b', { seed: 1, folds: 5 }, next)).toBe(3)
    expect(
      await new ResultCache(folder, 'other data').get('evaluation', 'a', { seed: 1, folds: 5 }, next),
    ).toBe(4)
    expect(await cache.get('evaluation', 'a', { seed: 1, folds: 5 }, next)).toBe(1)
  })

  it('keeps nothing of a computation that failed', async () => {
    const cache = new ResultCache(folder, 'data')
    const fails = async () => {
      throw new Error('no')
    }
    await expect(cache.get('evaluation', 'a', {}, fails)).rejects.toThrow('no')
    expect(readdirSync(folder)).toEqual([])
    expect(await cache.get('evaluation', 'a', {}, async () => 5)).toBe(5)
  })

  it('computes again where a file cannot be read', async () => {
    const cache = new ResultCache(folder, 'data')
    await cache.get('evaluation', 'a', {}, () => 1)
    const [file] = readdirSync(folder)
    writeFileSync(join(folder, file), Buffer.from([255, 255, 7]))
    expect(await cache.get('evaluation', 'a', {}, () => 2)).toBe(2)
    expect(await cache.get('evaluation', 'a', {}, () => 3)).toBe(2)
  })

  describe('with a lock that is there already', () => {
    const old = new Date(Date.now() - 60_000)
    const lockOf = async (cache: ResultCache) => {
      await cache.get('evaluation', 'a', {}, () => 0)
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
      const cache = new ResultCache(folder, 'data')
      const lock = await lockOf(cache)
      writeFileSync(lock, text)
      utimesSync(lock, old, old)
      expect(await cache.get('evaluation', 'a', {}, () => 1)).toBe(1)
      expect(readdirSync(folder)).not.toContain(basename(lock))
    })

    it('takes over one of a process that has ended, at once', async () => {
      const cache = new ResultCache(folder, 'data')
      const lock = await lockOf(cache)
      const { pid } = spawnSync(process.execPath, ['--version'])
      writeFileSync(lock, JSON.stringify({ pid, host: hostname() }))
      expect(await cache.get('evaluation', 'a', {}, () => 1)).toBe(1)
    })

    it('waits for the result of one that is being renewed', async () => {
      const cache = new ResultCache(folder, 'data')
      let finish = (_: number): void => {}
      const first = cache.get(
        'evaluation',
        'a',
        {},
        () => new Promise<number>((resolve) => (finish = resolve)),
      )
      const second = new ResultCache(folder, 'data').get('evaluation', 'a', {}, () => 2)
      await delay(300)
      finish(1)
      expect(await Promise.all([first, second])).toEqual([1, 1])
    })

    it('renews its own while it computes', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      try {
        const cache = new ResultCache(folder, 'data')
        const age = await cache.get('evaluation', 'a', {}, () => {
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

  it('is computed once by several processes that ask at the same time', async () => {
    const script = join(folder, 'writer.cjs')
    const log = join(folder, 'computed')
    const results = join(folder, 'results')
    writeFileSync(
      script,
      `const { ResultCache } = require(${JSON.stringify(compiledPath(studySource, './result-cache'))})
      const compute = () => new Promise((done) => setTimeout(done, 200, { values: new Float64Array(1e5).fill(7) }))
      const computed = () => (require('node:fs').appendFileSync(${JSON.stringify(log)}, 'x'), compute())
      new ResultCache(${JSON.stringify(results)}, 'data').get('evaluation', 'a', {}, computed).then(({ values }) => {
        process.exit(values.length === 1e5 && values[99999] === 7 ? 0 : 1)
      })`,
    )
    const writers = Array.from({ length: 4 }, () => spawn(process.execPath, [script], { stdio: 'inherit' }))
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0, 0])
    expect(readFileSync(log, 'utf8')).toBe('x')
    expect(readdirSync(results)).toHaveLength(1)
  })

  it('leaves no entry where a process dies while it computes or writes', async () => {
    const script = join(folder, 'dying.cjs')
    const results = join(folder, 'results')
    const start = (work: string) => {
      writeFileSync(
        script,
        `const { ResultCache } = require(${JSON.stringify(compiledPath(studySource, './result-cache'))})
        const fs = require('node:fs')
        const rename = fs.renameSync
        fs.renameSync = (from, to) => (to.endsWith('.bin') ? process.kill(process.pid, 'SIGKILL') : rename(from, to))
        new ResultCache(${JSON.stringify(results)}, 'data').get('evaluation', 'a', {}, () => ${work})`,
      )
      return spawnSync(process.execPath, [script]).signal
    }
    const cache = new ResultCache(results, 'data')
    const entries = () => readdirSync(results).filter((name) => name.endsWith('.bin'))
    for (const work of ["process.kill(process.pid, 'SIGKILL')", '1']) {
      expect(start(work)).toBe('SIGKILL')
      expect(readdirSync(results).length).toBeGreaterThan(0)
      expect(entries()).toEqual([])
    }
    expect(await cache.get('evaluation', 'a', {}, () => 2)).toBe(2)
    expect(entries()).toHaveLength(1)
  })

  it('can be read by this user alone', async () => {
    const results = join(folder, 'above', 'results')
    await new ResultCache(results, 'data').get('evaluation', 'a', {}, () => 1)
    expect(statSync(results).mode & 0o777).toBe(0o700)
    expect(statSync(join(results, readdirSync(results)[0])).mode & 0o777).toBe(0o600)
  })

  it('names a folder that cannot be made, with what to do', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const cache = new ResultCache(join(file, 'results'), 'data')
    await expect(cache.get('evaluation', 'a', {}, () => 1)).rejects.toThrow(
      /file.results.*ENOTDIR.*\n.*STUDY_CACHE=\/path/,
    )
  })

  it('computes again what was cut off or filled with zeros', async () => {
    const cache = new ResultCache(folder, 'data')
    const whole = { values: Float64Array.of(1, 2, 3) }
    await cache.get('evaluation', 'a', {}, () => whole)
    const file = join(folder, readdirSync(folder)[0])
    const bytes = readFileSync(file)
    for (const broken of [
      bytes.subarray(0, bytes.length - 8),
      Buffer.from(bytes).fill(0, bytes.length - 16),
    ]) {
      writeFileSync(file, broken)
      expect(await cache.get('evaluation', 'a', {}, () => whole)).toEqual(whole)
      expect(readFileSync(file)).toEqual(bytes)
    }
  })

  it('keeps what was used last within its limits', async () => {
    const big = (value: number) => new Uint8Array(1000).fill(value)
    const cache = new ResultCache(folder, 'data', { bytes: 2500, days: 30 })
    const computed: number[] = []
    const get = (value: number) =>
      cache.get('evaluation', `r-${'abc'[value]}`, {}, () => {
        computed.push(value)
        return big(value)
      })
    await get(0)
    ageAll(2)
    await get(1)
    ageAll(1)
    await get(0)
    await get(2)
    expect(readdirSync(folder).map((name) => name[2])).toEqual(['a', 'c'])
    await get(0)
    await get(1)
    expect(computed).toEqual([0, 1, 2, 1])
  })
})

/** Makes all files of the folder older by some days. */
function ageAll(days: number): void {
  for (const name of readdirSync(folder)) {
    const then = new Date(statSync(join(folder, name)).mtimeMs - days * 24 * 60 * 60 * 1000)
    utimesSync(join(folder, name), then, then)
  }
}
