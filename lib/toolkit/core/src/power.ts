import { ArgumentError } from './errors'

/*
 * Powers that are the same on every version of Node. `**` and `Math.pow` are not: their last digits differ between
 * Node 20 and 24. Squares and powers of two are equal everywhere, so `x ** 2` and `2 ** k` may be written; a test
 * refuses any other.
 */

/**
 * A whole power by repeated multiplication, O(log exponent); the relative error is below exponent × 1.2e-16.
 *
 * @param exponent whole, from 0 on
 * @throws ArgumentError for any other exponent
 * @example
 * ```ts
 * wholePower(3, 4) // → 81
 * ```
 */
export function wholePower(base: number, exponent: number): number {
  if (!(Number.isInteger(exponent) && exponent >= 0)) {
    throw new ArgumentError('wholePower', 'needs a whole exponent from 0 on', exponent)
  }
  let result = 1
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square *= square) {
    if (left % 2 === 1) result *= square
  }
  return result
}

/**
 * The double nearest to a whole power of ten.
 * @example
 * ```ts
 * powerOfTen(-3) // → 0.001
 * ```
 */
export function powerOfTen(exponent: number): number {
  if (!Number.isInteger(exponent)) throw new ArgumentError('powerOfTen', 'needs a whole exponent', exponent)
  return Number(`1e${exponent}`)
}
