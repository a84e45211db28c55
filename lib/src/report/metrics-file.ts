import type { Customers } from '../customers/customers'
import type { CustomerDecision } from '../decisions/customer-decisions'
import { type SegmentSummary, summariseSegments } from '../decisions/segments'
import type { CrossValidation } from '../evaluation/cross-validation'
import type { QuotedNumbers } from './story'

export interface StudyResults {
  readonly customers: Customers
  readonly models: readonly CrossValidation[]
  readonly chosen: string
  readonly decisions: readonly CustomerDecision[]
  readonly seed: number
  readonly splits: { readonly folds: number; readonly repeats: number }
  /** What each notebook quotes, by notebook. */
  readonly notebooks: Readonly<Record<string, QuotedNumbers>>
}

/** metrics.json: the results in numbers, and every number that the notebooks' prose quotes. */
export function metricsJson(results: StudyResults): string {
  const { customers, models, chosen, decisions, seed, splits, notebooks } = results
  const { count, activeRows, trainingRows, implausible, fingerprint } = customers
  const content = {
    fingerprint,
    seed,
    splits,
    customers: {
      total: count,
      active: activeRows.length,
      training: trainingRows.length,
      declining: trainingRows.filter((row) => customers.declines?.[row] === 1).length,
      implausibleValues: implausible.length,
    },
    models: Object.fromEntries(models.map(({ procedure, scores }) => [procedure.name, scores])),
    chosen,
    segments: Object.fromEntries(
      segmentSummaries(decisions).map(({ segment, ...numbers }) => [segment, numbers]),
    ),
    notebooks,
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** The decisions' segments in numbers. */
export function segmentSummaries(decisions: readonly CustomerDecision[]): SegmentSummary[] {
  return summariseSegments(
    decisions.map(({ segment }) => segment),
    Float64Array.from(decisions, ({ probability }) => probability),
    Float64Array.from(decisions, ({ profit }) => profit),
  )
}
