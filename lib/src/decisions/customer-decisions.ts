import type { Customers } from '../customers/customers'
import type { CustomerRisk } from '../explanation/customer-risk'
import { type Reason, reasonsOf, typicalValues } from '../explanation/reasons'
import { categoryInEnglish } from '../tables/words'
import { take } from '../util/matrix'
import type { Channel, OfferCatalogue } from './offer-catalogue'
import { assignOffer } from './offers'
import { profitAtRisk, type SegmentName } from './segments'

/** What is decided for one active customer, and why. */
export interface CustomerDecision {
  readonly id: number
  readonly segment: SegmentName
  readonly probability: number
  readonly profit: number
  readonly profitAtRisk: number
  readonly contactAllowed: boolean
  /** Id of the offer in the catalogue. */
  readonly offer: string
  readonly offerName: string
  readonly channel: Channel
  readonly text: string
  /** What raises the customer's risk, largest first; at most three. */
  readonly reasons: readonly Reason[]
  /** Whether a value of the customer is implausible. */
  readonly flagged: boolean
}

/** The decision for every active customer, in the order of `risk.rows`. */
export function decideOffers(
  customers: Customers,
  risk: CustomerRisk,
  segments: readonly SegmentName[],
  catalogue: OfferCatalogue,
): CustomerDecision[] {
  const { features, profit, implausible } = customers
  const typical = typicalValues(features, customers.trainingRows)
  const flagged = new Set(implausible.map(({ row }) => row))
  const atRisk = profitAtRisk(risk.probability, take(profit, risk.rows))
  return Array.from(risk.rows, (row, position) => {
    const contactAllowed = features.categories.contactAllowed[row] === 'да'
    const all = reasonsOf(risk, position, features, typical, { most: features.features.length })
    const category = categoryInEnglish('favouriteCategory', features.categories.favouriteCategory[row])
    const probability = risk.probability[position]
    const { offer, channel, text } = assignOffer(
      { probability, reasons: all, contactAllowed, category },
      catalogue,
    )
    return {
      id: customers.ids[row],
      segment: segments[position],
      probability,
      profit: profit[row],
      profitAtRisk: atRisk[position],
      contactAllowed,
      offer: offer.id,
      offerName: offer.name,
      channel,
      text,
      reasons: all.slice(0, 3),
      flagged: flagged.has(row),
    }
  })
}

/** Customers by offer and channel, the most frequent first. */
export function countOffers(
  decisions: readonly CustomerDecision[],
): { offer: string; channel: Channel; customers: number }[] {
  const counts = new Map<string, { offer: string; channel: Channel; customers: number }>()
  for (const { offerName, channel } of decisions) {
    const key = `${offerName}/${channel}`
    const count = counts.get(key) ?? { offer: offerName, channel, customers: 0 }
    counts.set(key, { ...count, customers: count.customers + 1 })
  }
  return [...counts.values()].sort((a, b) => b.customers - a.customers || a.offer.localeCompare(b.offer))
}
