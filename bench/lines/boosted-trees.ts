import { join } from 'node:path'
import { type Matrix, take, takeRows } from '@one-click/core'
import { type BoostedTreesModel, boostedTrees, repeatedStratifiedSplits } from '@one-click/learn'
import { writeSyntheticTables } from '@one-click/synthesis'
import { features } from 'one-click'
import { type BenchData, benchData, benchSeed, resampled } from '../data'
import type { Bench, BenchLine } from '../line'
import { largestDifference, measurePair, timed } from '../measure'
import { type ArrayFile, readArray, type TimedAnswer } from '../python-side'
import { sendMatrix } from './forest'
import { compareQuality } from './quality'

/** Settings of both sides; in LightGBM's words in bench/python/boosting.py. */
const settings = { trees: 100, learningRate: 0.1, leaves: 31, minLeaf: 20, l2: 1 }

/** Held-out customers on whom the two are compared, at most: ROC-AUC compares each with each. */
const mostJudged = 4000

/** Columns of categories among those of `BenchData.x`. */
const categoriesOf = (x: Matrix): number[] =>
  Array.from({ length: x.columns }, (_, j) => j).filter((j) => features[j].kind === 'category')

/** Fitting on the customers at hand. */
export const boostLine = fitLine('boost 100 trees', ({ data }) => Promise.resolve(data))

/** Fitting on synthetic customers. */
export const boostManyLine = fitLine('boost 100 trees on 20,000 customers', (bench) =>
  synthetic(bench, 20_000),
)
export const boostMostLine = fitLine('boost 100 trees on 100,000 customers', (bench) =>
  synthetic(bench, 100_000),
)

function fitLine(name: string, dataOf: (bench: Bench) => Promise<BenchData>): BenchLine {
  return {
    name,
    goal: 0.5,
    async run(bench) {
      const { python, sizes } = bench
      const { x, declines, learning, customers } = await dataOf(bench)
      const categories = categoriesOf(x)
      const options = { ...settings, categories: categories.join(','), patience: 0 }
      const fitPython = (fitted: string, table: ArrayFile, y: ArrayFile) =>
        python.call<{ seconds: number }>('fit_boosted', {
          name: fitted,
          x: table,
          y,
          categories,
          ...settings,
        })
      const file = sendMatrix(python, x)
      const labels = python.send(declines)
      const { ours, python: theirs } = await measurePair(
        timed(() => boostedTrees.fit(x, declines, options, benchSeed)),
        async () => ({ ...(await fitPython('boosted', file, labels)), result: undefined }),
        sizes,
      )
      const folds = { folds: 5, seed: benchSeed, groups: learning.groups }
      const [{ train, test }] = repeatedStratifiedSplits(declines, folds)
      // Every so-manyth: the rows of a fold ascend.
      const judged = test.filter((_, i) => i % Math.ceil(test.length / mostJudged) === 0)
      const [xTrain, xTest] = [takeRows(x, train), takeRows(x, judged)]
      const yTrain = take(declines, train)
      const model = boostedTrees.fit(xTrain, yTrain, options, benchSeed)
      await fitPython('judged', sendMatrix(python, xTrain), python.send(yTrain))
      const answer = await python.call<TimedAnswer>('predict_boosted', {
        name: 'judged',
        x: sendMatrix(python, xTest),
      })
      return {
        ours: ours.seconds,
        python: theirs.seconds,
        ...compareQuality(
          take(declines, judged),
          [boostedTrees.predictProbability(model, xTest)],
          [readArray(answer.values)],
        ),
        work: `${settings.trees} trees of ${settings.leaves} leaves on ${customers} customers, ${x.columns} columns, ${categories.length} of them categories`,
      }
    },
  }
}

/** Synthetic customers; few where work is tiny. */
async function synthetic({ python, sizes }: Bench, wanted: number): Promise<BenchData> {
  const customers = Math.min(wanted, sizes.synthetic)
  const folder = join(python.folder, `synthetic-${customers}`)
  await writeSyntheticTables(folder, { customers, seed: benchSeed, replace: true })
  return benchData(folder, Infinity)
}

const scoreTolerance = 1e-9

interface ExportedTrees {
  readonly roots: ArrayFile
  readonly feature: ArrayFile
  readonly threshold: ArrayFile
  readonly left: ArrayFile
  readonly right: ArrayFile
  readonly value: ArrayFile
  readonly cover: ArrayFile
}

export const scoreBoostedLine: BenchLine = {
  name: 'score 100,000 customers with 100 boosted trees',
  goal: 1,
  async run({ python, data, sizes }) {
    const name = 'scoring'
    const table = { x: sendMatrix(python, data.x), y: python.send(data.declines) }
    await python.call('fit_boosted', { name, ...table, categories: [], ...settings })
    const trees = await python.call<ExportedTrees>('export_boosted', { name })
    const model: BoostedTreesModel = {
      kind: 'boosted-trees',
      // LightGBM adds it to the leaves of the first tree.
      bias: 0,
      features: data.x.columns,
      roots: readArray<Int32Array>(trees.roots),
      feature: readArray<Int16Array>(trees.feature),
      threshold: readArray(trees.threshold),
      left: readArray<Int32Array>(trees.left),
      right: readArray<Int32Array>(trees.right),
      value: readArray(trees.value),
      cover: readArray<Int32Array>(trees.cover),
    }
    const { x } = resampled(data.x, sizes.scored)
    const file = sendMatrix(python, x)
    const { ours, python: theirs } = await measurePair(
      timed(() => boostedTrees.predictProbability(model, x)),
      async () => {
        const { seconds, values } = await python.call<TimedAnswer>('predict_boosted', { name, x: file })
        return { seconds, result: readArray(values) }
      },
      sizes,
    )
    const difference = largestDifference(ours.result, theirs.result)
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      equal: difference <= scoreTolerance,
      check: `largest difference ${difference.toExponential(1)}, at most ${scoreTolerance}`,
      work: `${sizes.scored} customers, ${settings.trees} trees that LightGBM fitted on ${data.customers} customers`,
    }
  },
}
