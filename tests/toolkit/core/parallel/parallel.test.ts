import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { projectRoot } from '../../../../lib/study/src/study/paths'
import { ArgumentError, UserError } from '../../../../lib/toolkit/core/src/errors'
import { runParallel } from '../../../../lib/toolkit/core/src/parallel/parallel'
import { compiledPath } from '../../../../lib/toolkit/core/src/parallel/threads'
import { deriveSeed } from '../../../../lib/toolkit/core/src/random'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** `deriveSeed(seed, task)`: a small function of shared data and task. */
const random = compiledPath(join(projectRoot, 'lib/toolkit/core/src'), './random')
const entry = { module: random, name: 'deriveSeed' }
const tasks = Array.from({ length: 40 }, (_, i) => `task ${i}`)

const failureOf = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('runParallel', () => {
  it.each([0, 1, 2, 3])('gives the results in the order of the tasks with %i workers', async (workers) => {
    const results = await runParallel(entry, 5, tasks, { workers })
    expect(results).toEqual(tasks.map((task) => deriveSeed(5, task)))
  })

  it('tells the progress after each task', async () => {
    for (const workers of [0, 2]) {
      const seen: [number, number][] = []
      await runParallel(entry, 1, tasks, { workers, onProgress: (...step) => seen.push(step) })
      expect(seen).toEqual(tasks.map((_, i) => [i + 1, 40]))
    }
  })

  it('takes the number of workers from WORKER_THREADS, and no task needs none', async () => {
    vi.stubEnv('WORKER_THREADS', '0')
    expect(await runParallel(entry, 2, ['a'])).toEqual([deriveSeed(2, 'a')])
    vi.stubEnv('WORKER_THREADS', 'many')
    expect(await runParallel(entry, 2, ['a'])).toEqual([deriveSeed(2, 'a')])
    expect(await runParallel(entry, 2, [], { workers: 2 })).toEqual([])
  })

  it.each([0, 2])('hands a refusal on as what it is, with %i workers', async (workers) => {
    const failing = runParallel<string, string, unknown>(
      {
        module: compiledPath(join(projectRoot, 'lib/toolkit/learn/src'), './estimators/estimators'),
        name: 'estimatorOf',
      },
      'no such estimator',
      ['a', 'b', 'c'],
      { workers },
    )
    const error = await failureOf(failing)
    expect((error as Error).message).toMatch(/estimatorOf: knows logistic-regression, .*no such estimator/)
    // Without workers the class is that of the compiled library, which is not the one imported here.
    if (workers === 0) expect((error as Error).name).toBe('ArgumentError')
    else expect(error).toBeInstanceOf(UserError)
  })

  it('refuses a function that a module does not export', async () => {
    const missing = { module: random, name: 'nothing' }
    expect(await failureOf(runParallel(missing, 1, ['a'], { workers: 0 }))).toBeInstanceOf(ArgumentError)
    const error = await failureOf(runParallel(missing, 1, ['a'], { workers: 1 }))
    expect((error as Error).message).toMatch(/\/random exports no function \(got "nothing"\)/)
  })

  it('names the death of a thread, and what to do', async () => {
    const task = { module: join(__dirname, 'thread-tasks'), name: 'exits' }
    const error = await failureOf(runParallel(task, 1, ['a', 'b', 'c'], { workers: 2 }))
    expect(error).toBeInstanceOf(UserError)
    expect((error as Error).message).toMatch(/^a worker thread has died \(.+\): .*WORKER_THREADS=1/)
  })
})
