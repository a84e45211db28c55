import { featureOf } from '../../customers/features'
import type { Reason } from '../../explanation/reasons'
import { labelOf } from '../../words/feature-label'
import { type Bilingual, byLanguage } from '../../words/language'
import { formatCount, formatMeasure } from '../../words/number-format'
import { categoryIn } from './category-in'

/** A reason in words: `Pages per visit 3 (typical 8), +12 points`. */
export function reasonText(reason: Reason): Bilingual {
  const feature = featureOf(reason.feature)
  const points = Math.round(100 * reason.probabilityChange)
  return byLanguage(({ customerValues }, language) => {
    const label = labelOf(feature, language)
    const value =
      reason.usual === undefined
        ? customerValues.listedWord({ label, word: categoryIn(language, feature.name, reason.value) })
        : customerValues.listedNumber({
            label,
            value: formatMeasure(reason.value, language),
            usual: formatMeasure(reason.usual, language),
          })
    const size =
      points < 1
        ? customerValues.lessThanAPoint
        : customerValues.points(formatCount(points, language), points)
    return `${value}, ${size}`
  })
}
