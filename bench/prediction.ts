import { logLoss, type Metric, rocAuc } from '@one-click/learn'
import { chosenProcedure, crossValidate } from 'one-click'
import { benchSeed } from './data'
import type { Bench } from './line'
import { foldOfEachRow, shrink } from './lines/cross-validation'
import { sendMatrix } from './lines/forest'
import { mean } from './measure'
import { readArray, type TimedAnswer } from './python-side'

/** The name that `--only` finds it by. */
export const predictionName = 'quality of the prediction'

/** How well one model predicts the outcome of customers that it has not seen; means over the repeats. */
export interface PredictionRow {
  readonly name: string
  readonly rocAuc: number
  readonly logLoss: number
  /** By how much ours is better, below 0 where it is worse; absent for ours. */
  readonly ahead?: { readonly rocAuc: number; readonly logLoss: number }
}

/** The models of bench/python/peers.py, in its order. */
const peers = (trees: number) => [
  'logistic regression',
  'support vector machine, calibrated',
  `extra trees ${trees}`,
  `extra trees ${trees}, calibrated`,
]

/**
 * Out-of-fold predictions of the study's procedure and of scikit-learn's models, in the same repeated folds, which hold
 * copies of a customer out together. Ours searches its settings inside the training folds; small work has fewer trees
 * on both sides.
 */
export async function measurePrediction({ python, data, sizes }: Bench): Promise<PredictionRow[]> {
  const { folds, repeats, trees, validatedTrees } = sizes
  const splits = { folds, repeats, seed: benchSeed }
  const procedure = Number.isFinite(validatedTrees) ? shrink(chosenProcedure, sizes) : chosenProcedure
  const [{ probability }] = await crossValidate([procedure], data.learning, splits)
  const { values } = await python.call<TimedAnswer>('peers', {
    x: sendMatrix(python, data.encoded),
    y: python.send(data.declines),
    groups: python.send(data.learning.groups),
    folds: python.send(foldOfEachRow(data.learning, procedure, splits), [repeats, data.customers]),
    numbers: data.encoder.columns.flatMap(({ category }, j) => (category === undefined ? [j] : [])),
    trees,
    seed: benchSeed,
  })
  const theirs = readArray(values)
  const judge = (of: readonly Float64Array[]) => {
    const meanOf = (metric: Metric) => mean(of.map((p) => metric(data.declines, p)))
    return { rocAuc: meanOf(rocAuc), logLoss: meanOf(logLoss) }
  }
  const ours = judge(probability)
  const rows = peers(trees).map((name, m): PredictionRow => {
    const found = judge(
      Array.from({ length: repeats }, (_, repeat) => {
        const from = (m * repeats + repeat) * data.customers
        return theirs.subarray(from, from + data.customers)
      }),
    )
    const ahead = { rocAuc: ours.rocAuc - found.rocAuc, logLoss: found.logLoss - ours.logLoss }
    return { name: `scikit-learn: ${name}`, ...found, ahead }
  })
  return [{ name: `ours: ${procedure.name}`, ...ours }, ...rows]
}

/** What the figures stand on. */
export const predictionNote =
  'Held-out customers in the same repeated folds for all, copies held out together; means over the repeats. Ahead: by how much ours is better.'

/** `ahead by 0.0052`, `behind by 0.0010`. */
export function aheadInWords(difference: number): string {
  return `${difference >= 0 ? 'ahead' : 'behind'} by ${Math.abs(difference).toFixed(4)}`
}

/** One sentence: whom ours is ahead of, by the closest peer of each measure. */
export function predictionVerdict(rows: readonly PredictionRow[]): string {
  const closest = (measure: 'rocAuc' | 'logLoss') => {
    const behind = rows.filter(({ ahead }) => ahead !== undefined)
    const best = behind.reduce((a, b) => (b.ahead![measure] < a.ahead![measure] ? b : a))
    return `${aheadInWords(best.ahead![measure])} (${best.name})`
  }
  return `Ours against the best peer of each measure: ROC-AUC ${closest('rocAuc')}, log loss ${closest('logLoss')}.`
}
