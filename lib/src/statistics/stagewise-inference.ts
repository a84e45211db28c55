import { ArgumentError } from '../util/errors'
import type { Interval, LevelOptions } from './intervals'
import { brentRoot } from './root-search'
import { SequentialDensity } from './sequential-density'

/** What a sequential test has seen when it ends. */
export interface SequentialOutcome {
  /** Variance of the score, and its mean for an effect of 1, at each look up to the last one, shape (looks). */
  readonly variance: ArrayLike<number>
  readonly weight: ArrayLike<number>
  /** Upper bounds on Z at the looks before the last one, none of them crossed, shape (looks − 1). */
  readonly bounds: ArrayLike<number>
  /** Z at the last look. */
  readonly z: number
}

export interface StagewiseInference extends Interval {
  /** One-sided p-value of no effect against benefit. */
  readonly pValue: number
}

/**
 * Estimate and interval at the end of a sequential test, with outcomes ordered by the look at which the test ended and
 * then by Z: the estimate is median unbiased, the interval has its level, whenever the upper bounds were kept.
 * A. A. Tsiatis, G. L. Rosner, C. R. Mehta, Biometrics 40 (1984). With one look it is the usual estimate.
 *
 * @throws ArgumentError unless there is a bound for each look but the last
 */
export function stagewiseInference(
  outcome: SequentialOutcome,
  { level = 0.95 }: LevelOptions = {},
): StagewiseInference {
  const { variance, weight, bounds, z } = outcome
  const last = variance.length - 1
  if (last < 0 || weight.length !== variance.length || bounds.length !== last) {
    throw new ArgumentError('stagewiseInference', 'needs a bound for each look but the last', bounds.length)
  }
  const exceeds = (effect: number) => probabilityOfMore(outcome, effect)
  const standardError = Math.sqrt(variance[last]) / weight[last]
  const naive = z * standardError
  const at = (probability: number) => {
    const excess = (effect: number) => exceeds(effect) - probability
    let [lower, upper] = [naive - standardError, naive + standardError]
    while (excess(lower) > 0) lower -= 2 * standardError
    while (excess(upper) < 0) upper += 2 * standardError
    return brentRoot(excess, lower, upper, { tolerance: 1e-7 * standardError })
  }
  return {
    estimate: at(0.5),
    lower: at((1 - level) / 2),
    upper: at((1 + level) / 2),
    pValue: exceeds(0),
  }
}

/** Probability, under an effect, of an outcome at least as large as the one seen: rises with the effect. */
function probabilityOfMore({ variance, weight, bounds, z }: SequentialOutcome, effect: number): number {
  let density = SequentialDensity.start()
  let sum = 0
  for (let k = 0; k < variance.length; k++) {
    const look = { variance: variance[k], mean: effect * weight[k] }
    if (k === variance.length - 1) return sum + density.above(look, z)
    sum += density.above(look, bounds[k])
    density = density.within(look, Number.NEGATIVE_INFINITY, bounds[k])
  }
  return sum
}
