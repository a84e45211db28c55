import { ArgumentError } from '../util/errors'
import type { Estimator } from './estimator'
import { extraTrees } from './extra-trees'
import { logisticRegression } from './logistic-regression'

/** Every estimator by its kind, the plainest first. */
export const estimators: Readonly<Record<string, Estimator>> = {
  'logistic-regression': logisticRegression,
  'extra-trees': extraTrees,
}

/** @throws ArgumentError for an unknown kind, naming the known ones */
export function estimatorOf(kind: string): Estimator {
  if (!Object.hasOwn(estimators, kind)) {
    throw new ArgumentError('estimatorOf', `knows ${Object.keys(estimators).join(', ')}`, kind)
  }
  return estimators[kind]
}
