import { ArgumentError } from '@one-click/core'

/**
 * p-values adjusted for many tests, so that rejecting those at most α keeps the chance of any false rejection at
 * most α, whatever the dependence between the tests. Shape and order as given. S. Holm, Scand. J. Statist. 6
 * (1979).
 *
 * @throws ArgumentError for a p-value outside [0, 1]
 * @example
 * ```ts
 * holm([0.01, 0.04, 0.03]) // → [0.03, 0.06, 0.06]
 * ```
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const n = pValues.length
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => pValues[i] - pValues[j])
  const adjusted = new Float64Array(n)
  let most = 0
  order.forEach((index, place) => {
    const p = pValues[index]
    if (!(p >= 0 && p <= 1)) throw new ArgumentError('holm', 'needs p-values in [0, 1]', p)
    most = Math.max(most, Math.min(1, (n - place) * p))
    adjusted[index] = most
  })
  return adjusted
}
