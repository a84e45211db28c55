import { normalQuantile } from '../distributions/normal'
import { brentRoot } from '../distributions/root-search'
import type { PowerOptions } from '../hypothesis/power'
import { criticalValue } from '../intervals'
import { sequentialPower, spendingBounds } from './group-sequential'

/** Equally informative looks planned beforehand, with their bounds: what a design's precision follows from. */
export interface LookSchedule {
  readonly looks: number
  /** 1 − twice the one-sided type I error over all looks. */
  readonly level: number
  /** Z from which on a benefit is claimed, shape (looks). */
  readonly bounds: readonly number[]
}

/**
 * A schedule of equally informative looks that spends alpha like O'Brien and Fleming's bounds.
 * @param looks at least 1
 * @example
 * ```ts
 * lookSchedule(2).bounds // → [2.963, 1.969]
 * ```
 */
export function lookSchedule(looks: number, level = 0.95): LookSchedule {
  const shares = Array.from({ length: looks }, (_, k) => (k + 1) / looks)
  const bounds = spendingBounds(shares, shares, { alpha: (1 - level) / 2 })
  return { looks, level, bounds: looks === 1 ? [criticalValue(level)] : bounds.map(({ bound }) => bound) }
}

/**
 * Probability to claim a benefit at any look, for an effect in standard errors of the last look's estimate.
 * @example
 * ```ts
 * schedulePower(lookSchedule(2), 3) // → 0.850
 * ```
 */
export function schedulePower({ looks, bounds }: LookSchedule, effect: number): number {
  const information = Array.from({ length: looks }, (_, k) => (k + 1) / looks)
  return sequentialPower(information, effect, bounds)
}

/**
 * How many standard errors of the last look's estimate an effect must have to be claimed with the given power.
 * @example
 * ```ts
 * scheduleStandardErrors(lookSchedule(2)) // → 2.807
 * ```
 */
export function scheduleStandardErrors(
  schedule: LookSchedule,
  { power = 0.8 }: Pick<PowerOptions, 'power'> = {},
): number {
  const once = criticalValue(schedule.level) + normalQuantile(power)
  if (schedule.looks === 1) return once
  // Looks cost some precision: never a third of it.
  return brentRoot((effect) => schedulePower(schedule, effect) - power, once - 1e-3, 1.5 * once, {
    tolerance: 1e-9,
  })
}

/**
 * Probability that the interval of one look, taken at each of several, claims a benefit where there is none.
 * @example
 * ```ts
 * unguardedClaims(2) // → 0.0416
 * ```
 */
export function unguardedClaims(looks: number, level = 0.95): number {
  return schedulePower({ looks, level, bounds: new Array<number>(looks).fill(criticalValue(level)) }, 0)
}
