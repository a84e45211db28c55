import { featureOf } from '../../customers/features'
import type { ClusterName } from '../../decisions/reason-clusters/reason-cluster-names'
import type { ReasonTheme } from '../../decisions/reason-clusters/reason-themes'
import { labelOf } from '../../words/feature-label'
import { type Bilingual, byLanguage, type Language, wordsIn } from '../../words/language'
import { uncapital } from '../../words/uncapital'
import { categoryIn } from './category-in'

/** The name of a cluster of reasons in words: `Look at little, leave items unpaid`. */
export function clusterName({ themes, number }: ClusterName): Bilingual {
  return byLanguage(({ reasonNames }, language) => {
    const said = themes
      .map((theme) => themeText(theme, language))
      .map((text, i) => (i === 0 ? text : uncapital(text)))
      .join(', ')
    const name = themes.length === 0 ? reasonNames.none : said
    return number === undefined ? name : `${name} (${number})`
  })
}

/** A habit that a feature tells of; features without one are named by their label. */
function themeText(theme: ReasonTheme, language: Language): string {
  const feature = featureOf(theme.feature)
  const { customerValues, reasonNames, local } = wordsIn(language)
  const label = labelOf(feature, language)
  if ('word' in theme)
    return customerValues.listedWord({ label, word: categoryIn(language, feature.name, theme.word) })
  if (feature.kind === 'number' && feature.habit) return local(feature.habit[theme.side])
  return reasonNames[theme.side === 'low' ? 'less' : 'more'](label)
}
