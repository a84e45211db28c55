import { mean } from '@one-click/statistics'
import type { ContactEconomics } from '../../evaluation/profit-threshold'
import { horizonMonths } from '../segments/segments'
import type { OfferCatalogue } from './offer-catalogue'

/**
 * What one contact costs and keeps by a catalogue, for rules that know no offers: the mean over its offers, each by its
 * preferred channel. A contact is taken to answer all of a customer's risk, of which an offer answers the part that its
 * reasons add; so it keeps more than the plan counts on.
 */
export function contactEconomics({
  offers,
  channels,
  profitLost,
}: Pick<OfferCatalogue, 'offers' | 'channels' | 'profitLost'>): ContactEconomics {
  const preferred = offers.map((offer) => ({
    offer,
    channel: channels.find(({ id }) => id === offer.channels[0])!,
  }))
  const kept = mean(Float64Array.from(preferred, ({ offer, channel }) => offer.effect.likely * channel.reach))
  return {
    contactCost: mean(Float64Array.from(preferred, ({ offer, channel }) => offer.cost + channel.cost)),
    keptShare: Math.min(1, Math.max(0, kept * profitLost.likely)),
    months: horizonMonths,
  }
}
