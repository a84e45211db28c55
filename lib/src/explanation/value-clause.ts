import type { FeatureTable } from '../customers/feature-table'
import type { Feature } from '../customers/features'
import { categoryInEnglish } from '../tables/words'
import type { Bilingual } from '../util/language'
import { formatMeasure } from '../util/numbers'

/**
 * A customer's value beside the usual one as a clause that begins a sentence:
 * `Looks at 3 pages a visit where 8 are usual`, «Смотрит 3 страницы за визит, обычно смотрят 8».
 * @param typical usual value of each numeric feature (`typicalValues`)
 */
export function valueClause(
  feature: Feature,
  table: FeatureTable,
  row: number,
  typical: Readonly<Record<string, number>>,
): Bilingual {
  const { name, russian, label } = feature
  if (feature.kind === 'category') {
    const word = table.categories[name][row]
    return { ru: `${russian} — «${word}»`, en: `${label} “${categoryInEnglish(name, word)}”` }
  }
  const value = table.numbers[name][row]
  const usual = typical[name]
  return {
    ru: `${russian} — ${formatMeasure(value, 'ru')}, обычно ${formatMeasure(usual, 'ru')}`,
    en: `${label} ${formatMeasure(value)} where ${formatMeasure(usual)} is usual`,
  }
}
