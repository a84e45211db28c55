import { importanceInParallel, type JudgedModel, type PermutedGroups } from '@one-click/explain'
import { brierScore, type Metric, rocAuc } from '@one-click/learn'
import { benchSeed } from '../data'
import type { Bench, BenchLine } from '../line'
import { largestDifference, measurePair, timed } from '../measure'
import { type ArrayFile, readArray, type TimedAnswer } from '../python-side'
import { sharedForest } from './forest'
import { sharedSvm } from './svm'

const tolerance = 1e-9

/** scikit-learn shuffles every column by the same orders. */
async function sharedTask({ python, data, sizes }: Bench): Promise<PermutedGroups> {
  const { values } = await python.call<{ values: ArrayFile }>('permutations', {
    rows: data.customers,
    repeats: sizes.permutations,
    seed: benchSeed,
  })
  const orders = readArray<Int32Array>(values)
  const repeats = Array.from({ length: sizes.permutations }, (_, repeat) =>
    orders.subarray(repeat * data.customers, (repeat + 1) * data.customers),
  )
  const groups = Array.from({ length: data.x.columns }, (_, j) => ({ name: `column ${j}`, columns: [j] }))
  return { groups, permutations: groups.map(() => repeats) }
}

/** Importance for each column and repeat, in scikit-learn's layout. */
async function importances(
  judged: JudgedModel,
  task: PermutedGroups,
  declines: Uint8Array,
  metric: Metric,
  workers?: number,
) {
  const found = await importanceInParallel(judged, task, declines, metric, { workers })
  return Float64Array.from(found.flatMap(({ losses }) => Array.from(losses)))
}

async function compare(
  bench: Bench,
  task: string,
  model: { readonly name: string; readonly x: ArrayFile; readonly y: ArrayFile },
  work: () => Promise<Float64Array>,
) {
  const { python, sizes } = bench
  const { name, x, y } = model
  const { ours, python: theirs } = await measurePair(
    timed(work),
    async () => {
      const args = { name, x, y, repeats: sizes.permutations, seed: benchSeed }
      const { seconds, values } = await python.call<TimedAnswer>(task, args)
      return { seconds, result: readArray(values) }
    },
    sizes,
  )
  const difference = largestDifference(ours.result, theirs.result)
  return {
    ours: ours.seconds,
    python: theirs.seconds,
    equal: difference <= tolerance,
    check: `same permutations; largest difference ${difference.toExponential(1)}, at most ${tolerance}`,
  }
}

const sizeOf = ({ data, sizes }: Bench) =>
  `${data.x.columns} columns × ${sizes.permutations} permutations of ${data.customers} customers`

export const treeImportanceLine: BenchLine = {
  name: 'permutation importance, extra trees 500',
  goal: 20,
  async run(bench) {
    const shared = await sharedForest(bench)
    const task = await sharedTask(bench)
    const { x, declines } = bench.data
    const compared = await compare(bench, 'tree_importance', shared, () =>
      importances({ model: shared.model, x }, task, declines, brierScore),
    )
    return {
      ...compared,
      work: `${sizeOf(bench)}, Brier score; ${bench.sizes.trees} trees that scikit-learn fitted`,
    }
  },
}

export const svmImportanceLine: BenchLine = {
  name: 'permutation importance, support vector machine',
  goal: 20,
  async run(bench) {
    const { standardised, declines } = bench.data
    const shared = await sharedSvm(bench, standardised)
    const task = await sharedTask(bench)
    const compared = await compare(bench, 'svm_importance', shared, () =>
      // About a second of work: starting threads would cost what they save.
      importances({ model: shared.model, x: standardised }, task, declines, rocAuc, 0),
    )
    const vectors = shared.model.weights.length
    return {
      ...compared,
      work: `${sizeOf(bench)}, ROC-AUC; ${vectors} support vectors that scikit-learn found`,
    }
  },
}
