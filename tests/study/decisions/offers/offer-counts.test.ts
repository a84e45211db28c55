import { describe, expect, it } from 'vitest'
import type { CustomerDecision } from '../../../../lib/study/src/decisions/offers/customer-decisions'
import { countOffers, offersBySegment } from '../../../../lib/study/src/decisions/offers/offer-counts'
import { studyDecision } from '../../report/study-results'

const both = (text: string) => ({ ru: `${text} (рус.)`, en: text })
const site: CustomerDecision = studyDecision(1, 'Save now', 0.8)
const message: CustomerDecision = {
  ...site,
  channel: 'message',
  channelName: both('Message'),
  cost: 0.5,
  kept: 2,
  options: [
    ...site.options,
    { offer: 'basket', channel: 'message', cost: 0.5, kept: 2, contact: true, points: 0.2 },
  ],
}
const news: CustomerDecision = { ...site, offer: 'news', offerName: both('News'), cost: 0, kept: 0 }
const decisions = [news, message, site, { ...news, segment: 'Look after' as const }, news, message]

describe('countOffers', () => {
  it('counts by offer and channel, the most frequent first', () => {
    expect(countOffers(decisions)).toEqual([
      {
        offer: 'news',
        offerName: news.offerName,
        channel: 'site',
        channelName: site.channelName,
        customers: 3,
      },
      {
        offer: 'basket',
        offerName: site.offerName,
        channel: 'message',
        channelName: message.channelName,
        customers: 2,
      },
      {
        offer: 'basket',
        offerName: site.offerName,
        channel: 'site',
        channelName: site.channelName,
        customers: 1,
      },
    ])
    expect(countOffers([])).toEqual([])
  })

  it('does not depend on the order of customers where offers are as frequent', () => {
    const few = [site, message, news]
    expect(countOffers([...few].reverse())).toEqual(countOffers(few))
  })
})

describe('offersBySegment', () => {
  it('adds up what the plan does in each segment', () => {
    const [save, cheap, look, leave] = offersBySegment(decisions)
    expect(save).toEqual({
      segment: 'Save now',
      customers: 5,
      offered: 3,
      contacts: 2,
      cost: 0.5 + 0.5 + site.cost,
      kept: 2 + 2 + site.kept,
    })
    expect(look).toEqual({ segment: 'Look after', customers: 1, offered: 0, contacts: 0, cost: 0, kept: 0 })
    expect([cheap.customers, leave.customers]).toEqual([0, 0])
  })
})
