import { ArgumentError, type Matrix, matrix, take, takeRows } from '@one-click/core'
import { probabilityPerLogOdds } from '@one-click/explain'
import { inDeclaredOrder } from '../customers/features'
import type { Contributions } from './contributions'
import type { ExplainedCustomers } from './parallel-contributions'

/** The risk of customers as judged and explained by models that never saw them. */
export interface CustomerRisk {
  /** Row of each customer in the customers' table. */
  readonly rows: Int32Array
  /** Probability of decline: the logistic function of `base` plus the customer's contributions. */
  readonly probability: Float64Array
  /** Mean log-odds of customers in general under the models that judged this one. */
  readonly base: Float64Array
  readonly contributions: Pick<Contributions, 'features' | 'values'>
  /** What each of the same features adds to the probability. */
  readonly points: RiskPoints
}

/**
 * Shares of the probability: the features' Shapley values of the calibrated probability itself (`values`), which
 * `sampledContributions` estimates. A customer's row adds up to the probability less the starting point.
 */
export interface RiskPoints {
  /** Mean probability of customers in general under the models that judged this one, shape (customers). */
  readonly start: Float64Array
  /** In probability, shape (customers, features); positive raises the risk. */
  readonly values: Matrix
  /** Of each value, likewise: over the choice of permutations. */
  readonly standardErrors: Matrix
  /** The values against parts of the background customers by themselves (`SampledGame`), for `backgroundError`. */
  readonly parts: readonly Matrix[]
  /** The same by other conventions of counting: to see how much hangs on the choice. */
  readonly otherwise: Readonly<Record<PointConvention, Matrix>>
}

/**
 * Other ways to count what features add to a probability. `meanVote`: shares of the mean score, stretched to
 * log-odds by the calibration curve and to probability by the logistic curve. `logOdds`: Shapley values of the
 * log-odds, stretched to probability likewise.
 */
export type PointConvention = 'meanVote' | 'logOdds'

export const pointConventions: readonly PointConvention[] = ['meanVote', 'logOdds']

/** What explains some of the customers: `positions` index the customers' list. */
export interface ExplainedPart extends ExplainedCustomers {
  readonly positions: ArrayLike<number>
}

/**
 * Puts explained parts (held-out folds of one or several repeats) together. A customer who occurs in several
 * gets the mean of their log-odds, and so the mean of base and contributions; points are means as well, and then
 * add up to the mean of the models' probabilities. A feature that some of the models do not read adds nothing there.
 *
 * @param rows row of each customer; every position must be covered by at least one part
 * @throws ArgumentError for a position without a part
 */
export function combineExplanations(rows: Int32Array, parts: readonly ExplainedPart[]): CustomerRisk {
  if (parts.length === 0) throw new ArgumentError('combineExplanations', 'needs at least one part')
  const features = inDeclaredOrder(parts.flatMap(({ contributions }) => contributions.features))
  const width = features.length
  const base = new Float64Array(rows.length)
  const values = matrix(rows.length, width)
  const sampled = sumsOf(rows.length, width)
  const times = new Int32Array(rows.length)
  const ofParts = Array.from({ length: fewestParts(parts) }, () => matrix(rows.length, width))
  for (const { positions, contributions, sampled: own } of parts) {
    const places = contributions.features.map((name) => features.indexOf(name))
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]
      times[at]++
      base[at] += contributions.base
      sampled.start[at] += own.probability.base
      sampled.logOddsBase[at] += own.logOdds.base
      for (let j = 0; j < places.length; j++) {
        const [to, from] = [at * width + places[j], i * places.length + j]
        values.values[to] += contributions.values.values[from]
        sampled.values.values[to] += own.probability.values.values[from]
        sampled.squares.values[to] += own.probability.standardErrors.values[from] ** 2
        sampled.logOdds.values[to] += own.logOdds.values.values[from]
        ofParts.forEach(({ values }, g) => {
          values[to] += own.probability.parts[g].values[from]
        })
      }
    }
  }
  const missing = times.indexOf(0)
  if (missing >= 0)
    throw new ArgumentError('combineExplanations', `explains no customer at position ${missing}`)
  const probability = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    base[at] /= times[at]
    sampled.start[at] /= times[at]
    sampled.logOddsBase[at] /= times[at]
    let logOdds = base[at]
    for (let k = at * width; k < (at + 1) * width; k++) {
      values.values[k] /= times[at]
      sampled.values.values[k] /= times[at]
      sampled.squares.values[k] /= times[at] ** 2
      sampled.logOdds.values[k] /= times[at]
      for (const part of ofParts) part.values[k] /= times[at]
      logOdds += values.values[k]
    }
    probability[at] = 1 / (1 + Math.exp(-logOdds))
  }
  return {
    rows,
    probability,
    base,
    contributions: { features, values },
    points: {
      start: sampled.start,
      values: sampled.values,
      standardErrors: { ...sampled.squares, values: sampled.squares.values.map(Math.sqrt) },
      parts: ofParts,
      otherwise: {
        meanVote: stretched(values, base, probability),
        logOdds: stretched(sampled.logOdds, sampled.logOddsBase, probability),
      },
    },
  }
}

/**
 * The risk of some of the customers, in the order of `rows`.
 * @throws ArgumentError for a row whose risk is not known
 */
export function riskOfRows(risk: CustomerRisk, rows: Int32Array): CustomerRisk {
  if (rows.length === risk.rows.length && rows.every((row, i) => row === risk.rows[i])) return risk
  const placeOf = new Map(Array.from(risk.rows, (row, i) => [row, i]))
  const places = rows.map((row) => {
    const place = placeOf.get(row)
    if (place === undefined) throw new ArgumentError('riskOfRows', 'knows no risk of a row', row)
    return place
  })
  const of = (values: Matrix) => takeRows(values, places)
  const { start, values, standardErrors, parts, otherwise } = risk.points
  return {
    rows,
    probability: take(risk.probability, places),
    base: take(risk.base, places),
    contributions: { features: risk.contributions.features, values: of(risk.contributions.values) },
    points: {
      start: take(start, places),
      values: of(values),
      standardErrors: of(standardErrors),
      parts: parts.map(of),
      otherwise: { meanVote: of(otherwise.meanVote), logOdds: of(otherwise.logOdds) },
    },
  }
}

/** Parts of the background that all have: smaller backgrounds have fewer. */
const fewestParts = (explained: readonly ExplainedPart[]): number =>
  Math.min(...explained.map(({ sampled }) => sampled.probability.parts.length))

/** What is added up over the parts that a customer occurs in. */
function sumsOf(rows: number, width: number) {
  return {
    start: new Float64Array(rows),
    values: matrix(rows, width),
    squares: matrix(rows, width),
    logOddsBase: new Float64Array(rows),
    logOdds: matrix(rows, width),
  }
}

/** Values in log-odds as shares of the probability, along the line from the base to the customer. */
export function stretched(values: Matrix, base: Float64Array, probability: Float64Array): Matrix {
  const result = matrix(values.rows, values.columns)
  for (let i = 0; i < values.rows; i++) {
    const perLogOdds = probabilityPerLogOdds({ base, probability }, i)
    for (let k = i * values.columns; k < (i + 1) * values.columns; k++) {
      result.values[k] = perLogOdds * values.values[k]
    }
  }
  return result
}

/** Positions of three customers to look at: at the 95th percentile of risk, nearest to one half, at the 10th. */
export function typicalCustomers({ probability }: CustomerRisk): [number, number, number] {
  const order = Int32Array.from(probability, (_, i) => i).sort(
    (a, b) => probability[a] - probability[b] || a - b,
  )
  const at = (share: number) => order[Math.round(share * (order.length - 1))]
  const middle = order.reduce((best, i) =>
    distance(probability[i]) < distance(probability[best]) ? i : best,
  )
  return [at(0.95), middle, at(0.1)]
}

const distance = (probability: number) => Math.abs(probability - 0.5)
