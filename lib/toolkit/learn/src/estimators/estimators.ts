import { ArgumentError } from '@one-click/core'
import { boostedTrees } from './boosted-trees'
import { decisionTree } from './decision-tree'
import type { Estimator } from './estimator'
import { extraTrees } from './extra-trees'
import { kNearestNeighbours } from './k-nearest-neighbours'
import { logisticRegression } from './logistic-regression'
import { neuralNetwork } from './neural-network'
import { supportVectorMachine } from './support-vector-machine'

/** Every estimator by its kind, the plainest first. */
export const estimators: Readonly<Record<string, Estimator>> = {
  'logistic-regression': logisticRegression,
  'k-nearest-neighbours': kNearestNeighbours,
  'decision-tree': decisionTree,
  'support-vector-machine': supportVectorMachine,
  'neural-network': neuralNetwork,
  'extra-trees': extraTrees,
  'boosted-trees': boostedTrees,
}

/**
 * @throws ArgumentError for an unknown kind, naming the known ones
 * @example
 * ```ts
 * estimatorOf('extra-trees').needsScaling // → false
 * ```
 */
export function estimatorOf(kind: string): Estimator {
  if (!Object.hasOwn(estimators, kind)) {
    throw new ArgumentError('estimatorOf', `knows ${Object.keys(estimators).join(', ')}`, kind)
  }
  return estimators[kind]
}
