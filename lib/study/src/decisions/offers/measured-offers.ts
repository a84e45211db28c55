import { UserError } from '@one-click/core'
import type { MeasuredEffects } from '../experiment/measured-effects'
import type { OfferCatalogue } from './offer-catalogue'

/**
 * The catalogue with measured effects in place of the assumed ones, marked as measured. Offers that no experiment
 * measured keep what is assumed of them. An effect at or below 0 stays what it is: no plan gives such an offer.
 * @throws UserError where none of the measured offers is in the catalogue
 */
export function withMeasuredEffects(
  catalogue: OfferCatalogue,
  { level, offers: measured }: MeasuredEffects,
): OfferCatalogue {
  const known = catalogue.offers.map(({ id }) => id)
  const ids = Object.keys(measured)
  if (!ids.some((id) => known.includes(id))) {
    throw new UserError(
      `measured effects: none of ${ids.join(', ') || 'no offer'} is in the catalogue of offers, which has ${known.join(', ')}: ` +
        'name the file of effects that belongs to it',
    )
  }
  const offers = catalogue.offers.map((offer) => {
    if (!Object.hasOwn(measured, offer.id)) return offer
    const { low, likely, high, customers } = measured[offer.id]
    return { ...offer, effect: { low, likely, high, measured: { level, customers } } }
  })
  return { ...catalogue, offers }
}
