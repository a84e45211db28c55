/**
 * The two packages with native code, loaded on first use: loading them takes seconds, and most commands
 * need neither.
 *
 * TensorFlow.js 4.22 calls two helpers that Node 23 removed from `util`, so they are defined where missing
 * before it is loaded.
 */
import { createRequire, Module } from 'node:module'
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

/** danfojs: the data frame of the features. */
export function danfo(): Danfo {
  return (loadedDanfo ??= loadDanfo())
}

let loadedDanfo: Danfo | undefined

/**
 * What danfojs loads with itself, nine tenths of its loading time, and needs in functions that the study does
 * not call; with what stands for their exports until they are loaded. danfojs asks of all data whether they are
 * a tensor: without TensorFlow nothing is.
 */
const deferredParts: Readonly<Record<string, object>> = {
  mathjs: {},
  '@tensorflow/tfjs-node': { Tensor: class {} },
  xlsx: {},
}

/** Loads danfojs; each of the deferred parts is loaded when danfojs first uses it. */
function loadDanfo(): Danfo {
  const requireBeside = createRequire(require.resolve('danfojs-node'))
  const modules = Object.entries(deferredParts)
    .map(([name, meanwhile]) => deferredModule(requireBeside.resolve(name), meanwhile))
    .filter(({ filename }) => !require.cache[filename])
  for (const module of modules) require.cache[module.filename] = module
  try {
    return require('danfojs-node') as Danfo
  } finally {
    for (const { filename } of modules) delete require.cache[filename]
  }
}

/** A module whose exports are those of the real one, which is loaded when one of them is asked for. */
function deferredModule(filename: string, meanwhile: object): NodeJS.Module {
  const get = (_: object, name: string | symbol): unknown => {
    if (name === '__esModule') return true
    if (name in meanwhile && !require.cache[filename]) return Reflect.get(meanwhile, name)
    return Reflect.get(require(filename) as object, name)
  }
  return Object.assign(new Module(filename), { filename, loaded: true, exports: new Proxy({}, { get }) })
}

/** TensorFlow.js with its native backend: the neural network. */
export function tensorflow(): TensorFlow {
  return require('@tensorflow/tfjs-node') as TensorFlow
}
