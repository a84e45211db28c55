import type { Customers } from '../../customers/customers'
import { consentWords } from '../../tables/store-words'
import type { ChannelRule, OfferCatalogue } from './offer-catalogue'

/** Whether the store may write to or call this customer: consent given, and not yet contacted too often. */
export function mayBeContacted(
  { features: { categories, numbers } }: Customers,
  row: number,
  { contactCeiling }: Pick<OfferCatalogue, 'contactCeiling'>,
): boolean {
  return (
    categories.contactAllowed[row] === consentWords.yes &&
    numbers.marketingContactsCurrent[row] < contactCeiling
  )
}

/** Those of the named channels that the customer may be reached by, in the order given. */
export function openChannels(
  ids: readonly string[],
  customers: Customers,
  row: number,
  catalogue: OfferCatalogue,
): ChannelRule[] {
  const contact = mayBeContacted(customers, row, catalogue)
  return ids
    .map((id) => catalogue.channels.find((channel) => channel.id === id)!)
    .filter(({ needsConsent }) => contact || !needsConsent)
}
