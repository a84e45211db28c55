/** The thread's side of `runParallel`. */
import { workerData } from 'piscina'
import { StudyError } from './errors'
import { loadEntry, type TaskOutcome, type WorkerEntry } from './parallel'

const { entry, shared } = workerData as { readonly entry: WorkerEntry; readonly shared: unknown }
const work = loadEntry<unknown, unknown, unknown>(entry)

module.exports = (task: unknown): TaskOutcome<unknown> => {
  try {
    return { result: work(shared, task) }
  } catch (error) {
    // A class does not survive the way between threads: the user's own mistakes go as text.
    if (error instanceof StudyError) return { refusal: error.message }
    throw error
  }
}
