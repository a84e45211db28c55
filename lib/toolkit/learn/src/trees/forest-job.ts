import type { ForestKernel } from './forest-kernel'
import { kernelRows } from './forest-program'

/** Rows to predict that several threads share; all arrays lie in shared memory. */
export interface ForestJob {
  /** Row-major, shape (rows, columns). */
  readonly values: Float64Array
  /** Mean leaf values, shape (rows). */
  readonly result: Float64Array
  /** What has become of each chunk of rows: `open`, `taken` or `done`. */
  readonly states: Int32Array
}

/** Rows that a thread takes at a time. */
export const chunkRows = 4 * kernelRows

const open = 0
const taken = 1
const done = 2

/** A thread that is silent for so long has died: another takes over its chunk. */
const patience = 10_000

export function shareJob(values: Float64Array, rows: number): ForestJob {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength))
  shared.set(values)
  return {
    values: shared,
    result: new Float64Array(new SharedArrayBuffer(8 * rows)),
    states: new Int32Array(new SharedArrayBuffer(4 * Math.ceil(rows / chunkRows))),
  }
}

/** Predicts chunks that nobody has taken until there are none. */
export function workOnJob(kernel: ForestKernel, job: ForestJob): void {
  const { states } = job
  for (let chunk = 0; chunk < states.length; chunk++) {
    if (Atomics.compareExchange(states, chunk, open, taken) === open) predictChunk(kernel, job, chunk)
  }
}

/** Waits, without leaving the thread, until the others have done the chunks they took. */
export function finishJob(kernel: ForestKernel, job: ForestJob): void {
  const { states } = job
  for (let chunk = 0; chunk < states.length; chunk++) {
    if (Atomics.wait(states, chunk, taken, patience) === 'timed-out') predictChunk(kernel, job, chunk)
  }
}

function predictChunk(kernel: ForestKernel, { values, result, states }: ForestJob, chunk: number): void {
  const start = chunk * chunkRows
  kernel.predict(values, start, Math.min(result.length, start + chunkRows), result)
  Atomics.store(states, chunk, done)
  Atomics.notify(states, chunk)
}
