import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'

const name = (word: string) => ({ ru: `«${word}»`, en: word })

/**
 * Three customers, a fourth without options; the offers «site» (by channel 0) and «call» (by channel 1, a contact).
 * What kept − cost: 2 or 6 for the first, 4 and 2 for the others.
 */
export const smallProblem: OfferProblem = {
  customers: 4,
  customer: Int32Array.of(0, 0, 1, 2),
  offer: Uint16Array.of(0, 1, 0, 1),
  channel: Uint16Array.of(0, 1, 0, 1),
  cost: Float64Array.of(1, 2, 1, 2),
  kept: Float64Array.of(3, 8, 5, 4),
  contact: Uint8Array.of(0, 1, 0, 1),
}

/** One contact, one call, and money for both offers once. */
export const smallLimits = {
  budget: 3,
  contacts: 1,
  channels: Float64Array.of(Number.POSITIVE_INFINITY, 1, Number.POSITIVE_INFINITY),
}

/** The best plan within the limits: the call for the first, the site for the second; it keeps 13 and costs 3. */
export const smallChosen = Int32Array.of(1, 2, -1, -1)

const words = (id: string) => ({ id, name: name(id), text: name(id), addresses: [], channels: [], cost: 1 })
const by = { needsConsent: false, cost: 0 }

/** The catalogue of the problem; nobody has an option of its last offer or channel. */
export const smallCatalogue = {
  profitLost: { low: 0.25, likely: 0.5, high: 0.75 },
  offers: [
    { ...words('site'), effect: { low: 0.1, likely: 0.2, high: 0.4 } },
    { ...words('call'), effect: { low: 0.1, likely: 0.4, high: 0.5 } },
    { ...words('unused'), effect: { low: 0.1, likely: 0.2, high: 0.3 } },
  ],
  channels: [
    { ...by, id: 'site', name: name('on the site'), way: name('on the site'), reach: 0.5 },
    { ...by, id: 'call', name: name('by call'), way: name('by call'), reach: 0.9 },
    { ...by, id: 'unused', name: name('unused'), way: name('unused'), reach: 0.5 },
  ],
}
