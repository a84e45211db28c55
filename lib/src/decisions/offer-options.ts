import type { Customers } from '../customers/customers'
import type { CustomerRisk } from '../explanation/customer-risk'
import { type Reason, reasonsOf, typicalValues } from '../explanation/reasons'
import { ArgumentError } from '../util/errors'
import type { AssumedRange, ChannelRule, Offer, OfferCatalogue, Quantity } from './offer-catalogue'
import type { OfferLimits, OfferProblem } from './offer-problem'
import { horizonMonths } from './segments'

/** What could be offered to whom, with what it is expected to keep. */
export interface OfferOptions {
  readonly problem: OfferProblem
  /** Probability that the addressed reasons add, 0 to the customer's probability, shape (options). */
  readonly points: Float64Array
  /** The largest of the addressed reasons, shape (options). */
  readonly feature: readonly string[]
}

export interface OfferOptionsSettings {
  /** Which of the assumed effects to count with; default `likely`. */
  readonly effect?: keyof AssumedRange
  /** Most options of one customer; default 5. */
  readonly mostPerCustomer?: number
}

/** One option of one customer, before all are put together. */
interface Option {
  readonly offer: number
  readonly channel: number
  readonly cost: number
  readonly kept: number
  readonly contact: boolean
  readonly points: number
  readonly feature: string
}

/**
 * The options of every customer at risk: each offer that answers at least one of the customer's own reasons
 * and is open to the customer, by each channel that the customer may be reached by.
 *
 * An option's points are the probability that the addressed reasons add (`Reason.probabilityChange`), at most
 * the customer's probability. It keeps effect × points × profit a month × 3 months × the likely share of profit
 * that a declining customer takes away, and is left out where that is not above 0. Of more options than
 * `mostPerCustomer` those with the largest difference of kept profit and cost stay, in the catalogue's order.
 *
 * @param risk probabilities and contributions of active customers; positions of the problem index its rows
 * @throws ArgumentError for a `mostPerCustomer` below 1
 */
export function offerOptions(
  customers: Customers,
  risk: CustomerRisk,
  catalogue: OfferCatalogue,
  { effect = 'likely', mostPerCustomer = 5 }: OfferOptionsSettings = {},
): OfferOptions {
  if (!(mostPerCustomer >= 1)) {
    throw new ArgumentError('offerOptions', 'mostPerCustomer has to be at least 1', mostPerCustomer)
  }
  const { features, profit } = customers
  const typical = typicalValues(features, customers.trainingRows)
  const options: (Option & { customer: number })[] = []
  risk.rows.forEach((row, customer) => {
    const probability = risk.probability[customer]
    const worth = profit[row] * horizonMonths * catalogue.profitLost.likely
    if (!(probability >= catalogue.riskFrom && worth > 0)) return
    const reasons = reasonsOf(risk, customer, features, typical, { most: features.features.length })
    const own: Option[] = []
    catalogue.offers.forEach((offer, o) => {
      const addressed = reasons.filter(({ feature }) => offer.addresses.includes(feature))
      if (addressed.length === 0 || !isEligible(offer, customers, row, probability)) return
      const points = pointsOf(addressed, probability)
      const kept = offer.effect[effect] * points * worth
      if (!(kept > 0)) return
      for (const id of offer.channels) {
        const channel = catalogue.channels.findIndex((one) => one.id === id)
        const { needsConsent, cost } = catalogue.channels[channel]
        if (needsConsent && !mayBeContacted(customers, row, catalogue)) continue
        own.push({
          offer: o,
          channel,
          cost: offer.cost + cost,
          kept,
          contact: needsConsent,
          points,
          feature: addressed[0].feature,
        })
      }
    })
    for (const option of bestOf(own, mostPerCustomer)) options.push({ customer, ...option })
  })
  return {
    problem: {
      customers: risk.rows.length,
      customer: Int32Array.from(options, (option) => option.customer),
      offer: Uint16Array.from(options, (option) => option.offer),
      channel: Uint16Array.from(options, (option) => option.channel),
      cost: Float64Array.from(options, (option) => option.cost),
      kept: Float64Array.from(options, (option) => option.kept),
      contact: Uint8Array.from(options, (option) => Number(option.contact)),
    },
    points: Float64Array.from(options, (option) => option.points),
    feature: options.map((option) => option.feature),
  }
}

/**
 * What a plan by this catalogue may use. Numbers of customers are whole, rounded down.
 * @param customers number of active customers
 * @param profitAtRisk of them all, over the horizon
 */
export function limitsOf(catalogue: OfferCatalogue, customers: number, profitAtRisk: number): OfferLimits {
  const { budget, contacts } = catalogue.plan
  return {
    budget: quantityOf(budget, profitAtRisk),
    contacts: wholeCustomers(quantityOf(contacts, customers)),
    channels: Float64Array.from(catalogue.channels, ({ limit }) =>
      limit ? wholeCustomers(quantityOf(limit, customers)) : Infinity,
    ),
  }
}

/** Whether the store may send this customer a message or call: consent given, and not contacted too often. */
export function mayBeContacted(
  { features }: Customers,
  row: number,
  { contactCeiling }: OfferCatalogue,
): boolean {
  return (
    features.categories.contactAllowed[row] === 'да' &&
    features.numbers.marketingContactsCurrent[row] < contactCeiling
  )
}

/** The first of these channels that the customer may be reached by. */
export function channelFor(
  ids: readonly string[],
  customers: Customers,
  row: number,
  catalogue: OfferCatalogue,
): ChannelRule | undefined {
  const contact = mayBeContacted(customers, row, catalogue)
  return ids
    .map((id) => catalogue.channels.find((one) => one.id === id)!)
    .find(({ needsConsent }) => contact || !needsConsent)
}

function isEligible(
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

function pointsOf(addressed: readonly Reason[], probability: number): number {
  const sum = addressed.reduce((total, { probabilityChange }) => total + probabilityChange, 0)
  return Math.min(sum, probability)
}

/** The options that bring most beyond their cost, in the order given. */
function bestOf(options: readonly Option[], most: number): Option[] {
  const gain = (i: number) => options[i].kept - options[i].cost
  return options
    .map((_, i) => i)
    .sort((a, b) => gain(b) - gain(a) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b)
    .map((i) => options[i])
}

function quantityOf(quantity: Quantity, whole: number): number {
  return 'amount' in quantity ? quantity.amount : quantity.share * whole
}

/** Down to a whole number, but not below one that only rounding has missed. */
function wholeCustomers(count: number): number {
  return Math.floor(count + 1e-9)
}
