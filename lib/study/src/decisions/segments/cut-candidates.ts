import { powerOfTen } from '@one-click/core'
import { sortedQuantile } from '@one-click/statistics'
import type { CutCandidates } from './cut-search'

/** What cut-offs are rounded to. */
export interface CutRounding {
  readonly probability: number
  readonly profit: number
}

/** More distinct values than this are thinned evenly. */
const maxCandidates = 2000

/** The least of 1, 2 and 5 times a power of ten that goes through most of the profits in so many steps or fewer. */
export function profitStep(profit: Float64Array, steps: number): number {
  const sorted = profit.slice().sort()
  const most = sortedQuantile(sorted, 0.95) - sortedQuantile(sorted, 0.05)
  const width = (most > 0 ? most : sorted[sorted.length - 1] - sorted[0]) / steps
  if (!(width > 0 && width < Number.POSITIVE_INFINITY)) return 1
  const power = powerOfTen(Math.floor(Math.log10(width)))
  return power * [1, 2, 5, 10].find((digit) => digit * power >= width * (1 - 1e-9))!
}

/**
 * Round probabilities between 0 and 1, and round profits between the 1% and the 99% quantile. Of the round profits in a
 * wide gap between two customers' the outermost are enough, as all part the same customers: one customer's profit may
 * be millions of steps away.
 */
export function roundCandidates(profit: Float64Array, steps: CutRounding): CutCandidates {
  const sorted = profit.slice().sort()
  return {
    probability: multiples(steps.probability, steps.probability, 1 - steps.probability),
    profit: partingMultiples(
      sorted,
      steps.profit,
      sortedQuantile(sorted, 0.01),
      sortedQuantile(sorted, 0.99),
    ),
  }
}

/** The multiples of a step within bounds that stand next to one of the sorted values or to a bound. */
function partingMultiples(sorted: Float64Array, step: number, from: number, to: number): Float64Array {
  const { first, last } = multiplesWithin(step, from, to)
  const near = [from, ...sorted, to].flatMap((value) => {
    const whole = Math.floor(value / step)
    return [whole - 1, whole, whole + 1]
  })
  const kept = new Set(near.filter((k) => k >= first && k <= last))
  return Float64Array.from(kept, (k) => multiple(k, step)).sort()
}

/** Whole multiples of a step within bounds. */
function multiples(step: number, from: number, to: number): Float64Array {
  const { first, last } = multiplesWithin(step, from, to)
  return Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => multiple(first + k, step))
}

function multiplesWithin(step: number, from: number, to: number): { first: number; last: number } {
  return { first: Math.ceil(from / step - 1e-9), last: Math.floor(to / step + 1e-9) }
}

/** Freed of the error of multiplication. */
function multiple(k: number, step: number): number {
  return Number((k * step).toPrecision(12))
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
  const count = Math.min(maxCandidates, distinct.length)
  return Float64Array.from({ length: count }, (_, k) => distinct[Math.floor((k * distinct.length) / count)])
}
