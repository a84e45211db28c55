import { describe, expect, it } from 'vitest'
import type { CustomerDecision } from '../../../../../lib/study/src/decisions/offers/customer-decisions'
import { countOffers, type OfferCount } from '../../../../../lib/study/src/decisions/offers/offer-counts'
import { readOfferCatalogue } from '../../../../../lib/study/src/decisions/offers/read-catalogue'
import { offersFigure } from '../../../../../lib/study/src/report/figures/offers'
import { buildOffers } from '../../../../../lib/study/src/report/management/build/what-findings'
import { testOffers } from '../../../../support/offers'

const catalogue = readOfferCatalogue(testOffers)

describe('buildOffers', () => {
  it('withholds the channels that the figure of notebook 06 withholds, and no more', () => {
    const given: Record<string, Record<string, number>> = {
      'come-back': { call: 64, message: 42, site: 66 },
      selection: { message: 65, site: 78 },
      talk: { message: 6, site: 7 },
      bundle: { call: 2, site: 9 },
      basket: { message: 3, site: 5 },
    }
    const decisions = Object.entries(given).flatMap(([offer, channels]) =>
      Object.entries(channels).flatMap(([channel, customers]) =>
        Array.from({ length: customers }, () => decided(offer, channel)),
      ),
    )
    const { offers, contacts } = buildOffers(decisions, catalogue, {
      budget: 60,
      contacts: 194,
      channels: new Float64Array(0),
    })
    const told: OfferCount[] = offers.flatMap(({ offer = '', name, channels }) =>
      channels.map(({ channel = '', name: channelName, customers }) => ({
        offer,
        offerName: name,
        channel,
        channelName,
        customers,
      })),
    )
    expect(bars(told)).toEqual(bars(countOffers(decisions)))
    expect(bars(told).some(([, name]) => name === 'канал не указан')).toBe(true)
    expect(contacts).toBe(64 + 42 + 65 + 6 + 2 + 3)
  })
})

/** Offer, channel and customers of each part of a bar. */
function bars(counts: readonly OfferCount[]): [offer: string, channel: string, customers: number][] {
  return offersFigure(counts, 'ru')
    .data.flatMap(({ name, x, y }) =>
      (x as number[]).map((customers, i): [string, string, number] => [
        (y as string[])[i],
        name as string,
        customers,
      ]),
    )
    .filter(([, , customers]) => customers > 0)
    .sort()
}

function decided(offer: string, channel: string): CustomerDecision {
  return {
    offer,
    offerName: catalogue.offers.find(({ id }) => id === offer)!.name,
    channel,
    channelName: catalogue.channels.find(({ id }) => id === channel)!.name,
    contactAllowed: true,
    cost: 0.2,
    kept: 0.5,
  } as unknown as CustomerDecision
}
