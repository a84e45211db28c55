import type { FeatureTable } from '../customers/feature-table'
import type { CategoryFeature, Feature, NumberFeature } from '../customers/features'
import { categoryInEnglish } from '../tables/store-words'
import type { Bilingual } from '../words/language'
import { formatMeasure } from '../words/number-format'
import { sayCategory, sayNumber, type ValuePhrase } from './value-phrases'

/**
 * A customer's value beside the usual one as a clause that begins a sentence:
 * `Looks at 3 pages a visit where 8 are usual`, «Смотрит 3 страницы за визит, обычно смотрят 8».
 * Words of the tables stand in it as they are.
 * @param typical usual value of each numeric feature (`typicalValues`)
 */
export function valueClause(
  feature: Feature,
  table: FeatureTable,
  row: number,
  typical: Readonly<Record<string, number>>,
): Bilingual {
  const { name } = feature
  if (feature.kind === 'category') return categoryClause(feature, table.categories[name][row])
  return numberClause(feature, table.numbers[name][row], typical[name])
}

function categoryClause({ name, russian, label, phrase }: CategoryFeature, word: string): Bilingual {
  return phrase
    ? sayCategory(phrase, name, word)
    : { ru: `${russian} — «${word}»`, en: `${label}: “${categoryInEnglish(name, word)}”` }
}

function numberClause(feature: NumberFeature, own: number, typical: number): Bilingual {
  const inWords = (value: number) =>
    (feature.phrase && sayNumber(feature.phrase, value, typical)) ?? byLabel(feature, value, typical)
  const { value, usual } = inWords(own)
  if (value.ru === inWords(typical).value.ru) {
    return { ru: `${value.ru}, это обычное значение`, en: `${value.en}, a usual value` }
  }
  return { ru: `${value.ru}, ${usual.ru}`, en: `${value.en} where ${usual.en}` }
}

function byLabel({ russian, label }: Feature, own: number, typical: number): ValuePhrase {
  return {
    value: { ru: `${russian} — ${formatMeasure(own, 'ru')}`, en: `${label} ${formatMeasure(own)}` },
    usual: {
      ru: `у других обычно ${formatMeasure(typical, 'ru')}`,
      en: `${formatMeasure(typical)} is usual`,
    },
  }
}
