import { type Matrix, matrix, takeRows } from '@one-click/core'
import { kernelShapleyValues, shapleyValuesInParallel } from '@one-click/explain'
import { benchSeed } from '../data'
import type { Bench, BenchLine } from '../line'
import { largestDifference, measurePair, rootMeanSquare, timed } from '../measure'
import { readArray, type TimedAnswer } from '../python-side'
import { sendMatrix, sharedForest } from './forest'
import { sharedSvm } from './svm'

/** The background of the first rows, and the customers after them. */
function split(x: Matrix, background: number, customers: number) {
  const rows = Array.from({ length: x.rows }, (_, i) => i)
  return {
    background: takeRows(x, rows.slice(0, background)),
    explained: takeRows(x, rows.slice(background, background + customers)),
  }
}

const treeTolerance = 1e-6

interface ShapleyAnswer extends TimedAnswer {
  readonly base: number
}

export const treeShapleyLine: BenchLine = {
  name: 'Shapley values, extra trees 500',
  goal: 20,
  async run(bench) {
    const { python, data, sizes } = bench
    const { name, model } = await sharedForest(bench)
    const { background, explained } = split(data.x, sizes.treeBackground, sizes.treeShapley)
    const files = { x: sendMatrix(python, explained), background: sendMatrix(python, background) }
    const { ours, python: theirs } = await measurePair(
      timed(() => shapleyValuesInParallel({ model, background }, explained)),
      async () => {
        const { seconds, ...result } = await python.call<ShapleyAnswer>('tree_shapley', { name, ...files })
        return { seconds, result }
      },
      sizes,
    )
    const difference = Math.max(
      largestDifference(ours.result.values.values, readArray(theirs.result.values)),
      Math.abs(ours.result.base - theirs.result.base),
    )
    const all = await timed(() => shapleyValuesInParallel({ model, background }, data.x))()
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      equal: difference <= treeTolerance,
      check: `same trees and background; largest difference ${difference.toExponential(1)}, at most ${treeTolerance}`,
      work:
        `the same ${explained.rows} customers on both sides, ${background.rows} background rows, ${sizes.trees} trees that scikit-learn fitted; shap explains both classes at once; ` +
        `ours for all ${data.customers} customers: ${all.seconds.toFixed(2)} s`,
    }
  },
}

/** Columns few enough for shap to go through every coalition. */
const exactColumns = 8
const exactTolerance = 1e-6

/** Sampled values may lie from ours by this many times the noise that two samples show between them. */
const noiseAllowed = 1.5

export const svmShapleyLine: BenchLine = {
  name: 'Shapley values, support vector machine',
  goal: 100,
  async run(bench) {
    const { python, data, sizes } = bench
    const { standardised } = data
    const { name, model } = await sharedSvm(bench, standardised)
    const { background, explained } = split(standardised, sizes.svmBackground, sizes.svmShapley)
    const files = { x: sendMatrix(python, explained), background: sendMatrix(python, background) }
    const sampled = async (seed: number) => {
      const answer = await python.call<TimedAnswer>('svm_shapley', { name, ...files, seed })
      return { seconds: answer.seconds, result: readArray(answer.values) }
    }
    const { ours, python: theirs } = await measurePair(
      timed(() => kernelShapleyValues(model, explained, background)),
      () => sampled(benchSeed),
      sizes,
    )
    const again = await sampled(benchSeed + 1)
    // Two samples of the same variance: their difference has twice it.
    const noise = rootMeanSquare(again.result.map((value, i) => value - theirs.result[i])) / Math.SQRT2
    const distance = rootMeanSquare(theirs.result.map((value, i) => value - ours.result.values.values[i]))
    const exact = await exactDifference(bench)
    return {
      ours: ours.seconds,
      python: theirs.seconds,
      equal: distance <= noiseAllowed * noise && exact <= exactTolerance,
      check:
        `shap samples with noise ${noise.toExponential(1)} and lies ${distance.toExponential(1)} from ours (at most ${noiseAllowed} times the noise); ` +
        `on ${exactColumns} columns, where shap can be exact, the largest difference is ${exact.toExponential(1)} (at most ${exactTolerance})`,
      work:
        `the same ${explained.rows} customers on both sides, ${background.rows} background rows, ${model.weights.length} support vectors; ` +
        `a customer takes ${(ours.seconds / explained.rows).toFixed(4)} s here and ${(theirs.seconds / explained.rows).toFixed(2)} s there`,
    }
  },
}

/** Ours against shap's ExactExplainer on a machine of few columns. */
async function exactDifference(bench: Bench): Promise<number> {
  const { python, data, sizes } = bench
  const few = firstColumns(data.standardised, exactColumns)
  const { name, model } = await sharedSvm(bench, few)
  const { background, explained } = split(few, sizes.svmBackground, sizes.svmShapley)
  const ours = kernelShapleyValues(model, explained, background)
  const theirs = await python.call<ShapleyAnswer>('svm_exact_shapley', {
    name,
    x: sendMatrix(python, explained),
    background: sendMatrix(python, background),
  })
  return Math.max(
    largestDifference(ours.values.values, readArray(theirs.values)),
    Math.abs(ours.base - theirs.base),
  )
}

function firstColumns(x: Matrix, columns: number): Matrix {
  const kept = x.values.filter((_, at) => at % x.columns < columns)
  return matrix(x.rows, columns, kept)
}
