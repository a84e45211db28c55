import {
  type CalibrationBand,
  type CalibrationError,
  type ConformalCoverage,
  calibrationBands,
  calibrationError,
  conformalCoverage,
  crossConformalSets,
  type OutcomeSet,
} from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { silentDeclines, unexpectedDeclines } from './silent-declines'

/** Customers with known outcome, each judged by models that had not seen the customer. */
export interface JudgedOutcomes {
  /** Shape (customers). */
  readonly declines: Uint8Array
  /** Group of each of them: copies share one. Default: each on its own. */
  readonly groups?: Int32Array
  /** The mean over the repeats, shape (customers). */
  readonly probability: Float64Array
  readonly repeats: readonly Float64Array[]
  /** Part that each customer is in; each part's prediction sets follow from the others. Shape (customers). */
  readonly fold: Int32Array
}

/** How far probabilities can be trusted, by the outcomes of those who had them. */
export interface OutcomeJudgement {
  readonly calibration: { readonly error: CalibrationError; readonly bands: readonly CalibrationBand[] }
  /** Sets that shall hold the outcome of `level` of the customers. */
  readonly conformal: {
    readonly level: number
    readonly sets: readonly OutcomeSet[]
    readonly coverage: ConformalCoverage
  }
  /** Share of declining customers with a probability below the average; absent where no figure can be given. */
  readonly unexpected?: Interval
  /** Share of declining customers who leave no sign; absent where no figure can be given. */
  readonly silent?: Interval
}

/** Of the prediction sets. */
const level = 0.9

/** @param seed of the bootstraps */
export function judgeOutcomes(
  { declines, groups, probability, repeats, fold }: JudgedOutcomes,
  seed: number,
): OutcomeJudgement {
  const silent = silentDeclines(declines, probability, { seed, groups })
  const unexpected = unexpectedDeclines(declines, probability, { seed, groups })
  const sets = crossConformalSets(declines, repeats[0], fold, { level })
  return {
    calibration: {
      error: calibrationError(declines, probability, { seed, groups }),
      bands: calibrationBands(declines, probability, { groups }),
    },
    conformal: { level, sets, coverage: conformalCoverage(declines, sets, { fold, groups }) },
    ...(unexpected && { unexpected }),
    ...(silent && { silent }),
  }
}
