import { type AdjustedDifference, adjustedDifference } from '../../statistics/adjusted-difference'
import { type Interval, type LevelOptions, studentCriticalValue } from '../../statistics/intervals'
import { scoreDifference, type TestedDifference } from '../../statistics/score-difference'
import { StudyError } from '../../util/errors'
import { concludeExperiment, type ExperimentConclusion } from './conclusions'
import { type Attrition, knownOutcomes } from './known-outcomes'
import { type MoneyEffect, measuredProfit, profitKept } from './money-effect'
import type { DrawnCustomers } from './plan'
import type { ExperimentOutcomes } from './read-experiment'
import { countStrata, effectBySegment, reductionOf, type SegmentEffect } from './segment-effects'
import { strataOfSegments } from './strata'
import { type ExperimentWorth, experimentWorth } from './worth'

/** What an experiment found. Reductions are of the decline rate, control − treatment: positive is good. */
export interface ExperimentResult {
  readonly level: number
  readonly attrition: Attrition
  /** `adjusted` for the predicted probability; `score` where declines or holds are too few for that. */
  readonly method: 'adjusted' | 'score'
  /** The result: mean reduction over all segments. */
  readonly reduction: TestedDifference
  /** The same without the prediction, by the score test, as a check. */
  readonly plainReduction: TestedDifference
  /** Share of the plain estimate's variance that the prediction saved; below 0 when it did harm. */
  readonly varianceSaved: number
  /** Reduction as a share of the control group's decline rate; absent where a rate is too close to 0. */
  readonly relative?: Interval
  readonly segments: readonly SegmentEffect[]
  readonly worth: ExperimentWorth
  /** Where the assumed reduction lies against the interval. */
  readonly assumption: 'below the interval' | 'inside the interval' | 'above the interval'
  /** Profit kept for each customer who gets an offer, over the horizon, from activity and the assumed loss. */
  readonly kept: MoneyEffect
  /** The same from profit itself, when the outcomes state it. */
  readonly measured?: MoneyEffect
  readonly conclusion: ExperimentConclusion
}

/** With fewer declines or holds to be expected in an arm the adjusted interval would not hold its level. */
const fewestExpected = 5

/**
 * Estimates the effect of the offers from the drawn customers and what became of them. Customers count in the arm
 * they were drawn into, whether or not an offer reached them (intention to treat); those without an outcome are
 * left out and counted. Main result: the stratified difference in decline rates adjusted for the predicted
 * probability (`adjustedDifference`).
 *
 * @throws StudyError with fewer than two outcomes in an arm
 */
export function estimateEffect(
  drawn: DrawnCustomers,
  outcomes: ExperimentOutcomes,
  { level = 0.95 }: LevelOptions = {},
): ExperimentResult {
  const known = knownOutcomes(drawn, outcomes)
  const { customers, declined } = known
  const strata = strataOfSegments(customers.segment, customers.treated)
  if (strata === undefined) {
    const { treatment, control } = known.attrition
    throw new StudyError(
      `An effect needs outcomes of two customers in each arm; known are ${treatment.known} of ` +
        `${treatment.drawn} in treatment and ${control.known} of ${control.drawn} in control: check that the ids of ` +
        'both files go together, and that the outcomes are filled in',
    )
  }
  const { stratum } = strata
  const { treated, probability } = customers
  const outcome = Float64Array.from(declined)
  const adjusted = adjustedDifference({ outcome, treated, stratum, covariate: probability }, { level })
  const unadjusted = adjustedDifference({ outcome, treated, stratum }, { level })
  const plainReduction = reductionOf(scoreDifference(countStrata(declined, treated, strata), { level }))
  const rare = outcomesAreRare(customers, known.attrition)
  const reduction = rare ? plainReduction : reductionOf(adjusted)
  const worth = experimentWorth(customers)
  return {
    level,
    attrition: known.attrition,
    method: rare ? 'score' : 'adjusted',
    reduction,
    plainReduction,
    varianceSaved: rare ? 0 : 1 - (adjusted.standardError / unadjusted.standardError) ** 2,
    relative: rare ? undefined : relativeReduction(adjusted, level),
    segments: effectBySegment(customers, declined, { level }),
    worth,
    assumption: against(worth.assumed.likely, reduction),
    kept: profitKept(customers, declined, stratum, worth, { level }),
    ...(known.profit && { measured: measuredProfit(customers, known.profit, stratum, worth, { level }) }),
    conclusion: concludeExperiment(reduction, worth.breakEven),
  }
}

/**
 * Whether the predictions expect too few declines or holds in an arm. They are known before the outcomes, so that
 * these do not choose their own method, unless an arm has no decline or no hold at all.
 */
function outcomesAreRare(
  { probability, treated }: DrawnCustomers,
  { treatment, control }: Attrition,
): boolean {
  return [control, treatment].some(({ known, declined }, arm) => {
    const expected = probability.reduce((sum, p, i) => sum + (treated[i] === arm ? p : 0), 0)
    const fewest = Math.min(expected, known - expected)
    return fewest < fewestExpected || declined === 0 || declined === known
  })
}

/** 1 − the ratio of the rates, its interval by the delta method for the ratio's logarithm. */
function relativeReduction(
  { means: { treatment, control }, degreesOfFreedom }: AdjustedDifference,
  level: number,
): Interval | undefined {
  if (treatment.mean <= 0 || control.mean <= 0) return undefined
  const logRatio = Math.log(treatment.mean / control.mean)
  const standardError = Math.hypot(
    treatment.standardError / treatment.mean,
    control.standardError / control.mean,
  )
  const half = studentCriticalValue(degreesOfFreedom, level) * standardError
  return {
    estimate: -Math.expm1(logRatio),
    lower: -Math.expm1(logRatio + half),
    upper: -Math.expm1(logRatio - half),
  }
}

function against(value: number, { lower, upper }: Interval): ExperimentResult['assumption'] {
  if (value < lower) return 'below the interval'
  return value > upper ? 'above the interval' : 'inside the interval'
}
