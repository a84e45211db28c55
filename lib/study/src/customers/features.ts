import { ArgumentError } from '@one-click/core'
import { type ColumnSchema, type FeatureGroup, tableSchemas } from '../tables/schema'
import { describeExpression, type Expression, input, inputsOf, ratio, sum } from './expression'

/** One feature as data: the list computes it, documents it and labels it in figures. */
export interface Feature {
  readonly name: string
  /** As written on axes and in tables. */
  readonly label: string
  readonly russian: string
  readonly group: Exclude<FeatureGroup, 'finance'>
  readonly unit: string
  readonly kind: 'number' | 'category'
  /** For numbers: how it follows from the inputs. A category is taken over as it is. */
  readonly expression: Expression
  /**
   * Whether models may see it; the reason stands in `note` when not. It must not come from the tables' outcomes: what
   * goes with them is found among the training customers of each fit (`screenFeatures`).
   */
  readonly inModel: boolean
  readonly note?: string
}

/** The monthly columns after the join: name of the input, its table's column, and the month. */
export const monthlyInputs = [
  { name: 'revenueCurrent', table: 'revenue', column: 'revenue', period: 'текущий_месяц' },
  { name: 'revenuePrevious', table: 'revenue', column: 'revenue', period: 'предыдущий_месяц' },
  { name: 'revenueBeforePrevious', table: 'revenue', column: 'revenue', period: 'препредыдущий_месяц' },
  { name: 'minutesCurrent', table: 'minutes', column: 'minutes', period: 'текущий_месяц' },
  { name: 'minutesPrevious', table: 'minutes', column: 'minutes', period: 'предыдущий_месяц' },
] as const

const columnOf = new Map<string, ColumnSchema>(
  tableSchemas.flatMap((table) => table.columns.map((column) => [column.name, column])),
)

interface Words {
  label: string
  russian: string
  unit?: string
  inModel?: boolean
  note?: string
}

/** A feature that is a column of market_file.csv. */
function given(name: string, words: Words): Feature {
  const column = columnOf.get(name)!
  return {
    name,
    group: column.group as Feature['group'],
    unit: column.unit,
    kind: column.kind === 'number' ? 'number' : 'category',
    expression: input(name),
    inModel: true,
    ...words,
  }
}

function numeric(name: string, group: Feature['group'], expression: Expression, words: Words): Feature {
  return { name, group, kind: 'number', unit: 'ratio', expression, inModel: true, ...words }
}

const revenueUnit = columnOf.get('revenue')!.unit
const minutesUnit = columnOf.get('minutes')!.unit

/** Every feature, in the order of tables and matrices. */
export const features: readonly Feature[] = [
  given('serviceTier', { label: 'Service tier', russian: 'Тип сервиса' }),
  given('contactAllowed', { label: 'Consent to messages', russian: 'Разрешить сообщать' }),
  given('marketingContacts6m', {
    label: 'Contacts a month, 6-month mean',
    russian: 'Контактов в месяц за полгода',
  }),
  given('marketingContactsCurrent', {
    label: 'Contacts this month',
    russian: 'Контактов в этом месяце',
  }),
  given('tenureDays', { label: 'Days since registration', russian: 'Дней с регистрации' }),
  given('promoShare', { label: 'Share bought on promotion', russian: 'Доля покупок по акции' }),
  given('favouriteCategory', { label: 'Favourite category', russian: 'Популярная категория' }),
  given('categoriesPerVisit', { label: 'Categories per visit', russian: 'Категорий за визит' }),
  given('unpaidItems', { label: 'Unpaid items', russian: 'Неоплаченных товаров' }),
  numeric('revenueCurrent', 'purchases', input('revenueCurrent'), {
    label: 'Revenue this month',
    russian: 'Выручка, текущий месяц',
    unit: revenueUnit,
  }),
  numeric('revenuePrevious', 'purchases', input('revenuePrevious'), {
    label: 'Revenue last month',
    russian: 'Выручка, предыдущий месяц',
    unit: revenueUnit,
  }),
  numeric('revenueBeforePrevious', 'purchases', input('revenueBeforePrevious'), {
    label: 'Revenue two months ago',
    russian: 'Выручка, два месяца назад',
    unit: revenueUnit,
  }),
  numeric('revenueChange', 'purchases', ratio('revenueCurrent', 'revenuePrevious'), {
    label: 'Revenue, this month / last month',
    russian: 'Выручка: текущий месяц к предыдущему',
  }),
  numeric('revenueChangeTwoMonths', 'purchases', ratio('revenueCurrent', 'revenueBeforePrevious'), {
    label: 'Revenue, this month / two months ago',
    russian: 'Выручка: текущий месяц к позапрошлому',
  }),
  numeric('revenueTotal', 'purchases', sum('revenueCurrent', 'revenuePrevious', 'revenueBeforePrevious'), {
    label: 'Revenue in 3 months',
    russian: 'Выручка за 3 месяца',
    unit: 'money in 3 months',
  }),
  given('serviceErrors', { label: 'Site failures', russian: 'Ошибок сервиса' }),
  given('pagesPerVisit', { label: 'Pages per visit', russian: 'Страниц за визит' }),
  numeric('minutesCurrent', 'site', input('minutesCurrent'), {
    label: 'Minutes on site this month',
    russian: 'Минут на сайте, текущий месяц',
    unit: minutesUnit,
  }),
  numeric('minutesPrevious', 'site', input('minutesPrevious'), {
    label: 'Minutes on site last month',
    russian: 'Минут на сайте, предыдущий месяц',
    unit: minutesUnit,
  }),
  numeric('minutesChange', 'site', ratio('minutesCurrent', 'minutesPrevious'), {
    label: 'Minutes, this month / last month',
    russian: 'Минуты: текущий месяц к предыдущему',
  }),
  numeric('minutesTotal', 'site', sum('minutesCurrent', 'minutesPrevious'), {
    label: 'Minutes on site in 2 months',
    russian: 'Минут на сайте за 2 месяца',
    unit: 'minutes in 2 months',
  }),
  numeric('revenuePerMinute', 'site', ratio('revenueCurrent', 'minutesCurrent'), {
    label: 'Revenue per minute on site',
    russian: 'Выручка на минуту на сайте',
    unit: 'money a minute',
  }),
  numeric('pagesPerCategory', 'site', ratio('pagesPerVisit', 'categoriesPerVisit'), {
    label: 'Pages per category seen',
    russian: 'Страниц на категорию',
    unit: 'pages a category',
  }),
]

/** The features the models see. */
export const modelFeatures: readonly Feature[] = features.filter((feature) => feature.inModel)

/** A feature by name; ArgumentError where none is declared. */
export function featureOf(name: string): Feature {
  const found = features.find((feature) => feature.name === name)
  if (!found) throw new ArgumentError('featureOf', 'no feature is declared under this name', name)
  return found
}

/** Names, each once, in the order in which their features are declared; names of no feature come last. */
export function inDeclaredOrder(names: readonly string[]): string[] {
  const declared = features.map(({ name }) => name)
  const place = (name: string) => (declared.includes(name) ? declared.indexOf(name) : declared.length)
  return [...new Set(names)].sort((a, b) => place(a) - place(b))
}

/** The data dictionary of the features: one row each, ready to be shown as a table. */
export function featureDictionary(): Record<string, string>[] {
  return features.map((feature) => ({
    group: feature.group,
    feature: feature.label,
    russian: feature.russian,
    unit: feature.unit || 'category',
    computed: feature.kind === 'category' ? 'as given' : describeExpression(feature.expression),
    'in the model': feature.inModel ? 'yes' : `no: ${feature.note ?? ''}`,
  }))
}

/** All inputs that the declared features read. */
export const featureInputs: readonly string[] = [
  ...new Set(features.flatMap((feature) => inputsOf(feature.expression))),
]
