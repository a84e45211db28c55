import { featureOf } from '../src/customers/features'
import { type ExplorerWord, explorerWords } from '../src/report/explorer/explorer-words'
import { categoryIn } from '../src/report/told/category-in'
import { labelOf } from '../src/words/feature-label'
import type { Language } from '../src/words/language'

/** One of the page's own texts. */
export function word(name: ExplorerWord, language: Language): string {
  return explorerWords[name][language]
}

export function featureName(name: string, language: Language): string {
  return labelOf(featureOf(name), language)
}

/** A category as the tables have it, or its English name. */
export function categoryName(feature: string, category: string, language: Language): string {
  return categoryIn(language, feature, category)
}
