import { fewestCustomers } from '../../../customers/small-groups'
import { chartMarkup, dataTable } from '../chart'
import { planFigure } from '../figures/offers'
import type { ExperimentFindings, ManagementFindings, OfferFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import { themes } from '../themes'
import type { Section } from './section'

/** What to do. */
export function offersSection({ what, why, experiment }: ManagementFindings, words: Speaker): Section {
  const { say, people } = words
  const [first] = what.offers
  return {
    name: 'what',
    short: say('Что делать', 'What to do'),
    heading:
      what.customers > 0
        ? say(
            `План: предложение ${words.toCustomers(what.customers)} из ${people(why.customers)} в группе риска — каждому по его признакам`,
            `The plan: offers to ${words.people(what.customers)} of the ${people(why.customers)} customers at risk, each chosen by the customer’s own signs`,
          )
        : say('Предложений, которые окупаются, нет', 'No offer pays for itself'),
    body: html`<p>${say(
      'Предложение выбирается по собственным признакам клиента, его любимой категории, его согласию на сообщения и по тому, как часто ему уже пишут. Остальные получают обычную рассылку.',
      'An offer is chosen by the customer’s own signs, favourite category, consent to messages and how often the store has been in touch already. All others get the usual news.',
    )}${
      first &&
      say(
        ` Чаще других — «${first.name.ru}»: ${words.customers(first.customers)}.`,
        ` The most frequent offer is “${first.name.en}”: ${words.customers(first.customers)}.`,
      )
    }</p>
${
  experiment &&
  html`<p>${experimentInWords(experiment, words)}</p>
`
}<p>${say(
      `Сообщений и звонков понадобится ${contactsInWords(what, words)}${limitInWords(what, words)}. Без согласия никому не пишут и не звонят${siteOnlyInWords(what, words)}.`,
      `It takes ${contactsInWords(what, words)} messages and calls${limitInWords(what, words)}. No one is messaged or called without consent${siteOnlyInWords(what, words)}.`,
    )}</p>
${what.offers.length > 0 && offersMarkup(what, words)}`,
  }
}

/** What the list of customers and offers.csv hold while the experiment runs. */
function experimentInWords(experiment: ExperimentFindings, words: Speaker): string {
  const { treated, control, cost, kept } = experiment
  const { say, about } = words
  return say(
    `План начинают с эксперимента: так видно, действуют ли предложения. Пока он идёт, предложения получают ${words.treated(experiment)} из ${words.ofCustomers(treated + control)}, выбранных случайно: затраты около ${about(cost)}, сохранённая прибыль около ${about(kept)}. Остальным — контрольной группе — отправляют обычные новости. Список клиентов и offers.csv показывают именно это; числа ниже — план целиком.`,
    `The plan begins with an experiment, which shows whether offers work. While the experiment runs, ${words.treated(experiment)} of ${words.customers(treated + control)}, drawn by lot, get an offer: cost about ${about(cost)}, profit kept about ${about(kept)}. The others, the control group, get the usual news. The list of customers and offers.csv show just that; the figures below are those of the whole plan.`,
  )
}

/** At most one for each offer where their number would tell how many of a few customers are contacted, or are not. */
function contactsInWords({ contacts, customers }: OfferFindings, { say, count, people }: Speaker): string {
  return contacts === undefined
    ? say(
        `не больше ${count(Math.max(fewestCustomers, customers))}`,
        `at most ${count(Math.max(fewestCustomers, customers))}`,
      )
    : people(contacts)
}

/** Nothing where every customer with an offer has given consent. */
function siteOnlyInWords({ withoutConsent }: OfferFindings, words: Speaker): string {
  if (withoutConsent === 0) return ''
  return words.say(
    `: ${words.customers(withoutConsent)} без согласия увидят предложение на сайте`,
    `: ${words.customers(withoutConsent)} without consent see the offer on the site`,
  )
}

function limitInWords({ contactLimit }: OfferFindings, { say, count }: Speaker): string {
  return Number.isFinite(contactLimit)
    ? say(` из ${count(contactLimit)} возможных`, ` of the ${count(contactLimit)} possible`)
    : ''
}

function offersMarkup({ offers }: OfferFindings, words: Speaker) {
  const { say, count, money, language } = words
  return html`${chartMarkup({ name: 'offers', figure: planFigure(offers, words) }, words)}
${dataTable(
  {
    head: [
      say('предложение', 'offer'),
      say('клиентов', 'customers'),
      say('затраты', 'cost'),
      say('сохранит', 'keeps'),
    ],
    rows: offers.map((offer) => [
      offer.name[language],
      count(offer.customers),
      money(offer.cost),
      money(offer.kept),
    ]),
  },
  say('Предложения по плану', 'Offers of the plan'),
  { isCaptioned: true },
)}
<dl class="meanings">${offers
    .filter((offer) => offer.themes.length > 0)
    .map(
      (offer) =>
        html`<div><dt>${offer.name[language]}</dt><dd>${say('по признаку', 'addresses')}: ${words.list(offer.themes.map((theme) => themes[theme].name[language]))}</dd></div>`,
    )}</dl>`
}
