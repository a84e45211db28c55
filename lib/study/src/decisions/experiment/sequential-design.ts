import { ArgumentError } from '@one-click/core'
import type { LevelOptions } from '@one-click/statistics'
import { normalCdf, type SpendingBound, spendingBounds } from '@one-click/statistics'
import type { ConclusionName } from './conclusions'

/**
 * The bounds of the looks so far. One analysis follows each quarter; a benefit is claimed at a look when Z is above its
 * bound. Alpha, (1 − level) / 2 on one side, is spent after O'Brien and Fleming (Lan and DeMets) by the share of the
 * planned quarters, which no outcome can change; the bounds take the information that the looks really have.
 *
 * @param variances of the score at the looks so far, shape (looks)
 * @throws ArgumentError for more looks than planned
 */
export function experimentBounds(
  variances: ArrayLike<number>,
  plannedQuarters: number,
  { level = 0.95 }: LevelOptions = {},
): SpendingBound[] {
  if (variances.length > plannedQuarters) {
    throw new ArgumentError(
      'experimentBounds',
      `needs at most the ${plannedQuarters} looks planned`,
      variances.length,
    )
  }
  const shares = Array.from(variances, (_, k) => (k + 1) / plannedQuarters)
  return spendingBounds(variances, shares, { alpha: (1 - level) / 2 })
}

/**
 * Level of the interval at one look that leaves out 0 exactly where Z is beyond the bound. The intervals of all looks
 * together hold the true effect with the level of the design: repeated confidence intervals, C. Jennison and
 * B. W. Turnbull, Journal of the Royal Statistical Society B 51 (1989).
 */
export function repeatedLevel(bound: number): number {
  return 1 - 2 * normalCdf(-bound)
}

/** What follows from a look; `end` where the last planned look shows nothing. */
export type SequentialDecision = 'roll out' | 'go on' | 'stop' | 'end'

/** The decision that was fixed for each conclusion of a look. */
export function decideAfterLook(conclusion: ConclusionName, isLast: boolean): SequentialDecision {
  switch (conclusion) {
    case 'worth its cost':
    case 'works, cost open':
      return 'roll out'
    case 'open':
      return isLast ? 'end' : 'go on'
    default:
      return 'stop'
  }
}
