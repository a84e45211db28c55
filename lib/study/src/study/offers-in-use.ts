import { readMeasuredEffects } from '../decisions/experiment/measured-effects'
import { withMeasuredEffects } from '../decisions/offers/measured-offers'
import type { OfferCatalogue } from '../decisions/offers/offer-catalogue'
import { readOfferCatalogue } from '../decisions/offers/read-catalogue'

/**
 * The catalogue of offers of a file, with the measured effects of another laid over it.
 * @throws UserError where catalogue or file cannot be used
 */
export function catalogueWith(path: string, effects?: string): OfferCatalogue {
  const catalogue = readOfferCatalogue(path)
  return effects ? withMeasuredEffects(catalogue, readMeasuredEffects(effects)) : catalogue
}
