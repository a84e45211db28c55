import type { CategoryFeature, Feature, NumberFeature } from '../../customers/features'
import type { CustomerValue } from '../../explanation/reasons'
import { labelOf } from '../../words/feature-label'
import type { NumberPhrase } from '../../words/feature-phrases'
import type { Bilingual, Language } from '../../words/language'
import { byLanguage, wordsIn } from '../../words/language'
import { formatMeasure } from '../../words/number-format'
import { filled, type ValuePhrase } from '../../words/value-phrase'
import { categoryIn } from './category-in'

/**
 * A customer's value beside the usual one as a clause that begins a sentence:
 * `Looks at 3 pages a visit where 8 are usual`. Words of the tables stand in it as they are.
 */
export function valueClause(feature: Feature, own: CustomerValue): Bilingual {
  return byLanguage((_, language) =>
    own.usual === undefined
      ? categoryClause(feature as CategoryFeature, own.value, language)
      : numberClause(feature as NumberFeature, own.value, own.usual, language),
  )
}

function categoryClause(feature: CategoryFeature, word: string, language: Language): string {
  const { name, phrase } = feature
  const shown = categoryIn(language, name, word)
  if (!phrase)
    return wordsIn(language).customerValues.word({ label: labelOf(feature, language), word: shown })
  const { text, words = {} } = phrase
  return filled(wordsIn(language).local(Object.hasOwn(words, word) ? words[word] : text), '{word}', shown)
}

function numberClause(feature: NumberFeature, own: number, typical: number, language: Language): string {
  const { customerValues } = wordsIn(language)
  const inWords = (value: number) =>
    (feature.phrase && sayNumber(feature.phrase, value, typical, language)) ??
    byLabel(feature, value, typical, language)
  const said = inWords(own)
  return said.value === inWords(typical).value
    ? customerValues.asUsual(said.value)
    : customerValues.besideUsual(said)
}

/** Nothing where the phrase does not suit the numbers. */
function sayNumber(
  phrase: NumberPhrase,
  value: number,
  usual: number,
  language: Language,
): ValuePhrase | undefined {
  if (phrase.onlyPositive && !(value > 0 && usual > 0)) return undefined
  const { count, amount, change } = wordsIn(language).valuePhrases
  if (phrase.says === 'count') return count(phrase, value, usual)
  return phrase.says === 'change' ? change(phrase, value, usual) : amount(phrase, value, usual)
}

function byLabel(feature: Feature, own: number, typical: number, language: Language): ValuePhrase {
  const { customerValues } = wordsIn(language)
  return {
    value: customerValues.number({
      label: labelOf(feature, language),
      value: formatMeasure(own, language),
    }),
    usual: customerValues.usual(formatMeasure(typical, language)),
  }
}
