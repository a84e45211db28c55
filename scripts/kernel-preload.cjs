/**
 * Loaded before the TypeScript kernel. TensorFlow.js 4.22 calls two helpers that Node 23 removed from
 * `util` and Node 22 warns of; a cell may import danfojs or TensorFlow before anything of the library, so they
 * are defined here.
 */
const util = require('node:util')

util.isNullOrUndefined = (value) => value === null || value === undefined
util.isArray = Array.isArray
process.env.TF_ENABLE_ONEDNN_OPTS ??= '0'
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'
