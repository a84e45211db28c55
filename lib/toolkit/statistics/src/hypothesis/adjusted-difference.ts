import { ArgumentError } from '@one-click/core'
import type { LevelOptions } from '../intervals'
import { type StudentEstimate, studentEstimate } from './student-estimate'

/** Units of a trial whose outcome is known, one entry each. */
export interface TrialOutcomes {
  readonly outcome: Float64Array
  /** 1 in the treatment group, 0 in the control group. */
  readonly treated: Uint8Array
  /** Stratum within which arms were drawn, from 0; every stratum has at least two units of each arm. */
  readonly stratum: Int32Array
  /** Known before the draw, such as the predicted outcome; absent: no adjustment. */
  readonly covariate?: Float64Array
}

export interface AdjustedDifference extends StudentEstimate {
  readonly means: { readonly treatment: ArmEstimate; readonly control: ArmEstimate }
}

/** Adjusted mean of one arm. */
export interface ArmEstimate {
  readonly mean: number
  readonly standardError: number
}

/**
 * Difference of mean outcomes, treatment − control, over strata weighted by their units, adjusted for a
 * covariate by a regression of its own in each arm (W. Lin, Annals of Applied Statistics 7, 2013): with strata
 * as intercepts and one slope an arm. Without a covariate it is the stratified difference of means.
 *
 * Standard errors are robust (HC2; without a covariate exactly Neyman's), so neither equal spreads nor a right
 * model is assumed; the interval takes Student's t with the degrees of freedom of R. M. Bell and
 * D. F. McCaffrey (Survey Methodology 28, 2002).
 *
 * @throws ArgumentError for arrays of different lengths and for a stratum with fewer than two units of an arm
 * @example
 * ```ts
 * adjustedDifference({
 *   outcome: Float64Array.of(5, 6, 7, 1, 2, 3),
 *   treated: Uint8Array.of(1, 1, 1, 0, 0, 0),
 *   stratum: new Int32Array(6),
 * }).estimate // → 4
 * ```
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
  return {
    ...studentEstimate(estimate, standardError, degreesOfFreedom, level),
    means: { treatment: armEstimate(treatment), control: armEstimate(control) },
  }
}

function armEstimate({ mean, variance }: ArmMean): ArmEstimate {
  return { mean, standardError: Math.sqrt(variance) }
}

interface Strata {
  readonly count: number
  /** Share of all units, and mean covariate, shape (count). */
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
  const units = new Float64Array(count)
  const sums = new Float64Array(count)
  for (let i = 0; i < rows; i++) {
    units[stratum[i]]++
    sums[stratum[i]] += covariate?.[i] ?? 0
  }
  return {
    count,
    weight: units.map((members) => members / rows),
    covariate: sums.map((sum, s) => sum / units[s]),
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

/** The regression of one arm. */
interface ArmFit {
  readonly rows: Int32Array
  /** Units, mean outcome and mean covariate, shape (strata). */
  readonly units: Float64Array
  readonly outcomes: Float64Array
  readonly covariates: Float64Array
  /** Deviations of the covariate from its stratum's mean, shape (rows), and the sum of their squares. */
  readonly deviation: Float64Array
  /** Infinity where the covariate does not vary, or in one unit only, so that it counts for nothing. */
  readonly squares: number
  readonly slope: number
}

function armMean(data: TrialOutcomes, strata: Strata, arm: 0 | 1): ArmMean {
  const fit = fitArm(data, strata, arm)
  let mean = 0
  let distance = 0
  for (let s = 0; s < strata.count; s++) {
    const gap = fit.covariates[s] - strata.covariate[s]
    mean += strata.weight[s] * (fit.outcomes[s] - fit.slope * gap)
    distance += strata.weight[s] * gap
  }
  return { mean, ...armVariance(data, strata, fit, distance) }
}

function fitArm(data: TrialOutcomes, strata: Strata, arm: 0 | 1): ArmFit {
  const { outcome, stratum, covariate, treated } = data
  const rows = Int32Array.from(treated.keys()).filter((i) => treated[i] === arm)
  const means = stratumMeans(data, strata, rows)
  const deviation = new Float64Array(rows.length)
  let size = 0
  let squares = 0
  let products = 0
  for (let k = 0; covariate && k < rows.length; k++) {
    const i = rows[k]
    const d = covariate[i] - means.covariates[stratum[i]]
    deviation[k] = d
    size += covariate[i] ** 2
    squares += d * d
    products += d * outcome[i]
  }
  // What rounding leaves of a covariate that does not vary is no spread; and a slope that one unit alone
  // determines fits that unit exactly, so that nothing is left to tell its error by.
  const isAlone = deviation.some((d, k) => 1 / means.units[stratum[rows[k]]] + (d * d) / squares > 1 - 1e-9)
  if (squares > 1e-20 * size && !isAlone)
    return { rows, ...means, deviation, squares, slope: products / squares }
  return { rows, ...means, deviation, squares: Number.POSITIVE_INFINITY, slope: 0 }
}

/** @param distance from the arm's mean covariate to that of all units, over the weighted strata */
function armVariance(
  { outcome, stratum }: TrialOutcomes,
  { count, weight }: Strata,
  { rows, units, outcomes, deviation, squares, slope }: ArmFit,
  distance: number,
): Omit<ArmMean, 'mean'> {
  const sums = new Float64Array(count)
  const moments = new Float64Array(count)
  let second = 0
  let variance = 0
  let trace = 0
  let squaredTrace = 0
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]
    const s = stratum[i]
    const d = deviation[k]
    const factor = weight[s] / units[s] - (distance * d) / squares
    const residual = outcome[i] - outcomes[s] - slope * d
    const leverage = 1 / units[s] + (d * d) / squares
    const scale = (factor * factor) / Math.max(1 - leverage, 1e-9)
    variance += scale * residual * residual
    trace += factor * factor
    squaredTrace += scale * scale * ((1 - leverage) ** 2 - leverage ** 2)
    sums[s] += scale
    moments[s] += scale * d
    second += scale * d * d
  }
  // The sum over all pairs of scale × scale × (their entry of the hat matrix)², stratum by stratum.
  squaredTrace += (second / squares) ** 2
  for (let s = 0; s < count; s++) {
    squaredTrace += (sums[s] / units[s]) ** 2 + (2 * moments[s] ** 2) / (units[s] * squares)
  }
  return { variance, trace, squaredTrace }
}

/** Units, mean outcome and mean covariate of one arm in each stratum. */
function stratumMeans(
  { outcome, stratum, covariate }: TrialOutcomes,
  { count }: Strata,
  rows: Int32Array,
): Pick<ArmFit, 'units' | 'outcomes' | 'covariates'> {
  const units = new Float64Array(count)
  const outcomes = new Float64Array(count)
  const covariates = new Float64Array(count)
  for (const i of rows) {
    units[stratum[i]]++
    outcomes[stratum[i]] += outcome[i]
    covariates[stratum[i]] += covariate?.[i] ?? 0
  }
  for (let s = 0; s < count; s++) {
    if (units[s] < 2) {
      throw new ArgumentError(
        'adjustedDifference',
        `needs at least two units of each arm in stratum ${s}`,
        units[s],
      )
    }
    outcomes[s] /= units[s]
    covariates[s] /= units[s]
  }
  return { units, outcomes, covariates }
}
