import type { AdjustedDifference } from '@one-click/statistics'
import {
  type Interval,
  type LevelOptions,
  type PooledDifference,
  pooledDifference,
  scoreDifference,
  studentCriticalValue,
  type TestedDifference,
} from '@one-click/statistics'
import { type AnalysedQuarter, outcomesAreRare } from './analyse-quarter'
import { type ConclusionName, concludeExperiment } from './conclusions'
import type { DrawnCustomers } from './experiment-plan'
import { type Attrition, pooledAttrition } from './known-outcomes'
import { type MoneyEffect, moneyEffect } from './money-effect'
import { effectBySegment, reductionOf, type SegmentEffect } from './segment-effects'
import { type ExperimentWorth, experimentWorth, type WorthColumns } from './worth'

/** What an experiment found. Reductions are of the decline rate, control − treatment: positive is good. */
export interface ExperimentResult {
  /** Level of the intervals. */
  readonly level: number
  readonly attrition: Attrition
  /** `adjusted` for the predicted probability; `score` where declines or holds are too few for that. */
  readonly method: 'adjusted' | 'score'
  /** The result: mean reduction over all segments and quarters. */
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
  readonly conclusion: ConclusionName
}

export interface PooledOptions extends LevelOptions {
  /** Level of the intervals by segment. Default: `level`. */
  readonly partsLevel?: number
}

/**
 * Estimates the effect of the offers from the customers drawn for one or more quarters and what became of them.
 * Customers count in the arm they were drawn into, whether or not an offer reached them (intention to treat); those
 * without an outcome are left out and counted. Main result: the stratified difference in decline rates adjusted for
 * the predicted probability (`adjustedDifference`). Its interval holds for one look; `estimateQuarters` is for several.
 *
 * Strata are quarter × segment, quarters weighted after Mantel and Haenszel and segments within a quarter by their
 * customers. No outcome has a say in a weight.
 *
 * Quarters count as independent although customers take part again: arms are drawn anew each quarter, so that what
 * lasts of a customer falls on both arms alike. This holds for the mean effect on the customers who took part; whether
 * others would react alike, no draw among these can tell. `repeatParticipants` tests that arms were drawn anew.
 */
export function pooledResult(
  quarters: readonly AnalysedQuarter[],
  { level = 0.95, partsLevel = level }: PooledOptions = {},
): ExperimentResult {
  const pool = (of: (quarter: AnalysedQuarter) => AdjustedDifference) => poolQuarters(quarters, of, { level })
  const adjusted = pool(({ adjusted: found }) => found)
  const plainReduction = reductionOf(plainDifference(quarters, { level }))
  const { method, reduction } = pooledReduction(quarters, { level })
  const worth = experimentWorth(allCustomers(quarters))
  const { cost } = worth
  const hasProfit = quarters.every(({ measured }) => measured !== undefined)
  return {
    level,
    attrition: pooledAttrition(quarters.map(({ known }) => known.attrition)),
    method,
    reduction,
    plainReduction,
    varianceSaved:
      method === 'score'
        ? 0
        : 1 - (adjusted.standardError / pool(({ unadjusted }) => unadjusted).standardError) ** 2,
    relative: method === 'score' ? undefined : relativeReduction(quarters, adjusted, level),
    segments: effectBySegment(
      quarters.map(({ known }) => known),
      { level: partsLevel },
    ),
    worth,
    assumption: against(worth.assumed.likely, reduction),
    kept: moneyEffect(
      pool(({ kept }) => kept),
      cost,
    ),
    ...(hasProfit && {
      measured: moneyEffect(
        pool(({ measured }) => measured!),
        cost,
      ),
    }),
    conclusion: concludeExperiment(reduction, worth.breakEven),
  }
}

/** The pooled reduction alone. */
export function pooledReduction(
  quarters: readonly AnalysedQuarter[],
  options: LevelOptions = {},
): Pick<ExperimentResult, 'method' | 'reduction'> {
  return outcomesAreRare(quarters)
    ? { method: 'score', reduction: reductionOf(plainDifference(quarters, options)) }
    : {
        method: 'adjusted',
        reduction: reductionOf(poolQuarters(quarters, ({ adjusted }) => adjusted, options)),
      }
}

/** Pools one difference of each quarter. */
export function poolQuarters(
  quarters: readonly AnalysedQuarter[],
  of: (quarter: AnalysedQuarter) => AdjustedDifference,
  options: LevelOptions = {},
): PooledDifference {
  return pooledDifference(
    quarters.map((quarter) => ({ ...of(quarter), weight: quarter.weight })),
    options,
  )
}

/** Score difference over all strata of all quarters. */
function plainDifference(quarters: readonly AnalysedQuarter[], options: LevelOptions): TestedDifference {
  const weights = quarters.flatMap(({ counts, known, weight }) =>
    counts.map(
      ({ treatment, control }) => (weight * (treatment.total + control.total)) / known.customers.ids.length,
    ),
  )
  return scoreDifference(
    quarters.flatMap(({ counts }) => counts),
    { ...options, weights },
  )
}

/** 1 − the ratio of the rates, its interval by the delta method for the ratio's logarithm. */
function relativeReduction(
  quarters: readonly AnalysedQuarter[],
  { weight: total, degreesOfFreedom }: PooledDifference,
  level: number,
): Interval | undefined {
  const arm = (name: 'treatment' | 'control') => {
    let [mean, variance] = [0, 0]
    for (const { adjusted, weight } of quarters) {
      mean += (weight / total) * adjusted.means[name].mean
      variance += ((weight / total) * adjusted.means[name].standardError) ** 2
    }
    return { mean, relativeError: Math.sqrt(variance) / mean }
  }
  const [treatment, control] = [arm('treatment'), arm('control')]
  if (treatment.mean <= 0 || control.mean <= 0) return undefined
  const logRatio = Math.log(treatment.mean / control.mean)
  const half =
    studentCriticalValue(degreesOfFreedom, level) * Math.hypot(treatment.relativeError, control.relativeError)
  return {
    estimate: -Math.expm1(logRatio),
    lower: -Math.expm1(logRatio + half),
    upper: -Math.expm1(logRatio - half),
  }
}

/** The columns that the worth follows from, over the customers of all quarters. */
export function allCustomers(quarters: readonly AnalysedQuarter[]): WorthColumns {
  const column = (of: (customers: DrawnCustomers) => Float64Array) =>
    Float64Array.from(quarters.flatMap(({ known }) => Array.from(of(known.customers))))
  return {
    cost: column(({ cost }) => cost),
    averted: column(({ averted }) => averted),
    reduction: column(({ reduction }) => reduction),
    lowReduction: column(({ lowReduction }) => lowReduction),
    highReduction: column(({ highReduction }) => highReduction),
  }
}

function against(value: number, { lower, upper }: Interval): ExperimentResult['assumption'] {
  if (value < lower) return 'below the interval'
  return value > upper ? 'above the interval' : 'inside the interval'
}
