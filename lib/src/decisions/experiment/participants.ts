import { ArgumentError } from '../../util/errors'
import type { OfferProblem } from '../offers/offer-problem'
import { horizonMonths } from '../segments/segments'

/** Customers who take part in an experiment and the offer chosen for each; arrays of one shape (participants). */
export interface ExperimentCustomers {
  readonly ids: Float64Array
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
  /** How much the offer is assumed to lower the probability of decline. */
  readonly reduction: Float64Array
  /** The same under the lowest and the highest assumed effect. */
  readonly lowReduction: Float64Array
  readonly highReduction: Float64Array
}

/** Everyone an experiment may draw from, in the order of an offer problem's customers. */
export interface ExperimentPeople {
  readonly ids: ArrayLike<number>
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

/**
 * Who takes part: customers at risk (probability from `riskFrom` on) with an offer to make. Each is given the
 * option that is assumed to keep most after its cost, the first of equals.
 *
 * @param problem the options, its customers in the order of `people`
 * @param points probability points that each option addresses, shape (options)
 * @throws ArgumentError when the arrays do not go together
 */
export function experimentCustomers(
  people: ExperimentPeople,
  { problem, points }: { readonly problem: OfferProblem; readonly points: Float64Array },
  catalogue: ExperimentAssumptions,
): ExperimentCustomers {
  if (people.ids.length !== problem.customers || points.length !== problem.customer.length) {
    throw new ArgumentError(
      'experimentCustomers',
      'needs the people and points of the problem',
      points.length,
    )
  }
  const options = bestOptions(problem).filter(
    (option) => people.probability[problem.customer[option]] >= catalogue.riskFrom,
  )
  const customer = options.map((option) => problem.customer[option])
  const ofCustomers = (values: ArrayLike<number>) => Float64Array.from(customer, (i) => values[i])
  const profit = ofCustomers(people.profit)
  const reduction = (effect: 'low' | 'likely' | 'high') =>
    Float64Array.from(options, (option) => {
      const { reach } = catalogue.channels[problem.channel[option]]
      return catalogue.offers[problem.offer[option]].effect[effect] * reach * points[option]
    })
  return {
    ids: ofCustomers(people.ids),
    segment: customer.map((i) => people.segment[i]),
    probability: ofCustomers(people.probability),
    profit,
    offer: options.map((option) => catalogue.offers[problem.offer[option]].id),
    channel: options.map((option) => catalogue.channels[problem.channel[option]].id),
    cost: Float64Array.from(options, (option) => problem.cost[option]),
    averted: profit.map((value) => value * horizonMonths * catalogue.profitLost.likely),
    reduction: reduction('likely'),
    lowReduction: reduction('low'),
    highReduction: reduction('high'),
  }
}

/** For each customer with options the one that keeps most after its cost. */
function bestOptions({ customer, kept, cost }: OfferProblem): number[] {
  const best = new Map<number, number>()
  for (let option = 0; option < customer.length; option++) {
    const before = best.get(customer[option])
    if (before === undefined || kept[option] - cost[option] > kept[before] - cost[before]) {
      best.set(customer[option], option)
    }
  }
  return [...best.values()]
}
