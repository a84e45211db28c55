/**
 * Loaded before the TypeScript kernel. TensorFlow.js 4.22 calls two helpers that Node 23 removed from
 * `util` and Node 22 warns of; a cell may import danfojs or TensorFlow before anything of the library, so they
 * are defined here. A kernel ends when the program that started it is gone. In a run of the study the kernel finds the
 * cells that were compiled ahead. Cells may name what earlier ones declared in shorthand properties, and an interruption
 * ends their compilation too.
 */
const { Module } = require('node:module')
const util = require('node:util')
const { Worker } = require('node:worker_threads')
const { validCells, withCells } = require('./kernel-cells.cjs')
const { interruptible, loadConverter } = require('./kernel-converter.cjs')

util.isNullOrUndefined = (value) => value === null || value === undefined
util.isArray = Array.isArray
process.env.TF_ENABLE_ONEDNN_OPTS ??= '0'
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3'

endWithParent()
if (process.env.STUDY_CELLS) useCells(validCells(process.env.STUDY_CELLS))
else useConverter((create) => create())

/**
 * A kernel is of no use without the program that started it, which may be gone without a word, before this line is
 * reached or while a cell computes: so a thread of its own looks, for the process that the program named. An exit would
 * wait for messages to be fetched that nobody fetches any more.
 */
function endWithParent() {
  const named = Number(process.env.JPY_PARENT_PID)
  const parent = named && !lives(named) ? named : process.ppid
  const watch = `setInterval(() => {
    if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL')
  }, 200)`
  new Worker(watch, { eval: true, execArgv: [], stdout: false, stderr: false }).unref()
}

function lives(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Puts the cells before the two modules of the kernel that load the compiler, and loads those when needed. */
function useCells(cells) {
  useConverter((create) => withCells(create, cells))
  // What this module looks for stands in comments.
  replaceModule('tslab/dist/metadata', (original) => ({
    getCodeMetadata: (source) => (source.includes('/*') ? original().getCodeMetadata(source) : {}),
  }))
}

/** The kernel takes the mended converter; `wrapped` gets what makes one. */
function useConverter(wrapped) {
  replaceModule('tslab/dist/converter', () => ({
    createConverter: (options) =>
      interruptible(() => wrapped(() => loadConverter().createConverter(options))),
    isCompleteCode: (source) => loadConverter().isCompleteCode(source),
  }))
}

/** Modules that ask for the named one get the given exports; these may load the original. */
function replaceModule(name, exportsOf) {
  const file = require.resolve(name)
  let original
  const module = new Module(file)
  module.exports = exportsOf(() => {
    if (!original) {
      delete require.cache[file]
      original = require(file)
    }
    return original
  })
  module.filename = file
  module.loaded = true
  require.cache[file] = module
}
