/** The thread's side of `predictForest`: it is sent the forest when that is prepared. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ForestJob, workOnJob } from './forest-job'
import { ForestKernel } from './forest-kernel'
import type { ForestProgram } from './forest-program'

parentPort?.once('message', (program: ForestProgram) => {
  workOnJob(new ForestKernel(program), workerData as ForestJob)
})
