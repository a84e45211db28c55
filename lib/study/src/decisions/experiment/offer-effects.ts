import type { Interval, LevelOptions, TestedDifference } from '@one-click/statistics'
import { adjustedDifference, holm, mantelHaenszelWeight, pooledDifference } from '@one-click/statistics'
import { rowsByGroup } from './draw'
import type { DrawnCustomers } from './experiment-plan'
import { type KnownOutcomes, takeDrawn } from './known-outcomes'
import type { MeasuredEffect } from './measured-effects'
import { reductionOf } from './segment-effects'
import { strataOfSegments } from './strata'

/** What one offer did, of all that were made. */
export interface OfferEffect {
  readonly offer: string
  /** Participants for whom it was chosen, with a known outcome, by arm. */
  readonly treatment: number
  readonly control: number
  /** Uplift: reduction of the decline rate among them, control − treatment. The level holds for this offer and look alone. */
  readonly reduction: TestedDifference
  /** p-value adjusted for the number of offers (Holm). */
  readonly adjustedPValue: number
  /** Reduction that the catalogue assumes for them. */
  readonly assumed: number
  /** Mean of reach × addressed risk: the reduction at an effect of 1. NaN where it is not known. */
  readonly addressed: number
  /** The uplift on the scale of `effect` in offers.json; absent where the addressed risk is not known. */
  readonly effect?: Interval
}

/**
 * The effect of each offer among the customers for whom it was chosen, whichever arm they were drawn into. Strata are
 * quarter × segment, adjusted for the predicted probability where both arms have three customers or more for each
 * stratum. Offers without two outcomes of each arm in any quarter are left out.
 */
export function effectByOffer(quarters: readonly KnownOutcomes[], options: LevelOptions = {}): OfferEffect[] {
  const rowsOf = quarters.map(({ customers }) => rowsByGroup(customers.offer))
  const offers = new Set(rowsOf.flatMap((rows) => [...rows.keys()]))
  const effects = [...offers].flatMap((offer) => {
    const parts = quarters.flatMap((quarter, q) => partOf(quarter, rowsOf[q].get(offer) ?? []))
    if (parts.length === 0) return []
    const pooled = pooledDifference(parts, options)
    const reduction = reductionOf(pooled)
    const meanOf = (of: (part: OfferPart) => number) =>
      parts.reduce((sum, part) => sum + part.weight * of(part), 0) / pooled.weight
    const addressed = meanOf((part) => part.addressed)
    const count = (arm: 'treatment' | 'control') => parts.reduce((sum, part) => sum + part[arm], 0)
    return [
      {
        offer,
        treatment: count('treatment'),
        control: count('control'),
        reduction,
        assumed: meanOf((part) => part.assumed),
        addressed,
        ...(addressed > 0 && {
          effect: {
            estimate: reduction.estimate / addressed,
            lower: reduction.lower / addressed,
            upper: reduction.upper / addressed,
          },
        }),
      },
    ]
  })
  const adjusted = holm(effects.map(({ reduction }) => reduction.pValue))
  return effects
    .map((effect, i) => ({ ...effect, adjustedPValue: adjusted[i] }))
    .sort((a, b) => b.treatment + b.control - (a.treatment + a.control))
}

/** An effect is a share: an interval longer than from none to all says nothing of it. */
const longestInterval = 1

/**
 * The effects in the form of their file: those whose interval is shorter than the whole scale; others stay assumed.
 *
 * @param bias of the pooled reduction that a roll-out brings (`decisionBias`), which is taken off each offer's reduction within its
 * interval: a decision that falls by the sum chooses each part's error in proportion to its share of the sum's variance,
 * which makes the same points for all where weights go by precision. Default 0.
 */
export function measuredOffers(effects: readonly OfferEffect[], bias = 0): Record<string, MeasuredEffect> {
  return Object.fromEntries(
    effects.flatMap(({ offer, effect, addressed, treatment, control }) => {
      if (effect === undefined || !(effect.upper - effect.lower < longestInterval)) return []
      const { lower, estimate, upper } = effect
      const likely = Math.min(upper, Math.max(lower, estimate - bias / addressed))
      return [[offer, { low: lower, likely, high: upper, customers: treatment + control }]]
    }),
  )
}

/** One offer in one quarter. */
interface OfferPart {
  readonly estimate: number
  readonly standardError: number
  readonly degreesOfFreedom: number
  readonly weight: number
  readonly treatment: number
  readonly control: number
  readonly addressed: number
  readonly assumed: number
}

function partOf({ customers, declined }: KnownOutcomes, rows: readonly number[]): OfferPart[] {
  const chosen = takeDrawn(customers, Int32Array.from(rows))
  const strata = strataOfSegments(chosen.segment, chosen.treated)
  if (strata === undefined) return []
  const outcome = Float64Array.from(rows, (i) => declined[i])
  const { treatment, control } = armsOf(chosen)
  const isLarge = Math.min(treatment, control) >= 3 * strata.segments.length
  const difference = adjustedDifference({
    outcome,
    treated: chosen.treated,
    stratum: strata.stratum,
    ...(isLarge && { covariate: chosen.probability }),
  })
  const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  return [
    {
      ...difference,
      standardError: Math.max(difference.standardError, leastError(treatment, control)),
      weight: mantelHaenszelWeight(treatment, control),
      treatment,
      control,
      addressed: meanOf(chosen.addressed),
      assumed: meanOf(chosen.reduction),
    },
  ]
}

/**
 * Where all outcomes of an arm are alike they show no spread, though nobody would call the rate certain: the error
 * of a rate with half an event more than none, in both arms.
 */
function leastError(treatment: number, control: number): number {
  const variance = (customers: number) => {
    const rate = 0.5 / (customers + 1)
    return (rate * (1 - rate)) / customers
  }
  return Math.sqrt(variance(treatment) + variance(control))
}

function armsOf({ treated }: DrawnCustomers): { treatment: number; control: number } {
  const treatment = treated.reduce((sum, arm) => sum + arm, 0)
  return { treatment, control: treated.length - treatment }
}
