import { ArgumentError } from '@one-click/core'
import { type ColumnSchema, type FeatureGroup, tableSchemas } from '../tables/schema'
import { type CategoryPhrase, type NumberPhrase, nouns } from '../words/feature-phrases'
import { type Habit, habits, type Theme, themes } from '../words/feature-themes'
import { describeExpression, type Expression, input, inputsOf, ratio, sum } from './expression'

/**
 * One feature as data: the list computes it, documents it, labels it in figures and says it in words. What is optional
 * falls back to the label.
 */
export type Feature = NumberFeature | CategoryFeature

export interface NumberFeature extends FeatureBase {
  readonly kind: 'number'
  /** How the call centre hears a customer's value. */
  readonly phrase?: NumberPhrase
  /** What a group of customers does whose values are low, or high: it names segments by reasons. */
  readonly habit?: Habit
}

export interface CategoryFeature extends FeatureBase {
  readonly kind: 'category'
  readonly phrase?: CategoryPhrase
}

interface FeatureBase {
  readonly name: string
  /** As written on axes and in tables. */
  readonly label: string
  readonly russian: string
  readonly group: Exclude<FeatureGroup, 'finance'>
  readonly unit: string
  /** For numbers: how it follows from the inputs. A category is taken over as it is. */
  readonly expression: Expression
  /** The features it is told with in the report; default: it is a theme of its own. */
  readonly theme?: Theme
  /**
   * Whether models may see it; the reason stands in `note` when not. It must not come from the tables' outcomes: what
   * goes with them is found among the training customers of each fit (`screenFeatures`).
   */
  readonly inModel: boolean
  readonly note?: string
}

/** The monthly columns after the join: name of the input, its table's column, and the month by its English name. */
export const monthlyInputs = [
  { name: 'revenueCurrent', table: 'revenue', column: 'revenue', period: 'current' },
  { name: 'revenuePrevious', table: 'revenue', column: 'revenue', period: 'previous' },
  { name: 'revenueBeforePrevious', table: 'revenue', column: 'revenue', period: 'beforePrevious' },
  { name: 'minutesCurrent', table: 'minutes', column: 'minutes', period: 'current' },
  { name: 'minutesPrevious', table: 'minutes', column: 'minutes', period: 'previous' },
] as const

const columnOf = new Map<string, ColumnSchema>(
  tableSchemas.flatMap((table) => table.columns.map((column) => [column.name, column])),
)

type Words<Declared extends Feature> = Pick<Declared, 'label' | 'russian'> &
  Partial<Omit<Declared, 'name' | 'kind' | 'group' | 'expression'>>

/** A numeric feature that is a column of market_file.csv. */
function given(name: string, words: Words<NumberFeature>): Feature {
  return { ...ofColumn(name), kind: 'number', ...words }
}

/** A categorical feature, which is a column of market_file.csv. */
function category(name: string, words: Words<CategoryFeature>): Feature {
  return { ...ofColumn(name), kind: 'category', ...words }
}

function ofColumn(name: string) {
  const column = columnOf.get(name)!
  return {
    name,
    group: column.group as Feature['group'],
    unit: column.unit,
    expression: input(name),
    inModel: true,
  }
}

function computed(
  name: string,
  group: Feature['group'],
  expression: Expression,
  words: Words<NumberFeature>,
): Feature {
  return { name, group, kind: 'number', unit: 'ratio', expression, inModel: true, ...words }
}

const revenueUnit = columnOf.get('revenue')!.unit
const minutesUnit = columnOf.get('minutes')!.unit

/** Every feature, in the order of tables and matrices. */
export const features: readonly Feature[] = [
  category('serviceTier', {
    label: 'Service tier',
    russian: 'Тип сервиса',
    phrase: { text: { ru: 'Уровень сервиса — «{word}»', en: 'Has the “{word}” service tier' } },
    theme: themes.tier,
  }),
  category('contactAllowed', {
    label: 'Consent to messages',
    russian: 'Разрешить сообщать',
    phrase: {
      text: { ru: 'Не разрешает присылать сообщения', en: 'Does not allow messages' },
      words: { да: { ru: 'Разрешает присылать сообщения', en: 'Allows messages' } },
    },
    theme: themes.contacts,
  }),
  given('marketingContacts6m', {
    label: 'Contacts a month, 6-month mean',
    russian: 'Контактов в месяц за полгода',
    phrase: {
      says: 'count',
      text: { ru: 'В среднем за полгода получает {n} в месяц', en: 'Gets {n} a month over six months' },
      noun: nouns.contact,
      usually: 'получают',
    },
    habit: habits.contacts,
    theme: themes.contacts,
  }),
  given('marketingContactsCurrent', {
    label: 'Contacts this month',
    russian: 'Контактов в этом месяце',
    phrase: {
      says: 'count',
      text: { ru: 'В этом месяце получает {n}', en: 'Gets {n} this month' },
      noun: nouns.contact,
      usually: 'получают',
    },
    habit: habits.contacts,
    theme: themes.contacts,
  }),
  given('tenureDays', {
    label: 'Days since registration',
    russian: 'Дней с регистрации',
    phrase: {
      says: 'count',
      text: { ru: 'С магазином {n}', en: 'Has been with the store for {n}' },
      noun: { ru: ['день', 'дня', 'дней'], en: ['day', 'days'] },
    },
    habit: {
      low: { en: 'New to the store', ru: 'Недавно с магазином' },
      high: { en: 'Long with the store', ru: 'Давно с магазином' },
    },
    theme: themes.tenure,
  }),
  given('promoShare', {
    label: 'Share bought on promotion',
    russian: 'Доля покупок по акции',
    phrase: { says: 'share', text: { ru: 'Совершает по акциям {n} покупок', en: 'Buys {n} on promotion' } },
    habit: {
      low: { en: 'Buy without promotions', ru: 'Покупают без акций' },
      high: { en: 'Buy on promotion', ru: 'Покупают по акциям' },
    },
    theme: themes.promotions,
  }),
  category('favouriteCategory', {
    label: 'Favourite category',
    russian: 'Популярная категория',
    phrase: { text: { ru: 'Чаще всего смотрит категорию «{word}»', en: 'Looks most at {word}' } },
    theme: themes.category,
  }),
  given('categoriesPerVisit', {
    label: 'Categories per visit',
    russian: 'Категорий за визит',
    phrase: {
      says: 'count',
      text: { ru: 'Смотрит {n} за визит', en: 'Looks at {n} a visit' },
      noun: { ru: ['категорию', 'категории', 'категорий'], en: ['category', 'categories'] },
      usually: 'смотрят',
    },
    habit: {
      low: { en: 'Look at few categories', ru: 'Смотрят мало категорий' },
      high: { en: 'Look at many categories', ru: 'Смотрят много категорий' },
    },
    theme: themes.browsing,
  }),
  given('unpaidItems', {
    label: 'Unpaid items',
    russian: 'Неоплаченных товаров',
    phrase: {
      says: 'count',
      text: {
        ru: 'За три месяца оставляет в корзине без оплаты {n}',
        en: 'Leaves {n} unpaid in three months',
      },
      noun: { ru: ['товар', 'товара', 'товаров'], en: ['item', 'items'] },
      usually: 'оставляют',
    },
    habit: {
      low: { en: 'Put little aside unpaid', ru: 'Почти не откладывают в корзину' },
      high: { en: 'Leave items unpaid', ru: 'Не оплачивают отложенное' },
    },
    theme: themes.basket,
  }),
  computed('revenueCurrent', 'purchases', input('revenueCurrent'), {
    label: 'Revenue this month',
    russian: 'Выручка, текущий месяц',
    unit: revenueUnit,
    phrase: { says: 'amount', text: { ru: 'Покупки за этот месяц — {n}', en: 'Spends {n} this month' } },
    habit: habits.spending,
    theme: themes.purchases,
  }),
  computed('revenuePrevious', 'purchases', input('revenuePrevious'), {
    label: 'Revenue last month',
    russian: 'Выручка, предыдущий месяц',
    unit: revenueUnit,
    phrase: { says: 'amount', text: { ru: 'Покупки за прошлый месяц — {n}', en: 'Spent {n} last month' } },
    habit: habits.spending,
    theme: themes.purchases,
  }),
  computed('revenueBeforePrevious', 'purchases', input('revenueBeforePrevious'), {
    label: 'Revenue two months ago',
    russian: 'Выручка, два месяца назад',
    unit: revenueUnit,
    phrase: {
      says: 'amount',
      text: { ru: 'Покупки за позапрошлый месяц — {n}', en: 'Spent {n} two months ago' },
    },
    habit: habits.spending,
    theme: themes.purchases,
  }),
  computed('revenueChange', 'purchases', ratio('revenueCurrent', 'revenuePrevious'), {
    label: 'Revenue, this month / last month',
    russian: 'Выручка: текущий месяц к предыдущему',
    phrase: {
      says: 'change',
      now: 'Покупает в этом месяце',
      before: { ru: 'в прошлом', en: 'last month' },
      onlyPositive: true,
    },
    habit: habits.spendingChange,
    theme: themes.purchases,
  }),
  computed('revenueChangeTwoMonths', 'purchases', ratio('revenueCurrent', 'revenueBeforePrevious'), {
    label: 'Revenue, this month / two months ago',
    russian: 'Выручка: текущий месяц к позапрошлому',
    phrase: {
      says: 'change',
      now: 'Покупает в этом месяце',
      before: { ru: 'в позапрошлом', en: 'two months ago' },
      onlyPositive: true,
    },
    habit: habits.spendingChange,
    theme: themes.purchases,
  }),
  computed('revenueTotal', 'purchases', sum('revenueCurrent', 'revenuePrevious', 'revenueBeforePrevious'), {
    label: 'Revenue in 3 months',
    russian: 'Выручка за 3 месяца',
    unit: 'money in 3 months',
    phrase: { says: 'amount', text: { ru: 'Покупки за три месяца — {n}', en: 'Spent {n} in three months' } },
    habit: habits.spending,
    theme: themes.purchases,
  }),
  given('serviceErrors', {
    label: 'Site failures',
    russian: 'Ошибок сервиса',
    phrase: {
      says: 'count',
      text: { ru: 'Встречает на сайте {n}', en: 'Meets {n} on the site' },
      noun: { ru: ['сбой', 'сбоя', 'сбоев'], en: ['failure', 'failures'] },
      usually: 'встречают',
    },
    habit: {
      low: { en: 'Meet few failures', ru: 'Почти без ошибок сайта' },
      high: { en: 'Meet failures on the site', ru: 'Сталкиваются с ошибками сайта' },
    },
    theme: themes.failures,
  }),
  given('pagesPerVisit', {
    label: 'Pages per visit',
    russian: 'Страниц за визит',
    phrase: {
      says: 'count',
      text: { ru: 'Смотрит {n} за визит', en: 'Looks at {n} a visit' },
      noun: nouns.page,
      usually: 'смотрят',
    },
    habit: habits.looking,
    theme: themes.browsing,
  }),
  computed('minutesCurrent', 'site', input('minutesCurrent'), {
    label: 'Minutes on site this month',
    russian: 'Минут на сайте, текущий месяц',
    unit: minutesUnit,
    phrase: {
      says: 'count',
      text: { ru: 'Время на сайте в этом месяце — {n}', en: 'Spends {n} on the site this month' },
      noun: nouns.minute,
    },
    habit: habits.time,
    theme: themes.time,
  }),
  computed('minutesPrevious', 'site', input('minutesPrevious'), {
    label: 'Minutes on site last month',
    russian: 'Минут на сайте, предыдущий месяц',
    unit: minutesUnit,
    phrase: {
      says: 'count',
      text: { ru: 'Время на сайте в прошлом месяце — {n}', en: 'Spent {n} on the site last month' },
      noun: nouns.minute,
    },
    habit: habits.time,
    theme: themes.time,
  }),
  computed('minutesChange', 'site', ratio('minutesCurrent', 'minutesPrevious'), {
    label: 'Minutes, this month / last month',
    russian: 'Минуты: текущий месяц к предыдущему',
    phrase: {
      says: 'change',
      now: 'Проводит на сайте в этом месяце',
      before: { ru: 'в прошлом', en: 'last month' },
      what: { ru: ' времени', en: ' time on the site' },
      onlyPositive: true,
    },
    habit: {
      low: { en: 'Come to the site less than before', ru: 'Бывают на сайте меньше прежнего' },
      high: { en: 'Come to the site more than before', ru: 'Бывают на сайте больше прежнего' },
    },
    theme: themes.time,
  }),
  computed('minutesTotal', 'site', sum('minutesCurrent', 'minutesPrevious'), {
    label: 'Minutes on site in 2 months',
    russian: 'Минут на сайте за 2 месяца',
    unit: 'minutes in 2 months',
    phrase: {
      says: 'count',
      text: { ru: 'Время на сайте за два месяца — {n}', en: 'Spent {n} on the site in two months' },
      noun: nouns.minute,
    },
    habit: habits.time,
    theme: themes.time,
  }),
  computed('revenuePerMinute', 'site', ratio('revenueCurrent', 'minutesCurrent'), {
    label: 'Revenue per minute on site',
    russian: 'Выручка на минуту на сайте',
    unit: 'money a minute',
    phrase: {
      says: 'amount',
      text: { ru: 'Покупки за минуту на сайте — {n}', en: 'Spends {n} for each minute on the site' },
      onlyPositive: true,
    },
    theme: themes.time,
  }),
  computed('pagesPerCategory', 'site', ratio('pagesPerVisit', 'categoriesPerVisit'), {
    label: 'Pages per category seen',
    russian: 'Страниц на категорию',
    unit: 'pages a category',
    phrase: {
      says: 'count',
      text: { ru: 'Смотрит {n} на категорию', en: 'Looks at {n} a category' },
      noun: nouns.page,
      usually: 'смотрят',
      onlyPositive: true,
    },
    habit: habits.looking,
    theme: themes.browsing,
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
