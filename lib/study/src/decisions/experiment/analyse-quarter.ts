import { UserError } from '@one-click/core'
import type { StratumCounts } from '@one-click/statistics'
import { type AdjustedDifference, adjustedDifference, mantelHaenszelWeight } from '@one-click/statistics'
import type { DrawnCustomers } from './experiment-plan'
import { type KnownOutcomes, knownOutcomes } from './known-outcomes'
import { measuredProfit, profitKept } from './money-effect'
import type { ExperimentOutcomes } from './read-experiment'
import { countStrata } from './segment-effects'
import { type Strata, strataOfSegments } from './strata'

/** One quarter's outcomes, ready to be pooled. Differences are treatment − control. */
export interface AnalysedQuarter {
  readonly known: KnownOutcomes
  readonly strata: Strata
  readonly counts: readonly StratumCounts[]
  /** Decline rates, adjusted for the predicted probability and by the plain stratified difference. */
  readonly adjusted: AdjustedDifference
  readonly unadjusted: AdjustedDifference
  /** Profit kept, from activity and, where outcomes state it, from profit. */
  readonly kept: AdjustedDifference
  readonly measured?: AdjustedDifference
  /** Weight among quarters, after Mantel and Haenszel, by the customers whose outcome is known. */
  readonly weight: number
}

/**
 * Analyses one quarter: customers count in the arm they were drawn into, strata are segments.
 * @throws UserError with fewer than two outcomes in an arm
 */
export function analyseQuarter(drawn: DrawnCustomers, outcomes: ExperimentOutcomes): AnalysedQuarter {
  const known = knownOutcomes(drawn, outcomes)
  const { customers, declined, profit } = known
  const { treated, probability } = customers
  const strata = strataOfSegments(customers.segment, treated)
  const { treatment, control } = known.attrition
  if (strata === undefined) {
    throw new UserError(
      `An effect needs outcomes of two customers in each arm; known are ${treatment.known} of ` +
        `${treatment.drawn} in treatment and ${control.known} of ${control.drawn} in control: check that the ids of ` +
        'both files go together, and that the outcomes are filled in',
    )
  }
  const { stratum } = strata
  const outcome = Float64Array.from(declined)
  return {
    known,
    strata,
    counts: countStrata(declined, treated, strata),
    adjusted: adjustedDifference({ outcome, treated, stratum, covariate: probability }),
    unadjusted: adjustedDifference({ outcome, treated, stratum }),
    kept: profitKept(customers, declined, stratum),
    ...(profit && { measured: measuredProfit(customers, profit, stratum) }),
    weight: mantelHaenszelWeight(treatment.known, control.known),
  }
}

/** With fewer declines or holds to be expected in an arm the adjusted interval would not hold its level. */
const minExpected = 5

/**
 * Whether the predictions expect too few declines or holds in an arm of all quarters together. They are known before
 * the outcomes, so that these do not choose their own method, unless an arm has no decline or no hold at all.
 */
export function outcomesAreRare(quarters: readonly AnalysedQuarter[]): boolean {
  return ([0, 1] as const).some((arm) => {
    let [expected, known, declined] = [0, 0, 0]
    for (const { customers, attrition } of quarters.map((quarter) => quarter.known)) {
      const counts = arm === 1 ? attrition.treatment : attrition.control
      known += counts.known
      declined += counts.declined
      customers.probability.forEach((p, i) => {
        if (customers.treated[i] === arm) expected += p
      })
    }
    const fewest = Math.min(expected, known - expected)
    return fewest < minExpected || declined === 0 || declined === known
  })
}
