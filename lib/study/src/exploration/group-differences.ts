import { compareText, matrix } from '@one-click/core'
import { independentShareOf } from '@one-click/learn'
import {
  benjaminiHochberg,
  cliffsDelta,
  cramersV,
  type Interval,
  mannWhitneyTest,
  median,
  wilsonInterval,
} from '@one-click/statistics'
import type { FeatureTable } from '../customers/feature-table'
import type { Feature } from '../customers/features'
import { type TwoGroups, valuesOfGroups } from './two-groups'

/** How a numeric feature differs between two groups. */
export interface NumericDifference {
  readonly feature: Feature
  readonly median: number
  readonly medianOfOthers: number
  /** Cliff's delta with its 95% interval: −1 (always lower in the group) to 1 (always higher). */
  readonly delta: Interval
  /** Mann–Whitney p-value, adjusted over all features (Benjamini & Hochberg). */
  readonly pValue: number
}

/** Numeric features by how far two groups of independent customers lie apart, furthest first. */
export function numericDifferences(table: FeatureTable, groups: TwoGroups): NumericDifference[] {
  const numeric = table.features.filter(({ kind }) => kind === 'number')
  const pairs = numeric.map(({ name }) => valuesOfGroups(groups, table.numbers[name]))
  const pValues = benjaminiHochberg(pairs.map(({ of, others }) => mannWhitneyTest(of, others).pValue))
  return numeric
    .map((feature, j) => ({
      feature,
      median: median(pairs[j].of),
      medianOfOthers: median(pairs[j].others),
      delta: cliffsDelta(pairs[j].of, pairs[j].others),
      pValue: pValues[j],
    }))
    .sort((a, b) => Math.abs(b.delta.estimate) - Math.abs(a.delta.estimate))
}

/** The share of the group among customers of one category, with its 95% interval. */
export interface CategoryShare {
  readonly category: string
  readonly customers: number
  readonly share: Interval
}

/**
 * Share of the group of interest within each value of a category, largest share first.
 *
 * @param copies group of every customer: those of one group count as one in the intervals. Default: each on its own
 */
export function categoryShares(
  words: readonly string[],
  { of, others }: TwoGroups,
  copies?: Int32Array,
): CategoryShare[] {
  const counts = new Map<string, { of: number; rows: number[] }>()
  const add = (row: number, isOf: number) => {
    const count = counts.get(words[row]) ?? { of: 0, rows: [] }
    count.of += isOf
    count.rows.push(row)
    counts.set(words[row], count)
  }
  for (const row of of) add(row, 1)
  for (const row of others) add(row, 0)
  return [...counts]
    .map(([category, count]) => {
      const independent = independentShareOf(copies, count.rows)
      return {
        category,
        customers: count.rows.length,
        share: wilsonInterval(independent * count.of, independent * count.rows.length),
      }
    })
    .sort((a, b) => b.share.estimate - a.share.estimate || compareText(a.category, b.category))
}

/** Bias-corrected Cramér's V between a category and belonging to the group. */
export function categoryAssociation(words: readonly string[], { of, others }: TwoGroups): number {
  const categories = [...new Set([...of, ...others].map((row) => words[row]))].sort()
  const counts = matrix(categories.length, 2)
  for (const row of of) counts.values[categories.indexOf(words[row]) * 2]++
  for (const row of others) counts.values[categories.indexOf(words[row]) * 2 + 1]++
  return cramersV(counts)
}
