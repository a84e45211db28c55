import { backgroundError } from './background-error'
import { type CustomerRisk, type PointConvention, pointConventions } from './customer-risk'

/** How exact sampled points are, and how far other conventions would be from them; all in probability. */
export interface PointAccuracy {
  /** Standard errors of single points over the choice of permutations: the largest, and the mean over customers and features. */
  readonly largestError: number
  readonly meanError: number
  /** Mean standard error over the choice of the background customers, at most: see `backgroundError`. */
  readonly meanBackgroundError: number
  /** Mean size of a point. */
  readonly meanSize: number
  /** Mean size of the difference to each other convention. */
  readonly difference: Readonly<Record<PointConvention, number>>
}

/** Over all customers and features of a risk; NaN without any. */
export function pointAccuracy({ points }: Pick<CustomerRisk, 'points'>): PointAccuracy {
  const { values, standardErrors, parts, otherwise } = points
  const count = values.values.length
  const meanOf = (size: (k: number) => number) => {
    let sum = 0
    for (let k = 0; k < count; k++) sum += Math.abs(size(k))
    return sum / count
  }
  const difference = Object.fromEntries(
    pointConventions.map((convention) => [
      convention,
      meanOf((k) => otherwise[convention].values[k] - values.values[k]),
    ]),
  ) as Record<PointConvention, number>
  return {
    largestError: standardErrors.values.reduce((most, value) => Math.max(most, value), 0),
    meanError: meanOf((k) => standardErrors.values[k]),
    meanBackgroundError: meanOf((k) => backgroundError(parts.map((part) => part.values[k]))),
    meanSize: meanOf((k) => values.values[k]),
    difference,
  }
}
