import { ArgumentError } from '@one-click/core'
import { logit, sigmoid } from '../calibration/sigmoid'

/** From the share of positives (the prevalence) that a model was fitted on to the share where it is used, both inside 0 and 1. */
export interface PriorShift {
  readonly from: number
  readonly to: number
}

/**
 * What the shift adds to every row's log-odds: logit(to) − logit(from). By Bayes' rule that is all that changes
 * when positives become rarer or more common while the rows of each class stay what they are (prior shift;
 * M. Saerens, P. Latinne & C. Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities",
 * Neural Computation 14, 2002, formula 2.4).
 *
 * @throws ArgumentError for a share that is not between 0 and 1
 * @example
 * ```ts
 * priorShiftOffset({ from: 0.5, to: 0.2 }).toFixed(4) // → '-1.3863'
 * ```
 */
export function priorShiftOffset({ from, to }: PriorShift): number {
  for (const share of [from, to]) {
    if (!(share > 0 && share < 1))
      throw new ArgumentError('priorShiftOffset', 'needs shares between 0 and 1', share)
  }
  return Math.log(to / (1 - to)) - Math.log(from / (1 - from))
}

/**
 * Probabilities as they are at another share of positives. Their order stays; probabilities of 0 and 1 stay what they
 * are.
 *
 * @param probability from a model calibrated at `shift.from`
 * @example
 * ```ts
 * probabilityAtPrevalence(Float64Array.of(0.5), { from: 0.5, to: 0.2 })[0].toFixed(4) // → '0.2000'
 * ```
 */
export function probabilityAtPrevalence(probability: Float64Array, shift: PriorShift): Float64Array {
  const offset = priorShiftOffset(shift)
  return probability.map((p) => (p > 0 && p < 1 ? sigmoid(logit(p, 0) + offset) : p))
}
