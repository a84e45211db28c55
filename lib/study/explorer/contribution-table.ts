import { featureOf } from '../src/customers/features'
import type { Language } from '../src/words/language'
import { formatDecimal, formatMeasure, formatPercent } from '../src/words/number-format'
import { element } from './dom'
import type { ListedCustomer, PageContent } from './listed-customers'
import { categoryName, featureName, word } from './page-words'
import { riskParts } from './risk-parts'
import { dataOf, featuresOfCustomer } from './what-if'

/** Contributions as a table with bars: what speaks for a decline to the right, what against it to the left. */
export function contributionTable(
  content: PageContent,
  customer: ListedCustomer,
  language: Language,
): HTMLElement {
  const { comparison, parts } = riskParts(content, customer)
  const values = featuresOfCustomer(content.explained, dataOf(content, customer.position))
  const widest = Math.max(Math.abs(comparison), ...parts.map(({ change }) => Math.abs(change)), 1e-9)
  const shown = (feature: string) => {
    if (featureOf(feature).kind === 'category') {
      return categoryName(feature, values.categories[feature][0], language)
    }
    const usual = formatMeasure(content.typical[feature], language)
    return `${formatMeasure(values.numbers[feature][0], language)} (${word('usual', language)} ${usual})`
  }
  const row = (change: number, ...name: (HTMLElement | string)[]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, ...name),
      element('td', { class: 'bar-cell', 'aria-hidden': 'true' }, bar(change / widest)),
      element('td', { class: 'number' }, signedPoints(change, language)),
    )
  const rows = parts.map(({ feature, change }) =>
    row(
      change,
      `${featureName(feature, language)}: `,
      element('span', { class: 'own-value' }, shown(feature)),
    ),
  )
  const end = (name: 'average' | 'thisCustomer', probability: number) =>
    element(
      'tr',
      { class: 'end' },
      element('th', { scope: 'row', colspan: 2 }, word(name, language)),
      element('td', { class: 'number' }, formatPercent(probability, 1, language)),
    )
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, word('feature', language)),
    element('td', {}),
    element('th', { scope: 'col', class: 'number' }, word('points', language)),
  )
  return element(
    'table',
    { class: 'contributions' },
    element('caption', {}, word('contributions', language)),
    element('thead', {}, head),
    element(
      'tbody',
      {},
      end('average', content.average),
      row(comparison, word('comparison', language)),
      ...rows,
      end('thisCustomer', customer.probability),
    ),
  )
}

/** From the middle to the right when `share` is positive, else to the left. */
function bar(share: number): HTMLElement {
  const filled = element('span', { class: share > 0 ? 'bar raises' : 'bar lowers' })
  filled.style.width = `${50 * Math.abs(share)}%`
  filled.style.marginLeft = `${share > 0 ? 50 : 50 - 50 * Math.abs(share)}%`
  return filled
}

export function signedPoints(change: number, language: Language): string {
  const text = formatDecimal(100 * change, 1, language)
  return change > 0 && /[1-9]/.test(text) ? `+${text}` : text
}
