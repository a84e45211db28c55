import { minShownCustomers } from '../../../customers/small-groups'
import { chartMarkup, dataTable } from '../chart'
import { planFigure } from '../figures/offers'
import type { ExperimentFindings, ManagementFindings, OfferFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import type { Section } from './section'

/** What to do. */
export function offersSection({ what, why, experiment }: ManagementFindings, words: Speaker): Section {
  const { texts, people, language } = words
  const [first] = what.offers
  return {
    name: 'what',
    short: texts.offers.short,
    heading:
      what.customers > 0
        ? texts.offers.heading({
            people: words.people(what.customers),
            atRisk: people(why.customers),
            toCustomers: words.toCustomers(what.customers),
          })
        : texts.offers.headingNone,
    body: html`<p>${texts.offers.howChosen}${
      first &&
      texts.offers.mostFrequent({ name: first.name[language], customers: words.customers(first.customers) })
    }</p>
${
  experiment &&
  html`<p>${experimentInWords(experiment, words)}</p>
`
}<p>${texts.offers.contacts({ contacts: contactsInWords(what, words), limit: limitInWords(what, words), siteOnly: siteOnlyInWords(what, words) })}</p>
${what.offers.length > 0 && offersMarkup(what, words)}`,
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

/** At most one for each offer where their number would tell how many of a few customers are contacted, or are not. */
function contactsInWords({ contacts, customers }: OfferFindings, { texts, count, people }: Speaker): string {
  return contacts === undefined
    ? texts.offers.atMost(count(Math.max(minShownCustomers, customers)))
    : people(contacts)
}

/** Nothing where every customer with an offer has given consent. */
function siteOnlyInWords({ withoutConsent }: OfferFindings, words: Speaker): string {
  if (withoutConsent === 0) return ''
  return words.texts.offers.withoutConsent(words.customers(withoutConsent))
}

function limitInWords({ contactLimit }: OfferFindings, { texts, count }: Speaker): string {
  return Number.isFinite(contactLimit) ? texts.offers.ofPossible(count(contactLimit)) : ''
}

function offersMarkup({ offers }: OfferFindings, words: Speaker) {
  const { texts, count, money, language } = words
  return html`${chartMarkup({ name: 'offers', figure: planFigure(offers, words) }, words)}
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
        html`<div><dt>${offer.name[language]}</dt><dd>${texts.offers.addresses}: ${words.list(offer.themes.map((theme) => theme.name[language]))}</dd></div>`,
    )}</dl>`
}
