import { groupsToMerge, minShownCustomers } from '../../customers/small-groups'
import { formatCount } from '../../words/number-format'

/** A number of customers that tells of few, though not of none. */
export const isFew = (customers: number): boolean => customers > 0 && customers < minShownCustomers

/** How many customers: `fewer than 5` where single ones could be told from it; none is none. */
export const fewInWords = (customers: number): string =>
  isFew(customers) ? `fewer than ${minShownCustomers}` : formatCount(customers)

/**
 * Parts of a known number of customers, `declines 480, holds 600, unsure 216`: one of few is withheld, and another where it
 * would follow from the rest.
 */
export function partsInWords(
  parts: readonly { readonly name: string; readonly customers: number }[],
): string {
  const withheld = new Set(groupsToMerge(parts.map(({ customers }) => customers)))
  return parts
    .map(({ name, customers }, i) => `${name} ${withheld.has(i) ? '(withheld)' : formatCount(customers)}`)
    .join(', ')
}
