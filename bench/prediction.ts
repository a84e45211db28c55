import { take } from '@one-click/core'
import { logLoss, type Metric, rocAuc, type Split } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { chosenProcedure, crossValidate, foldTasks, pairedDifference } from 'one-click'
import { benchSeed } from './data'
import type { Bench } from './line'
import { foldOfEachRow, shrink } from './lines/cross-validation'
import { sendMatrix } from './lines/forest'
import { mean } from './measure'
import { readArray, type TimedAnswer } from './python-side'

/** The name that `--only` finds it by. */
export const predictionName = 'quality of the prediction'

/** How well one model predicts the outcome of customers that it has not seen; means over the held-out folds. */
export interface PredictionRow {
  readonly name: string
  readonly rocAuc: number
  readonly logLoss: number
  /** By how much ours is better, below 0 where it is worse, fold by fold (`pairedDifference`); absent for ours. */
  readonly ahead?: { readonly rocAuc: Interval; readonly logLoss: Interval }
}

/** Out-of-fold predictions of one model, one array of shape (customers) for each repeat. */
export interface Predictions {
  readonly name: string
  readonly probability: readonly Float64Array[]
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
  const others = peers(trees).map((name, m) => ({
    name: `scikit-learn: ${name}`,
    probability: Array.from({ length: repeats }, (_, repeat) => {
      const from = (m * repeats + repeat) * data.customers
      return theirs.subarray(from, from + data.customers)
    }),
  }))
  return comparePredictions(
    data.declines,
    foldTasks(data.learning, procedure, splits),
    { name: `ours: ${procedure.name}`, probability },
    others,
  )
}

/**
 * Judges predictions fold by fold, and ours against each of the others.
 *
 * @param splits folds of all repeats
 */
export function comparePredictions(
  declines: Uint8Array,
  splits: readonly Pick<Split, 'repeat' | 'fold' | 'test'>[],
  ours: Predictions,
  others: readonly Predictions[],
): PredictionRow[] {
  const folds = 1 + Math.max(...splits.map(({ fold }) => fold))
  const judge = ({ probability }: Predictions) => {
    const scores = (metric: Metric) =>
      Float64Array.from(splits, ({ repeat, test }) =>
        metric(take(declines, test), take(probability[repeat], test)),
      )
    return { rocAuc: scores(rocAuc), logLoss: scores(logLoss) }
  }
  const rowOf = ({ name }: Predictions, scores: ReturnType<typeof judge>) => ({
    name,
    rocAuc: mean([...scores.rocAuc]),
    logLoss: mean([...scores.logLoss]),
  })
  const own = judge(ours)
  return [
    rowOf(ours, own),
    ...others.map((other) => {
      const scores = judge(other)
      return {
        ...rowOf(other, scores),
        ahead: {
          rocAuc: pairedDifference({ foldScores: scores }, { foldScores: own }, 'rocAuc', { folds }),
          logLoss: pairedDifference({ foldScores: own }, { foldScores: scores }, 'logLoss', { folds }),
        },
      }
    }),
  ]
}

/** What the figures stand on. */
export const predictionNote =
  'Held-out customers in the same repeated folds for all, copies held out together; means over the folds. Ahead: by how much ours is better, fold by fold, with its 95% interval. No figure is nested: the procedure of ours was fixed before, by those who knew tables like these; what choosing it inside the folds costs is the study’s own figure (notebook 04).'

/** `ahead by 0.0052 (0.0010 to 0.0094)`, `behind by 0.0010 (-0.0030 to 0.0010)`. */
export function aheadInWords({ estimate, lower, upper }: Interval): string {
  return `${estimate >= 0 ? 'ahead' : 'behind'} by ${Math.abs(estimate).toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`
}

/** One sentence: whom ours is ahead of, by the closest peer of each measure. */
export function predictionVerdict(rows: readonly PredictionRow[]): string {
  const closest = (measure: 'rocAuc' | 'logLoss') => {
    const behind = rows.filter(({ ahead }) => ahead !== undefined)
    const best = behind.reduce((a, b) => (b.ahead![measure].estimate < a.ahead![measure].estimate ? b : a))
    return `${aheadInWords(best.ahead![measure])} (${best.name})`
  }
  return `Ours against the best peer of each measure: ROC-AUC ${closest('rocAuc')}, log loss ${closest('logLoss')}.`
}
