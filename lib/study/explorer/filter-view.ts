import type { ExperimentArm } from '../src/decisions/offers/customer-decisions'
import { segmentNames } from '../src/decisions/segments/segments'
import type { ExplorerWord } from '../src/report/explorer/explorer-words'
import type { Language } from '../src/words/language'
import { formatCount } from '../src/words/number-format'
import { segmentTitles } from '../src/words/segment-titles'
import { armOrder } from './columns'
import { type Choice, element, labelled, select } from './dom'
import { type Filters, valuesOf } from './filters'
import type { ListedCustomer, PageContent } from './listed-customers'
import { categoryName, featureName, word } from './page-words'

/** The category features to filter by, each with its label where the feature's own is not used. */
const categoryFilters: readonly { feature: string; label?: ExplorerWord }[] = [
  { feature: 'favouriteCategory' },
  { feature: 'serviceTier' },
  { feature: 'contactAllowed', label: 'consent' },
]

/** The controls of the filters; `change` is told what is new. */
export function filterView(
  content: PageContent,
  customers: readonly ListedCustomer[],
  filters: Filters,
  language: Language,
  change: (changed: Partial<Filters>) => void,
): HTMLElement {
  const choose = (
    label: string,
    name: string,
    choices: readonly Choice[],
    chosen: string | undefined,
    on: (value?: string) => void,
  ) =>
    labelled(
      label,
      select(
        [['', word('all', language)], ...choices],
        chosen === undefined ? '' : `=${chosen}`,
        (value) => on(value === '' ? undefined : value.slice(1)),
        { name },
      ),
    )
  const used = new Set(customers.map(({ offer }) => offer.id))
  const offers = content.offers.filter(({ id }) => used.has(id))
  const categories = categoryFilters.map(({ feature, label }) => {
    const words = content.customers.categories[feature]?.list ?? []
    return choose(
      label ? word(label, language) : featureName(feature, language),
      feature,
      choicesOf(words.map((one) => [one, categoryName(feature, one, language)])),
      filters.categories[feature],
      (value) => change({ categories: { [feature]: value } }),
    )
  })
  const arms = new Set(customers.map(({ arm }) => arm))
  const experiment =
    arms.size > 1
      ? [
          choose(
            word('experiment', language),
            'arm',
            [...arms].sort(byArm).map((arm) => [`=${arm}`, word(arm, language)]),
            filters.arm,
            (arm) => change({ arm }),
          ),
        ]
      : []
  const values = (['familiar', 'notMet'] as const).map((name): Choice => {
    const count = customers.filter((customer) => valuesOf(customer) === name).length
    return [`=${name}`, `${word(name, language)} (${formatCount(count, language)})`]
  })
  const met = customers.some((customer) => valuesOf(customer) === 'notMet')
    ? [
        choose(word('values', language), 'values', values, filters.values, (chosen) =>
          change({ values: chosen }),
        ),
      ]
    : []
  return element(
    'form',
    { class: 'filters', 'aria-label': word('filters', language), novalidate: true },
    idField(filters, language, change),
    choose(
      word('segment', language),
      'segment',
      segmentNames.map((name) => [`=${name}`, segmentTitles[name][language]]),
      filters.segment,
      (segment) => change({ segment }),
    ),
    ...categories,
    choose(
      word('offer', language),
      'offer',
      choicesOf(offers.map(({ id, name }) => [id, name[language]])),
      filters.offer,
      (offer) => change({ offer }),
    ),
    ...experiment,
    ...met,
    boundField('riskFrom', 100, filters, language, change),
    boundField('riskTo', 100, filters, language, change),
    boundField('profitFrom', 1, filters, language, change),
    boundField('profitTo', 1, filters, language, change),
  )
}

function byArm(a: ExperimentArm, b: ExperimentArm): number {
  return armOrder.indexOf(a) - armOrder.indexOf(b)
}

/** Sorted by how they read. Values begin with a sign, so that none is taken for the choice of all. */
function choicesOf(entries: readonly Choice[]): Choice[] {
  return entries.map(([value, text]): Choice => [`=${value}`, text]).sort((a, b) => a[1].localeCompare(b[1]))
}

function idField(
  filters: Filters,
  language: Language,
  change: (changed: Partial<Filters>) => void,
): HTMLElement {
  const control = element('input', { type: 'search', name: 'id', inputmode: 'numeric', autocomplete: 'off' })
  control.value = filters.id ?? ''
  control.addEventListener('input', () => change({ id: control.value.trim() || undefined }))
  return labelled(word('searchId', language), control)
}

/** A bound of a range; `scale` times the filter's value is shown. */
function boundField(
  name: 'riskFrom' | 'riskTo' | 'profitFrom' | 'profitTo',
  scale: number,
  filters: Filters,
  language: Language,
  change: (changed: Partial<Filters>) => void,
): HTMLElement {
  const bounds = scale === 100 ? { min: 0, max: 100 } : {}
  const control = element('input', { type: 'number', name, step: 'any', autocomplete: 'off', ...bounds })
  const value = filters[name]
  control.value = value === undefined ? '' : String(scale * value)
  control.addEventListener('input', () => {
    const asked = control.valueAsNumber
    change({ [name]: Number.isNaN(asked) ? undefined : asked / scale })
  })
  return labelled(word(name, language), control)
}
