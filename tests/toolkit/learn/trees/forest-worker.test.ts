import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../../lib/study/src/study/paths'
import { takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { compiledPath } from '../../../../lib/toolkit/core/src/parallel/threads'
import { extraTrees } from '../../../../lib/toolkit/learn/src/estimators/extra-trees'
import { shareJob } from '../../../../lib/toolkit/learn/src/trees/forest-job'
import { compileForest } from '../../../../lib/toolkit/learn/src/trees/forest-program'
import { predictTrees } from '../../../../lib/toolkit/learn/src/trees/tree-prediction'
import { noiseProblem } from '../../../contract/problems'

it('predicts all chunks on its own when nobody else takes any', async () => {
  const { x, y } = noiseProblem(5000, 4, 3)
  const first = Int32Array.from({ length: 200 }, (_, i) => i)
  const model = extraTrees.fit(takeRows(x, first), y.slice(0, 200), { trees: 10 })
  const job = shareJob(x.values, x.rows)
  const worker = new Worker(
    compiledPath(join(projectRoot, 'lib/toolkit/learn/src/trees'), './forest-worker'),
    {
      workerData: job,
    },
  )
  const ended = new Promise((done, failed) => worker.once('exit', done).once('error', failed))
  worker.postMessage(compileForest(model, 4))
  expect(await Promise.race([ended, setTimeout(30_000, 'still running', { ref: false })])).toBe(0)
  expect(job.result.slice()).toEqual(predictTrees(model, x, { method: 'parting' }))
})
