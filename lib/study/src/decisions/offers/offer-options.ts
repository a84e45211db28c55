import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import type { Customers } from '../../customers/customers'
import type { CustomerRisk, PointConvention } from '../../explanation/customer-risk'
import { raisedRisk } from '../../explanation/reasons'
import { horizonMonths } from '../segments/segments'
import { openChannels } from './contact-permission'
import type { AssumedRange, Offer, OfferCatalogue } from './offer-catalogue'
import type { OfferProblem } from './offer-problem'
import { optionsWorthKnowing, type PlanOption } from './option-choice'

/** What could be offered to whom, with what it is expected to keep. */
export interface OfferOptions {
  readonly problem: OfferProblem
  /** Probability that the addressed reasons add, 0 to the customer's probability, shape (options). */
  readonly points: Float64Array
  /** Standard error of the points over the choice of permutations, at most, shape (options). */
  readonly pointErrors: Float64Array
  /** The points against each part of the background by itself (`RiskPoints`), shape (parts) of (options). */
  readonly pointParts: readonly Float64Array[]
  /** The points by other conventions of counting, shape (options). */
  readonly otherwise: Readonly<Record<PointConvention, Float64Array>>
  /** The largest of the addressed reasons, shape (options). */
  readonly feature: readonly string[]
}

export interface OfferOptionsSettings {
  /** Which of the assumed effects to count with; default `likely`. */
  readonly effect?: keyof AssumedRange
  /** Most options of one customer; default 5. */
  readonly maxPerCustomer?: number
}

/** One option of one customer. */
interface CustomerOption extends PlanOption {
  readonly customer: number
  readonly offer: number
  readonly points: number
  readonly pointError: number
  readonly pointParts: readonly number[]
  readonly otherwise: Readonly<Record<PointConvention, number>>
  readonly feature: string
}

/**
 * The options of every customer at risk: each offer that answers at least one of the customer's own reasons
 * and is open to the customer, by each channel that the customer may be reached by.
 *
 * An option's points are the probability that the addressed reasons add (`RiskPoints`: Shapley values of the
 * probability itself), at most the customer's probability. What adds to the probability goes with the risk; that it
 * could be taken away is assumed. It keeps effect × reach of the channel × points × profit a month × 3 months ×
 * the likely share of profit that a declining customer takes away, and is left out where that is not above 0.
 * Options that no plan needs are left out too, and of more than `maxPerCustomer` the lesser ones
 * (`optionsWorthKnowing`). They stand in the catalogue's order.
 *
 * @param risk probabilities and contributions of active customers; positions of the problem index its rows
 * @throws ArgumentError for a `maxPerCustomer` below 1
 */
export function offerOptions(
  customers: Customers,
  risk: CustomerRisk,
  catalogue: OfferCatalogue,
  { effect = 'likely', maxPerCustomer = 5 }: OfferOptionsSettings = {},
): OfferOptions {
  if (!(maxPerCustomer >= 1)) {
    throw new ArgumentError('offerOptions', 'maxPerCustomer has to be at least 1', maxPerCustomer)
  }
  const options = Array.from(risk.rows, (_, position) =>
    optionsWorthKnowing(optionsOf(customers, risk, position, catalogue, effect), maxPerCustomer),
  ).flat()
  return {
    problem: {
      customers: risk.rows.length,
      customer: Int32Array.from(options, ({ customer }) => customer),
      offer: Uint16Array.from(options, ({ offer }) => offer),
      channel: Uint16Array.from(options, ({ channel }) => channel),
      cost: Float64Array.from(options, ({ cost }) => cost),
      kept: Float64Array.from(options, ({ kept }) => kept),
      contact: Uint8Array.from(options, ({ contact }) => Number(contact)),
    },
    points: Float64Array.from(options, ({ points }) => points),
    pointErrors: Float64Array.from(options, ({ pointError }) => pointError),
    pointParts: risk.points.parts.map((_, g) =>
      Float64Array.from(options, ({ pointParts }) => pointParts[g]),
    ),
    otherwise: {
      meanVote: Float64Array.from(options, ({ otherwise }) => otherwise.meanVote),
      logOdds: Float64Array.from(options, ({ otherwise }) => otherwise.logOdds),
    },
    feature: options.map(({ feature }) => feature),
  }
}

/** Every option of one customer, in the catalogue's order. */
function optionsOf(
  customers: Customers,
  risk: CustomerRisk,
  position: number,
  catalogue: OfferCatalogue,
  effect: keyof AssumedRange,
): CustomerOption[] {
  const row = risk.rows[position]
  const probability = risk.probability[position]
  if (!(probability >= catalogue.riskFrom)) return []
  const lost = customers.profit[row] * horizonMonths * catalogue.profitLost.likely
  const raised = raisedRisk(risk, position)
  return catalogue.offers.flatMap((offer, index) => {
    const addressed = raised.filter(({ feature }) => offer.addresses.includes(feature))
    if (addressed.length === 0 || !isOpen(offer, customers, row, probability)) return []
    const names = addressed.map(({ feature }) => feature)
    const counted = (values: Matrix) => Math.min(addedBy(names, risk, values, position), probability)
    const points = counted(risk.points.values)
    const pointError = addedBy(names, risk, risk.points.standardErrors, position)
    const pointParts = risk.points.parts.map((values) => sumOf(names, risk, values, position))
    const otherwise = {
      meanVote: counted(risk.points.otherwise.meanVote),
      logOdds: counted(risk.points.otherwise.logOdds),
    }
    return openChannels(offer.channels, customers, row, catalogue)
      .map((channel) => ({
        customer: position,
        offer: index,
        channel: catalogue.channels.indexOf(channel),
        cost: offer.cost + channel.cost,
        kept: offer.effect[effect] * channel.reach * points * lost,
        contact: channel.needsConsent,
        limited: channel.limit !== undefined,
        points,
        pointError,
        pointParts,
        otherwise,
        feature: addressed[0].feature,
      }))
      .filter(({ kept }) => kept > 0)
  })
}

/** Sum of what the named features add to a customer's probability, where that is positive. */
function addedBy(names: readonly string[], risk: CustomerRisk, values: Matrix, position: number): number {
  return sumOf(names, risk, values, position, (value) => Math.max(0, value))
}

/** Sum of what is known of the named features of a customer. */
function sumOf(
  names: readonly string[],
  { contributions: { features } }: CustomerRisk,
  { columns, values }: Matrix,
  position: number,
  of = (value: number) => value,
): number {
  return names.reduce((sum, name) => sum + of(values[position * columns + features.indexOf(name)]), 0)
}

function isOpen(
  { eligible = {} }: Offer,
  { features: { categories, numbers } }: Customers,
  row: number,
  probability: number,
): boolean {
  return (
    probability >= (eligible.probabilityFrom ?? 0) &&
    numbers.tenureDays[row] >= (eligible.tenureDaysFrom ?? 0) &&
    (eligible.tiers?.includes(categories.serviceTier[row]) ?? true) &&
    (eligible.categories?.includes(categories.favouriteCategory[row]) ?? true)
  )
}
