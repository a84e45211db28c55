import type { Matrix } from '@one-click/core'
import type { SupportVectorMachineModel } from '@one-click/learn'
import { evaluateProductKernel } from './kernel/product-kernel-evaluator'
import type { ShapleyValues } from './tree-shapley'

/**
 * Exact interventional Shapley values of a support vector machine's decision value, against every row of a
 * background sample: a column outside a coalition takes its value from the background row.
 *
 * The RBF kernel is a product over columns. For a row x, a background row z and a support vector v, with
 * aⱼ = exp(−gamma·(xⱼ − vⱼ)²) and bⱼ likewise for z, the worth of a coalition is the product of aⱼ over its
 * columns and bⱼ over the others. By the multilinear extension (Owen 1972, "Multilinear extensions of games"),
 * the Shapley value of column j is the integral over t from 0 to 1 of (aⱼ − bⱼ) · Π (t·aₗ + (1 − t)·bₗ) over
 * l ≠ j: a polynomial in t, which Gauss–Legendre quadrature with half as many nodes as columns integrates
 * exactly (Mohammadi, Reznikov, Sinitcyn, Muandet, Chau 2026, "QuadraSHAP: stable and scalable Shapley values
 * for product games via Gauss–Legendre quadrature"). That product kernels have Shapley values in polynomial
 * time is due to Mohammadi, Chau, Muandet 2025, "Computing exact Shapley values in polynomial time for
 * product-kernel methods"; a column outside a coalition has the factor 1 there, the background row's here.
 *
 * Each row is worked out with 7 nodes, which are exact for 14 columns. Beside the values a bound of their
 * error is summed, proven from the size of the polynomials' coefficients. Where it exceeds 1e-12 times the sum
 * of the support vectors' |weights|, which seldom happens unless the kernel is narrow, the row is worked out
 * again with as many nodes as exactness takes. A row's values depend on the model, the background and that
 * row only.
 *
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @returns contributions of columns to the decision value (not to the probability); the columns that encode
 *   one category are players of their own, whose contributions the caller may sum
 * @throws ArgumentError when columns do not match, or there is no background row or support vector
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { decisionValues, supportVectorMachine } from '@one-click/learn'
 * const x = matrix(4, 2, Float64Array.of(-2, 1, -1, 0, 1, 0, 2, 1))
 * const svm = supportVectorMachine.fit(x, Uint8Array.of(0, 0, 1, 1), { probability: false })
 * const { base, values } = kernelShapleyValues(svm, x, x)
 * Math.abs(base + values.values[0] + values.values[1] - decisionValues(svm, x)[0]) < 1e-12 // → true
 * ```
 */
export function kernelShapleyValues(
  model: SupportVectorMachineModel,
  x: Matrix,
  background: Matrix,
): ShapleyValues {
  const { base, values } = evaluateProductKernel('kernelShapleyValues', model, x, background, [])
  return { base, values }
}
