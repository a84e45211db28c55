import { type Matrix, take, takeRows } from '@one-click/core'
import { z } from 'zod'
import { sigmoid } from '../calibration/sigmoid'
import { fitSigmoid } from '../calibration/sigmoid-fit'
import { groupsOfClasses, repeatedStratifiedSplits } from '../pipeline/folds'
import { finiteNumbers } from '../storage/array-schemas'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'
import { KernelCache, rbfKernel } from './kernel-cache'
import { solveDual } from './sequential-minimal-optimisation'

export type SupportVectorMachineOptions = {
  /** Price of a row on the wrong side of its margin (`C` in scikit-learn and LIBSVM). Default 1. */
  cost: number
  /** Width of the kernel exp(-gamma·‖a − b‖²); 0: 1 / (features · variance of all values). Default 0. */
  gamma: number
  /** Largest violation of the optimality conditions when it stops. Default 0.001. */
  tolerance: number
  /**
   * Whether a logistic curve is fitted on decision values of five inner folds; default true. Without it the
   * logistic function of the decision value stands for the probability, to be calibrated by the caller.
   */
  probability: boolean
}

export interface SupportVectorMachineModel extends FittedModel {
  readonly kind: 'support-vector-machine'
  readonly gamma: number
  /** Support vectors, row-major, shape (vectors, features). */
  readonly vectors: Float64Array
  /** Multiplier times sign of each support vector, shape (vectors). */
  readonly weights: Float64Array
  /** Subtracted from the weighted sum of kernels. */
  readonly rho: number
  /** The probability is sigmoid(slope · decision value + intercept). */
  readonly slope: number
  readonly intercept: number
}

/**
 * Support vector classification with the radial basis function kernel (C-SVC). Probabilities come from a
 * logistic curve on decision values of five inner folds, as in LIBSVM.
 *
 * Cortes, Vapnik (1995): Support-vector networks. Machine Learning 20, 273–297. Chang, Lin (2011): LIBSVM.
 * Lin, Lin, Weng (2007): A note on Platt's probabilistic outputs.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(4, 1, Float64Array.of(-2, -1, 1, 2))
 * const model = supportVectorMachine.fit(x, Uint8Array.of(0, 0, 1, 1), { probability: false })
 * Array.from(decisionValues(model, x), (value) => value > 0) // → [false, false, true, true]
 * ```
 */
export const supportVectorMachine = defineEstimator<SupportVectorMachineOptions, SupportVectorMachineModel>({
  kind: 'support-vector-machine',
  label: 'Support vector machine',
  needsScaling: true,
  defaults: { cost: 1, gamma: 0, tolerance: 1e-3, probability: true },
  bounds: { cost: [1e-6, 1e6], gamma: [0, 1e6], tolerance: [1e-10, 1] },
  searchSpace: [
    { cost: 1 },
    { cost: 0.5 },
    { cost: 2 },
    { cost: 1, gamma: 0.01 },
    { cost: 2, gamma: 0.01 },
    { cost: 1, gamma: 0.06 },
  ],
  fitRows(x, y, options, seed, groups) {
    const gamma = options.gamma > 0 ? options.gamma : scaledGamma(x)
    const cache = new KernelCache(x, gamma)
    const every = Int32Array.from(y, (_, i) => i)
    const { weights, rho } = fitSubset(cache, every, y, options)
    const curve = options.probability
      ? fitSigmoid(innerDecisionValues(cache, y, options, seed, groups), y)
      : { slope: 1, intercept: 0 }
    const support = every.filter((i) => weights[i] !== 0)
    return {
      kind: 'support-vector-machine',
      features: x.columns,
      gamma,
      vectors: takeRows(x, support).values,
      weights: take(weights, support),
      rho,
      ...curve,
    }
  },
  predictRows: (model, x) => decisionValues(model, x).map((f) => sigmoid(model.slope * f + model.intercept)),
  fields: {
    gamma: z.number().positive(),
    vectors: finiteNumbers,
    weights: finiteNumbers,
    rho: z.number(),
    slope: z.number(),
    intercept: z.number(),
  },
  unsound: ({ vectors, weights, features }) =>
    vectors.length === weights.length * features ? undefined : 'vectors and weights differ',
})

/**
 * Signed distances from the boundary in units of the margin, positive for class 1, shape (rows).
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(2, 1, Float64Array.of(-1, 1))
 * const model = supportVectorMachine.fit(x, Uint8Array.of(0, 1), { gamma: 0.5, probability: false })
 * Array.from(decisionValues(model, x), (value) => value.toFixed(3)) // → ['-0.865', '0.865']
 * ```
 */
export function decisionValues(model: SupportVectorMachineModel, x: Matrix): Float64Array {
  const { vectors, weights, gamma, rho } = model
  const { columns, values } = x
  const result = new Float64Array(x.rows)
  for (let i = 0; i < x.rows; i++) {
    let sum = -rho
    for (let k = 0; k < weights.length; k++) {
      sum += weights[k] * rbfKernel(values, i * columns, vectors, k * columns, columns, gamma)
    }
    result[i] = sum
  }
  return result
}

/** 1 / (features · variance of all values), 1 where nothing varies. */
function scaledGamma(x: Matrix): number {
  const count = x.values.length
  const mean = x.values.reduce((sum, value) => sum + value, 0) / count
  const variance = x.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count
  return variance > 0 ? 1 / (x.columns * variance) : 1
}

/** Signed multipliers of the rows named, in their order, and the offset. */
function fitSubset(
  cache: KernelCache,
  rows: Int32Array,
  y: Uint8Array,
  options: SupportVectorMachineOptions,
) {
  const signs = Int8Array.from(rows, (row) => (y[row] === 1 ? 1 : -1))
  const whole = rows.length === y.length
  const kept: (Float64Array | undefined)[] = new Array(rows.length)
  const { alpha, rho } = solveDual({
    kernelRow: (i) => {
      if (whole) return cache.row(i)
      return (kept[i] ??= take(cache.row(rows[i]), rows))
    },
    signs,
    cost: options.cost,
    tolerance: options.tolerance,
    maxIterations: Math.max(10_000_000, 100 * rows.length),
  })
  return { weights: alpha.map((value, i) => value * signs[i]), rho }
}

/** Decision value of each row from a fit without its fold. */
function innerDecisionValues(
  cache: KernelCache,
  y: Uint8Array,
  options: SupportVectorMachineOptions,
  seed: number,
  groups: Int32Array | undefined,
): Float64Array {
  const result = new Float64Array(y.length)
  const folds = Math.min(5, ...groupsOfClasses(y, groups))
  if (folds < 2) return result
  for (const { train, test } of repeatedStratifiedSplits(y, { folds, seed, groups })) {
    const { weights, rho } = fitSubset(cache, train, y, options)
    for (const row of test) result[row] = -rho
    for (let i = 0; i < train.length; i++) {
      if (weights[i] === 0) continue
      const kernel = cache.row(train[i])
      for (let k = 0; k < test.length; k++) result[test[k]] += weights[i] * kernel[test[k]]
    }
  }
  return result
}
