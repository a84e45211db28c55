import { ArgumentError } from '@one-click/core'
import { normalCdf, normalQuantile } from '../distributions/normal'

/**
 * How much of a one-sided type I error `alpha` is spent up to a share of the whole: rises from 0 at 0 to `alpha` at 1.
 * The share may be of information or of the planned looks, as long as outcomes do not decide it.
 */
export type AlphaSpending = (share: number, alpha: number) => number

/**
 * Spending like O'Brien and Fleming's bounds: next to nothing at first, most at the end. 2 − 2Φ(z / √share) with z the
 * standard normal quantile of 1 − α / 2. K. K. G. Lan, D. L. DeMets, Biometrika 70 (1983).
 *
 * @param share from 0 to 1; more counts as 1
 * @param alpha one-sided, between 0 and 1
 * @throws ArgumentError for a share below 0 or an alpha that is none
 * @example
 * ```ts
 * obrienFlemingSpending(0.5, 0.025) // → 0.00153
 * ```
 */
export const obrienFlemingSpending: AlphaSpending = (share, alpha) => {
  if (!(share >= 0)) throw new ArgumentError('obrienFlemingSpending', 'needs a share from 0 on', share)
  checkAlpha('obrienFlemingSpending', alpha)
  if (share >= 1) return alpha
  return share === 0 ? 0 : 2 * normalCdf(normalQuantile(alpha / 2) / Math.sqrt(share))
}

/** @throws ArgumentError */
export function checkAlpha(where: string, alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) throw new ArgumentError(where, 'needs an alpha between 0 and 1', alpha)
}
