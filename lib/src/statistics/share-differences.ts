import type { TwoGroups } from '../customers/comparison'
import type { FeatureTable } from '../customers/feature-table'
import type { Feature } from '../customers/features'
import type { Interval, LevelOptions } from './intervals'
import { wilsonInterval } from './intervals'

/**
 * Difference of two independent shares, first − second, with Newcombe's interval from Wilson's for each (R. G.
 * Newcombe, Statist. Med. 17 (1998) 873–890, method 10): simple, and holds its level for small groups too.
 *
 * @example shareDifference(56, 70, 48, 80) // 0.2, from 0.0524 to 0.3339
 */
export function shareDifference(
  events: number,
  total: number,
  otherEvents: number,
  otherTotal: number,
  options: LevelOptions = {},
): Interval {
  const own = wilsonInterval(events, total, options)
  const other = wilsonInterval(otherEvents, otherTotal, options)
  const estimate = own.estimate - other.estimate
  return {
    estimate,
    lower: estimate - Math.hypot(own.estimate - own.lower, other.upper - other.estimate),
    upper: estimate + Math.hypot(own.upper - own.estimate, other.estimate - other.lower),
  }
}

/** How much more often one value of a category occurs in a group than among the others. */
export interface CategoryDifference {
  readonly feature: Feature
  /** As the table has it. */
  readonly category: string
  readonly share: number
  readonly shareOfOthers: number
  /** share − shareOfOthers, with its 95 % interval. */
  readonly difference: Interval
}

/**
 * Every value of every category by how far two groups differ in its share, furthest first.
 * @param groups each with at least one customer
 */
export function categoryDifferences(table: FeatureTable, { of, others }: TwoGroups): CategoryDifference[] {
  return table.features
    .filter(({ kind }) => kind === 'category')
    .flatMap((feature) => {
      const words = table.categories[feature.name]
      const own = countWords(words, of)
      const rest = countWords(words, others)
      return [...new Set([...own.keys(), ...rest.keys()])].sort().map((category) => {
        const events = own.get(category) ?? 0
        const otherEvents = rest.get(category) ?? 0
        return {
          feature,
          category,
          share: events / of.length,
          shareOfOthers: otherEvents / others.length,
          difference: shareDifference(events, of.length, otherEvents, others.length),
        }
      })
    })
    .sort((a, b) => Math.abs(b.difference.estimate) - Math.abs(a.difference.estimate))
}

function countWords(words: readonly string[], rows: Int32Array): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(words[row], (counts.get(words[row]) ?? 0) + 1)
  return counts
}
