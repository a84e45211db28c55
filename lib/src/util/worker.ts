/** The thread's side of `runParallel`. */
import { workerData } from 'node:worker_threads'
import { loadEntry, type WorkerEntry } from './parallel'

interface PiscinaWorkerData {
  readonly entry: WorkerEntry
  readonly shared: unknown
}

// Piscina hands the caller's workerData over as the second element.
const { entry, shared } = (workerData as [unknown, PiscinaWorkerData])[1]
const work = loadEntry<unknown, unknown, unknown>(entry)

module.exports = (task: unknown) => work(shared, task)
