import { groupsToMerge, isFew, minShownCustomers } from '../customers/small-groups'
import { formatCount } from '../words/number-format'

/** What stands in a sentence for a number that is withheld. */
export const withheldWord = '(withheld)'

/** How many customers: `fewer than 5` where single ones could be told from it; none is none. */
export const fewInWords = (customers: number): string =>
  isFew(customers) ? `fewer than ${minShownCustomers}` : formatCount(customers)

/**
 * Parts of a known number of customers, `declines 480, holds 600, unsure 216`: one of few is withheld, and another where it
 * would follow from the rest.
 *
 * @param others the rest of the known number, who are in no part. Default none
 */
export function partsInWords(
  parts: readonly { readonly name: string; readonly customers: number }[],
  others = 0,
): string {
  const withheld = new Set(groupsToMerge([...parts.map(({ customers }) => customers), others]))
  return parts
    .map(({ name, customers }, i) => `${name} ${withheld.has(i) ? withheldWord : formatCount(customers)}`)
    .join(', ')
}
