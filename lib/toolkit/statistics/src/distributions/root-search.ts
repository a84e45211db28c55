import { ArgumentError } from '@one-click/core'

export interface RootOptions {
  /** How closely the root is known, absolute. Default 1e-12. */
  readonly tolerance?: number
  /** f at the lower and at the upper bound, where the caller knows them. */
  readonly lowerValue?: number
  readonly upperValue?: number
}

/**
 * Root of a continuous function between two bounds at which it differs in sign. R. P. Brent, Algorithms for
 * Minimization without Derivatives (1973), chapter 4.
 *
 * @throws ArgumentError when the function has one sign at both bounds
 * @example
 * ```ts
 * brentRoot((x) => x * x - 2, 0, 2) // → 1.41421356
 * ```
 */
export function brentRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  options: RootOptions = {},
): number {
  const { tolerance = 1e-12 } = options
  let a = lower
  let b = upper
  let fa = options.lowerValue ?? f(a)
  let fb = options.upperValue ?? f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) throw new ArgumentError('brentRoot', 'needs a change of sign', `${fa} and ${fb}`)
  let c = a
  let fc = fa
  let step = b - a
  let stepBefore = step
  for (let iteration = 0; iteration < 200; iteration++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2
    const middle = (c - b) / 2
    if (Math.abs(middle) <= least || fb === 0) return b
    if (Math.abs(stepBefore) < least || Math.abs(fa) <= Math.abs(fb)) {
      step = stepBefore = middle
    } else {
      const s = fb / fa
      const q = fa / fc
      const r = fb / fc
      let p = a === c ? 2 * middle * s : s * (2 * middle * q * (q - r) - (b - a) * (r - 1))
      let divisor = a === c ? 1 - s : (q - 1) * (r - 1) * (s - 1)
      if (p > 0) divisor = -divisor
      else p = -p
      if (
        2 * p <
        Math.min(3 * middle * divisor - Math.abs(least * divisor), Math.abs(stepBefore * divisor))
      ) {
        stepBefore = step
        step = p / divisor
      } else {
        step = stepBefore = middle
      }
    }
    a = b
    fa = fb
    b += Math.abs(step) > least ? step : Math.sign(middle) * least
    fb = f(b)
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
      step = stepBefore = b - a
    }
  }
  return b
}
