import { chartMarkup, dataTable } from '../chart'
import { planFigure } from '../figures/offers'
import type { ManagementFindings, OfferFindings } from '../findings'
import { html } from '../html'
import type { Speaker } from '../speaker'
import { themes } from '../themes'
import type { Section } from './section'

/** What to do. */
export function offersSection({ what, why }: ManagementFindings, words: Speaker): Section {
  const { say, count } = words
  const [first] = what.offers
  return {
    name: 'what',
    short: say('Что делать', 'What to do'),
    heading:
      what.customers > 0
        ? say(
            `План: предложение ${words.toCustomers(what.customers)} из ${count(why.customers)} под угрозой — каждому по его признакам`,
            `The plan: offers to ${words.people(what.customers)} of the ${count(why.customers)} customers at risk, each chosen by the customer’s own signs`,
          )
        : say('Предложений, которые окупаются, нет', 'No offer pays for itself'),
    body: html`<p>${say(
      'Предложение выбирается по собственным признакам клиента, его любимой категории, его согласию на сообщения и по тому, как часто ему уже пишут. Остальные получают обычные новости.',
      'An offer is chosen by the customer’s own signs, favourite category, consent to messages and how often the store has been in touch already. All others get the usual news.',
    )}${
      first &&
      say(
        ` Чаще других — «${first.name.ru}»: ${words.customers(first.customers)}.`,
        ` The most frequent offer is “${first.name.en}”: ${words.customers(first.customers)}.`,
      )
    }</p>
<p>${say(
      'Такой план стоит начинать с эксперимента: сначала предложения получает только половина клиентов под угрозой, выбранная случайно.',
      'It is best to begin such a plan with an experiment: at first only half of the customers at risk, drawn by lot, get offers.',
    )}</p>
<p>${say(
      `Сообщений и звонков понадобится ${count(what.contacts)}${limitInWords(what, words)}. Без согласия никому не пишут и не звонят${siteOnlyInWords(what, words)}.`,
      `It takes ${count(what.contacts)} messages and calls${limitInWords(what, words)}. No one is messaged or called without consent${siteOnlyInWords(what, words)}.`,
    )}</p>
${what.offers.length > 0 && offersMarkup(what, words)}`,
  }
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
