import { categoryInEnglish } from '../tables/store-words'
import type {
  AmountPhrase,
  CategoryPhrase,
  ChangePhrase,
  CountPhrase,
  NumberPhrase,
  RussianForms,
} from '../words/feature-phrases'
import { type Bilingual, pluralEn, pluralRu } from '../words/language'
import { formatMeasure, formatPercent } from '../words/number-format'

/** What is said of a customer's value, and of the usual one after it. */
export interface ValuePhrase {
  /** `Looks at 3 pages a visit` */
  readonly value: Bilingual
  /** `8 are usual`; «обычно смотрят 8» */
  readonly usual: Bilingual
}

/** A customer's number and the usual one in words; nothing where the phrase does not suit them. */
export function sayNumber(phrase: NumberPhrase, value: number, usual: number): ValuePhrase | undefined {
  if (phrase.onlyPositive && !(value > 0 && usual > 0)) return undefined
  if (phrase.says === 'count') return counted(phrase, value, usual)
  return phrase.says === 'change' ? changed(phrase, value, usual) : amount(phrase, value, usual)
}

/** A customer's word of a category, as the tables have it, in a sentence. */
export function sayCategory({ text, words }: CategoryPhrase, feature: string, word: string): Bilingual {
  const { ru, en } = words && Object.hasOwn(words, word) ? words[word] : text
  return { ru: filled(ru, '{word}', word), en: filled(en, '{word}', categoryInEnglish(feature, word)) }
}

const filled = (text: string, place: string, by: string) => text.replace(place, () => by)

function counted({ text, noun, usually }: CountPhrase, value: number, usual: number): ValuePhrase {
  const verb = displayed(usual) === 1 ? 'is' : 'are'
  return {
    value: {
      ru: filled(text.ru, '{n}', `${formatMeasure(value, 'ru')} ${nounRu(value, noun.ru)}`),
      en: filled(text.en, '{n}', `${formatMeasure(value)} ${pluralEn(displayed(value), ...noun.en)}`),
    },
    usual: {
      ru: `${usually ? `обычно ${usually}` : 'у других обычно'} ${formatMeasure(usual, 'ru')}`,
      en: `${formatMeasure(usual)} ${verb} usual`,
    },
  }
}

function amount({ text, says }: AmountPhrase, value: number, usual: number): ValuePhrase {
  const ru = (number: number) =>
    says === 'share' ? formatPercent(number, 0, 'ru') : formatMeasure(number, 'ru')
  const en = (number: number) => (says === 'share' ? formatPercent(number) : formatMeasure(number))
  return {
    value: { ru: filled(text.ru, '{n}', ru(value)), en: filled(text.en, '{n}', en(value)) },
    usual: { ru: `у других обычно ${ru(usual)}`, en: `${en(usual)} is usual` },
  }
}

function changed({ now, before, what }: ChangePhrase, value: number, usual: number): ValuePhrase {
  const [own, others] = [changeInWords(value), changeInWords(usual)]
  return {
    value: {
      ru: `${now} ${own.ru}${what?.ru ?? ''}, ${own.than.ru} ${before.ru}`,
      en: `Spends ${own.en}${what?.en ?? ''} this month ${own.than.en} ${before.en}`,
    },
    usual: { ru: `у других обычно ${others.ru}`, en: `${others.en} is usual` },
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

/** The noun's form after a number as it is shown; after a fraction the genitive singular: «2,5 страницы». */
function nounRu(value: number, forms: RussianForms): string {
  const shown = displayed(value)
  return Number.isInteger(shown) ? pluralRu(shown, forms) : forms[1]
}

/** The number that `formatMeasure` shows. */
function displayed(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(2))
}
