import { criticalValue, type Interval, mean, normalCdf, variance } from '@one-click/statistics'
import { changeThatMatters, type DriftMeasure, type DriftTest, measureRules } from './drift-rule'

/** Change of a mean between two large samples, by the normal approximation with unequal variances. */
export function compareMeans(measure: DriftMeasure, before: Float64Array, now: Float64Array): DriftTest {
  const error = Math.sqrt(variance(before) / before.length + variance(now) / now.length)
  const estimate = mean(now) - mean(before)
  const half = criticalValue() * error
  const effect = { estimate, lower: estimate - half, upper: estimate + half }
  return { measure, effect, pValue: pValueOf(measure, estimate, error) }
}

/**
 * Change between two independent estimates with their intervals: the method of variance estimates recovery
 * (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008). The p-value is of the same spread.
 */
export function compareEstimates(measure: DriftMeasure, before: Interval, now: Interval): DriftTest {
  const estimate = now.estimate - before.estimate
  const below = Math.hypot(now.estimate - now.lower, before.upper - before.estimate)
  const above = Math.hypot(now.upper - now.estimate, before.estimate - before.lower)
  const effect = { estimate, lower: estimate - below, upper: estimate + above }
  // Towards no change: a rise is doubted by how far it may lie below what was measured.
  const error = (estimate > 0 ? below : above) / criticalValue()
  return { measure, effect, pValue: pValueOf(measure, estimate, error) }
}

/** Of no change: two-sided where either direction matters, else one-sided. */
function pValueOf(measure: DriftMeasure, change: number, error: number): number {
  const size = changeThatMatters({ measure }, change)
  if (!(error > 0)) return size > 0 ? 0 : 1
  const upper = normalCdf(-size / error)
  return measureRules[measure].direction === 'either' ? Math.min(1, 2 * upper) : upper
}
