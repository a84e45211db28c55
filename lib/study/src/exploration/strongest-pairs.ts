import type { Matrix } from '@one-click/core'
import { inputsOf } from '../customers/expression'
import type { Feature } from '../customers/features'

/** Two features and the association between them. */
export interface FeaturePair {
  readonly first: Feature
  readonly second: Feature
  readonly value: number
}

/**
 * Pairs with the largest absolute association, largest first; pairs that share an input are left out, as a
 * ratio and its own numerator are related by construction, and so are pairs without a value (NaN: a constant feature).
 */
export function strongestPairs(features: readonly Feature[], association: Matrix, most = 3): FeaturePair[] {
  const pairs: FeaturePair[] = []
  features.forEach((second, j) => {
    for (let i = 0; i < j; i++) {
      const first = features[i]
      const inputs = new Set(inputsOf(first.expression))
      if (inputsOf(second.expression).some((name) => inputs.has(name))) continue
      const value = association.values[i * features.length + j]
      if (!Number.isNaN(value)) pairs.push({ first, second, value })
    }
  })
  return pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, most)
}
