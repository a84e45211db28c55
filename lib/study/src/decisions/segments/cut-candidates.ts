import { powerOfTen } from '@one-click/core'
import { sortedQuantile } from '@one-click/statistics'
import type { CutCandidates } from './cut-search'

/** What cut-offs are rounded to. */
export interface CutRounding {
  readonly probability: number
  readonly profit: number
}

/** More distinct values than this are thinned evenly. */
const mostCandidates = 2000

/** The least of 1, 2 and 5 times a power of ten that goes through most of the profits in so many steps or fewer. */
export function profitStep(profit: Float64Array, steps: number): number {
  const sorted = profit.slice().sort()
  const most = sortedQuantile(sorted, 0.95) - sortedQuantile(sorted, 0.05)
  const width = (most > 0 ? most : sorted[sorted.length - 1] - sorted[0]) / steps
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) return 1
  const power = powerOfTen(Math.floor(Math.log10(width)))
  return power * [1, 2, 5, 10].find((digit) => digit * power >= width * (1 - 1e-9))!
}

/** Round probabilities between 0 and 1, and round profits between the 1% and the 99% quantile. */
export function roundCandidates(profit: Float64Array, steps: CutRounding): CutCandidates {
  const sorted = profit.slice().sort()
  return {
    probability: multiples(steps.probability, steps.probability, 1 - steps.probability),
    profit: multiples(steps.profit, sortedQuantile(sorted, 0.01), sortedQuantile(sorted, 0.99)),
  }
}

/** Whole multiples of a step within bounds, freed of the errors of multiplication. */
function multiples(step: number, from: number, to: number): Float64Array {
  const first = Math.ceil(from / step - 1e-9)
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1)
  return Float64Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)))
}

/** The values at the 1% to 99% quantiles. */
export function quantileCandidates(values: Float64Array): Float64Array {
  const sorted = values.slice().sort()
  const quantiles = Array.from(
    { length: 99 },
    (_, k) => sorted[Math.round(((k + 1) / 100) * (sorted.length - 1))],
  )
  return Float64Array.from(new Set(quantiles)).filter((value) => value > sorted[0])
}

/** Every distinct value but the least, which would part nobody off: all cuts that differ in what they part. */
export function distinctCandidates(values: Float64Array): Float64Array {
  const distinct = Float64Array.from(new Set(values)).sort().subarray(1)
  const count = Math.min(mostCandidates, distinct.length)
  return Float64Array.from({ length: count }, (_, k) => distinct[Math.floor((k * distinct.length) / count)])
}
