import {
  type LookSchedule,
  lookSchedule,
  obrienFlemingSpending,
  unguardedClaims,
} from '@one-click/statistics'
import {
  customersNeeded,
  detectableReduction,
  type ExperimentDesign,
  type PrecisionOptions,
  plannedPower,
  plannedStandardError,
  quartersNeeded,
} from './precision'
import type { ExperimentWorth } from './worth'

/** What an experiment can find with one way of estimating. */
export interface PlannedPrecision {
  /** Standard error of one quarter's difference in decline rates at the smallest effect worth having. */
  readonly standardError: number
  /** Smallest mean reduction claimed with the wanted power within the planned quarters; NaN when none is. */
  readonly detectable: number
  /** The same if one quarter with one look were all. */
  readonly detectableAtOnce: number
  /** Power to claim the smallest reduction worth having, and the assumed one, within the planned quarters. */
  readonly powerAtBreakEven: number
  readonly powerAtAssumed: number
  /** Customers in both arms together to claim them with the wanted power in one look; Infinity for an effect of 0. */
  readonly customersAtBreakEven: number
  readonly customersAtAssumed: number
  /** Quarters, with one look after each, within which they are claimed with the wanted power. */
  readonly quartersAtBreakEven: number
  readonly quartersAtAssumed: number
}

/** What a design can find, with the looks of its schedule. */
export function plannedPrecision(
  design: ExperimentDesign,
  { breakEven, assumed }: ExperimentWorth,
  options: PrecisionOptions,
): PlannedPrecision {
  const once = { ...options, schedule: lookSchedule(1, options.schedule?.level) }
  return {
    standardError: plannedStandardError(design, breakEven, options),
    detectable: detectableReduction(design, options),
    detectableAtOnce: detectableReduction(design, once),
    powerAtBreakEven: plannedPower(design, breakEven, options),
    powerAtAssumed: plannedPower(design, assumed.likely, options),
    customersAtBreakEven: customersNeeded(design, breakEven, options),
    customersAtAssumed: customersNeeded(design, assumed.likely, options),
    quartersAtBreakEven: quartersNeeded(design, breakEven, options),
    quartersAtAssumed: quartersNeeded(design, assumed.likely, options),
  }
}

/** One of the planned looks. */
export interface PlannedLook {
  /** Quarters so far. */
  readonly quarters: number
  /** Z from which on a benefit is claimed, and alpha spent up to here, on one side. */
  readonly bound: number
  readonly spent: number
  /** Half of the repeated interval, in shares: the smallest estimate that claims a benefit. */
  readonly halfWidth: number
  /** Probability that a benefit would have been claimed by now without any effect, by the usual interval at each look. */
  readonly unguarded: number
}

/** The looks of a schedule, given one quarter's standard error. */
export function plannedLooks({ looks, level, bounds }: LookSchedule, standardError: number): PlannedLook[] {
  return bounds.map((bound, k) => ({
    quarters: k + 1,
    bound,
    spent: obrienFlemingSpending((k + 1) / looks, (1 - level) / 2),
    halfWidth: (bound * standardError) / Math.sqrt(k + 1),
    unguarded: unguardedClaims(k + 1, level),
  }))
}
