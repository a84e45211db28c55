import { ArgumentError } from '../util/errors'
import { studentTwoSided } from './distributions'
import type { LevelOptions } from './intervals'
import { brentRoot } from './root-search'
import type { TestedDifference } from './score-difference'

/** Customers of a trial whose outcome is known, one entry each. */
export interface TrialOutcomes {
  readonly outcome: Float64Array
  /** 1 in the treatment group, 0 in the control group. */
  readonly treated: Uint8Array
  /** Stratum within which arms were drawn, from 0; every stratum has at least two customers of each arm. */
  readonly stratum: Int32Array
  /** Known before the draw, such as the predicted outcome; absent: no adjustment. */
  readonly covariate?: Float64Array
}

export interface AdjustedDifference extends TestedDifference {
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly means: { readonly treatment: ArmEstimate; readonly control: ArmEstimate }
}

/** Adjusted mean of one arm. */
export interface ArmEstimate {
  readonly mean: number
  readonly standardError: number
}

/**
 * Difference of mean outcomes, treatment − control, over strata weighted by their customers, adjusted for a
 * covariate by a regression of its own in each arm (W. Lin, Annals of Applied Statistics 7, 2013): with strata
 * as intercepts and one slope an arm. Without a covariate it is the stratified difference of means.
 *
 * Standard errors are robust (HC2; without a covariate exactly Neyman's), so neither equal spreads nor a right
 * model is assumed; the interval takes Student's t with the degrees of freedom of R. M. Bell and
 * D. F. McCaffrey (Survey Methodology 28, 2002).
 *
 * @throws ArgumentError for arrays of different lengths and for a stratum with fewer than two customers of an arm
 */
export function adjustedDifference(
  data: TrialOutcomes,
  { level = 0.95 }: LevelOptions = {},
): AdjustedDifference {
  const strata = strataOf(data)
  const treatment = armMean(data, strata, 1)
  const control = armMean(data, strata, 0)
  const estimate = treatment.mean - control.mean
  const standardError = Math.sqrt(treatment.variance + control.variance)
  const degreesOfFreedom =
    (treatment.trace + control.trace) ** 2 / (treatment.squaredTrace + control.squaredTrace)
  const half = criticalT(degreesOfFreedom, level) * standardError
  return {
    estimate,
    lower: estimate - half,
    upper: estimate + half,
    pValue:
      standardError > 0
        ? studentTwoSided(estimate / standardError, degreesOfFreedom)
        : Number(estimate === 0),
    standardError,
    degreesOfFreedom,
    means: { treatment: armEstimate(treatment), control: armEstimate(control) },
  }
}

function armEstimate({ mean, variance }: ArmMean): ArmEstimate {
  return { mean, standardError: Math.sqrt(variance) }
}

/** The size that Student's t exceeds, either side, with probability 1 − level. */
export function criticalT(degreesOfFreedom: number, level = 0.95): number {
  const excess = (t: number) => studentTwoSided(t, degreesOfFreedom) - (1 - level)
  let upper = 2
  while (excess(upper) > 0) upper *= 2
  return brentRoot(excess, 0, upper, { tolerance: 1e-10 })
}

interface Strata {
  readonly count: number
  /** Share of all customers, and mean covariate, shape (count). */
  readonly weight: Float64Array
  readonly covariate: Float64Array
}

function strataOf({ outcome, treated, stratum, covariate }: TrialOutcomes): Strata {
  const rows = outcome.length
  for (const column of [treated, stratum, covariate ?? outcome]) {
    if (column.length !== rows) {
      throw new ArgumentError('adjustedDifference', `needs columns of ${rows} rows`, column.length)
    }
  }
  const count = stratum.reduce((most, s) => Math.max(most, s + 1), 0)
  const customers = new Float64Array(count)
  const sums = new Float64Array(count)
  for (let i = 0; i < rows; i++) {
    customers[stratum[i]]++
    sums[stratum[i]] += covariate?.[i] ?? 0
  }
  return {
    count,
    weight: customers.map((members) => members / rows),
    covariate: sums.map((sum, s) => sum / customers[s]),
  }
}

/** Mean outcome of one arm as a linear estimate, and what its variance and degrees of freedom need. */
interface ArmMean {
  readonly mean: number
  readonly variance: number
  /** Trace of the quadratic form of the variance under equal spread, and of its square. */
  readonly trace: number
  readonly squaredTrace: number
}

function armMean(data: TrialOutcomes, strata: Strata, arm: 0 | 1): ArmMean {
  const { outcome, stratum, covariate } = data
  const rows: number[] = []
  for (let i = 0; i < outcome.length; i++) if (data.treated[i] === arm) rows.push(i)
  const { customers, outcomes, covariates } = armSums(data, strata, rows)
  // Deviations from the stratum's mean in this arm; their sums of squares and products give the slope.
  const deviation = Float64Array.from(rows, (i) => (covariate?.[i] ?? 0) - covariates[stratum[i]])
  const size = rows.reduce((sum, i) => sum + (covariate?.[i] ?? 0) ** 2, 0)
  const raw = deviation.reduce((sum, d) => sum + d * d, 0)
  // What rounding leaves of a covariate that does not vary is no spread.
  const squares = raw > 1e-20 * size ? raw : 0
  const products = rows.reduce((sum, i, k) => sum + deviation[k] * outcome[i], 0)
  const slope = squares > 0 ? products / squares : 0
  let mean = 0
  let distance = 0
  for (let s = 0; s < strata.count; s++) {
    const gap = covariates[s] - strata.covariate[s]
    mean += strata.weight[s] * (outcomes[s] - slope * gap)
    distance += strata.weight[s] * gap
  }
  return { mean, ...armVariance() }

  function armVariance(): Omit<ArmMean, 'mean'> {
    const spread = squares > 0 ? squares : Number.POSITIVE_INFINITY
    const sums = new Float64Array(strata.count)
    const moments = new Float64Array(strata.count)
    let second = 0
    let variance = 0
    let trace = 0
    let squaredTrace = 0
    rows.forEach((i, k) => {
      const s = stratum[i]
      const d = deviation[k]
      const factor = strata.weight[s] / customers[s] - (distance * d) / spread
      const residual = outcome[i] - outcomes[s] - slope * d
      const leverage = 1 / customers[s] + (d * d) / spread
      const scale = (factor * factor) / Math.max(1 - leverage, 1e-9)
      variance += scale * residual * residual
      trace += factor * factor
      squaredTrace += scale * scale * ((1 - leverage) ** 2 - leverage ** 2)
      sums[s] += scale
      moments[s] += scale * d
      second += scale * d * d
    })
    // The sum over all pairs of scale × scale × (their entry of the hat matrix)², stratum by stratum.
    squaredTrace += (second / spread) ** 2
    for (let s = 0; s < strata.count; s++) {
      squaredTrace += (sums[s] / customers[s]) ** 2 + (2 * moments[s] ** 2) / (customers[s] * spread)
    }
    return { variance, trace, squaredTrace }
  }
}

/** Customers, mean outcome and mean covariate of one arm in each stratum. */
function armSums(
  { outcome, stratum, covariate }: TrialOutcomes,
  { count }: Strata,
  rows: readonly number[],
): { customers: Float64Array; outcomes: Float64Array; covariates: Float64Array } {
  const customers = new Float64Array(count)
  const outcomes = new Float64Array(count)
  const covariates = new Float64Array(count)
  for (const i of rows) {
    customers[stratum[i]]++
    outcomes[stratum[i]] += outcome[i]
    covariates[stratum[i]] += covariate?.[i] ?? 0
  }
  for (let s = 0; s < count; s++) {
    if (customers[s] < 2) {
      throw new ArgumentError(
        'adjustedDifference',
        `needs at least two customers of each arm in stratum ${s}`,
        customers[s],
      )
    }
    outcomes[s] /= customers[s]
    covariates[s] /= customers[s]
  }
  return { customers, outcomes, covariates }
}
