import type { Matrix } from '@one-click/core'
import { z } from 'zod'
import { logOnePlusExp, sigmoid } from '../calibration/sigmoid'
import { finiteNumbers } from '../storage/array-schemas'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'
import { solvePositiveDefinite } from './linear-solve'

export type LogisticRegressionOptions = {
  /** Weight of half the squared length of the coefficients; 1/C in scikit-learn. Default 1. */
  l2: number
  /** Most Newton steps. Default 100. */
  maxIterations: number
}

export interface LogisticRegressionModel extends FittedModel {
  readonly kind: 'logistic-regression'
  readonly coefficients: Float64Array
  readonly intercept: number
}

/**
 * Logistic regression with an L2 penalty on all coefficients but the intercept: the minimum of
 * Σ log(1 + exp(-s·f)) + l2/2·‖w‖², found by Newton's method (iteratively reweighted least squares) with
 * step halving.
 *
 * Hastie, Tibshirani, Friedman (2009): The Elements of Statistical Learning, section 4.4.1.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(6, 1, Float64Array.of(-3, -2, -1, 1, 2, 3))
 * const model = logisticRegression.fit(x, Uint8Array.of(0, 0, 1, 0, 1, 1), { l2: 1 })
 * model.coefficients[0].toFixed(3) // → '0.578'
 * ```
 */
export const logisticRegression = defineEstimator<LogisticRegressionOptions, LogisticRegressionModel>({
  kind: 'logistic-regression',
  label: 'Logistic regression',
  needsScaling: true,
  defaults: { l2: 1, maxIterations: 100 },
  bounds: { l2: [1e-8, 1e12], maxIterations: [1, 10_000] },
  searchSpace: [{ l2: 1 }, { l2: 0.1 }, { l2: 3 }, { l2: 10 }, { l2: 30 }, { l2: 100 }],
  fitRows(x, y, options) {
    const weights = minimise(x, y, options)
    return {
      kind: 'logistic-regression',
      features: x.columns,
      coefficients: weights.slice(0, x.columns),
      intercept: weights[x.columns],
    }
  },
  predictRows: (model, x) => linearScores(x, model.coefficients, model.intercept).map(sigmoid),
  fields: { coefficients: finiteNumbers, intercept: z.number() },
  unsound: ({ coefficients, features }) =>
    coefficients.length === features ? undefined : 'needs one coefficient a feature',
})

/** Log-odds of class 1 for each row. */
export function linearScores(x: Matrix, coefficients: Float64Array, intercept: number): Float64Array {
  const scores = new Float64Array(x.rows).fill(intercept)
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.columns; j++) scores[i] += coefficients[j] * x.values[i * x.columns + j]
  }
  return scores
}

/** Coefficients, then the intercept. */
function minimise(x: Matrix, y: Uint8Array, options: LogisticRegressionOptions): Float64Array {
  const size = x.columns + 1
  let weights: Float64Array = new Float64Array(size)
  let loss = penalisedLoss(x, y, weights, options.l2)
  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    const { gradient, hessian } = derivatives(x, y, weights, options.l2)
    if (Math.max(...gradient.map(Math.abs)) < 1e-11 * x.rows) break
    const step = solvePositiveDefinite(hessian, gradient, size)
    let scale = 1
    let next: Float64Array = weights
    let nextLoss = Infinity
    for (; scale > 1e-10; scale /= 2) {
      next = weights.map((weight, j) => weight - scale * step[j])
      nextLoss = penalisedLoss(x, y, next, options.l2)
      if (nextLoss <= loss) break
    }
    if (!(nextLoss <= loss)) break
    weights = next
    loss = nextLoss
  }
  return weights
}

function penalisedLoss(x: Matrix, y: Uint8Array, weights: Float64Array, l2: number): number {
  const scores = linearScores(x, weights, weights[x.columns])
  let loss = 0
  for (let i = 0; i < x.rows; i++) loss += logOnePlusExp(y[i] === 1 ? -scores[i] : scores[i])
  for (let j = 0; j < x.columns; j++) loss += 0.5 * l2 * weights[j] * weights[j]
  return loss
}

/** Gradient and (row-major, lower triangle filled) Hessian of the penalised loss. */
function derivatives(x: Matrix, y: Uint8Array, weights: Float64Array, l2: number) {
  const { columns } = x
  const size = columns + 1
  const gradient = new Float64Array(size)
  const hessian = new Float64Array(size * size)
  const scores = linearScores(x, weights, weights[columns])
  const row = new Float64Array(size)
  row[columns] = 1
  for (let i = 0; i < x.rows; i++) {
    const probability = sigmoid(scores[i])
    const curvature = probability * (1 - probability)
    row.set(x.values.subarray(i * columns, (i + 1) * columns))
    for (let j = 0; j < size; j++) {
      gradient[j] += (probability - y[i]) * row[j]
      const scaled = curvature * row[j]
      for (let k = 0; k <= j; k++) hessian[j * size + k] += scaled * row[k]
    }
  }
  for (let j = 0; j < columns; j++) {
    gradient[j] += l2 * weights[j]
    hessian[j * size + j] += l2
  }
  return { gradient, hessian }
}
