import type { ExperimentArm } from '../src/decisions/offers/customer-decisions'
import { segmentNames } from '../src/decisions/segments/segments'
import type { ExplorerWord } from '../src/report/explorer/explorer-words'
import type { Language } from '../src/words/language'
import { formatMoney, formatPercent } from '../src/words/number-format'
import { segmentTitles } from '../src/words/segment-titles'
import type { ListedCustomer } from './listed-customers'
import { word } from './page-words'
import { sumInWords } from './sums'

/** A column of the list by which it can be sorted. */
export interface Column {
  readonly name: ExplorerWord
  readonly number: boolean
  /** What the order follows: a number, or text in the language shown. */
  readonly key: (customer: ListedCustomer, language: Language) => number | string
  readonly show: (customer: ListedCustomer, language: Language) => string
}

/** What an offer keeps after its cost; empty where there is none. */
const net: Column = {
  name: 'net',
  number: true,
  key: (customer) => customer.net,
  show: (customer, language) => (customer.isOffered ? sumInWords(customer.net, language) : ''),
}

const everyColumn: readonly Column[] = [
  {
    name: 'segment',
    number: false,
    key: ({ segment }) => segmentNames.indexOf(segment),
    show: ({ segment }, language) => segmentTitles[segment][language],
  },
  {
    name: 'risk',
    number: true,
    key: ({ probability }) => probability,
    show: ({ probability }, language) => formatPercent(probability, 1, language),
  },
  {
    name: 'profit',
    number: true,
    key: ({ profit }) => profit,
    show: ({ profit }, language) => formatMoney(profit, language),
  },
  {
    name: 'profitAtRisk',
    number: true,
    key: ({ profitAtRisk }) => profitAtRisk,
    show: ({ profitAtRisk }, language) => formatMoney(profitAtRisk, language),
  },
  {
    name: 'offer',
    number: false,
    key: ({ offer }, language) => offer.name[language],
    show: ({ offer }, language) => offer.name[language],
  },
  {
    name: 'channel',
    number: false,
    key: ({ channel }, language) => channel.name[language],
    show: ({ channel }, language) => channel.name[language],
  },
  {
    name: 'experiment',
    number: false,
    key: ({ arm }) => armOrder.indexOf(arm),
    show: ({ arm }, language) => word(arm, language),
  },
  net,
  {
    name: 'reason',
    number: false,
    key: ({ reasons }, language) => reasons[0]?.[language] ?? '',
    show: ({ reasons }, language) => reasons[0]?.[language] ?? '',
  },
]

/** Arms in the order in which they are shown. */
export const armOrder: readonly ExperimentArm[] = ['treatment', 'control', 'none']

/** The columns after rank and id; that of the experiment stands there while one runs. */
export function listColumns(isExperiment: boolean): readonly Column[] {
  return everyColumn.filter(({ name }) => isExperiment || name !== 'experiment')
}

/** The column of ids, which also opens a customer. */
export const idColumn: Column = {
  name: 'id',
  number: false,
  key: ({ id }) => id,
  show: ({ written }) => written,
}

/** By which column, and in which direction. */
export interface Sort {
  readonly column: Column
  readonly falling: boolean
}

/** The customers whose offers are expected to bring most come first. */
export const firstSort: Sort = { column: net, falling: true }

/** In the order asked for; customers alike by it by falling profit at risk, then in the order of their ids. */
export function sorted(
  customers: readonly ListedCustomer[],
  { column, falling }: Sort,
  language: Language,
): ListedCustomer[] {
  const { compare } = new Intl.Collator(language)
  const sign = falling ? -1 : 1
  return customers
    .map((customer) => ({ customer, key: column.key(customer, language) }))
    .sort(
      (a, b) =>
        sign * (typeof a.key === 'number' ? a.key - Number(b.key) : compare(a.key, String(b.key))) ||
        b.customer.profitAtRisk - a.customer.profitAtRisk ||
        a.customer.id - b.customer.id,
    )
    .map(({ customer }) => customer)
}
