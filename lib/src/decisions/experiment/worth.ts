import { mean } from '../../statistics/descriptive'
import { ArgumentError } from '../../util/errors'

/** When an offer pays, and what the catalogue assumes it does; means over the participants. */
export interface ExperimentWorth {
  /** Cost of the offer for one customer. */
  readonly cost: number
  /** Profit kept over the horizon by averting one decline for sure. */
  readonly averted: number
  /** Reduction of the decline rate at which the mean profit kept pays the mean cost: cost / averted. */
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
 * The smallest effect worth having. It takes the reduction to be the same for all; offers that work better on
 * profitable customers pay sooner.
 *
 * @throws ArgumentError when averting declines keeps no profit
 */
export function experimentWorth(columns: WorthColumns): ExperimentWorth {
  const cost = mean(columns.cost)
  const averted = mean(columns.averted)
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
