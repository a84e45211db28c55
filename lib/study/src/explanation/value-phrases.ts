import { categoryInEnglish } from '../tables/words'
import { type Bilingual, pluralEn, pluralRu } from '../words/language'
import { formatMeasure, formatPercent } from '../words/number-format'

/** What is said of a customer's value, and of the usual one after it. */
export interface ValuePhrase {
  /** `Looks at 3 pages a visit` */
  readonly value: Bilingual
  /** `8 are usual`; «обычно смотрят 8» */
  readonly usual: Bilingual
}

/** A number in words; nothing where the phrase does not suit the value. */
export type NumberPhrase = (value: number, usual: number) => ValuePhrase | undefined

type RussianForms = readonly [one: string, few: string, many: string]

/** How each numeric feature is said; a feature that is not here is said by its label. */
export const numberPhrases: Readonly<Record<string, NumberPhrase>> = {
  marketingContacts6m: counted(
    {
      ru: (n) => `В среднем за полгода получает ${n} в месяц`,
      en: (n) => `Gets ${n} a month over six months`,
    },
    ['обращение магазина', 'обращения магазина', 'обращений магазина'],
    'contact',
    'получают',
  ),
  marketingContactsCurrent: counted(
    { ru: (n) => `В этом месяце получает ${n}`, en: (n) => `Gets ${n} this month` },
    ['обращение магазина', 'обращения магазина', 'обращений магазина'],
    'contact',
    'получают',
  ),
  tenureDays: counted(
    { ru: (n) => `С магазином ${n}`, en: (n) => `Has been with the store for ${n}` },
    ['день', 'дня', 'дней'],
    'day',
  ),
  categoriesPerVisit: counted(
    { ru: (n) => `Смотрит ${n} за визит`, en: (n) => `Looks at ${n} a visit` },
    ['категорию', 'категории', 'категорий'],
    'category',
    'смотрят',
    'categories',
  ),
  unpaidItems: counted(
    {
      ru: (n) => `За три месяца оставляет в корзине без оплаты ${n}`,
      en: (n) => `Leaves ${n} unpaid in three months`,
    },
    ['товар', 'товара', 'товаров'],
    'item',
    'оставляют',
  ),
  serviceErrors: counted(
    { ru: (n) => `Встречает на сайте ${n}`, en: (n) => `Meets ${n} on the site` },
    ['сбой', 'сбоя', 'сбоев'],
    'failure',
    'встречают',
  ),
  pagesPerVisit: counted(
    { ru: (n) => `Смотрит ${n} за визит`, en: (n) => `Looks at ${n} a visit` },
    ['страницу', 'страницы', 'страниц'],
    'page',
    'смотрят',
  ),
  pagesPerCategory: positive(
    counted(
      { ru: (n) => `Смотрит ${n} на категорию`, en: (n) => `Looks at ${n} a category` },
      ['страницу', 'страницы', 'страниц'],
      'page',
      'смотрят',
    ),
  ),
  minutesCurrent: minutes('в этом месяце', (n) => `Spends ${n} on the site this month`),
  minutesPrevious: minutes('в прошлом месяце', (n) => `Spent ${n} on the site last month`),
  minutesTotal: minutes('за два месяца', (n) => `Spent ${n} on the site in two months`),
  promoShare: (value, usual) => ({
    value: {
      ru: `Совершает по акциям ${formatPercent(value, 0, 'ru')} покупок`,
      en: `Buys ${formatPercent(value)} on promotion`,
    },
    usual: { ru: `у других обычно ${formatPercent(usual, 0, 'ru')}`, en: `${formatPercent(usual)} is usual` },
  }),
  revenueCurrent: spent('Покупки за этот месяц', (n) => `Spends ${n} this month`),
  revenuePrevious: spent('Покупки за прошлый месяц', (n) => `Spent ${n} last month`),
  revenueBeforePrevious: spent('Покупки за позапрошлый месяц', (n) => `Spent ${n} two months ago`),
  revenueTotal: spent('Покупки за три месяца', (n) => `Spent ${n} in three months`),
  revenuePerMinute: positive(
    spent('Покупки за минуту на сайте', (n) => `Spends ${n} for each minute on the site`),
  ),
  revenueChange: positive(changed('Покупает в этом месяце', 'в прошлом', 'last month')),
  revenueChangeTwoMonths: positive(changed('Покупает в этом месяце', 'в позапрошлом', 'two months ago')),
  minutesChange: positive(
    changed('Проводит на сайте в этом месяце', 'в прошлом', 'last month', {
      ru: ' времени',
      en: ' time on the site',
    }),
  ),
}

/** How each categorical feature is said. */
export const categoryPhrases: Readonly<Record<string, (word: string) => Bilingual>> = {
  serviceTier: (word) => ({
    ru: `Уровень сервиса — «${word}»`,
    en: `Has the “${categoryInEnglish('serviceTier', word)}” service tier`,
  }),
  contactAllowed: (word) =>
    word === 'да'
      ? { ru: 'Разрешает присылать сообщения', en: 'Allows messages' }
      : { ru: 'Не разрешает присылать сообщения', en: 'Does not allow messages' },
  favouriteCategory: (word) => ({
    ru: `Чаще всего смотрит категорию «${word}»`,
    en: `Looks most at ${categoryInEnglish('favouriteCategory', word)}`,
  }),
}

/** A number of things, with the noun in the form that the number asks for. */
function counted(
  sentence: { readonly ru: (counted: string) => string; readonly en: (counted: string) => string },
  forms: RussianForms,
  one: string,
  usually = '',
  many = `${one}s`,
): NumberPhrase {
  return (value, usual) => {
    const verb = displayed(usual) === 1 ? 'is' : 'are'
    return {
      value: {
        ru: sentence.ru(`${formatMeasure(value, 'ru')} ${nounRu(value, forms)}`),
        en: sentence.en(`${formatMeasure(value)} ${pluralEn(displayed(value), one, many)}`),
      },
      usual: {
        ru: `${usually ? `обычно ${usually}` : 'у других обычно'} ${formatMeasure(usual, 'ru')}`,
        en: `${formatMeasure(usual)} ${verb} usual`,
      },
    }
  }
}

function minutes(when: string, english: (counted: string) => string): NumberPhrase {
  return counted(
    { ru: (n) => `Время на сайте ${when} — ${n}`, en: english },
    ['минута', 'минуты', 'минут'],
    'minute',
  )
}

/** An amount of money; the tables do not say in which unit. */
function spent(russian: string, english: (amount: string) => string): NumberPhrase {
  return (value, usual) => ({
    value: { ru: `${russian} — ${formatMeasure(value, 'ru')}`, en: english(formatMeasure(value)) },
    usual: { ru: `у других обычно ${formatMeasure(usual, 'ru')}`, en: `${formatMeasure(usual)} is usual` },
  })
}

/** This month's amount as a multiple of an earlier month's. */
function changed(
  now: string,
  then: string,
  thenEn: string,
  what: Bilingual = { ru: '', en: '' },
): NumberPhrase {
  return (value, usual) => {
    const [own, others] = [changeInWords(value), changeInWords(usual)]
    return {
      value: {
        ru: `${now} ${own.ru}${what.ru}, ${own.than.ru} ${then}`,
        en: `Spends ${own.en}${what.en} this month ${own.than.en} ${thenEn}`,
      },
      usual: { ru: `у других обычно ${others.ru}`, en: `${others.en} is usual` },
    }
  }
}

/** A change, and the word that leads to what it is compared with. */
interface ChangeInWords extends Bilingual {
  readonly than: Bilingual
}

/** 0.93 → `7% less`, 1 → `as much`, 2.5 → `2.5 times as much`. */
function changeInWords(ratio: number): ChangeInWords {
  const percent = Math.round(100 * (ratio - 1))
  if (percent === 0) return { ru: 'столько же', en: 'as much', than: { ru: 'сколько', en: 'as' } }
  if (ratio >= 2) {
    const times = Number(ratio.toFixed(1))
    return {
      ru: `в ${formatMeasure(times, 'ru')} ${nounRu(times, ['раз', 'раза', 'раз'])} больше`,
      en: `${formatMeasure(times)} times as much`,
      than: { ru: 'чем', en: 'as' },
    }
  }
  const size = Math.abs(percent) / 100
  return {
    ru: `на ${formatPercent(size, 0, 'ru')} ${percent < 0 ? 'меньше' : 'больше'}`,
    en: `${formatPercent(size)} ${percent < 0 ? 'less' : 'more'}`,
    than: { ru: 'чем', en: 'than' },
  }
}

/** A quotient is 0 also where there was nothing to divide by: then the phrase would say too much. */
function positive(phrase: NumberPhrase): NumberPhrase {
  return (value, usual) => (value > 0 && usual > 0 ? phrase(value, usual) : undefined)
}

/** The noun's form after a number as it is shown; after a fraction the genitive singular: «2,5 страницы». */
function nounRu(value: number, forms: RussianForms): string {
  const shown = displayed(value)
  return Number.isInteger(shown) ? pluralRu(shown, forms) : forms[1]
}

/** The number that `formatMeasure` shows. */
function displayed(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(2))
}
