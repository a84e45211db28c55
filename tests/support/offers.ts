import { join } from 'node:path'

/**
 * The catalogue of offers that tests work with. The store's own in data/offers.json is its to change: no result of a test
 * may hang on it.
 */
export const testOffers = join(__dirname, 'offers.json')
