import type { Interval, LevelOptions } from '@one-click/statistics'
import { type AdjustedDifference, adjustedDifference } from '@one-click/statistics'
import { horizonMonths } from '../segments/segments'
import type { DrawnCustomers } from './experiment-plan'

/** Money for each customer who gets an offer, over the horizon. */
export interface MoneyEffect {
  readonly kept: Interval
  /** After the mean cost of the offer. */
  readonly net: Interval
}

/**
 * Profit kept as it follows from activity: each decline loses the customer's `averted` profit, adjusted for what
 * was expected to be lost. It rests on the assumed share of profit that a declining customer takes away.
 */
export function profitKept(
  { averted, probability, treated }: DrawnCustomers,
  declined: Uint8Array,
  stratum: Int32Array,
  options: LevelOptions = {},
): AdjustedDifference {
  const outcome = averted.map((profit, i) => -profit * declined[i])
  const covariate = averted.map((profit, i) => -profit * probability[i])
  return adjustedDifference({ outcome, treated, stratum, covariate }, options)
}

/** Profit kept as profit itself shows it, adjusted for profit before the experiment. Assumes nothing on declines. */
export function measuredProfit(
  { profit, treated }: DrawnCustomers,
  profitAfter: Float64Array,
  stratum: Int32Array,
  options: LevelOptions = {},
): AdjustedDifference {
  const outcome = profitAfter.map((value) => value * horizonMonths)
  return adjustedDifference({ outcome, treated, stratum, covariate: profit }, options)
}

/** Profit kept for each offer, before and after what the offer costs. */
export function moneyEffect({ estimate, lower, upper }: Interval, cost: number): MoneyEffect {
  return {
    kept: { estimate, lower, upper },
    net: { estimate: estimate - cost, lower: lower - cost, upper: upper - cost },
  }
}
