import type { LocalText } from './local-text'

/** What several features tell together, in the words of someone who sells. */
export interface Theme {
  readonly name: LocalText
  /** What customers do whose leading feature lies below the usual, or above; absent for categories. */
  readonly low?: LocalText
  readonly high?: LocalText
}

/** The themes that features share, in the order in which ties are listed. */
export const themes = {
  browsing: {
    low: { ru: 'мало смотрят за визит', en: 'view few pages on a visit' },
    high: { ru: 'много смотрят за визит', en: 'view many pages on a visit' },
    name: { ru: 'что смотрят за визит', en: 'what they look at on a visit' },
  },
  time: {
    low: { ru: 'мало времени проводят на сайте', en: 'spend little time on the site' },
    high: { ru: 'много времени проводят на сайте', en: 'spend a lot of time on the site' },
    name: { ru: 'время на сайте', en: 'time on the site' },
  },
  promotions: {
    low: { ru: 'редко покупают по акциям', en: 'seldom buy on promotion' },
    high: { ru: 'часто покупают по акциям', en: 'often buy on promotion' },
    name: { ru: 'покупки по акциям', en: 'purchases on promotion' },
  },
  basket: {
    low: { ru: 'почти не оставляют неоплаченных товаров', en: 'leave hardly any goods unpaid' },
    high: { ru: 'оставляют товары неоплаченными', en: 'leave goods unpaid in the basket' },
    name: { ru: 'неоплаченные товары', en: 'unpaid goods' },
  },
  purchases: {
    low: { ru: 'тратили меньше обычного', en: 'spent less than usual' },
    high: { ru: 'траты выросли сильнее обычного', en: 'spending rose more than usual' },
    name: { ru: 'траты по месяцам', en: 'spending by month' },
  },
  contacts: {
    low: { ru: 'редко получают новости магазина', en: 'seldom hear from the store' },
    high: { ru: 'часто получают новости магазина', en: 'often hear from the store' },
    name: { ru: 'новости магазина', en: 'news from the store' },
  },
  failures: {
    low: { ru: 'реже сталкиваются со сбоями сайта', en: 'run into few site errors' },
    high: { ru: 'чаще сталкиваются со сбоями сайта', en: 'run into many site errors' },
    name: { ru: 'сбои сайта', en: 'site errors' },
  },
  tenure: {
    low: { ru: 'недавно покупают в магазине', en: 'joined recently' },
    high: { ru: 'давно покупают в магазине', en: 'joined long ago' },
    name: { ru: 'стаж клиента', en: 'time since registration' },
  },
  tier: { name: { ru: 'тип сервиса', en: 'service tier' } },
  category: { name: { ru: 'любимая категория', en: 'favourite category' } },
} as const satisfies Record<string, Theme>

/** What customers do when a feature is low, and when it is high, as people say it. */
export interface Habit {
  readonly low: LocalText
  readonly high: LocalText
}

/** The habits that several features tell of; what one feature tells stands with it. */
export const habits = {
  looking: {
    low: { en: 'Look at little', ru: 'Мало смотрят' },
    high: { en: 'Look at a lot', ru: 'Много смотрят' },
  },
  time: {
    low: { en: 'Spend little time on the site', ru: 'Мало времени на сайте' },
    high: { en: 'Spend much time on the site', ru: 'Много времени на сайте' },
  },
  contacts: {
    low: { en: 'Rarely hear from the store', ru: 'Редко слышат о магазине' },
    high: { en: 'Often hear from the store', ru: 'Часто слышат о магазине' },
  },
  spending: {
    low: { en: 'Spend little money', ru: 'Тратят мало' },
    high: { en: 'Spend much money', ru: 'Тратят много' },
  },
  spendingChange: {
    low: { en: 'Spend less than before', ru: 'Тратят меньше прежнего' },
    high: { en: 'Spend more than before', ru: 'Тратят больше прежнего' },
  },
} as const satisfies Record<string, Habit>
