import { minShownCustomers } from '../../../customers/small-groups'
import type { OfferCount } from '../../../decisions/offers/offer-counts'
import { inEveryLanguage } from '../../../words/language'
import { offersFigure } from '../../figures/offers'
import { chartMarkup, dataTable } from '../chart'
import type { ExperimentFindings, ManagementFindings, OfferFinding, OfferFindings } from '../findings'
import { html } from '../html'
import { planOutcome } from '../situation'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What to do. */
export function offersSection(findings: ManagementFindings, words: Speaker): Section {
  const { what, why, stake, experiment } = findings
  const { texts, people, language } = words
  const outcome = planOutcome(findings)
  const [first] = what.offers
  return {
    name: 'what',
    short: texts.offers.short,
    heading:
      outcome === 'offers'
        ? texts.offers.heading({
            people: words.people(what.customers),
            atRisk: people(why.customers),
            toCustomers: words.toCustomers(what.customers),
          })
        : texts.offers.headingNone[outcome],
    body: html`<p>${texts.offers.howChosen} ${othersInWords(what.customers, stake.active, words)}${
      first?.offer !== undefined &&
      texts.offers.mostFrequent({ name: first.name[language], customers: words.customers(first.customers) })
    }</p>
${
  experiment &&
  html`<p>${experimentInWords(experiment, words)}</p>
`
}${
  outcome === 'offers' &&
  html`<p>${contactsInWords(what, words)} ${texts.offers.consent(siteOnlyInWords(what, words))}</p>
`
}${what.offers.length > 0 && offersMarkup(what, words)}`,
  }
}

/** What the list of customers and offers.csv hold while the experiment runs. */
function experimentInWords(experiment: ExperimentFindings, words: Speaker): string {
  const { treated, control, cost, kept } = experiment
  const { texts, about } = words
  return texts.offers.duringExperiment({
    treated: words.treated(experiment),
    customers: words.customers(treated + control),
    cost: about(cost),
    kept: about(kept),
    ofCustomers: words.ofCustomers(treated + control),
  })
}

/** What those get to whom the plan makes no offer, if there are any. */
function othersInWords(offered: number, active: number, { texts }: Speaker): string {
  if (offered === 0) return texts.offers.allGetNews
  return offered < active ? texts.offers.othersGetNews : ''
}

/**
 * How many messages and calls the plan takes. Where their number would tell how many of a few customers are contacted, or are
 * not: at most one for each offer, and no more than there may be.
 */
function contactsInWords({ contacts, contactLimit, customers }: OfferFindings, words: Speaker): string {
  const { texts, count, people } = words
  if (contacts === undefined) {
    const most = Math.max(minShownCustomers, Math.min(customers, contactLimit))
    return texts.offers.contacts({ contacts: texts.offers.atMost(count(most)), limit: '' })
  }
  const limit = Number.isFinite(contactLimit) ? texts.offers.ofPossible(count(contactLimit)) : ''
  return contacts === 0
    ? texts.offers.noContacts
    : texts.offers.contacts({ contacts: people(contacts), limit })
}

/** Nothing where every customer with an offer has given consent. */
function siteOnlyInWords({ withoutConsent }: OfferFindings, words: Speaker): string {
  if (withoutConsent === 0) return ''
  return words.texts.offers.withoutConsent({ customers: words.customers(withoutConsent), n: withoutConsent })
}

function offersMarkup({ offers }: OfferFindings, words: Speaker) {
  const { texts, count, money, language } = words
  return html`${chartMarkup({ name: 'offers', figure: offersFigure(countsOf(offers), language) }, words)}
${dataTable(
  {
    head: [texts.offers.offer, texts.offers.customers, texts.offers.cost, texts.offers.keeps],
    rows: offers.map((offer) => [
      offer.name[language],
      count(offer.customers),
      money(offer.cost),
      money(offer.kept),
    ]),
  },
  texts.offers.planned,
  { isCaptioned: true },
)}
<dl class="meanings">${offers
    .filter((offer) => offer.themes.length > 0)
    .map(
      (offer) =>
        html`<div><dt>${offer.name[language]}</dt><dd>${texts.offers.addresses}: ${words.list(offer.themes.map((theme) => inEveryLanguage(theme.name)[language]))}</dd></div>`,
    )}</dl>`
}

/** Customers by offer and channel, as the figure counts them. */
function countsOf(offers: readonly OfferFinding[]): OfferCount[] {
  return offers.flatMap((offer) =>
    offer.channels.map((channel) => ({
      offer: offer.offer ?? '',
      offerName: offer.name,
      channel: channel.channel ?? '',
      channelName: channel.name,
      customers: channel.customers,
    })),
  )
}
