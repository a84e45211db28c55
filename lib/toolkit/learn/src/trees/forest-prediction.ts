import { isMainThread, Worker } from 'node:worker_threads'
import type { Matrix } from '@one-click/core'
import { compiledPath, defaultWorkers } from '@one-click/core'
import { chunkRows, finishJob, shareJob, workOnJob } from './forest-job'
import { ForestKernel } from './forest-kernel'
import { compileForest } from './forest-program'
import type { Trees } from './trees'

/** Rows times trees from which a second thread saves more than its start costs, about 50 ms. */
const sharedWork = 2e7

/** What has been prepared. */
const kernels = new WeakMap<Trees, ForestKernel>()

/**
 * The mean of the trees' leaf values for each row, shape (rows), by vector instructions and on several threads;
 * the same to the last bit for any number of them. Preparing a forest costs as much as predicting some
 * thousand rows and is done once for each `trees` object.
 *
 * This thread does not wait for the others to start: what they have not taken it does itself.
 *
 * @param threads this one included; default: WORKER_THREADS or the number of cores when there is enough to do
 * @returns undefined for a forest with more columns, thresholds or leaves than the kernel can count
 */
export function predictForest(
  trees: Trees,
  x: Matrix,
  threads = defaultThreads(trees, x.rows),
): Float64Array | undefined {
  const chunks = Math.ceil(x.rows / chunkRows)
  const helpers = Math.max(0, Math.min(threads, chunks) - 1)
  if (helpers === 0) {
    const kernel = kernelOf(trees, x.columns)
    const result = new Float64Array(x.rows)
    kernel?.predict(x.values, 0, x.rows, result)
    return kernel && result
  }
  const job = shareJob(x.values, x.rows)
  const workers = Array.from({ length: helpers }, () => startWorker(job))
  const kernel = kernelOf(trees, x.columns)
  if (!kernel) {
    for (const worker of workers) void worker.terminate()
    return undefined
  }
  for (const worker of workers) worker.postMessage(kernel.program)
  workOnJob(kernel, job)
  finishJob(kernel, job)
  return job.result.slice()
}

/** Worker threads share the cores already. */
function defaultThreads(trees: Trees, rows: number): number {
  return isMainThread && rows * trees.roots.length >= sharedWork ? defaultWorkers() : 1
}

function startWorker(job: object): Worker {
  const worker = new Worker(compiledPath(__dirname, './forest-worker'), { workerData: job })
  // One that cannot start takes no chunks.
  worker.on('error', () => undefined)
  worker.unref()
  return worker
}

function kernelOf(trees: Trees, columns: number): ForestKernel | undefined {
  const known = kernels.get(trees)
  if (known?.program.columns === columns) return known
  const program = compileForest(trees, columns)
  if (!program) return undefined
  const kernel = new ForestKernel(program)
  kernels.set(trees, kernel)
  return kernel
}
