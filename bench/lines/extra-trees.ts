import { take, takeRows } from '@one-click/core'
import { extraTrees, repeatedStratifiedSplits } from '@one-click/learn'
import { benchSeed, resampled } from '../data'
import type { BenchLine } from '../line'
import { largestDifference, measurePair, timed } from '../measure'
import { readArray, type TimedAnswer } from '../python-side'
import { fitForest, forestOptions, sendMatrix, sharedForest } from './forest'
import { compareQuality } from './quality'

export const fitLine: BenchLine = {
  name: 'fit extra trees 500',
  goal: 1.5,
  async run({ python, data, sizes }) {
    const { groups } = data.learning
    const [{ train, test }] = repeatedStratifiedSplits(data.declines, { folds: 5, seed: benchSeed, groups })
    const xTrain = takeRows(data.x, train)
    const yTrain = take(data.declines, train)
    const xTest = takeRows(data.x, test)
    const yTest = take(data.declines, test)
    const files = { x: sendMatrix(python, xTrain), y: python.send(yTrain), test: sendMatrix(python, xTest) }
    const every = { x: sendMatrix(python, data.x), y: python.send(data.declines) }
    const options = { ...forestOptions, trees: sizes.trees }
    const { ours, python: theirs } = await measurePair(
      timed(() => extraTrees.fit(data.x, data.declines, options, benchSeed)),
      async () => ({
        ...(await fitForest(python, 'fitted', every.x, every.y, sizes.trees, benchSeed)),
        result: undefined,
      }),
      sizes,
    )
    const model = extraTrees.fit(xTrain, yTrain, options, benchSeed)
    await fitForest(python, 'judged', files.x, files.y, sizes.trees, benchSeed)
    const judged = await python.call<TimedAnswer>('predict_trees', { name: 'judged', x: files.test })
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      ...compareQuality(yTest, [extraTrees.predictProbability(model, xTest)], [readArray(judged.values)]),
      work: `${sizes.trees} trees on ${data.customers} customers, ${data.x.columns} columns, at least ${forestOptions.minLeaf} in a leaf`,
    }
  },
}

const scoreTolerance = 1e-9

export const scoreLine: BenchLine = {
  name: 'score 100,000 customers with extra trees 500',
  goal: 3,
  async run(bench) {
    const { python, data, sizes } = bench
    const { name, model } = await sharedForest(bench)
    const { x } = resampled(data.x, sizes.scored)
    const file = sendMatrix(python, x)
    const { ours, python: theirs } = await measurePair(
      timed(() => extraTrees.predictProbability(model, x)),
      async () => {
        const { seconds, values } = await python.call<TimedAnswer>('predict_trees', { name, x: file })
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
      work: `${sizes.scored} customers, ${sizes.trees} trees that scikit-learn fitted on ${data.customers} customers`,
    }
  },
}
