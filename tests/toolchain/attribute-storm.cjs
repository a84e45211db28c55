/**
 * Threads that load the TensorFlow binding, meet, and then name attributes that no thread has named before, each the
 * next after the last one: all fill the same end of the set that keeps the names.
 *
 *   node attribute-storm.cjs BINDING
 */
const { isMainThread, Worker, workerData } = require('node:worker_threads')

const threads = 8

if (isMainThread) {
  const [binding] = process.argv.slice(2)
  const counters = new Int32Array(new SharedArrayBuffer(8))
  for (let i = 0; i < threads; i++) new Worker(__filename, { workerData: { binding, counters } })
} else {
  const { binding: path, counters } = workerData
  const binding = require(path)
  const attribute = {
    get name() {
      return String(1e6 + Atomics.add(counters, 1, 1))
    },
    type: binding.TF_ATTR_INT,
    value: 1,
  }
  const attributes = new Array(2000).fill(attribute)
  Atomics.add(counters, 0, 1)
  while (Atomics.load(counters, 0) < threads) {
    // Met when all are here.
  }
  for (let round = 0; round < 20; round++) binding.executeOp('NoOp', attributes, [], 0)
}
