import { createRequire, Module } from 'node:module'
import { defineLegacyHelpers } from '@one-click/learn'

type Danfo = typeof import('danfojs-node')

/** danfojs, the data frame of the features, loaded on first use. */
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
  defineLegacyHelpers()
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
