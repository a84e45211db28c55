import { scoreDifference, type TestedDifference } from '@one-click/statistics'
import type { FeatureTable } from '../customers/feature-table'
import type { Feature } from '../customers/features'
import type { TwoGroups } from './two-groups'

/** How much more often one value of a category occurs in a group than among the others. */
export interface CategoryDifference {
  readonly feature: Feature
  /** As the table has it. */
  readonly category: string
  readonly share: number
  readonly shareOfOthers: number
  /** share − shareOfOthers, with the 95% interval of the score test. */
  readonly difference: TestedDifference
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
          difference: scoreDifference([
            {
              treatment: { events, total: of.length },
              control: { events: otherEvents, total: others.length },
            },
          ]),
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
