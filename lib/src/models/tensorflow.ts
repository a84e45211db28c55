import util from 'node:util'

type TensorFlow = typeof import('@tensorflow/tfjs-node')

/**
 * TensorFlow.js with its native backend, loaded on first use: loading it takes seconds, and most commands do not need
 * it. It is the caller's to install (`@tensorflow/tfjs-node`).
 */
export function tensorflow(): TensorFlow {
  prepareTensorFlow()
  return require('@tensorflow/tfjs-node') as TensorFlow
}

let prepared = false

/**
 * What has to be there before TensorFlow.js is loaded, by whomever. TensorFlow.js 4.22 calls two helpers that Node 23
 * removed from `util`, so they are defined.
 */
export function prepareTensorFlow(): void {
  if (prepared) return
  prepared = true
  // The same numbers on CPUs with other vector units, and no start-up chatter.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0'
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
  // Worker threads share the cores already.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1'
  process.env.TF_NUM_INTEROP_THREADS ??= '1'
  const legacy = util as unknown as Record<string, unknown>
  // Set without a look at what is there: looking at them warns on Node 22.
  legacy.isNullOrUndefined = (value: unknown) => value === null || value === undefined
  legacy.isArray = Array.isArray
}
