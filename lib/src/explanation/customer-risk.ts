import { ArgumentError } from '../util/errors'
import { matrix } from '../util/matrix'
import type { Contributions } from './contributions'

/** The risk of customers as judged and explained by models that never saw them. */
export interface CustomerRisk {
  /** Row of each customer in the customers' table. */
  readonly rows: Int32Array
  /** Probability of decline: the logistic function of `base` plus the customer's contributions. */
  readonly probability: Float64Array
  /** Log-odds of an average customer under the models that judged this one. */
  readonly base: Float64Array
  readonly contributions: Pick<Contributions, 'features' | 'values'>
}

/** Contributions for some of the customers: `positions` index the customers' list. */
export interface ExplainedPart {
  readonly positions: ArrayLike<number>
  readonly contributions: Contributions
}

/**
 * Puts explained parts (held-out folds of one or several repeats) together. A customer who occurs in several
 * gets the mean of their log-odds, and so the mean of base and contributions.
 *
 * @param rows row of each customer; every position must be covered by at least one part
 * @throws ArgumentError for a position without a part, or parts of different features
 */
export function combineExplanations(rows: Int32Array, parts: readonly ExplainedPart[]): CustomerRisk {
  if (parts.length === 0) throw new ArgumentError('combineExplanations', 'needs at least one part')
  const { features } = parts[0].contributions
  if (parts.some(({ contributions }) => contributions.features.join() !== features.join())) {
    throw new ArgumentError('combineExplanations', 'needs the same features in every part')
  }
  const width = features.length
  const base = new Float64Array(rows.length)
  const values = matrix(rows.length, width)
  const times = new Int32Array(rows.length)
  for (const { positions, contributions } of parts) {
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i]
      times[at]++
      base[at] += contributions.base
      for (let j = 0; j < width; j++) {
        values.values[at * width + j] += contributions.values.values[i * width + j]
      }
    }
  }
  const missing = times.indexOf(0)
  if (missing >= 0)
    throw new ArgumentError('combineExplanations', `explains no customer at position ${missing}`)
  const probability = new Float64Array(rows.length)
  for (let at = 0; at < rows.length; at++) {
    base[at] /= times[at]
    let logOdds = base[at]
    for (let j = 0; j < width; j++) {
      values.values[at * width + j] /= times[at]
      logOdds += values.values[at * width + j]
    }
    probability[at] = 1 / (1 + Math.exp(-logOdds))
  }
  return { rows, probability, base, contributions: { features, values } }
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
