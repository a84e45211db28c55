import type { Interval } from '@one-click/statistics'
import { minShownCustomers, tellsOfFew } from '../../../customers/small-groups'
import type { OrderErrors } from '../../../evaluation/block-errors'
import {
  type JudgedOutcomes,
  judgeOutcomes,
  type OutcomeJudgement,
} from '../../../evaluation/outcome-judgement'
import type { TrainingReference } from '../../../evaluation/training-reference'
import type { EvaluationResults } from '../../../study/evaluation-results'
import type { CertaintyFindings } from '../findings'

/** What is told of certainty rests on these. */
export interface CertaintySources {
  readonly outcomes: Pick<JudgedOutcomes, 'declines' | 'probability'>
  readonly judgement: OutcomeJudgement
  readonly rightPairs: Interval
  /** Whether these are the figures with the choice among procedures made inside the folds. */
  readonly isNested: boolean
  /** How the model does along an order that tells the outcome; absent where none does, or it is not known. */
  readonly order?: OrderErrors
}

/** What a cross-validation has shown; the figures are those of notebook 04. */
export function certaintyOfStudy(
  { outcomes, judgement, nested }: EvaluationResults,
  order?: OrderErrors,
): CertaintySources {
  const rightPairs = nested.intervals.rocAuc
  return { outcomes, judgement, rightPairs, isNested: true, ...(order && { order }) }
}

/** Parts that the customers of a reference are put into, in turn along their probabilities. */
const referenceParts = 5

/** What a model file remembers of its training customers, all of them or evenly thinned. */
export function certaintyOfReference(
  { scores, expected }: TrainingReference,
  seed: number,
): CertaintySources {
  const { declines, groups, probability, repeats } = scores
  const fold = groups.map((group) => group % referenceParts)
  const outcomes = { declines, groups, probability, repeats, fold }
  return { outcomes, judgement: judgeOutcomes(outcomes, seed), rightPairs: expected.rocAuc, isNested: false }
}

/** How far the predictions can be trusted. */
export function buildCertainty(
  { outcomes: { declines, probability }, judgement, rightPairs, isNested, order }: CertaintySources,
  riskFrom: number,
): CertaintyFindings {
  const { calibration, conformal, unexpected, silent } = judgement
  return {
    rightPairs,
    isNested,
    ...hits(declines, probability, riskFrom),
    ...(order && { order: order.contrast ?? 'told' }),
    ...(unexpected && { unexpected }),
    ...(silent && { silent }),
    calibration: calibration.bands
      .filter(({ rows }) => rows >= minShownCustomers)
      .map(({ rows, meanProbability, observed }) => ({
        customers: rows,
        predicted: meanProbability,
        happened: observed,
      })),
    calibrationError: calibration.error.estimate,
    calibrationErrorByChance: calibration.error.byChance.mean,
    calibrationErrorRange: { lower: calibration.error.lower, upper: calibration.error.upper },
    level: conformal.level,
    coverage: conformal.coverage.all.estimate,
    ...(!tellsOfFew({ events: conformal.coverage.rows.unsure, total: declines.length }) && {
      unsure: conformal.coverage.unsure,
    }),
  }
}

/** Share of those called who declined, and share of those who declined who were called. */
function hits(
  declines: Uint8Array,
  probability: Float64Array,
  riskFrom: number,
): Pick<CertaintyFindings, 'precision' | 'recall'> {
  let called = 0
  let declined = 0
  let both = 0
  declines.forEach((label, i) => {
    const isCalled = probability[i] >= riskFrom ? 1 : 0
    called += isCalled
    declined += label
    both += isCalled * label
  })
  return {
    ...(called >= minShownCustomers &&
      !tellsOfFew({ events: both, total: called }) && { precision: both / called }),
    ...(!tellsOfFew({ events: both, total: declined }) && { recall: both / Math.max(1, declined) }),
  }
}
