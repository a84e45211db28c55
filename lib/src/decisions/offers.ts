import type { Reason } from '../explanation/reasons'
import type { Channel, Offer, OfferCatalogue } from './offer-catalogue'

/** What has to be known of a customer to choose an offer. */
export interface OfferCandidate {
  readonly probability: number
  /** What raises the risk, largest contribution first. */
  readonly reasons: readonly Reason[]
  readonly contactAllowed: boolean
  /** The favourite category as it reads in the offer's text. */
  readonly category: string
}

/** The offer one customer gets. */
export interface AssignedOffer {
  readonly offer: Offer
  readonly channel: Channel
  readonly text: string
  /** The reason the offer answers; absent when it is the one for everyone else. */
  readonly reason?: Reason
}

/**
 * The offer that addresses the customer's largest reason an offer of the catalogue can change. Customers who
 * did not allow messages get offers on the site only; customers below the catalogue's risk get the offer for
 * everyone else.
 */
export function assignOffer(candidate: OfferCandidate, catalogue: OfferCatalogue): AssignedOffer {
  if (candidate.probability >= catalogue.riskFrom) {
    for (const reason of candidate.reasons) {
      const offer = catalogue.offers.find(
        ({ addresses, channels }) =>
          addresses.includes(reason.feature) && channelFor(channels, candidate.contactAllowed) !== undefined,
      )
      if (offer) return assigned(offer, candidate, reason)
    }
  }
  return assigned(catalogue.otherwise, candidate)
}

function assigned(
  offer: Offer,
  { contactAllowed, category }: OfferCandidate,
  reason?: Reason,
): AssignedOffer {
  return {
    offer,
    channel: channelFor(offer.channels, contactAllowed)!,
    text: offer.text.replaceAll('{category}', () => category),
    reason,
  }
}

function channelFor(channels: readonly Channel[], contactAllowed: boolean): Channel | undefined {
  return channels.find((channel) => channel === 'site' || contactAllowed)
}
