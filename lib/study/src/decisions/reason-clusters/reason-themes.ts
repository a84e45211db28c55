import { compareText, take } from '@one-click/core'
import { median } from '@one-click/statistics'
import { labelOf } from '../../customers/feature-label'
import type { FeatureTable } from '../../customers/feature-table'
import { type Feature, featureOf } from '../../customers/features'
import { categoryIn } from '../../tables/store-words'
import type { Bilingual } from '../../words/language'
import { byLanguage, inEveryLanguage } from '../../words/language'

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
  if (feature.habit) return inEveryLanguage(isLow ? feature.habit.low : feature.habit.high)
  return byLanguage(({ reasonNames }, language) =>
    reasonNames[isLow ? 'less' : 'more'](labelOf(feature, language)),
  )
}

function mean(values: Float64Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + values[row], 0) / rows.length
}

/** The value whose share in the group exceeds its share among all by the most. */
function categoryTheme(
  feature: Feature,
  words: readonly string[],
  of: Int32Array,
  all: Int32Array,
): Bilingual {
  const excess = new Map<string, number>()
  for (const row of of) excess.set(words[row], (excess.get(words[row]) ?? 0) + 1 / of.length)
  for (const row of all) excess.set(words[row], (excess.get(words[row]) ?? 0) - 1 / all.length)
  const [word] = [...excess].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))[0]
  return byLanguage(({ customerValues }, language) =>
    customerValues.listedWord({
      label: labelOf(feature, language),
      word: categoryIn(language, feature.name, word),
    }),
  )
}
