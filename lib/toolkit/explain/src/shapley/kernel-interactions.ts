import type { Matrix } from '@one-click/core'
import type { SupportVectorMachineModel } from '@one-click/learn'
import { type ColumnPair, evaluateProductKernel } from './kernel/product-kernel-evaluator'

export type { ColumnPair } from './kernel/product-kernel-evaluator'

/**
 * Exact Shapley interaction index of pairs of columns in a support vector machine's decision value: what two
 * columns add together beyond what each adds alone, averaged over coalitions of the others (Grabisch,
 * Roubens 1999, "An axiomatic approach to the concept of interaction among players in cooperative games").
 * Columns that act independently have 0. The index of columns i and j is the integral over t from 0 to 1 of
 * (aᵢ − bᵢ)(aⱼ − bⱼ) · Π (t·aₗ + (1 − t)·bₗ) over l ≠ i, j; the game and the quadrature are those of
 * `kernelShapleyValues`, and the bound of the error is twice that of a row's values.
 *
 * Interaction values in the sense of Lundberg et al. 2020 ("From local explanations to global understanding
 * with explainable AI for trees") hold half of this index at (i, j) and half at (j, i), and on the diagonal
 * the Shapley value less the row's halves. The exact explainer of the package shap gives another index,
 * that of Shapley and Taylor.
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @param pairs columns by index; the indices of all pairs of columns of two groups may be summed
 * @returns shape (rows, pairs), in units of the decision value
 * @throws ArgumentError as `kernelShapleyValues` does, and when a pair does not name two different columns
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { supportVectorMachine } from '@one-click/learn'
 * const x = matrix(4, 2, Float64Array.of(-1, -1, -1, 1, 1, -1, 1, 1))
 * const svm = supportVectorMachine.fit(x, Uint8Array.of(1, 0, 0, 1), { probability: false })
 * Array.from(kernelInteractions(svm, x, x, [[0, 1]]).values, (value) => value > 0) // → [true, false, false, true]
 * ```
 */
export function kernelInteractions(
  model: SupportVectorMachineModel,
  x: Matrix,
  background: Matrix,
  pairs: readonly ColumnPair[],
): Matrix {
  return evaluateProductKernel('kernelInteractions', model, x, background, pairs).interactions
}
