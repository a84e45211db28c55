import { matrix } from '@one-click/core'
import {
  chiSquareSurvival,
  cliffsDelta,
  cramersVInterval,
  fisherExactTest,
  kolmogorovSmirnovInterval,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  median,
  pearsonChiSquare,
  populationStability,
  riskDifference,
  sortedQuantile,
  stabilityOfNumbers,
} from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { featureOf } from '../../customers/features'
import { tellsOfFew } from '../../customers/small-groups'
import type { CategoryReference, NumberReference } from '../training-reference'
import { countCategories } from './build-reference'
import type { DriftTest } from './drift-rule'
import { thinnedTo } from './thinned-values'

/** How a numeric feature stands against the training data. */
export interface NumberDrift {
  readonly kind: 'number'
  readonly feature: string
  readonly label: string
  readonly medianInTraining: number
  readonly medianNow: number
  /** Population stability index over the deciles of the training data. */
  readonly stability: number
}

/** How a category stands against the training data. */
export interface CategoryDrift {
  readonly kind: 'category'
  readonly feature: string
  readonly label: string
  /** Population stability index over all categories. */
  readonly stability: number
  readonly shares: readonly CategoryShift[]
  /** Those that the model has never met, in the order of their names. */
  readonly newCategories: readonly string[]
}

/** Shares of one category, 0 to 1. */
export interface CategoryShift {
  readonly category: string
  readonly inTraining: number
  readonly now: number
}

export type FeatureDrift = NumberDrift | CategoryDrift

/** A feature's comparison: what is shown of it, and what is judged. */
export interface FeatureComparison {
  readonly drift: FeatureDrift
  readonly tests: readonly DriftTest[]
}

/**
 * Compares a feature of the new customers with the training data. Numbers: where they lie (Cliff's delta,
 * Mann–Whitney) and how they are spread (Kolmogorov–Smirnov); categories: their mix (Cramér's V, chi-square) and
 * new ones (Fisher's exact test).
 *
 * Where the training data were thinned, the tests take them for a sample of as many values as are left: the
 * intervals are then a little too wide.
 *
 * @param independent share of themselves as which the training data count (`independentShare`). Default 1.
 */
export function compareFeature(
  reference: NumberReference | CategoryReference,
  table: FeatureTable,
  independent = 1,
): FeatureComparison {
  return reference.kind === 'number'
    ? compareNumbers(reference, table.numbers[reference.feature], independent)
    : compareCategories(reference, table.categories[reference.feature], independent)
}

function compareNumbers(
  { feature, values }: NumberReference,
  now: Float64Array,
  independent: number,
): FeatureComparison {
  const before = thinnedTo(independent, values)
  return {
    drift: {
      kind: 'number',
      feature,
      label: featureOf(feature).label,
      medianInTraining: sortedQuantile(values, 0.5),
      medianNow: median(now),
      stability: stabilityOfNumbers(values, now),
    },
    tests: [
      {
        measure: 'location',
        feature,
        effect: cliffsDelta(now, before),
        pValue: mannWhitneyTest(now, before).pValue,
      },
      {
        measure: 'distance',
        feature,
        effect: kolmogorovSmirnovInterval(now, before),
        pValue: kolmogorovSmirnovTest(now, before).pValue,
      },
    ],
  }
}

function compareCategories(
  { feature, categories, earlier = [] }: CategoryReference,
  words: readonly string[],
  independent: number,
): FeatureComparison {
  const before = new Map(categories.map(({ category, customers }) => [category, customers]))
  const now = new Map(countCategories(words).map(({ category, customers }) => [category, customers]))
  const names = [...new Set([...before.keys(), ...now.keys()])].sort()
  const inTraining = names.map((name) => before.get(name) ?? 0)
  const inTables = names.map((name) => now.get(name) ?? 0)
  const trained = sum(inTraining)
  const shares = names.map((category, i) => ({
    category,
    inTraining: inTraining[i] / trained,
    now: inTables[i] / words.length,
  }))
  const newCategories = names.filter((name) => !before.has(name) && !earlier.includes(name))
  const unknown = { events: sum(newCategories.map((name) => now.get(name)!)), total: words.length }
  const none = { events: 0, total: Math.round(independent * trained) }
  return {
    drift: {
      kind: 'category',
      feature,
      label: featureOf(feature).label,
      stability: populationStability(
        shares.map((share) => share.inTraining),
        shares.map((share) => share.now),
      ),
      shares,
      newCategories,
    },
    tests: [
      {
        measure: 'mix',
        feature,
        ...compareMix(
          inTraining.map((customers) => independent * customers),
          inTables,
        ),
      },
      {
        measure: 'new-categories',
        feature,
        effect: riskDifference(unknown, none),
        pValue: fisherExactTest(unknown, none),
        tellsOfFew: tellsOfFew(unknown),
      },
    ],
  }
}

/** Chi-square test of the two rows of counts; one category only cannot differ. */
function compareMix(before: readonly number[], now: readonly number[]): Pick<DriftTest, 'effect' | 'pValue'> {
  if (before.length < 2) return { effect: { estimate: 0, lower: 0, upper: 0 }, pValue: 1 }
  const counts = matrix(2, before.length, Float64Array.from([...before, ...now]))
  const { statistic, columns } = pearsonChiSquare(counts)
  return { effect: cramersVInterval(counts), pValue: chiSquareSurvival(statistic, columns - 1) }
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
