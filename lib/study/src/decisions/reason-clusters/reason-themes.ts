import { compareText, take } from '@one-click/core'
import { median } from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { type Feature, featureOf } from '../../customers/features'
import { categoryInEnglish } from '../../tables/words'
import type { Bilingual } from '../../words/language'

/** What customers do when a feature is low, and when it is high, as people say it. */
interface Theme {
  readonly features: readonly string[]
  readonly low: Bilingual
  readonly high: Bilingual
}

const themes: readonly Theme[] = [
  {
    features: ['pagesPerVisit', 'pagesPerCategory'],
    low: { en: 'Look at little', ru: 'Мало смотрят' },
    high: { en: 'Look at a lot', ru: 'Много смотрят' },
  },
  {
    features: ['categoriesPerVisit'],
    low: { en: 'Look at few categories', ru: 'Смотрят мало категорий' },
    high: { en: 'Look at many categories', ru: 'Смотрят много категорий' },
  },
  {
    features: ['minutesCurrent', 'minutesPrevious', 'minutesTotal'],
    low: { en: 'Spend little time on the site', ru: 'Мало времени на сайте' },
    high: { en: 'Spend much time on the site', ru: 'Много времени на сайте' },
  },
  {
    features: ['minutesChange'],
    low: { en: 'Come to the site less than before', ru: 'Бывают на сайте меньше прежнего' },
    high: { en: 'Come to the site more than before', ru: 'Бывают на сайте больше прежнего' },
  },
  {
    features: ['unpaidItems'],
    low: { en: 'Put little aside unpaid', ru: 'Почти не откладывают в корзину' },
    high: { en: 'Leave items unpaid', ru: 'Не оплачивают отложенное' },
  },
  {
    features: ['promoShare'],
    low: { en: 'Buy without promotions', ru: 'Покупают без акций' },
    high: { en: 'Buy on promotion', ru: 'Покупают по акциям' },
  },
  {
    features: ['marketingContacts6m', 'marketingContactsCurrent'],
    low: { en: 'Rarely hear from the store', ru: 'Редко слышат о магазине' },
    high: { en: 'Often hear from the store', ru: 'Часто слышат о магазине' },
  },
  {
    features: ['tenureDays'],
    low: { en: 'New to the store', ru: 'Недавно с магазином' },
    high: { en: 'Long with the store', ru: 'Давно с магазином' },
  },
  {
    features: ['revenueCurrent', 'revenuePrevious', 'revenueBeforePrevious', 'revenueTotal'],
    low: { en: 'Spend little money', ru: 'Тратят мало' },
    high: { en: 'Spend much money', ru: 'Тратят много' },
  },
  {
    features: ['revenueChange', 'revenueChangeTwoMonths'],
    low: { en: 'Spend less than before', ru: 'Тратят меньше прежнего' },
    high: { en: 'Spend more than before', ru: 'Тратят больше прежнего' },
  },
  {
    features: ['serviceErrors'],
    low: { en: 'Meet few failures', ru: 'Почти без ошибок сайта' },
    high: { en: 'Meet failures on the site', ru: 'Сталкиваются с ошибками сайта' },
  },
]

/**
 * What a feature says of a group of customers beside all: a phrase for low or high values, by the medians, or the
 * value of a category that is most over-represented. Features without a phrase of their own are named by their
 * label.
 *
 * @param of rows of the group @param all rows of all customers, the group among them; neither empty
 */
export function themeOf(name: string, table: FeatureTable, of: Int32Array, all: Int32Array): Bilingual {
  const feature = featureOf(name)
  if (feature.kind === 'category') return categoryTheme(feature, table.categories[name], of, all)
  const own = median(take(table.numbers[name], of))
  const usual = median(take(table.numbers[name], all))
  const isLow = own === usual ? mean(table.numbers[name], of) < mean(table.numbers[name], all) : own < usual
  const theme = themes.find(({ features }) => features.includes(name))
  if (theme) return isLow ? theme.low : theme.high
  return {
    en: `${feature.label}: ${isLow ? 'less' : 'more'} than usual`,
    ru: `${feature.russian}: ${isLow ? 'меньше' : 'больше'} обычного`,
  }
}

function mean(values: Float64Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + values[row], 0) / rows.length
}

/** The value whose share in the group exceeds its share among all by the most. */
function categoryTheme(
  { name, label, russian }: Feature,
  words: readonly string[],
  of: Int32Array,
  all: Int32Array,
): Bilingual {
  const excess = new Map<string, number>()
  for (const row of of) excess.set(words[row], (excess.get(words[row]) ?? 0) + 1 / of.length)
  for (const row of all) excess.set(words[row], (excess.get(words[row]) ?? 0) - 1 / all.length)
  const [word] = [...excess].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))[0]
  return { en: `${label}: ${categoryInEnglish(name, word)}`, ru: `${russian}: ${word}` }
}
