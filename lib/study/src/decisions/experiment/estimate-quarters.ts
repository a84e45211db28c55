import { take, UserError } from '@one-click/core'
import type { Interval, LevelOptions } from '@one-click/statistics'
import { mantelHaenszelWeight } from '@one-click/statistics'
import { type AnalysedQuarter, analyseQuarter } from './analyse-quarter'
import { type ExperimentResult, pooledResult } from './estimate'
import type { DrawnQuarter } from './experiment-plan'
import { finalEstimate } from './final-estimate'
import { effectByOffer, type OfferEffect } from './offer-effects'
import { calendarQuarter, laterQuarter } from './quarter'
import type { ExperimentOutcomes } from './read-experiment'
import { type RepeatParticipants, repeatParticipants } from './repeat-participants'
import { analyseLooks, type ExperimentLook, type SequentialAnalysis } from './sequential-analysis'
import { repeatedLevel } from './sequential-design'
import { rowsOfUnits } from './units'

/** The draw of one quarter and what became of its customers. */
export interface QuarterOutcomes {
  readonly drawn: DrawnQuarter
  readonly outcomes: ExperimentOutcomes
}

/** A look of a quarter. */
export interface QuarterLook extends ExperimentLook {
  readonly quarter: string
  /** Share of the information that the planned quarters bring if all are like the first. */
  readonly information: number
}

/** What several quarters' experiments found together. The inherited result is of the last look, its repeated interval. */
export interface SequentialResult extends ExperimentResult, SequentialAnalysis {
  /** Level of the design: of all looks together. `level` is that of the last look's interval. */
  readonly designLevel: number
  /** Each quarter by itself, with the interval of the design's level. */
  readonly quarters: readonly {
    readonly quarter: string
    readonly result: ExperimentResult
    /** Share of the weight in the pooled estimate. */
    readonly weight: number
  }[]
  readonly looks: readonly QuarterLook[]
  /** Bias-reduced estimate and interval of an experiment that has ended; see `finalEstimate`. */
  readonly final?: Interval
  readonly offers: readonly OfferEffect[]
  readonly repeats: RepeatParticipants
  /** Quarters of the calendar between the first and the last that are not among those given. */
  readonly missingQuarters: readonly string[]
}

/**
 * Pools quarters' experiments as a group-sequential design: after each quarter one look at all outcomes so far, with a
 * bound from alpha spending and a repeated confidence interval. The planned number of quarters is the one that the
 * first quarter's draw stated.
 *
 * @param quarters put into the order of the calendar where all labels are of the calendar, else as given
 * @throws UserError without outcomes, for a quarter given twice, and for more quarters than planned
 */
export function estimateQuarters(
  quarters: readonly QuarterOutcomes[],
  { level: designLevel = 0.95 }: LevelOptions = {},
): SequentialResult {
  const ordered = inOrder(quarters)
  const { plannedQuarters } = ordered[0].drawn
  if (ordered.length > plannedQuarters) {
    throw new UserError(
      `${ordered.length} quarters are given, but the first one's draw planned ${plannedQuarters}: the experiment ended ` +
        'then; give the first of them only, or begin a new experiment',
    )
  }
  const analysed = ordered.map(({ drawn, outcomes }) => analyse(drawn, outcomes, ordered.length > 1))
  const analysis = analyseLooks(analysed, { plannedQuarters, level: designLevel })
  const final = finalEstimate(analysis, designLevel)
  const plannedInformation = plannedQuarters * drawnWeight(ordered[0].drawn)
  const weight = analysed.reduce((sum, quarter) => sum + quarter.weight, 0)
  let information = 0
  const { bound } = analysis.looks[analysis.looks.length - 1]
  return {
    ...pooledResult(analysed, { level: repeatedLevel(bound), partsLevel: designLevel }),
    ...analysis,
    ...(final && { final }),
    designLevel,
    quarters: analysed.map((quarter, q) => ({
      quarter: ordered[q].drawn.quarter,
      result: pooledResult([quarter], { level: designLevel }),
      weight: quarter.weight / weight,
    })),
    looks: analysis.looks.map((look, k) => {
      information += analysed[k].weight / plannedInformation
      return { quarter: ordered[k].drawn.quarter, information, ...look }
    }),
    offers: effectByOffer(
      analysed.map(({ known }) => known),
      { level: designLevel },
    ),
    repeats: repeatParticipants(ordered.map(({ drawn }) => drawn)),
    missingQuarters: quartersBetween(ordered.map(({ drawn }) => drawn.quarter)),
  }
}

function inOrder(quarters: readonly QuarterOutcomes[]): readonly QuarterOutcomes[] {
  if (quarters.length === 0) throw new UserError('An effect needs the draw and the outcomes of a quarter')
  const labels = quarters.map(({ drawn }) => drawn.quarter)
  const twice = labels.find((label, q) => labels.indexOf(label) < q)
  if (twice !== undefined) {
    throw new UserError(
      twice === ''
        ? 'Plans that state no quarter cannot be pooled: they are of a form that was analysed once; give one alone'
        : `Two plans are of quarter ${twice}: give each quarter once`,
    )
  }
  if (labels.includes('') && labels.length > 1) {
    throw new UserError('A plan that states no quarter was drawn for one analysis: give it alone')
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
    if (isOneOfMany && error instanceof UserError) throw new UserError(`${drawn.quarter}: ${error.message}`)
    throw error
  }
}

function quartersBetween(labels: readonly string[]): string[] {
  const numbers = labels.map(calendarQuarter)
  if (numbers.includes(undefined)) return []
  return Array.from({ length: numbers[numbers.length - 1]! - numbers[0]! }, (_, step) =>
    laterQuarter(labels[0], step),
  ).filter((label) => !labels.includes(label))
}

function drawnWeight(drawn: DrawnQuarter): number {
  const treated = take(drawn.treated, rowsOfUnits(drawn))
  const treatment = treated.reduce((sum, arm) => sum + arm, 0)
  return mantelHaenszelWeight(treatment, treated.length - treatment)
}
