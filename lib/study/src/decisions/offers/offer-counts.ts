import { compareText } from '@one-click/core'
import type { Bilingual } from '../../words/language'
import { type SegmentName, segmentNames } from '../segments/segments'
import type { CustomerDecision } from './customer-decisions'

/** How many customers get an offer by a channel. */
export interface OfferCount {
  /** Id of the offer. */
  readonly offer: string
  readonly offerName: Bilingual
  /** Id of the channel. */
  readonly channel: string
  readonly channelName: Bilingual
  readonly customers: number
}

/** Customers by offer and channel, the most frequent first. */
export function countOffers(decisions: readonly CustomerDecision[]): OfferCount[] {
  const counts = new Map<string, OfferCount>()
  for (const { offer, offerName, channel, channelName } of decisions) {
    const key = `${offer}/${channel}`
    const customers = (counts.get(key)?.customers ?? 0) + 1
    counts.set(key, { offer, offerName, channel, channelName, customers })
  }
  return [...counts.values()].sort(
    (a, b) => b.customers - a.customers || compareText(a.offer, b.offer) || compareText(a.channel, b.channel),
  )
}

/** What the plan does in one segment. */
export interface SegmentOffers {
  readonly segment: SegmentName
  readonly customers: number
  /** Customers with an offer against their own reasons. */
  readonly offered: number
  /** Of these, contacts that need consent. */
  readonly contacts: number
  readonly cost: number
  /** Expected profit kept over three months. */
  readonly kept: number
}

/** The plan by segment, in the order of segments; segments without customers stay in the list. */
export function offersBySegment(decisions: readonly CustomerDecision[]): SegmentOffers[] {
  return segmentNames.map((segment) => {
    const own = decisions.filter((decision) => decision.segment === segment)
    const offered = own.filter(({ kept }) => kept > 0)
    const contacted = offered.filter(({ options, offer, channel }) =>
      options.some((option) => option.offer === offer && option.channel === channel && option.contact),
    )
    return {
      segment,
      customers: own.length,
      offered: offered.length,
      contacts: contacted.length,
      cost: offered.reduce((sum, { cost }) => sum + cost, 0),
      kept: offered.reduce((sum, { kept }) => sum + kept, 0),
    }
  })
}
