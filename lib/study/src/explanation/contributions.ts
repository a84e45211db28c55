import { type Matrix, matrix } from '@one-click/core'
import { kernelShapleyValues, type ShapleyValues, treeShapleyValues } from '@one-click/explain'
import { columnsByFeature, encode } from '../customers/feature-encoding'
import type { FeatureTable } from '../customers/feature-table'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import { isTrees, type LogOddsPart, logOddsParts, slopeAt } from './log-odds-parts'

/** What each feature adds to a customer's log-odds of declining: base + the row's sum = log-odds. */
export interface Contributions {
  /** The log-odds at the members' mean scores over the background customers. */
  readonly base: number
  readonly features: readonly string[]
  /** Shape (customers, features), in log-odds; positive raises the risk. */
  readonly values: Matrix
}

/** Contributions that come from exact values of scores, and how those were stretched. */
export interface RescaledContributions extends Contributions {
  /** Log-odds for one unit of score, for each part of the model (`logOddsParts`), shape (customers). */
  readonly slopes: readonly Float64Array[]
}

/**
 * Contributions of features to a model's log-odds, against background customers (interventional: a feature
 * outside a coalition takes the background customer's value).
 *
 * The Shapley values of each member's score (mean vote of trees, decision value of a support vector machine)
 * are exact; the columns that encode one category are summed. Calibration takes scores to log-odds: each
 * customer's values are multiplied by the slope of the line from the background's mean score to the customer's
 * score on the calibration curve, so that they add up to the customer's log-odds (the rescale rule of
 * Shrikumar, Greenside & Kundaje 2017; Chen, Lundberg & Lee 2022, "Explaining a series of models by propagating
 * Shapley values"). Where the curve is a line in the score, they are the exact Shapley values of the log-odds
 * and `base` is the mean log-odds of the background; `sampledContributions` is free of the difference elsewhere.
 *
 * @param table customers to explain
 * @param background customers that stand for "on average", best a sample of those the model has not seen
 * @throws ArgumentError for a model whose members have no exact Shapley values
 */
export function explainCustomers(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
): RescaledContributions {
  const features = featuresOf(model, table)
  const { intercept, parts } = logOddsParts(model)
  const values = matrix(table.rows, features.length)
  const slopesOfParts: Float64Array[] = []
  let base = intercept
  for (const part of parts) {
    const shapley = scoreShapleyValues(part, table, background)
    const { start, slopes } = rescale(part, shapley)
    base += start
    slopesOfParts.push(slopes)
    for (const [feature, columns] of columnsByFeature(part.encoder)) {
      const f = features.indexOf(feature)
      for (let i = 0; i < table.rows; i++) {
        let sum = 0
        for (const j of columns) sum += shapley.values.values[i * shapley.values.columns + j]
        values.values[i * features.length + f] += slopes[i] * sum
      }
    }
  }
  return { base, features, values, slopes: slopesOfParts }
}

/** Exact Shapley values of a member's score, shape (customers, encoded columns). */
function scoreShapleyValues(
  { encoder, model }: LogOddsPart,
  table: FeatureTable,
  background: FeatureTable,
): ShapleyValues {
  const x = encode(encoder, table)
  const z = encode(encoder, background)
  return isTrees(model) ? treeShapleyValues(model, x, z) : kernelShapleyValues(model, x, z)
}

/** Scores nearer than this to the mean score take the slope of the curve there. */
const nearby = 1e-6

/** Log-odds at the mean score, and for each row the slope from there to its own log-odds. */
function rescale(
  part: LogOddsPart,
  { base: meanScore, values }: ShapleyValues,
): { start: number; slopes: Float64Array } {
  const scores = new Float64Array(values.rows)
  for (let i = 0; i < values.rows; i++) {
    scores[i] = meanScore
    for (let j = 0; j < values.columns; j++) scores[i] += values.values[i * values.columns + j]
  }
  const start = part.logOdds(meanScore)
  const slopeThere = slopeAt(part, meanScore)
  const slopes = scores.map((score) =>
    Math.abs(score - meanScore) > nearby ? (part.logOdds(score) - start) / (score - meanScore) : slopeThere,
  )
  return { start, slopes }
}
