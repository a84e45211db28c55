import { ArgumentError, take } from '@one-click/core'
import type { Customers } from '../../customers/customers'
import { countStandings } from '../../customers/standing'
import { simplestWithinOneError } from '../../evaluation/choice'
import type { CrossValidation } from '../../evaluation/cross-validation'
import { combinedGroups, customerGroups, segmentGroups } from '../../evaluation/customer-groups'
import { describeSettings } from '../../evaluation/model-comparison'
import { chosenProcedure } from '../../evaluation/procedures'
import { type Grouping, segmentErrors } from '../../evaluation/segment-errors'
import { runDay } from '../../study/run-day'
import { studySeed, studySplits } from '../../study/study-settings'
import { versions } from '../../study/versions'
import type { Workspace } from '../../study/workspace'
import type { CardCustomers, CardErrors, ModelCardContent } from './card-content'
import { minCardGroupSize } from './card-groups'
import { finalSettings } from './final-settings'

/** Where a model card's numbers come from. */
export type ModelCardSource = Pick<
  Workspace,
  | 'customers'
  | 'learning'
  | 'compareModels'
  | 'evaluation'
  | 'plainValidation'
  | 'origin'
  | 'orderErrors'
  | 'finalModel'
  | 'pooledQuarters'
  | 'offers'
>

export interface ModelCardOptions {
  /** Text of the model file that the card describes, as `encodeModel` gives it. */
  readonly modelFile: string
  /** Segment of each active customer, in the order of `Customers.decisionRows`; absent: no errors by segment. */
  readonly segments?: readonly string[]
  /** Default: `runDay()`. */
  readonly day?: string
}

/** Resamples of the errors of groups. */
const replicates = 1000

/**
 * Collects what a model card states. What notebook 04 states as well comes from the same
 * results, so that the two agree to the last digit.
 *
 * @throws ArgumentError when segments are given for another number of customers than have a known profit
 */
export async function buildModelCard(
  workspace: ModelCardSource,
  { modelFile, segments, day = runDay() }: ModelCardOptions,
): Promise<ModelCardContent> {
  const customers = await workspace.customers()
  const learning = await workspace.learning()
  const models = await workspace.compareModels()
  const { declines } = learning
  if (segments && segments.length !== customers.decisionRows.length) {
    throw new ArgumentError(
      'buildModelCard',
      'needs a segment for each customer with known profit',
      segments.length,
    )
  }
  const chosen = models.find(({ procedure }) => procedure.name === chosenProcedure.name)!
  const rule = simplestWithinOneError(models, studySplits)
  const {
    judgement,
    calibrationLine,
    thresholds,
    chosen: intervals,
    nested,
    folds,
  } = await workspace.evaluation()
  const { calibration, conformal, unexpected, silent } = judgement
  const orderErrors = await workspace.orderErrors()
  const pooled = await workspace.pooledQuarters()
  return {
    day,
    versions: versions(),
    fingerprint: customers.fingerprint,
    source: customers.source,
    seed: studySeed,
    splits: studySplits,
    customers: countCustomers(customers, declines),
    ...(pooled && { pooled }),
    implausible: countImplausible(customers),
    final: finalSettings(await workspace.finalModel(), learning, modelFile),
    procedures: models.map((model) => ({
      name: model.procedure.name,
      scores: model.scores,
      settings: describeSettings(model),
    })),
    chosen: chosen.procedure.name,
    nested: { intervals: nested.intervals, picks: nested.picks },
    folds,
    plain: (await workspace.plainValidation()).scores,
    intervals,
    rule: { best: rule.best.procedure.name, chosen: rule.chosen.procedure.name },
    calibration: { ...calibration, line: calibrationLine },
    conformal: { coverage: conformal.coverage, thresholds },
    riskFrom: workspace.offers.riskFrom,
    errors: errorsByGroup(customers, declines, chosen, segments),
    origin: await workspace.origin(),
    ...(orderErrors && { orderErrors }),
    ...(unexpected && { unexpected }),
    ...(silent && { silent }),
  }
}

function countCustomers(
  { count, standing, activeRows, decisionRows, trainingRows }: Customers,
  declines: Uint8Array,
): CardCustomers {
  const { inactive, incomplete, lacking } = countStandings(standing)
  return {
    total: count,
    active: activeRows.length,
    decided: decisionRows.length,
    inactive,
    incomplete,
    lackingTables: lacking.map(({ file }) => file),
    setAside: activeRows.length - trainingRows.length,
    training: trainingRows.length,
    declining: declines.reduce((total, label) => total + label, 0),
  }
}

function countImplausible({ implausible }: Customers): { input: string; customers: number }[] {
  const counts = new Map<string, number>()
  for (const { input } of implausible) counts.set(input, (counts.get(input) ?? 0) + 1)
  return [...counts].map(([input, customers]) => ({ input, customers }))
}

function errorsByGroup(
  customers: Customers,
  declines: Uint8Array,
  { probability }: CrossValidation,
  segments: readonly string[] | undefined,
): CardErrors {
  const errorsOf = (groupings: readonly Grouping[]) =>
    segmentErrors(declines, probability, groupings, {
      seed: studySeed,
      replicates,
      fewest: minCardGroupSize,
      groups: take(customers.groups, customers.trainingRows),
    })
  return {
    attributes: errorsOf(customerGroups(customers)),
    combined: errorsOf([combinedGroups(customers)]),
    ...(segments && { segments: errorsOf([segmentGroups(customers, segments)]) }),
  }
}
