import { ArgumentError } from '@one-click/core'
import type { OfferProblem } from '../offers/offer-problem'
import { horizonMonths } from '../segments/segments'
import { unitsOfGroups } from './units'

/** Customers who take part in an experiment and the offer planned for each; arrays of one shape (participants). */
export interface ExperimentCustomers {
  readonly ids: Float64Array
  /** Unit of each: copies of one another are drawn and counted as one (`UnitColumns`). Default: everyone. */
  readonly units?: Float64Array
  /** Arms are drawn within segments. */
  readonly segment: readonly string[]
  /** Predicted probability of decline. */
  readonly probability: Float64Array
  /** Profit a month. */
  readonly profit: Float64Array
  /** Id of the offer and of its channel, for the case that the customer is drawn into treatment. */
  readonly offer: readonly string[]
  readonly channel: readonly string[]
  /** What the offer and its channel cost. */
  readonly cost: Float64Array
  /** Profit kept over the horizon if the decline is averted for sure: profit × months × share of profit lost. */
  readonly averted: Float64Array
  /**
   * Reach of the channel × probability that the addressed reasons add: what the offer would take away at an effect of
   * 1. NaN where it is not known.
   */
  readonly addressed: Float64Array
  /**
   * How much the offer is thought to lower the probability of decline: effect × addressed, within what a probability
   * can change. Below 0 where a measured effect is.
   */
  readonly reduction: Float64Array
  /** The same under the lowest and the highest assumed effect. */
  readonly lowReduction: Float64Array
  readonly highReduction: Float64Array
}

/** Everyone an experiment may draw from, in the order of an offer problem's customers. */
export interface ExperimentPeople {
  readonly ids: ArrayLike<number>
  /** Group of each: copies of one another share one. Default: no copies. */
  readonly groups?: ArrayLike<number>
  readonly segment: readonly string[]
  readonly probability: Float64Array
  readonly profit: Float64Array
}

/** What a catalogue of offers assumes. */
export interface ExperimentAssumptions {
  readonly riskFrom: number
  readonly profitLost: { readonly likely: number }
  readonly offers: readonly {
    readonly id: string
    readonly effect: { readonly low: number; readonly likely: number; readonly high: number }
  }[]
  /** `reach`: share of customers who notice an offer that comes by the channel. */
  readonly channels: readonly { readonly id: string; readonly reach: number }[]
}

/** The plan that an experiment draws from. */
export interface PlannedOffers {
  /** The options, its customers in the order of the people. */
  readonly problem: OfferProblem
  /** Probability points that each option addresses, shape (options). */
  readonly points: Float64Array
  /** Option that the plan gives each customer, -1 for none, shape (customers). */
  readonly chosen: Int32Array
}

/**
 * Who takes part: customers at risk (probability from `riskFrom` on) to whom the plan makes an offer that is expected
 * to keep more than it costs. Whoever is drawn into treatment gets the offer of the plan, so that treatment keeps
 * whatever limits the plan keeps: budget, contacts, channels.
 *
 * @throws ArgumentError when the arrays do not go together
 */
export function experimentCustomers(
  people: ExperimentPeople,
  { problem, points, chosen }: PlannedOffers,
  catalogue: ExperimentAssumptions,
): ExperimentCustomers {
  if (people.ids.length !== problem.customers || points.length !== problem.customer.length) {
    throw new ArgumentError(
      'experimentCustomers',
      'needs the people and points of the problem',
      points.length,
    )
  }
  if (chosen.length !== problem.customers) {
    throw new ArgumentError('experimentCustomers', 'needs a choice for each customer', chosen.length)
  }
  const options = Array.from(chosen).filter(
    (option) =>
      option >= 0 &&
      problem.kept[option] > problem.cost[option] &&
      people.probability[problem.customer[option]] >= catalogue.riskFrom,
  )
  const customer = options.map((option) => problem.customer[option])
  const ofCustomers = (values: ArrayLike<number>) => Float64Array.from(customer, (i) => values[i])
  const profit = ofCustomers(people.profit)
  const addressed = Float64Array.from(
    options,
    (option) => catalogue.channels[problem.channel[option]].reach * points[option],
  )
  const reduction = (effect: 'low' | 'likely' | 'high') =>
    addressed.map((whole, i) => {
      const p = people.probability[customer[i]]
      return Math.min(p, Math.max(p - 1, catalogue.offers[problem.offer[options[i]]].effect[effect] * whole))
    })
  const ids = ofCustomers(people.ids)
  return {
    ids,
    ...(people.groups && { units: unitsOfGroups(ids, ofCustomers(people.groups)) }),
    segment: customer.map((i) => people.segment[i]),
    probability: ofCustomers(people.probability),
    profit,
    offer: options.map((option) => catalogue.offers[problem.offer[option]].id),
    channel: options.map((option) => catalogue.channels[problem.channel[option]].id),
    cost: Float64Array.from(options, (option) => problem.cost[option]),
    averted: profit.map((value) => value * horizonMonths * catalogue.profitLost.likely),
    addressed,
    reduction: reduction('likely'),
    lowReduction: reduction('low'),
    highReduction: reduction('high'),
  }
}
