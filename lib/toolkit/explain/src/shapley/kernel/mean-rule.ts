import { wholePower } from '@one-click/core'
import { gaussLegendre } from '@one-click/statistics'

/** A Gauss–Legendre rule with an odd number of nodes for the mean of a function over [−1, 1]. */
export interface MeanRule {
  /** Positive nodes; each stands for its mirror image too. */
  readonly nodes: readonly number[]
  /** Weight of each of them, and of its mirror image. */
  readonly weights: readonly number[]
  /** Weight of the node 0. */
  readonly middleWeight: number
}

/** The rule with `2·pairs + 1` nodes: exact for polynomials up to the degree 4·pairs + 1. */
export function meanRule(pairs: number): MeanRule {
  const { nodes, weights } = gaussLegendre(2 * pairs + 1)
  return {
    nodes: Array.from(nodes.subarray(pairs + 1)),
    weights: Array.from(weights.subarray(pairs + 1), (weight) => weight / 2),
    middleWeight: weights[pairs] / 2,
  }
}

/** The smallest number of pairs of nodes whose rule is exact for polynomials of a degree. */
export const pairsForDegree = (degree: number): number => Math.max(0, Math.ceil((degree - 1) / 4))

/**
 * How far the rule can be from the mean of Π (1 + rⱼ·u) over up to d factors with Σ|rⱼ| = p, divided by p
 * to the power 2n, n the number of nodes. Grows with p, and is 0 when the rule is exact.
 *
 * The coefficient of uᵐ is at most C(d, m)·(p / d)ᵐ in size (Maclaurin's inequality). Only even powers of at
 * least 2n count; the rule gives too little for each of them.
 */
export function errorFactor({ nodes, weights }: MeanRule, d: number, p: number): number {
  const exactBelow = 2 * (2 * nodes.length + 1)
  let factor = 0
  let coefficient = 1
  for (let m = 1; m <= d; m++) {
    // C(d, m) / dᵐ · p^(m − 2n)
    coefficient *= (d - m + 1) / m / d
    if (m > exactBelow) coefficient *= p
    if (m < exactBelow || m % 2 === 1) continue
    const byRule = nodes.reduce((sum, u, q) => sum + 2 * weights[q] * wholePower(u, m), 0)
    factor += coefficient * Math.max(0, 1 / (m + 1) - byRule)
  }
  return factor
}
