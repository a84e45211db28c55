import type { Interval, LevelOptions } from '../../statistics/intervals'
import { mantelHaenszelWeight } from '../../statistics/pooled-difference'
import { type StagewiseInference, stagewiseInference } from '../../statistics/stagewise-inference'
import { StudyError } from '../../util/errors'
import { normalQuantile } from '../../util/normal'
import { type AnalysedQuarter, analyseQuarter } from './analyse-quarter'
import type { ExperimentConclusion } from './conclusions'
import { type ExperimentResult, pooledResult, poolQuarters } from './estimate'
import { effectByOffer, type OfferEffect } from './offer-effects'
import type { DrawnQuarter } from './plan'
import { calendarQuarter } from './quarter'
import type { ExperimentOutcomes } from './read-experiment'
import { type RepeatParticipants, repeatParticipants } from './repeat-participants'
import {
  decideAfterLook,
  experimentBounds,
  repeatedLevel,
  type SequentialDecision,
} from './sequential-design'

/** The draw of one quarter and what became of its customers. */
export interface QuarterOutcomes {
  readonly drawn: DrawnQuarter
  readonly outcomes: ExperimentOutcomes
}

/** The analysis after one quarter, of all quarters up to it. */
export interface ExperimentLook {
  readonly quarter: string
  /** Reduction of the decline rate with its repeated confidence interval. */
  readonly reduction: Interval
  readonly z: number
  /** Z from which on a benefit is claimed. */
  readonly bound: number
  /** One-sided alpha spent up to this look. */
  readonly spent: number
  /** Share of the information that the planned quarters bring if all are like the first. */
  readonly information: number
  readonly conclusion: ExperimentConclusion
  readonly decision: SequentialDecision
}

/** What several quarters' experiments found together. The inherited fields are of the last look, its repeated interval. */
export interface SequentialResult extends ExperimentResult {
  /** Level of the design: of all looks together. `level` is that of the last look's interval. */
  readonly designLevel: number
  readonly plannedQuarters: number
  /** Each quarter by itself, with the interval of the design's level. */
  readonly quarters: readonly {
    readonly quarter: string
    readonly result: ExperimentResult
    /** Share of the weight in the pooled estimate. */
    readonly weight: number
  }[]
  readonly looks: readonly ExperimentLook[]
  /** The look that ended the experiment, from 0; absent while it goes on. */
  readonly ended?: number
  /** Decision at the look that ended the experiment, else `go on`. */
  readonly decision: SequentialDecision
  /**
   * Median-unbiased estimate and interval at the look that ended the experiment, else as if it ended now. The plain
   * estimate is too large on average when a look ends on a large one.
   */
  readonly final: StagewiseInference
  readonly offers: readonly OfferEffect[]
  readonly repeats: RepeatParticipants
}

/**
 * Pools quarters' experiments as a group-sequential design: after each quarter one look at all outcomes so far, with a
 * bound from alpha spending and a repeated confidence interval. The planned number of quarters is the one that the
 * first quarter's draw stated.
 *
 * @param quarters put into the order of the calendar where all labels are of the calendar, else as given
 * @throws StudyError without outcomes, for a quarter given twice, and for more quarters than planned
 */
export function estimateQuarters(
  quarters: readonly QuarterOutcomes[],
  { level: designLevel = 0.95 }: LevelOptions = {},
): SequentialResult {
  const ordered = inOrder(quarters)
  const { plannedQuarters } = ordered[0].drawn
  if (ordered.length > plannedQuarters) {
    throw new StudyError(
      `${ordered.length} quarters are given, but the first one's draw planned ${plannedQuarters}: the experiment ended ` +
        'then; give the first of them only, or begin a new experiment',
    )
  }
  const analysed = ordered.map(({ drawn, outcomes }) => analyse(drawn, outcomes, ordered.length > 1))
  const scores = scoreProcess(analysed)
  const bounds = experimentBounds(scores.variance, plannedQuarters, { level: designLevel })
  const results = analysed.map((_, k) =>
    pooledResult(analysed.slice(0, k + 1), {
      level: repeatedLevel(bounds[k].bound),
      partsLevel: designLevel,
    }),
  )
  const plannedInformation = plannedQuarters * drawnWeight(ordered[0].drawn)
  const looks = results.map(({ reduction, conclusion }, k): ExperimentLook => {
    const { estimate, lower, upper, pValue } = reduction
    return {
      quarter: ordered[k].drawn.quarter,
      reduction: { estimate, lower, upper },
      z: -Math.sign(estimate) * normalQuantile(Math.max(pValue, leastPValue) / 2),
      ...bounds[k],
      information: scores.weight[k] / plannedInformation,
      conclusion,
      decision: decideAfterLook(conclusion.name, k + 1 === plannedQuarters),
    }
  })
  const ended = looks.findIndex(({ decision }) => decision !== 'go on')
  const last = ended < 0 ? looks.length - 1 : ended
  return {
    ...results[results.length - 1],
    designLevel,
    plannedQuarters,
    quarters: analysed.map((quarter, q) => ({
      quarter: ordered[q].drawn.quarter,
      result: pooledResult([quarter], { level: designLevel }),
      weight: quarter.weight / scores.weight[analysed.length - 1],
    })),
    looks,
    ...(ended >= 0 && { ended }),
    decision: ended < 0 ? 'go on' : looks[ended].decision,
    final: stagewise(looks.slice(0, last + 1), scores, designLevel),
    offers: effectByOffer(
      analysed.map(({ known }) => known),
      { level: designLevel },
    ),
    repeats: repeatParticipants(ordered.map(({ drawn }) => drawn)),
  }
}

/**
 * Stagewise estimate at the last of these looks. Z is the normal quantile of the look's own p-value, so weights are
 * scaled to the standard error with which the plain estimate has that Z.
 */
function stagewise(
  looks: readonly ExperimentLook[],
  { variance, weight }: ScoreProcess,
  level: number,
): StagewiseInference {
  const last = looks.length - 1
  const { z, reduction } = looks[last]
  const scale =
    reduction.estimate === 0 ? 1 : (z * Math.sqrt(variance[last])) / (weight[last] * reduction.estimate)
  const used = (values: readonly number[]) => values.slice(0, looks.length)
  return stagewiseInference(
    {
      variance: used(variance),
      weight: used(weight).map((value) => scale * value),
      bounds: looks.slice(0, last).map(({ bound }) => bound),
      z,
    },
    { level },
  )
}

function inOrder(quarters: readonly QuarterOutcomes[]): readonly QuarterOutcomes[] {
  if (quarters.length === 0) throw new StudyError('An effect needs the draw and the outcomes of a quarter')
  const labels = quarters.map(({ drawn }) => drawn.quarter)
  const twice = labels.find((label, q) => labels.indexOf(label) < q)
  if (twice !== undefined) {
    throw new StudyError(
      twice === ''
        ? 'Plans that state no quarter cannot be pooled: they are of a form that was analysed once; give one alone'
        : `Two plans are of quarter ${twice}: give each quarter once`,
    )
  }
  if (labels.includes('') && labels.length > 1) {
    throw new StudyError('A plan that states no quarter was drawn for one analysis: give it alone')
  }
  const numbers = labels.map(calendarQuarter)
  if (numbers.includes(undefined)) return quarters
  return quarters
    .map((quarter, q) => ({ quarter, number: numbers[q]! }))
    .sort((a, b) => a.number - b.number)
    .map(({ quarter }) => quarter)
}

function analyse(drawn: DrawnQuarter, outcomes: ExperimentOutcomes, isOneOfMany: boolean): AnalysedQuarter {
  try {
    return analyseQuarter(drawn, outcomes)
  } catch (error) {
    if (isOneOfMany && error instanceof StudyError) throw new StudyError(`${drawn.quarter}: ${error.message}`)
    throw error
  }
}

/** Beyond this nothing is told apart, and Z would be infinite. */
const leastPValue = 1e-100

/** A look adds at least this share of the variance so far, below which the recursion loses its accuracy. */
const leastStep = 0.01

/** Shape (looks). */
interface ScoreProcess {
  readonly variance: number[]
  readonly weight: number[]
}

/**
 * Variance and weight of the score, the weighted sum of the quarters' estimates, up to each look. Where a quarter
 * shows no spread the variance is taken in proportion to the weights.
 */
function scoreProcess(analysed: readonly AnalysedQuarter[]): ScoreProcess {
  const pooled = analysed.map((_, k) => poolQuarters(analysed.slice(0, k + 1), ({ adjusted }) => adjusted))
  const weight = pooled.map((found) => found.weight)
  const isSpread = analysed.every(({ adjusted }) => adjusted.standardError > 0)
  const variance = isSpread ? pooled.map(({ scoreVariance }) => scoreVariance) : [...weight]
  for (let k = 1; k < variance.length; k++) {
    variance[k] = Math.max(variance[k], (1 + leastStep) * variance[k - 1])
  }
  return { variance, weight }
}

function drawnWeight({ treated }: DrawnQuarter): number {
  const treatment = treated.reduce((sum, arm) => sum + arm, 0)
  return mantelHaenszelWeight(treatment, treated.length - treatment)
}
