import { ArgumentError } from '@one-click/core'
import type { Bilingual } from '../../words/language'

/** What features tell together, in the words of someone who sells. */
export const themeNames = [
  'browsing',
  'time',
  'promotions',
  'basket',
  'purchases',
  'contacts',
  'failures',
  'tenure',
  'tier',
  'category',
] as const
export type ThemeName = (typeof themeNames)[number]

interface Theme {
  readonly features: readonly string[]
  readonly name: Bilingual
  /** What customers do whose leading feature lies below the usual, or above; absent for categories. */
  readonly low?: Bilingual
  readonly high?: Bilingual
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  browsing: {
    features: ['pagesPerVisit', 'categoriesPerVisit', 'pagesPerCategory'],
    low: { ru: 'мало смотрят за визит', en: 'view few pages on a visit' },
    high: { ru: 'много смотрят за визит', en: 'view many pages on a visit' },
    name: { ru: 'что смотрят за визит', en: 'what they look at on a visit' },
  },
  time: {
    features: ['minutesCurrent', 'minutesPrevious', 'minutesChange', 'minutesTotal', 'revenuePerMinute'],
    low: { ru: 'мало времени проводят на сайте', en: 'spend little time on the site' },
    high: { ru: 'много времени проводят на сайте', en: 'spend a lot of time on the site' },
    name: { ru: 'время на сайте', en: 'time on the site' },
  },
  promotions: {
    features: ['promoShare'],
    low: { ru: 'редко покупают по акциям', en: 'seldom buy on promotion' },
    high: { ru: 'часто покупают по акциям', en: 'often buy on promotion' },
    name: { ru: 'покупки по акциям', en: 'purchases on promotion' },
  },
  basket: {
    features: ['unpaidItems'],
    low: { ru: 'почти не оставляют неоплаченных товаров', en: 'leave hardly any goods unpaid' },
    high: { ru: 'оставляют товары неоплаченными', en: 'leave goods unpaid in the basket' },
    name: { ru: 'неоплаченные товары', en: 'unpaid goods' },
  },
  purchases: {
    features: [
      'revenueCurrent',
      'revenuePrevious',
      'revenueBeforePrevious',
      'revenueChange',
      'revenueChangeTwoMonths',
      'revenueTotal',
    ],
    low: { ru: 'тратили меньше обычного', en: 'spent less than usual' },
    high: { ru: 'траты выросли сильнее обычного', en: 'spending rose more than usual' },
    name: { ru: 'траты по месяцам', en: 'spending by month' },
  },
  contacts: {
    features: ['marketingContacts6m', 'marketingContactsCurrent', 'contactAllowed'],
    low: { ru: 'редко получают новости магазина', en: 'seldom hear from the store' },
    high: { ru: 'часто получают новости магазина', en: 'often hear from the store' },
    name: { ru: 'новости магазина', en: 'news from the store' },
  },
  failures: {
    features: ['serviceErrors'],
    low: { ru: 'реже сталкиваются со сбоями сайта', en: 'run into few site errors' },
    high: { ru: 'чаще сталкиваются со сбоями сайта', en: 'run into many site errors' },
    name: { ru: 'сбои сайта', en: 'site errors' },
  },
  tenure: {
    features: ['tenureDays'],
    low: { ru: 'недавно покупают в магазине', en: 'joined recently' },
    high: { ru: 'давно покупают в магазине', en: 'joined long ago' },
    name: { ru: 'стаж клиента', en: 'time since registration' },
  },
  tier: {
    features: ['serviceTier'],
    name: { ru: 'тип сервиса', en: 'service tier' },
  },
  category: {
    features: ['favouriteCategory'],
    name: { ru: 'любимая категория', en: 'favourite category' },
  },
}

const themesByFeature = new Map(
  themeNames.flatMap((theme) => themes[theme].features.map((feature) => [feature, theme] as const)),
)

/**
 * The theme that a declared feature belongs to.
 * @throws ArgumentError for a feature that no theme names
 */
export function themeOfFeature(feature: string): ThemeName {
  const theme = themesByFeature.get(feature)
  if (!theme) throw new ArgumentError('themeOfFeature', 'no theme names the feature: add it to one', feature)
  return theme
}

/** Whether a theme is told by what customers do: a verb, which can follow `they`. */
export function hasSide(
  theme: ThemeName,
  sign?: { readonly atRisk: number; readonly others: number },
): boolean {
  return themeWords(theme, sign) !== themes[theme].name
}

/** A theme in words: by the side of its leading feature, else its plain name. */
export function themeWords(
  theme: ThemeName,
  sign?: { readonly atRisk: number; readonly others: number },
): Bilingual {
  const { low, high, name } = themes[theme]
  if (!sign || sign.atRisk === sign.others) return name
  return (sign.atRisk < sign.others ? low : high) ?? name
}
