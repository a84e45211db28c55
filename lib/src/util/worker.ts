/** The thread's side of `runParallel`. */
import { workerData } from 'piscina'
import { loadEntry, type WorkerEntry } from './parallel'

const { entry, shared } = workerData as { readonly entry: WorkerEntry; readonly shared: unknown }
const work = loadEntry<unknown, unknown, unknown>(entry)

module.exports = (task: unknown) => work(shared, task)
