import { compareText, take } from '@one-click/core'
import { median } from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { featureOf } from '../../customers/features'

/** What sets a group of customers apart in one feature: on which side of the usual its values lie, or its word. */
export type ReasonTheme =
  | { readonly feature: string; readonly side: 'low' | 'high' }
  | { readonly feature: string; readonly word: string }

/** Themes with one key are said in the same words: those of features that share a habit. */
export function themeKey(theme: ReasonTheme): string {
  const feature = featureOf(theme.feature)
  if ('word' in theme) return `${feature.label}: ${theme.word}`
  return feature.kind === 'number' && feature.habit
    ? feature.habit[theme.side].en
    : `${feature.label}, ${theme.side}`
}

/**
 * What a feature says of a group of customers beside all: that its values are low or high, by the medians, or the value
 * of a category that is most over-represented.
 *
 * @param of rows of the group @param all rows of all customers, the group among them; neither empty
 */
export function themeOf(name: string, table: FeatureTable, of: Int32Array, all: Int32Array): ReasonTheme {
  const feature = featureOf(name)
  if (feature.kind === 'category') {
    return { feature: name, word: mostOverRepresented(table.categories[name], of, all) }
  }
  const own = median(take(table.numbers[name], of))
  const usual = median(take(table.numbers[name], all))
  const isLow = own === usual ? mean(table.numbers[name], of) < mean(table.numbers[name], all) : own < usual
  return { feature: name, side: isLow ? 'low' : 'high' }
}

function mean(values: Float64Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + values[row], 0) / rows.length
}

/** The value whose share in the group exceeds its share among all by the most. */
function mostOverRepresented(words: readonly string[], of: Int32Array, all: Int32Array): string {
  const excess = new Map<string, number>()
  for (const row of of) excess.set(words[row], (excess.get(words[row]) ?? 0) + 1 / of.length)
  for (const row of all) excess.set(words[row], (excess.get(words[row]) ?? 0) - 1 / all.length)
  const [word] = [...excess].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))[0]
  return word
}
