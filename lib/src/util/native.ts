/**
 * The two packages with native code, loaded on first use: loading them takes seconds, and most commands
 * need neither.
 *
 * TensorFlow.js 4.22 calls two helpers that Node 23 removed from `util`, so they are defined where missing
 * before it is loaded.
 */
import util from 'node:util'

type Danfo = typeof import('danfojs-node')
type TensorFlow = typeof import('@tensorflow/tfjs-node')

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

/** danfojs: data frames for the tables up to the feature frame. */
export function danfo(): Danfo {
  return require('danfojs-node') as Danfo
}

/** TensorFlow.js with its native backend: the neural network. */
export function tensorflow(): TensorFlow {
  return require('@tensorflow/tfjs-node') as TensorFlow
}
