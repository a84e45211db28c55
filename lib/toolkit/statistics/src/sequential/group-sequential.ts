import { ArgumentError } from '@one-click/core'
import { brentRoot } from '../distributions/root-search'
import { type AlphaSpending, checkAlpha, obrienFlemingSpending } from './alpha-spending'
import { SequentialDensity, type SequentialLook } from './sequential-density'

export interface SpendingOptions {
  /** One-sided type I error over all looks. Default 0.025. */
  readonly alpha?: number
  /** Default `obrienFlemingSpending`. */
  readonly spending?: AlphaSpending
}

/** The bound of one look. */
export interface SpendingBound {
  /** Z from which on an effect is claimed at this look. */
  readonly bound: number
  /** One-sided alpha spent up to and with this look. */
  readonly spent: number
}

/** A bound beyond this would spend less than 1e-15: there is nothing to be claimed from it. */
const largestBound = 8

/**
 * Upper bounds of a one-sided test with several looks, each spending its part of alpha. They take no account of
 * stopping for futility, so that a futility rule need not be followed (non-binding).
 *
 * @param variances of the score at each look, ascending, shape (looks); any unit
 * @param shares of alpha's spending at each look, ascending, up to 1, shape (looks)
 * @throws ArgumentError for lists of different lengths or that do not ascend
 * @example
 * ```ts
 * spendingBounds([1, 2], [0.5, 1]).map(({ bound }) => bound) // → [2.963, 1.969]
 * ```
 */
export function spendingBounds(
  variances: ArrayLike<number>,
  shares: ArrayLike<number>,
  { alpha = 0.025, spending = obrienFlemingSpending }: SpendingOptions = {},
): SpendingBound[] {
  checkAlpha('spendingBounds', alpha)
  if (variances.length !== shares.length) {
    throw new ArgumentError('spendingBounds', 'needs a share for each look', shares.length)
  }
  let density = SequentialDensity.start()
  let before = 0
  return Array.from(variances, (variance, k) => {
    const look = { variance, mean: 0 }
    const spent = spending(shares[k], alpha)
    if (spent < before) throw new ArgumentError('spendingBounds', 'needs shares that ascend', shares[k])
    const bound = boundFor(density, look, spent - before)
    density = density.within(look, Number.NEGATIVE_INFINITY, bound)
    before = spent
    return { bound, spent }
  })
}

function boundFor(density: SequentialDensity, look: SequentialLook, spend: number): number {
  const excess = (cut: number) => density.above(look, cut) - spend
  return excess(largestBound) >= 0 ? largestBound : brentRoot(excess, -largestBound, largestBound)
}

/** Bounds on Z at each look, shape (looks); infinite where there is none. */
export interface SequentialBounds {
  readonly lower: ArrayLike<number>
  readonly upper: ArrayLike<number>
}

/** Probability of leaving the region of going on at each look, above and below, shape (looks). */
export interface CrossingProbabilities {
  readonly above: Float64Array
  readonly below: Float64Array
}

/**
 * Probabilities of first crossing either bound at each look.
 * @throws ArgumentError unless there are two bounds for each look
 */
export function crossingProbabilities(
  looks: readonly SequentialLook[],
  { lower, upper }: SequentialBounds,
): CrossingProbabilities {
  if (lower.length !== looks.length || upper.length !== looks.length) {
    throw new ArgumentError('crossingProbabilities', 'needs two bounds for each look', looks.length)
  }
  const above = new Float64Array(looks.length)
  const below = new Float64Array(looks.length)
  let density = SequentialDensity.start()
  looks.forEach((look, k) => {
    above[k] = density.above(look, upper[k])
    below[k] = density.mass - density.above(look, lower[k])
    density = density.within(look, lower[k], upper[k])
  })
  return { above, below }
}

/** Looks at a mean with the given information (1 / squared standard error) at each, when the effect is `effect`. */
export function looksOfInformation(information: ArrayLike<number>, effect: number): SequentialLook[] {
  return Array.from(information, (variance) => ({ variance, mean: effect * variance }))
}

/**
 * Probability that a one-sided test with the given upper bounds claims an effect at any look.
 * @example
 * ```ts
 * sequentialPower([0.5, 1], 3, [2.963, 1.969]) // → 0.849
 * ```
 */
export function sequentialPower(
  information: ArrayLike<number>,
  effect: number,
  bounds: ArrayLike<number>,
): number {
  const lower = new Float64Array(bounds.length).fill(Number.NEGATIVE_INFINITY)
  const { above } = crossingProbabilities(looksOfInformation(information, effect), { lower, upper: bounds })
  return above.reduce((sum, probability) => sum + probability, 0)
}
