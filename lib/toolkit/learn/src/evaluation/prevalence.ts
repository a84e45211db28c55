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
  requireShares('priorShiftOffset', [from, to])
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
  return probability.map((p) => sigmoid(logit(p, 0) + offset))
}

/**
 * How many rows of a population with the share `to` of positives each row of a sample with the share `from` stands for:
 * p · to/from + (1 − p) · (1 − to)/(1 − from). A sample that holds too many positives holds too many rows that look like
 * them; counts, totals and means of the population are those of the rows with these weights. Where the probabilities
 * have the mean `from` the weights sum to the number of rows, and weighted probabilities at the share `to`
 * (`probabilityAtPrevalence`) have the mean `to` (importance weights under prior shift, as in Saerens, Latinne &
 * Decaestecker 2002).
 *
 * @param probability at the share `from`
 * @returns shape (rows)
 * @throws ArgumentError for a share that is not between 0 and 1
 * @example
 * ```ts
 * populationWeights(Float64Array.of(0, 1), { from: 0.5, to: 0.2 }).map((w) => Number(w.toFixed(4))) // → [1.6, 0.4]
 * ```
 */
export function populationWeights(probability: Float64Array, { from, to }: PriorShift): Float64Array {
  requireShares('populationWeights', [from, to])
  const [positive, negative] = [to / from, (1 - to) / (1 - from)]
  return probability.map((p) => p * positive + (1 - p) * negative)
}

/** @throws ArgumentError */
function requireShares(caller: string, shares: readonly number[]): void {
  for (const share of shares) {
    if (!(share > 0 && share < 1)) throw new ArgumentError(caller, 'needs shares between 0 and 1', share)
  }
}
