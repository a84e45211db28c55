import { backgroundError } from '../../explanation/background-error'
import { pointConventions } from '../../explanation/customer-risk'
import type { OfferOptions } from '../offers/offer-options'
import type { OfferProblem } from '../offers/offer-problem'
import { summarisePlan } from './plan-offers'
import { applyScenario } from './scenario'
import type { CountedPoints, CountingWay } from './tornado'

/** Points of options as they are counted, with their errors, and as they are counted otherwise. */
export type OfferPoints = Pick<OfferOptions, 'points' | 'pointErrors' | 'pointParts' | 'otherwise'>

/** A plan, its options' points counted in some way. */
export interface PlanByConvention {
  readonly way: CountingWay
  readonly kept: number
  /** kept − cost. */
  readonly net: number
}

/** Every way to count the points of the same options, that in use first. */
export function waysToCount({ points, otherwise }: OfferPoints): CountedPoints[] {
  return [
    { way: 'probability', factor: new Float64Array(points.length).fill(1) },
    ...pointConventions.map((way) => ({
      way,
      factor: points.map((counted, option) => otherwise[way][option] / counted),
    })),
  ]
}

/** What the same plan keeps by each way of counting, in the order of `waysToCount`. */
export function countedPlans(
  problem: OfferProblem,
  chosen: Int32Array,
  counted: OfferPoints,
): PlanByConvention[] {
  const ways: readonly CountingWay[] = ['probability', ...pointConventions]
  return waysToCount(counted).map(({ factor }, w) => {
    const { kept, cost } = summarisePlan(applyScenario(problem, { points: factor }), chosen)
    return { way: ways[w], kept, net: kept - cost }
  })
}

/**
 * Standard error of a plan's kept profit from sampling the points. Kept is linear in them. The errors from the choice of
 * permutations are independent from customer to customer; those from the choice of the background are common to all
 * (`backgroundError`).
 */
export function planErrorOf(
  { kept }: OfferProblem,
  chosen: Int32Array,
  { points, pointErrors, pointParts }: OfferPoints,
): number {
  let squares = 0
  for (const option of chosen) {
    if (option >= 0) squares += ((kept[option] * pointErrors[option]) / points[option]) ** 2
  }
  const keptByPart = pointParts.map((ofPart) =>
    chosen.reduce(
      (sum, option) => (option >= 0 ? sum + (kept[option] * ofPart[option]) / points[option] : sum),
      0,
    ),
  )
  return Math.hypot(Math.sqrt(squares), keptByPart.length > 1 ? backgroundError(keptByPart) : 0)
}
