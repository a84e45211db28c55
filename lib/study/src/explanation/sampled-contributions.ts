import { type Matrix, matrix } from '@one-click/core'
import type { CoalitionUnit } from '@one-click/explain'
import { type SampledGame, type SamplingOptions, sampledShapleyValues } from '@one-click/explain'
import { sigmoid } from '@one-click/learn'
import { type Encoder, encode } from '../customers/feature-encoding'
import type { FeatureTable } from '../customers/feature-table'
import { type CustomerModel, featuresOf } from '../evaluation/feature-preprocessor'
import { explainCustomers, type RescaledContributions } from './contributions'
import { type LogOddsPart, logOddsParts } from './log-odds-parts'

/** Sampled Shapley values by feature, of a model's probability and of its log-odds. */
export interface SampledContributions {
  readonly features: readonly string[]
  /** In probability: base, the mean probability of the background, plus a row's values is its probability. */
  readonly probability: SampledGame
  /** In log-odds likewise, from the same permutations. */
  readonly logOdds: SampledGame
  /** Pairs of permutations drawn for each customer. */
  readonly pairs: Int32Array
}

/**
 * Shapley values of the calibrated probability itself and of its log-odds: free of the rescaling of
 * `explainCustomers`, but sampled (`sampledShapleyValues`). Its rescaled values, which are exact for the scores
 * they belong to, serve as control. The columns that encode one category join a coalition each on its own, as
 * there, and are credited to their feature.
 *
 * @param table customers to explain
 * @param background customers that stand for "on average"
 * @param options the standard error, in probability, that no feature of a customer shall exceed
 * @param rescaled what `explainCustomers` gives for the same customers and background
 * @throws ArgumentError as `explainCustomers` does
 */
export function sampledContributions(
  model: CustomerModel,
  table: FeatureTable,
  background: FeatureTable,
  options: SamplingOptions,
  rescaled: RescaledContributions = explainCustomers(model, table, background),
): SampledContributions {
  const features = featuresOf(model, table)
  const { intercept, parts } = logOddsParts(model)
  const encoders = parts.map(({ encoder }) => encoder)
  const { games, pairs } = sampledShapleyValues(
    {
      x: sideBySide(encoders, table),
      background: sideBySide(encoders, background),
      units: unitsOf(encoders, features),
      players: features.length,
      worth: (mixed, row) => {
        const logOdds = new Float64Array(mixed.rows).fill(intercept)
        const control = new Float64Array(mixed.rows)
        scoresOfParts(parts, mixed).forEach((scores, m) => {
          const slope = rescaled.slopes[m][row]
          for (let i = 0; i < mixed.rows; i++) {
            logOdds[i] += parts[m].logOdds(scores[i])
            control[i] += slope * scores[i]
          }
        })
        return [logOdds.map(sigmoid), logOdds, control]
      },
      control: rescaled.values,
    },
    options,
  )
  return { features, probability: games[0], logOdds: games[1], pairs }
}

/** The rows as every part's encoder has them, one after the other. */
function sideBySide(encoders: readonly Encoder[], table: FeatureTable): Matrix {
  const encoded = encoders.map((encoder) => encode(encoder, table))
  if (encoded.length === 1) return encoded[0]
  const columns = encoded.reduce((sum, one) => sum + one.columns, 0)
  const result = matrix(table.rows, columns)
  let first = 0
  for (const { columns: width, values } of encoded) {
    for (let i = 0; i < table.rows; i++) {
      result.values.set(values.subarray(i * width, (i + 1) * width), i * columns + first)
    }
    first += width
  }
  return result
}

/** What joins a coalition at once: the same number, or the same value of a category, in every part. */
function unitsOf(encoders: readonly Encoder[], features: readonly string[]): CoalitionUnit[] {
  const units = new Map<string, { columns: number[]; player: number }>()
  encoders
    .flatMap(({ columns }) => columns)
    .forEach(({ feature, category }, j) => {
      const key = JSON.stringify([feature, category])
      const unit = units.get(key) ?? { columns: [], player: features.indexOf(feature) }
      unit.columns.push(j)
      units.set(key, unit)
    })
  return [...units.values()]
}

/** Scores of mixed rows, for each part. */
function scoresOfParts(parts: readonly LogOddsPart[], mixed: Matrix): Float64Array[] {
  if (parts.length === 1) return [parts[0].scores(mixed)]
  let first = 0
  return parts.map(({ encoder, scores }) => {
    const width = encoder.columns.length
    const own = matrix(mixed.rows, width)
    for (let i = 0; i < mixed.rows; i++) {
      const start = i * mixed.columns + first
      own.values.set(mixed.values.subarray(start, start + width), i * width)
    }
    first += width
    return scores(own)
  })
}
