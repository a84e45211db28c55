import type { OfferLimits, OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'
import { Random } from '../../../../lib/toolkit/core/src/random'

export interface RandomProblemOptions {
  readonly customers: number
  /** Most options of a customer. */
  readonly options: number
  readonly channels?: number
  readonly seed: number
  /** Whole costs and values, so that ties and limits met exactly occur. */
  readonly whole?: boolean
}

/** A problem in which some customers have no option, and dearer channels keep more. */
export function randomProblem(settings: RandomProblemOptions): OfferProblem {
  const { customers, options, channels = 3, seed, whole = false } = settings
  const random = new Random(seed)
  const money = (most: number) => (whole ? random.integer(most + 1) : most * random.uniform())
  const customer: number[] = []
  const rows = Array.from({ length: customers }, () => Math.min(options, random.integer(options + 2)))
  rows.forEach((count, at) => {
    for (let i = 0; i < count; i++) customer.push(at)
  })
  const worth = rows.map(() => 0.2 + random.uniform())
  const channel = Uint16Array.from(customer, () => random.integer(channels))
  return {
    customers,
    customer: Int32Array.from(customer),
    offer: Uint16Array.from(customer, () => random.integer(4)),
    channel,
    cost: Float64Array.from(channel, (c) => money(4) + c),
    kept: Float64Array.from(customer, (at, i) =>
      whole ? random.integer(8 + 3 * channel[i]) : worth[at] * money(10 + 5 * channel[i]),
    ),
    contact: Uint8Array.from(channel, (c) => (c > 0 ? 1 : 0)),
  }
}

/** Limits of which some bind: each a share of what everyone's dearest option would take; some absent. */
export function randomLimits(problem: OfferProblem, channels: number, seed: number): OfferLimits {
  const random = new Random(seed)
  const total = problem.cost.reduce((sum, cost) => sum + cost, 0)
  const limit = (whole: number) =>
    random.integer(4) === 0 ? Number.POSITIVE_INFINITY : whole * random.uniform()
  return {
    budget: limit(0.5 * total),
    contacts: limit(problem.customers),
    channels: Float64Array.from({ length: channels }, () => limit(0.5 * problem.customers)),
  }
}
