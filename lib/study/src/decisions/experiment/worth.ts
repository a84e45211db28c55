import { ArgumentError } from '@one-click/core'
import { mean } from '@one-click/statistics'

/** When an offer pays, and what the catalogue assumes it does; means over the participants. */
export interface ExperimentWorth {
  /** Cost of the offer for one customer. */
  readonly cost: number
  /**
   * Profit kept over the horizon by averting one decline for sure, weighted by the assumed reductions: it counts most
   * where declines are averted.
   */
  readonly averted: number
  /** Reduction of the decline rate at which the profit kept pays the cost: cost / averted. */
  readonly breakEven: number
  /** Reduction of the decline rate that the catalogue assumes. */
  readonly assumed: { readonly low: number; readonly likely: number; readonly high: number }
}

/** What the worth of an experiment follows from; arrays of one shape (participants). */
export interface WorthColumns {
  readonly cost: Float64Array
  readonly averted: Float64Array
  readonly reduction: Float64Array
  readonly lowReduction: Float64Array
  readonly highReduction: Float64Array
}

/**
 * The smallest effect worth having: all assumed reductions times the one factor at which the profit that they keep,
 * each weighted by the profit at stake, is the cost of the offers. Where nothing is assumed, reductions are taken to
 * be the same for all.
 *
 * @throws ArgumentError when averting declines keeps no profit
 */
export function experimentWorth(columns: WorthColumns): ExperimentWorth {
  const cost = mean(columns.cost)
  const weight = columns.reduction.some((value) => value > 0)
    ? columns.reduction
    : columns.reduction.map(() => 1)
  const averted = mean(columns.averted.map((profit, i) => profit * weight[i])) / mean(weight)
  if (!(averted > 0)) {
    throw new ArgumentError('experimentWorth', 'needs profit to be kept by averting declines', averted)
  }
  return {
    cost,
    averted,
    breakEven: cost / averted,
    assumed: {
      low: mean(columns.lowReduction),
      likely: mean(columns.reduction),
      high: mean(columns.highReduction),
    },
  }
}
