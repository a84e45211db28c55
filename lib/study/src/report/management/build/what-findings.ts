import { compareText } from '@one-click/core'
import { cellsToWithhold, isFew, mergeSmallGroups } from '../../../customers/small-groups'
import type { CustomerDecision } from '../../../decisions/offers/customer-decisions'
import type { OfferCatalogue } from '../../../decisions/offers/offer-catalogue'
import type { OfferLimits } from '../../../decisions/offers/offer-problem'
import type { Theme } from '../../../words/feature-themes'
import type { Bilingual } from '../../../words/language'
import { byLanguage } from '../../../words/language'
import type { OfferFinding, OfferFindings } from '../findings'
import { themeOfFeature } from '../themes'

const other = byLanguage(({ mergedGroups }) => mergedGroups.other)
const anyChannel = byLanguage(({ figures }) => figures.offers.anyChannel)

/**
 * The plan's offers, by offer and channel; offers of too few customers are merged, and channels that would tell of few, also
 * by what all offers together use of a channel, are not told apart: by the same rule as in notebook 06.
 */
export function buildOffers(
  decisions: readonly CustomerDecision[],
  catalogue: OfferCatalogue,
  limits: OfferLimits,
): OfferFindings {
  const offered = decisions.filter(({ offer }) => offer !== catalogue.otherwise.id)
  const isContact = new Map(catalogue.channels.map(({ id, needsConsent }) => [id, needsConsent]))
  const offers: OfferFinding[] = catalogue.offers.map(({ id, name, addresses }) => ({
    ...offerFinding(
      offered.filter(({ offer }) => offer === id),
      name,
      [...new Set(addresses.map(themeOfFeature))],
    ),
    offer: id,
  }))
  const contacts = offered.filter(({ channel }) => isContact.get(channel)).length
  const merged = mergeSmallGroups(offers, (small) =>
    offerFinding(
      offered.filter(({ offer }) => small.some((one) => one.offer === offer)),
      other,
      [],
    ),
  ).sort((a, b) => b.customers - a.customers)
  const shown = withoutSmallChannels(merged)
  // What is contacted, and what is not, less what the offers' channels show of it.
  const rests = [true, false].map(
    (contacted) =>
      (contacted ? contacts : offered.length - contacts) -
      shown
        .flatMap(({ channels }) => channels)
        .filter(({ channel }) => channel !== undefined && isContact.get(channel) === contacted)
        .reduce((sum, { customers }) => sum + customers, 0),
  )
  const tellsOfFew = rests.some((rest) => isFew(rest))
  return {
    customers: offered.length,
    withoutConsent: offered.filter(({ contactAllowed }) => !contactAllowed).length,
    ...(tellsOfFew ? {} : { contacts }),
    contactLimit: limits.contacts,
    offers: shown.sort(
      (a, b) => Number(a.offer === undefined) - Number(b.offer === undefined) || b.customers - a.customers,
    ),
  }
}

function offerFinding(
  given: readonly CustomerDecision[],
  name: Bilingual,
  themes: readonly Theme[],
): OfferFinding {
  const total = (value: (decision: CustomerDecision) => number) =>
    given.reduce((sum, decision) => sum + value(decision), 0)
  const channels = new Map<string, OfferFinding['channels'][number]>()
  for (const { channel, channelName } of given) {
    channels.set(channel, {
      channel,
      name: channelName,
      customers: (channels.get(channel)?.customers ?? 0) + 1,
    })
  }
  return {
    name,
    themes,
    customers: given.length,
    cost: total(({ cost }) => cost),
    kept: total(({ kept }) => kept),
    channels: [...channels.values()],
  }
}

/** The offers with one count in place of all channels that would tell of few; in the order of `offersFigure`, which decides ties. */
function withoutSmallChannels(offers: readonly OfferFinding[]): OfferFinding[] {
  const used = offers.flatMap(({ channels }) => channels.flatMap(({ channel }) => channel ?? []))
  const channels = [...new Set(used)].sort(compareText)
  const withheld = cellsToWithhold(
    offers.map((offer) =>
      channels.map((id) => offer.channels.find(({ channel }) => channel === id)?.customers ?? 0),
    ),
  )
  return offers.map((offer, i) => {
    const isHidden = ({ channel }: OfferFinding['channels'][number]) =>
      channel !== undefined && withheld[i][channels.indexOf(channel)]
    const customers = offer.channels.filter(isHidden).reduce((sum, one) => sum + one.customers, 0)
    const told = offer.channels.filter((one) => !isHidden(one))
    return { ...offer, channels: customers > 0 ? [...told, { name: anyChannel, customers }] : told }
  })
}
