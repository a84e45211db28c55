import type { CustomerModel } from '../src/evaluation/feature-preprocessor'
import type { Named } from '../src/report/explorer/content'
import type { Language } from '../src/words/language'
import { formatMoney, formatPercent } from '../src/words/number-format'
import { segmentTitles } from '../src/words/segment-titles'
import { contributionTable } from './contribution-table'
import { button, element } from './dom'
import { type ListedCustomer, named, type PageContent } from './listed-customers'
import { categoryName, featureName, word } from './page-words'
import { sumInWords } from './sums'
import { whatIfView } from './what-if-view'

/** The list through which the dialog leads, and what it needs to show a customer. */
export interface DialogSources {
  readonly content: PageContent
  readonly language: Language
  readonly list: readonly ListedCustomer[]
  /** Decodes the model when it is first asked for. */
  readonly model: () => CustomerModel
}

/** Shows a customer over the page, with ways to the neighbours in the list; Escape closes. */
export function openCustomer(
  dialog: HTMLDialogElement,
  customer: ListedCustomer,
  sources: DialogSources,
): void {
  let whatIfOpen = false
  const show = (shown: ListedCustomer) => {
    const at = sources.list.indexOf(shown)
    const title = element('h2', { id: 'customer-title', tabindex: -1 }, titleOf(shown, sources.language))
    const step = (label: 'previousCustomer' | 'nextCustomer', sign: string, by: number) => {
      const other = at < 0 ? undefined : sources.list[at + by]
      return button(sign, () => other && show(other), {
        'aria-label': word(label, sources.language),
        title: word(label, sources.language),
        'aria-disabled': other ? undefined : 'true',
      })
    }
    const bar = element(
      'div',
      { class: 'dialog-bar' },
      title,
      element(
        'div',
        { class: 'dialog-buttons' },
        step('previousCustomer', '←', -1),
        step('nextCustomer', '→', 1),
        button(word('close', sources.language), () => dialog.close()),
      ),
    )
    const whatIf = whatIfView(shown, sources, whatIfOpen, (open) => {
      whatIfOpen = open
    })
    dialog.replaceChildren(bar, ...customerParts(shown, sources), whatIf)
    dialog.scrollTop = 0
    title.focus()
  }
  if (!dialog.open) dialog.showModal()
  show(customer)
}

function titleOf({ written }: ListedCustomer, language: Language): string {
  return `${word('id', language)} ${written}`
}

function customerParts(customer: ListedCustomer, { content, language }: DialogSources): HTMLElement[] {
  const { reasons } = customer
  return [
    facts(customer, content, language),
    ...(customer.flagged ? [element('p', { class: 'notice' }, word('flagged', language))] : []),
    ...unfamiliarPart(customer, language),
    element(
      'section',
      { class: 'decision' },
      element('h3', {}, word('decision', language)),
      element('p', { class: 'chosen' }, offerByChannel(customer.offer, customer.channel, language)),
      element('p', { class: 'why' }, customer.why[language]),
      element('p', { class: 'quiet' }, costAndKept(customer.cost, customer.kept, language)),
      ...experimentPart(customer, content, language),
    ),
    element(
      'section',
      {},
      element('h3', {}, word('reasons', language)),
      reasons.length > 0
        ? element('ol', {}, ...reasons.map((reason) => element('li', {}, reason[language])))
        : element('p', {}, word('noReasons', language)),
    ),
    element(
      'section',
      {},
      contributionTable(content, customer, language),
      element('p', { class: 'quiet' }, word('contributionsNote', language)),
    ),
    optionsPart(customer, content, language),
  ]
}

/** That the model was never tried on such values, and of which features. */
function unfamiliarPart({ unfamiliar }: ListedCustomer, language: Language): HTMLElement[] {
  if (unfamiliar.length === 0) return []
  const names = unfamiliar.map((feature) => featureName(feature, language)).join(', ')
  return [element('p', { class: 'notice' }, `${word('unfamiliar', language)} ${names}.`)]
}

function facts(customer: ListedCustomer, { unit }: PageContent, language: Language): HTMLElement {
  const { categories } = customer
  const category = (feature: string) => categoryName(feature, categories[feature], language)
  const entries = [
    [word('risk', language), formatPercent(customer.probability, 1, language)],
    [word('profitAtRisk', language), formatMoney(customer.profitAtRisk, language)],
    [word('profit', language), formatMoney(customer.profit, language)],
    [word('segment', language), segmentTitles[customer.segment][language]],
    [featureName('favouriteCategory', language), category('favouriteCategory')],
    [featureName('serviceTier', language), category('serviceTier')],
    [word('consent', language), category('contactAllowed')],
  ]
  return element(
    'dl',
    { class: 'facts', title: unit[language] },
    ...entries.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  )
}

function costAndKept(cost: number, kept: number, language: Language): string {
  const part = (name: 'cost' | 'kept', value: number) =>
    `${word(name, language)}: ${sumInWords(value, language)}`
  return `${part('cost', cost)} · ${part('kept', kept)}`
}

function offerByChannel(offer: Named, channel: Named, language: Language): string {
  return `${offer.name[language]} · ${channel.name[language]}`
}

/** The customer's arm, and what the experiment withholds from control. */
function experimentPart(
  { arm, planned }: ListedCustomer,
  { offers, channels }: PageContent,
  language: Language,
): HTMLElement[] {
  if (arm === 'none' || !planned) return []
  const [offer, channel, cost, kept] = planned
  const withheld =
    `${word('withoutExperiment', language)}: ` +
    `${offerByChannel(named(offers, offer), named(channels, channel), language)}. ${costAndKept(cost, kept, language)}`
  return [
    element(
      'p',
      { class: 'experiment' },
      `${word('experiment', language)}: ${lowerFirst(word(arm, language))}`,
    ),
    ...(arm === 'control' ? [element('p', { class: 'quiet withheld' }, withheld)] : []),
  ]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function optionsPart(
  { options, offer: chosen, channel: way }: ListedCustomer,
  { offers, channels }: PageContent,
  language: Language,
): HTMLElement {
  const others = options.filter(([offer, channel]) => offer !== chosen.id || channel !== way.id)
  if (others.length === 0) {
    const none = element('p', { class: 'quiet' }, word('noOptions', language))
    return element('section', {}, element('h3', {}, word('options', language)), none)
  }
  const rows = others.map(([offer, channel, cost, kept]) =>
    element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        offerByChannel(named(offers, offer), named(channels, channel), language),
      ),
      element('td', { class: 'number' }, sumInWords(cost, language)),
      element('td', { class: 'number' }, sumInWords(kept, language)),
    ),
  )
  const head = (['offer', 'cost', 'keeps'] as const).map((name, i) =>
    element('th', { scope: 'col', class: i > 0 ? 'number' : undefined }, word(name, language)),
  )
  return element(
    'section',
    {},
    element(
      'table',
      {},
      element('caption', {}, word('options', language)),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  )
}
