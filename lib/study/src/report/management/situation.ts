import type { CertaintyFindings, ManagementFindings, SegmentFinding } from './findings'

/** What the report has to presuppose of its findings before it says its sentences. */

/**
 * Why the plan makes no offers: nobody is at risk; no offer brings back more than it costs; or the limits of the plan, such as
 * a budget of nothing, leave no room for those that would. `offers`: it makes some.
 */
export type PlanOutcome = 'offers' | 'nobody-at-risk' | 'nothing-pays' | 'limits'

export function planOutcome({ what, why, money }: ManagementFindings): PlanOutcome {
  if (what.customers > 0) return 'offers'
  if (why.customers === 0) return 'nobody-at-risk'
  return money.worthwhileBudget > 0 ? 'limits' : 'nothing-pays'
}

/** Whether the test shows that the model ranks better than guessing: the whole interval of its ROC-AUC lies above one half. */
export const isBetterThanGuessing = ({ rightPairs }: CertaintyFindings): boolean => rightPairs.lower > 0.5

/**
 * The group that most profit is at risk in, as far as the groups that are shown tell it: the others, which are too small to be
 * shown, hold no more together. Absent where they may, or where nothing is at risk.
 */
export function leadingSegment({ who, stake }: ManagementFindings): SegmentFinding | undefined {
  const shown = who.segments.reduce((sum, { atRisk }) => sum + atRisk, 0)
  const [first] = [...who.segments].sort((a, b) => b.atRisk - a.atRisk)
  return first && stake.atRisk > 0 && first.atRisk >= stake.atRisk - shown ? first : undefined
}

/** Whether all customers of the report are in one group of risk and profit. */
export const isOneSegment = ({ who, stake }: ManagementFindings): boolean =>
  who.segments.some(({ customers }) => customers === stake.active)
