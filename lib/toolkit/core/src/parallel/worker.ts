/** The thread's side of `runParallel`. */
import { workerData } from 'piscina'
import { UserError } from '../errors'
import { loadEntry, type TaskOutcome, type WorkerEntry, type WorkerFunction } from './parallel'

const { entry, shared } = workerData as { readonly entry: WorkerEntry; readonly shared: unknown }
let work: WorkerFunction<unknown, unknown, unknown> | undefined

module.exports = (task: unknown): TaskOutcome<unknown> => {
  try {
    // Loaded with the first task: what fails outside a task kills the thread, which the pool starts again.
    work ??= loadEntry<unknown, unknown, unknown>(entry)
    return { result: work(shared, task) }
  } catch (error) {
    // A class does not survive the way between threads: the user's own mistakes go as text.
    if (error instanceof UserError) return { refusal: error.message }
    throw error
  }
}
