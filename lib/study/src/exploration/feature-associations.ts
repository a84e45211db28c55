import type { Matrix } from '@one-click/core'
import { phiK, phiKMatrix, spearmanMatrix, varianceInflation } from '@one-click/statistics'
import { associationColumns, type FeatureTable } from '../customers/feature-table'
import type { Feature } from '../customers/features'

/** phi_k of a feature with the target. */
export interface TargetAssociation {
  readonly feature: Feature
  readonly phiK: number
}

const binningOf = ({ kind }: Feature) => (kind === 'number' ? 'interval' : 'category')

/** phi_k between all features, ten equal bins for numbers, shape (features, features). */
export function phiKOfFeatures(table: FeatureTable): Matrix {
  return phiKMatrix(associationColumns(table), table.features.map(binningOf))
}

/** phi_k of each feature with the target, strongest first; NaN for a constant feature, last. */
export function phiKWithTarget(table: FeatureTable, declines: Uint8Array): TargetAssociation[] {
  const target = Float64Array.from(declines)
  const columns = associationColumns(table)
  return table.features
    .map((feature, j) => ({
      feature,
      phiK: phiK(columns[j], target, { binsX: binningOf(feature), binsY: 'category' }),
    }))
    .sort((a, b) => (Number.isNaN(b.phiK) ? -1 : b.phiK) - (Number.isNaN(a.phiK) ? -1 : a.phiK))
}

/** Spearman's rank correlation between numeric features. */
export function spearmanOfFeatures(table: FeatureTable): { features: readonly Feature[]; matrix: Matrix } {
  const features = table.features.filter(({ kind }) => kind === 'number')
  return { features, matrix: spearmanMatrix(features.map(({ name }) => table.numbers[name])) }
}

/** Variance inflation factor of each numeric feature, largest first; Infinity for exact combinations of others. */
export function varianceInflationOfFeatures(table: FeatureTable): { feature: Feature; factor: number }[] {
  const features = table.features.filter(({ kind }) => kind === 'number')
  const factors = varianceInflation(features.map(({ name }) => table.numbers[name]))
  return features.map((feature, j) => ({ feature, factor: factors[j] })).sort((a, b) => b.factor - a.factor)
}
