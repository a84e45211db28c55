/**
 * TensorFlow.js with its native backend. It reads the environment as the process has it, which a worker thread cannot
 * change: it is set when this is loaded, before any thread is.
 */
import util from 'node:util'

type TensorFlow = typeof import('@tensorflow/tfjs-node')

// The same numbers on CPUs with other vector units, and no start-up chatter.
process.env.TF_ENABLE_ONEDNN_OPTS ??= '0'
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
// Worker threads share the cores already.
process.env.TF_NUM_INTRAOP_THREADS ??= '1'
process.env.TF_NUM_INTEROP_THREADS ??= '1'

/** TensorFlow.js, loaded on first use: loading it takes seconds, and most commands do not need it. */
export function tensorflow(): TensorFlow {
  defineLegacyHelpers()
  return require('@tensorflow/tfjs-node') as TensorFlow
}

/**
 * TensorFlow.js 4.22 calls two helpers that Node 23 removed from `util`: they have to be there before it is loaded.
 *
 * @example
 * ```ts
 * defineLegacyHelpers() // → undefined
 * ```
 */
export function defineLegacyHelpers(): void {
  const legacy = util as unknown as Record<string, unknown>
  // Set without a look at what is there: looking at them warns on Node 22.
  legacy.isNullOrUndefined = (value: unknown) => value === null || value === undefined
  legacy.isArray = Array.isArray
}
