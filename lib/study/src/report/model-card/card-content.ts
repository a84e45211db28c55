import type {
  CalibrationBand,
  CalibrationError,
  CalibrationLine,
  ConformalCoverage,
  ConformalThresholds,
  MetricName,
} from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import type { OrderErrors } from '../../evaluation/block-errors'
import type { Score } from '../../evaluation/cross-validation'
import type { SegmentError } from '../../evaluation/segment-errors'
import type { TableOrigin } from '../../evaluation/table-origin'
import type { EvaluationResults } from '../../study/evaluation-results'
import type { PooledQuarters } from '../../study/pooled-quarters'
import type { TableSource } from '../../tables/schema'
import type { FinalSettings } from './final-settings'

/** How one procedure did on customers it had not seen. */
export interface CardProcedure {
  readonly name: string
  /** Mean and standard deviation over all held-out folds. */
  readonly scores: Readonly<Record<MetricName, Score>>
  /** Settings chosen in the folds, in words. */
  readonly settings: string
}

/** Customers of the tables and what becomes of them. */
export interface CardCustomers {
  readonly total: number
  readonly active: number
  /** Active, with known profit. */
  readonly decided: number
  /** Bought nothing in at least one of the three months. */
  readonly inactive: number
  /** A table lacks them. */
  readonly incomplete: number
  /** Names of the tables that lack rows of these. */
  readonly lackingTables: readonly string[]
  /** Active, with an implausible value: scored, but not learned from. */
  readonly setAside: number
  readonly training: number
  /** Of the training customers. */
  readonly declining: number
}

/** Errors by groups of customers; p-values are adjusted over the groups of one list. */
export interface CardErrors {
  /** By one attribute at a time. */
  readonly attributes: readonly SegmentError[]
  /** By service tier and consent together. */
  readonly combined: readonly SegmentError[]
  /** By segment of risk and profit; absent when no segments were given. */
  readonly segments?: readonly SegmentError[]
}

/** Everything that a model card states, as numbers and words. */
export interface ModelCardContent {
  /** Day of the run, `2026-03-31`. */
  readonly day: string
  readonly versions: readonly { readonly component: string; readonly version: string }[]
  readonly fingerprint: string
  readonly source: TableSource
  readonly seed: number
  readonly splits: { readonly folds: number; readonly repeats: number }
  readonly customers: CardCustomers
  /** What models learned from earlier quarters as well; absent where they learned from these tables alone. */
  readonly pooled?: PooledQuarters
  /** Inputs with implausible values and the customers who have one, e.g. `revenueCurrent` 1. */
  readonly implausible: readonly { readonly input: string; readonly customers: number }[]
  readonly final: FinalSettings
  /** In the order in which they are compared, the plainest first. */
  readonly procedures: readonly CardProcedure[]
  readonly chosen: string
  /** The figures that count: the procedure chosen anew inside the folds, and how often each was chosen. */
  readonly nested: Pick<EvaluationResults['nested'], 'intervals' | 'picks'>
  /** Held-out folds of all repeats. */
  readonly folds: number
  /** The chosen procedure on folds that part copies of a customer. */
  readonly plain: Readonly<Record<MetricName, Score>>
  /** The chosen procedure's means over folds with their bootstrap intervals. */
  readonly intervals: Readonly<Record<MetricName, Interval>>
  /** What the rule of choice finds on these tables: the least log loss, and the plainest within one error of it. */
  readonly rule: { readonly best: string; readonly chosen: string }
  readonly calibration: {
    readonly error: CalibrationError
    readonly bands: readonly CalibrationBand[]
    readonly line: CalibrationLine
  }
  readonly conformal: { readonly coverage: ConformalCoverage; readonly thresholds: ConformalThresholds }
  /** Probability from which a customer is at risk, as the offers' file states it. */
  readonly riskFrom: number
  readonly errors: CardErrors
  /** What the tables tell of where they come from. */
  readonly origin: TableOrigin
  /** How the chosen procedure does along an order that tells the outcome; absent where none does. */
  readonly orderErrors?: OrderErrors
  /** Share of declining customers with a probability below the share of declines; absent where no figure can be given. */
  readonly unexpected?: Interval
  /** Share of declining customers who leave no sign; absent where no figure can be given. */
  readonly silent?: Interval
}
