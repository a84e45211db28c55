import { deriveSeed } from '@one-click/core'
import { criticalValue, type Interval, type LevelOptions, mean } from '@one-click/statistics'
import { analyseQuarter } from './analyse-quarter'
import { drawArms } from './draw'
import type { ExperimentPlan } from './experiment-plan'
import { finalEstimate } from './final-estimate'
import { rehearseQuarters } from './rehearsal'
import { analyseLooks, type ExperimentLook } from './sequential-analysis'
import type { SequentialDecision } from './sequential-design'

export interface TrialOptions extends LevelOptions {
  readonly seed: number
  /** Experiments that are simulated. */
  readonly runs: number
  /** True reduction of each probability, shape (participants). */
  readonly reduction: Float64Array
  /** Whether estimates at the end are made. Default true. */
  readonly estimates?: boolean
}

/** What simulated experiments gave, each of all planned quarters with the rule followed; shares of the runs. */
export interface ExperimentTrials {
  /** Mean true reduction. */
  readonly truth: number
  readonly rollOut: number
  readonly stop: number
  readonly end: number
  readonly meanQuarters: number
  /** Share in which the usual interval would have claimed a benefit at one of the looks. */
  readonly unguarded: number
  /** Share in which the repeated intervals of all planned looks hold the truth, also past the end. */
  readonly repeatedCoverage: number
  /** Absent without estimates. */
  readonly estimates?: {
    /** Share in which the interval of the end holds the truth. */
    readonly coverage: number
    /** Mean of the plain and of the final estimate; over all runs, and over those that rolled out (NaN without). */
    readonly plain: number
    readonly final: number
    readonly plainWhenRolledOut: number
    readonly finalWhenRolledOut: number
  }
}

/**
 * Simulates whole experiments from a draw: the same customers drawn anew each quarter, outcomes as their probabilities
 * and the true reductions have it. Shows whether the rule keeps what it promises, on customers like these.
 */
export function tryExperiments(
  plan: Pick<ExperimentPlan, 'drawn' | 'seed' | 'controlShare'>,
  { seed, runs, reduction, level = 0.95, estimates = true }: TrialOptions,
): ExperimentTrials {
  const { plannedQuarters } = plan.drawn
  const truth = mean(reduction)
  const results = Array.from({ length: runs }, (_, run): TrialResult => {
    const again = deriveSeed(seed, 'trial', run)
    const { ids, segment, quarter, units } = plan.drawn
    const treated = drawArms(ids, segment, { seed: again, quarter, controlShare: plan.controlShare, units })
    const quarters = rehearseQuarters(
      { drawn: { ...plan.drawn, treated }, seed: again, controlShare: plan.controlShare },
      { seed: again, reduction },
    )
    const analysis = analyseLooks(
      quarters.map(({ drawn, outcomes }) => analyseQuarter(drawn, outcomes)),
      { plannedQuarters, level },
    )
    const { looks, ended = looks.length - 1, decision } = analysis
    return { looks, ended, decision, ...(estimates && { final: finalEstimate(analysis, level) }) }
  })
  const share = (of: (result: (typeof results)[number]) => boolean) =>
    results.reduce((sum, result) => sum + Number(of(result)), 0) / runs
  const usual = criticalValue(level)
  return {
    truth,
    rollOut: share(({ decision }) => decision === 'roll out'),
    stop: share(({ decision }) => decision === 'stop'),
    end: share(({ decision }) => decision === 'end'),
    meanQuarters: mean(Float64Array.from(results, ({ ended }) => ended + 1)),
    unguarded: share(({ looks }) => looks.some(({ z }) => z > usual)),
    repeatedCoverage: share(({ looks }) =>
      looks.every(({ reduction: { lower, upper } }) => lower <= truth && truth <= upper),
    ),
    ...(estimates && { estimates: summariseEstimates(results, truth) }),
  }
}

interface TrialResult {
  readonly looks: readonly ExperimentLook[]
  readonly ended: number
  readonly decision: SequentialDecision
  readonly final?: Interval
}

function summariseEstimates(
  results: readonly TrialResult[],
  truth: number,
): NonNullable<ExperimentTrials['estimates']> {
  const rolledOut = results.filter(({ decision }) => decision === 'roll out')
  const meanOf = (some: readonly TrialResult[], of: (result: TrialResult) => number) =>
    mean(Float64Array.from(some, of))
  const plain = ({ looks, ended }: TrialResult) => looks[ended].reduction.estimate
  const final = (result: TrialResult) => result.final!.estimate
  return {
    coverage: meanOf(results, ({ final: found }) => Number(found!.lower <= truth && truth <= found!.upper)),
    plain: meanOf(results, plain),
    final: meanOf(results, final),
    plainWhenRolledOut: meanOf(rolledOut, plain),
    finalWhenRolledOut: meanOf(rolledOut, final),
  }
}
