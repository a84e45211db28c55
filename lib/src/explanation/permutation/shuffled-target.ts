import { mean, standardDeviation } from '../../statistics/descriptive'
import { studentTwoSided } from '../../statistics/distributions'
import { ArgumentError } from '../../util/errors'
import { deriveSeed, Random } from '../../util/random'

/** How an importance compares with those of models fitted on a shuffled target. */
export interface ShuffledTargetPValue {
  /** By Student's t, as below. */
  readonly pValue: number
  /** (1 + null importances at least as large) / (1 + shuffles): free of assumptions, but never small. */
  readonly countedPValue: number
  /** Mean and standard deviation (divisor: shuffles − 1) of the null importances. */
  readonly nullMean: number
  readonly nullDeviation: number
}

/** The target with its values shuffled among customers: it has nothing to do with their features any more. */
export function shuffledTarget(declines: Uint8Array, seed: number, shuffle: number): Uint8Array {
  return new Random(deriveSeed(seed, 'shuffled target', shuffle)).shuffle(declines.slice())
}

/**
 * p-value of each importance against a shuffled target: fit and importance are repeated with targets from
 * `shuffledTarget`, one model a shuffle, in the same way as for the observed importances (Altmann, Toloşi,
 * Sander & Lengauer 2010, "Permutation importance: a corrected feature importance measure"). Null importances
 * are taken to be normal, as in the paper; because mean and deviation come from few shuffles, an observed one
 * is compared with them by Student's t, (observed − mean) / (deviation · √(1 + 1/shuffles)) with shuffles − 1
 * degrees of freedom, one-sided. Where the null importances do not vary, the counted p-value stands.
 *
 * @param observed importance of each group, shape (groups)
 * @param nulls of each shuffle the importances of all groups; twenty or so shuffles do
 * @throws ArgumentError for fewer than three shuffles or other numbers of groups
 */
export function shuffledTargetPValues(
  observed: ArrayLike<number>,
  nulls: readonly ArrayLike<number>[],
): ShuffledTargetPValue[] {
  const shuffles = nulls.length
  if (shuffles < 3)
    throw new ArgumentError('shuffledTargetPValues', 'needs at least three shuffles', shuffles)
  for (const { length } of nulls) {
    if (length !== observed.length) {
      throw new ArgumentError(
        'shuffledTargetPValues',
        `needs ${observed.length} importances a shuffle`,
        length,
      )
    }
  }
  return Array.from(observed, (importance, g) => {
    const ofGroup = Float64Array.from(nulls, (importances) => importances[g])
    const nullMean = mean(ofGroup)
    const nullDeviation = standardDeviation(ofGroup)
    const countedPValue = (1 + ofGroup.filter((value) => value >= importance).length) / (1 + shuffles)
    const t = (importance - nullMean) / (nullDeviation * Math.sqrt(1 + 1 / shuffles))
    const pValue = nullDeviation > 0 ? upperTail(t, shuffles - 1) : countedPValue
    return { pValue, countedPValue, nullMean, nullDeviation }
  })
}

/** Probability that Student's t exceeds t. */
function upperTail(t: number, degreesOfFreedom: number): number {
  const half = studentTwoSided(t, degreesOfFreedom) / 2
  return t > 0 ? half : 1 - half
}
