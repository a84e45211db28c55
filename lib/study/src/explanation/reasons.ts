import { compareText } from '@one-click/core'
import { median } from '@one-click/statistics'
import { labelOf } from '../customers/feature-label'
import type { FeatureTable } from '../customers/feature-table'
import { type Feature, featureOf } from '../customers/features'
import { categoryIn } from '../tables/store-words'
import type { Bilingual } from '../words/language'
import { byLanguage } from '../words/language'
import { formatCount, formatMeasure } from '../words/number-format'
import type { CustomerRisk } from './customer-risk'

/** A feature that raises a customer's risk. */
export interface RaisedRisk {
  readonly feature: string
  /** What it adds to the probability (`RiskPoints`); positive. */
  readonly probabilityChange: number
}

/** One reason for a customer's risk. */
export interface Reason extends RaisedRisk {
  /** In words: `Pages per visit 3 (typical 8), +12 points`. */
  readonly text: Bilingual
}

/** What is usual, to set a customer's value beside it: the median of each numeric feature over chosen rows. */
export function typicalValues(
  table: FeatureTable,
  rows: ArrayLike<number>,
): Readonly<Record<string, number>> {
  const indices = Array.from(rows)
  return Object.fromEntries(
    table.features
      .filter(({ kind }) => kind === 'number')
      .map(({ name }) => [name, median(Float64Array.from(indices, (row) => table.numbers[name][row]))]),
  )
}

/** What adds to a customer's probability, largest first. */
export function raisedRisk(
  { contributions: { features }, points: { values } }: CustomerRisk,
  position: number,
): RaisedRisk[] {
  return features
    .map((feature, j) => ({ feature, probabilityChange: values.values[position * values.columns + j] }))
    .filter(({ probabilityChange }) => probabilityChange > 0)
    .sort((a, b) => b.probabilityChange - a.probabilityChange || compareText(a.feature, b.feature))
}

/**
 * The largest of what adds to a customer's probability, in words; fewer than `most` when fewer do.
 * @param options most: default 3; first: the feature to begin with, where it adds to the probability
 */
export function reasonsOf(
  risk: CustomerRisk,
  position: number,
  table: FeatureTable,
  typical: Readonly<Record<string, number>>,
  { most = 3, first }: { most?: number; first?: string } = {},
): Reason[] {
  const raised = raisedRisk(risk, position)
  return [
    ...raised.filter(({ feature }) => feature === first),
    ...raised.filter(({ feature }) => feature !== first),
  ]
    .slice(0, most)
    .map((raised) => {
      const value = valueInWords(featureOf(raised.feature), table, risk.rows[position], typical)
      const size = sizeInWords(raised.probabilityChange)
      return { ...raised, text: byLanguage((_, language) => `${value[language]}, ${size[language]}`) }
    })
}

function valueInWords(
  feature: Feature,
  table: FeatureTable,
  row: number,
  typical: Readonly<Record<string, number>>,
): Bilingual {
  const { name } = feature
  return byLanguage(({ customerValues }, language) => {
    const label = labelOf(feature, language)
    if (feature.kind === 'category') {
      return customerValues.listedWord({
        label,
        word: categoryIn(language, name, table.categories[name][row]),
      })
    }
    const value = formatMeasure(table.numbers[name][row], language)
    return customerValues.listedNumber({ label, value, usual: formatMeasure(typical[name], language) })
  })
}

function sizeInWords(probabilityChange: number): Bilingual {
  const points = Math.round(100 * probabilityChange)
  return byLanguage(({ customerValues }, language) =>
    points < 1 ? customerValues.lessThanAPoint : customerValues.points(formatCount(points, language), points),
  )
}
