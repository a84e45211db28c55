import { featureOf, features } from '../../customers/features'
import { type Theme, themes } from '../../words/feature-themes'
import { type Bilingual, inEveryLanguage } from '../../words/language'
import type { LocalText } from '../../words/local-text'
import { uncapital } from '../../words/uncapital'

/** Customers whose leading feature is low or high: medians of those at risk and of the others. */
interface Sign {
  readonly atRisk: number
  readonly others: number
}

const ownThemes: ReadonlyMap<string, Theme> = new Map(
  features
    .filter(({ theme }) => !theme)
    .map(({ name, label, russian }) => [name, { name: { ru: uncapital(russian), en: uncapital(label) } }]),
)

/** The themes of all features: those that features share, and then the features without one, by their labels. */
export const allThemes: readonly Theme[] = [
  ...new Set([...Object.values(themes), ...features.map(({ name }) => themeOfFeature(name))]),
]

/**
 * The theme that a declared feature belongs to: one object for all its features.
 * @throws ArgumentError for a feature that is not declared
 */
export function themeOfFeature(feature: string): Theme {
  return featureOf(feature).theme ?? ownThemes.get(feature)!
}

/** Whether a theme is told by what customers do: a verb, which can follow `they`. */
export function hasSide(theme: Theme, sign?: Sign): boolean {
  return wordsOf(theme, sign) !== theme.name
}

/** A theme in words: by the side of its leading feature, else its plain name. */
export function themeWords(theme: Theme, sign?: Sign): Bilingual {
  return inEveryLanguage(wordsOf(theme, sign))
}

function wordsOf({ low, high, name }: Theme, sign?: Sign): LocalText {
  if (!sign || sign.atRisk === sign.others) return name
  return (sign.atRisk < sign.others ? low : high) ?? name
}
