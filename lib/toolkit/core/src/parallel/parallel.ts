import { setMaxListeners } from 'node:events'
import { Piscina } from 'piscina'
import { ArgumentError, UserError } from '../errors'
import { onInterruption } from './interruption'
import { compiledPath, defaultWorkers } from './threads'

export interface ParallelOptions {
  /** Worker threads; default WORKER_THREADS or the number of cores, at most 8. 0 runs in this thread. */
  readonly workers?: number
  /** Told after each task how many are done. */
  readonly onProgress?: (done: number, total: number) => void
  /** Ends the workers when aborted; the run then fails. */
  readonly signal?: AbortSignal
}

/** What a worker calls: an exported function of a compiled module. */
export interface WorkerEntry {
  /** Its path without ending, as `compiledPath` gives it. */
  readonly module: string
  readonly name: string
}

/** The function named by an entry: it sees the shared data and one task, and gives a plain-data result. */
export type WorkerFunction<Shared, Task, Result> = (shared: Shared, task: Task) => Result

/** What a thread sends back for a task: its result, or the message of a `UserError`. */
export type TaskOutcome<Result> = { readonly result: Result } | { readonly refusal: string }

/**
 * Runs a function over tasks on worker threads. Results come in the order of the tasks and do not depend on
 * the number of workers, as every task carries its own seed. A `UserError` of a task stays one; its subclasses
 * are lost on the way from a thread. The threads end when the process is told to end, as by the interruption of a
 * notebook's cell.
 * @throws UserError when a thread dies, with what to do
 * @example
 * ```ts
 * import { rmSync, writeFileSync } from 'node:fs'
 * import { join } from 'node:path'
 * const folder = makeTemporaryFolder('example-')
 * writeFileSync(join(folder, 'add.js'), 'exports.add = (shared, task) => shared + task')
 * const entry = { module: join(folder, 'add'), name: 'add' }
 * await runParallel(entry, 10, [1, 2, 3], { workers: 2 }) // → [11, 12, 13]
 * rmSync(folder, { recursive: true })
 * ```
 */
export async function runParallel<Shared, Task, Result>(
  entry: WorkerEntry,
  shared: Shared,
  tasks: readonly Task[],
  { workers = defaultWorkers(), onProgress, signal }: ParallelOptions = {},
): Promise<Result[]> {
  let done = 0
  const report = () => onProgress?.(++done, tasks.length)
  if (workers === 0 || tasks.length === 0) {
    const work = loadEntry<Shared, Task, Result>(entry)
    return tasks.map((task) => {
      const result = work(shared, task)
      report()
      return result
    })
  }
  const stop = new AbortController()
  // Each task listens for the end.
  setMaxListeners(0, stop.signal)
  const end = () => stop.abort(signal?.reason)
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end)
  const settled = onInterruption(end)
  const threads = Math.min(workers, tasks.length)
  const pool = new Piscina({
    filename: compiledPath(__dirname, './worker'),
    workerData: { entry, shared },
    minThreads: threads,
    maxThreads: threads,
  })
  const results = new Array<Result>(tasks.length)
  let next = 0
  let failed = false
  /** Takes task after task until none is left or one has failed anywhere. */
  const takeTasks = async (): Promise<void> => {
    while (next < tasks.length && !failed) {
      const index = next++
      try {
        const outcome = (await pool.run(tasks[index], { signal: stop.signal })) as TaskOutcome<Result>
        if ('refusal' in outcome) throw new UserError(outcome.refusal.split('\n'))
        results[index] = outcome.result
        report()
      } catch (error) {
        failed = true
        throw isThreadDeath(error) ? new UserError(deathOfThread(error)) : error
      }
    }
  }
  try {
    // Tasks under way end before the pool does: it takes an answer that comes too late for a fault.
    const ends = await Promise.allSettled(Array.from({ length: threads }, takeTasks))
    const failure = ends.find((end): end is PromiseRejectedResult => end.status === 'rejected')
    if (failure) throw failure.reason
    return results
  } finally {
    settled()
    signal?.removeEventListener('abort', end)
    await pool.destroy()
  }
}

/** A thread that has run out of memory, or whose code has ended it. */
function isThreadDeath(error: unknown): error is Error {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || /worker.* exited/i.test(message)
}

function deathOfThread({ message }: Error): string {
  return (
    `a worker thread has died (${message}): when memory is short, close other programs or take fewer workers ` +
    '(WORKER_THREADS=1); more memory for each is given by NODE_OPTIONS=--max-old-space-size=4096'
  )
}

/** Loads the function of an entry. */
export function loadEntry<Shared, Task, Result>({
  module,
  name,
}: WorkerEntry): WorkerFunction<Shared, Task, Result> {
  const found = (require(module) as Record<string, unknown>)[name]
  if (typeof found !== 'function')
    throw new ArgumentError('runParallel', `${module} exports no function`, name)
  return found as WorkerFunction<Shared, Task, Result>
}
