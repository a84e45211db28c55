import type { Interval } from '@one-click/statistics'
import { normalQuantile } from '@one-click/statistics'
import type { AnalysedQuarter } from './analyse-quarter'
import { type ConclusionName, concludeExperiment } from './conclusions'
import { allCustomers, pooledReduction, poolQuarters } from './estimate'
import {
  decideAfterLook,
  experimentBounds,
  repeatedLevel,
  type SequentialDecision,
} from './sequential-design'
import { experimentWorth } from './worth'

/** The analysis after one quarter, of all quarters up to it. */
export interface ExperimentLook {
  /** Reduction of the decline rate with its repeated confidence interval. */
  readonly reduction: Interval
  readonly z: number
  /** Z from which on a benefit is claimed. */
  readonly bound: number
  /** One-sided alpha spent up to this look. */
  readonly spent: number
  /** Smallest reduction that pays, over the customers so far. */
  readonly breakEven: number
  readonly conclusion: ConclusionName
  readonly decision: SequentialDecision
}

export interface SequentialAnalysis {
  /** Shape (quarters so far). */
  readonly looks: readonly ExperimentLook[]
  /** The look that ended the experiment, from 0; absent while it goes on. */
  readonly ended?: number
  /** Decision at the look that ended the experiment, else `go on`. */
  readonly decision: SequentialDecision
  /** Variance and weight of the score at each look: what the recursion needs. */
  readonly scores: ScoreProcess
  /** Most quarters: the planned number of looks. */
  readonly plannedQuarters: number
}

/** Shape (looks). */
export interface ScoreProcess {
  readonly variance: readonly number[]
  readonly weight: readonly number[]
}

export interface SequentialOptions {
  /** Most quarters: the planned number of looks. */
  readonly plannedQuarters: number
  /** Of all looks together. Default 0.95. */
  readonly level?: number
}

/**
 * Looks at quarters as they came in, one look after each at all of them so far.
 * @param quarters in the order of time
 * @throws ArgumentError for more quarters than planned
 */
export function analyseLooks(
  quarters: readonly AnalysedQuarter[],
  { plannedQuarters, level = 0.95 }: SequentialOptions,
): SequentialAnalysis {
  const scores = scoreProcess(quarters)
  const bounds = experimentBounds(scores.variance, plannedQuarters, { level })
  const looks = bounds.map(({ bound, spent }, k): ExperimentLook => {
    const soFar = quarters.slice(0, k + 1)
    const { estimate, lower, upper, pValue } = pooledReduction(soFar, {
      level: repeatedLevel(bound),
    }).reduction
    const reduction = { estimate, lower, upper }
    const { breakEven } = experimentWorth(allCustomers(soFar))
    const conclusion = concludeExperiment(reduction, breakEven)
    return {
      reduction,
      z: -Math.sign(estimate) * normalQuantile(Math.max(pValue, minPValue) / 2),
      bound,
      spent,
      breakEven,
      conclusion,
      decision: decideAfterLook(conclusion, k + 1 === plannedQuarters),
    }
  })
  const ended = looks.findIndex(({ decision }) => decision !== 'go on')
  return {
    looks,
    ...(ended >= 0 && { ended }),
    decision: ended < 0 ? 'go on' : looks[ended].decision,
    scores,
    plannedQuarters,
  }
}

/** Beyond this nothing is told apart, and Z would be infinite. */
const minPValue = 1e-100

/** A look adds at least this share of the variance so far, below which the recursion loses its accuracy. */
const minStep = 0.01

/**
 * Variance and weight of the score, the weighted sum of the quarters' estimates, up to each look. Where a quarter
 * shows no spread the variance is taken in proportion to the weights.
 */
function scoreProcess(quarters: readonly AnalysedQuarter[]): ScoreProcess {
  const pooled = quarters.map((_, k) => poolQuarters(quarters.slice(0, k + 1), ({ adjusted }) => adjusted))
  const weight = pooled.map((found) => found.weight)
  const isSpread = quarters.every(({ adjusted }) => adjusted.standardError > 0)
  const variance = isSpread ? pooled.map(({ scoreVariance }) => scoreVariance) : [...weight]
  for (let k = 1; k < variance.length; k++) {
    variance[k] = Math.max(variance[k], (1 + minStep) * variance[k - 1])
  }
  return { variance, weight }
}
