import { take } from '@one-click/core'
import type { Customers } from '../customers/customers'
import { categoryInEnglish } from '../tables/store-words'
import { type Grouping, valueBands } from './segment-errors'

/** Days since registration at which customers are parted. */
const tenureCuts = [365, 545, 730, 910]

/** The attributes by which errors are looked at, one at a time; training customers in their order. */
export function customerGroups(customers: Customers): Grouping[] {
  const { features, trainingRows } = customers
  return [
    { name: 'Service tier', groups: englishWords(customers, 'serviceTier') },
    { name: 'Favourite category', groups: englishWords(customers, 'favouriteCategory') },
    {
      name: 'Days since registration',
      ...valueBands(take(features.numbers.tenureDays, trainingRows), tenureCuts),
    },
    { name: 'Consent to messages', groups: englishWords(customers, 'contactAllowed') },
  ]
}

/** Service tier and consent together: where two attributes meet, errors may differ from those of each. */
export function combinedGroups(customers: Customers): Grouping {
  const consent = englishWords(customers, 'contactAllowed')
  return {
    name: 'Service tier, consent to messages',
    groups: englishWords(customers, 'serviceTier').map((tier, i) => `${tier}, ${consent[i]}`),
  }
}

/**
 * Segments of training customers.
 *
 * @param segments segment of each customer with known profit, in the order of `decisionRows`; the others have none
 */
export function segmentGroups(
  { decisionRows, trainingRows }: Customers,
  segments: readonly string[],
): Grouping {
  const segmentOf = new Map(Array.from(decisionRows, (row, i) => [row, segments[i]]))
  return {
    name: 'Segment',
    groups: Array.from(trainingRows, (row) => segmentOf.get(row) ?? 'profit not known'),
  }
}

function englishWords({ features, trainingRows }: Customers, feature: string): string[] {
  return Array.from(trainingRows, (row) => categoryInEnglish(feature, features.categories[feature][row]))
}
