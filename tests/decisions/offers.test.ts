import { join } from 'node:path'
import fc from 'fast-check'
import {
  assignOffer,
  features,
  type OfferCatalogue,
  projectRoot,
  type Reason,
  readOfferCatalogue,
} from 'one-click'
import { describe, expect, it } from 'vitest'

const real = readOfferCatalogue(join(projectRoot, 'data/offers.json'))
const offer = (id: string, addresses: string[], channels: ('message' | 'site')[]) => ({
  id,
  name: id,
  text: `${id} in {category}, {category}`,
  addresses,
  channels,
})
const small: OfferCatalogue = {
  version: 1,
  riskFrom: 0.5,
  offers: [
    offer('letter', ['pagesPerVisit'], ['message']),
    offer('banner', ['pagesPerVisit', 'promoShare'], ['site']),
    offer('both', ['unpaidItems'], ['message', 'site']),
  ],
  otherwise: offer('news', [], ['site']),
}
const reason = (feature: string): Reason => ({
  feature,
  contribution: 1,
  probabilityChange: 0.1,
  text: feature,
})
const assign = (reasons: string[], { probability = 0.9, contactAllowed = true, category = 'x' } = {}) => {
  const candidate = { probability, contactAllowed, category, reasons: reasons.map((name) => reason(name)) }
  const { offer: chosen, channel, reason: answered } = assignOffer(candidate, small)
  return [chosen.id, channel, answered?.feature]
}

describe('assignOffer', () => {
  it('answers the largest reason that an offer addresses', () => {
    expect(assign(['unpaidItems', 'promoShare'])).toEqual(['both', 'message', 'unpaidItems'])
    expect(assign(['tenureDays', 'promoShare', 'unpaidItems'])).toEqual(['banner', 'site', 'promoShare'])
  })

  it('falls to the next offer, channel or reason where no message is allowed', () => {
    expect(assign(['pagesPerVisit'])).toEqual(['letter', 'message', 'pagesPerVisit'])
    expect(assign(['pagesPerVisit'], { contactAllowed: false })).toEqual(['banner', 'site', 'pagesPerVisit'])
    expect(assign(['unpaidItems'], { contactAllowed: false })).toEqual(['both', 'site', 'unpaidItems'])
  })

  it('gives everyone else the usual', () => {
    expect(assign([])).toEqual(['news', 'site', undefined])
    expect(assign(['tenureDays'])).toEqual(['news', 'site', undefined])
    expect(assign(['unpaidItems'], { probability: 0.4999 })).toEqual(['news', 'site', undefined])
    expect(assign(['unpaidItems'], { probability: 0.5 })).toEqual(['both', 'message', 'unpaidItems'])
  })

  it.each(['$&', "$`$'$1$$", '{category}', '<b>', '=1+1'])(
    'puts the category %s into the text as it is',
    (category) => {
      const candidate = { probability: 0.9, contactAllowed: true, category, reasons: [reason('unpaidItems')] }
      expect(assignOffer(candidate, small).text).toBe(`both in ${category}, ${category}`)
    },
  )

  it('never sends a message without consent, and answers only what an offer addresses', () => {
    const name = fc.constantFrom(...features.map((feature) => feature.name))
    const channels = fc.constantFrom<('message' | 'site')[]>(
      ['message'],
      ['site'],
      ['message', 'site'],
      ['site', 'message'],
    )
    const catalogue = fc.record({
      version: fc.constant(1 as const),
      riskFrom: fc.double({ min: 0, max: 1, noNaN: true }),
      offers: fc.array(
        fc.record({
          id: fc.constant('one'),
          name: fc.constant('one'),
          text: fc.constant('{category}'),
          addresses: fc.uniqueArray(name, { maxLength: 5 }),
          channels,
        }),
        { minLength: 1, maxLength: 5 },
      ),
      otherwise: fc.constant(small.otherwise),
    })
    const candidate = fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      reasons: fc.uniqueArray(name, { maxLength: 8 }).map((names) => names.map((one) => reason(one))),
      contactAllowed: fc.boolean(),
      category: fc.string(),
    })
    fc.assert(
      fc.property(fc.oneof(catalogue, fc.constant(real)), candidate, (offers: OfferCatalogue, who) => {
        const { offer: chosen, channel, reason: answered, text } = assignOffer(who, offers)
        expect(chosen.channels).toContain(channel)
        if (!who.contactAllowed) expect(channel).toBe('site')
        if (answered === undefined) {
          expect(chosen).toBe(offers.otherwise)
        } else {
          expect(who.probability).toBeGreaterThanOrEqual(offers.riskFrom)
          expect(offers.offers).toContain(chosen)
          expect(chosen.addresses).toContain(answered.feature)
          const earlier = who.reasons.slice(0, who.reasons.indexOf(answered))
          const possible = offers.offers.filter((one) => who.contactAllowed || one.channels.includes('site'))
          for (const { feature } of earlier) {
            expect(possible.some(({ addresses }) => addresses.includes(feature))).toBe(false)
          }
        }
        if (who.probability < offers.riskFrom) expect(chosen).toBe(offers.otherwise)
        expect(text).toBe(chosen.text.split('{category}').join(who.category))
      }),
      { numRuns: 300 },
    )
  })
})
