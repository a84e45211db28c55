/**
 * 1 / (1 + exp(-z)) without overflow.
 *
 * @example
 * ```ts
 * sigmoid(0) // → 0.5
 * ```
 */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z))
  const power = Math.exp(z)
  return power / (1 + power)
}

/** log(1 + exp(z)) without overflow. */
export function logOnePlusExp(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z))
}

/**
 * log(p / (1 - p)), with p kept at least `margin` away from 0 and 1.
 *
 * @example
 * ```ts
 * logit(0.75).toFixed(4) // → '1.0986'
 * ```
 */
export function logit(probability: number, margin = 1e-15): number {
  const p = Math.min(1 - margin, Math.max(margin, probability))
  return Math.log(p / (1 - p))
}
