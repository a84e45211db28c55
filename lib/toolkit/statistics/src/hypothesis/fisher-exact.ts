import { ArgumentError } from '@one-click/core'
import type { Share } from '../association/association'
import { logGamma } from '../distributions/special-functions'

/** Tables whose probability exceeds the observed one's by no more than this are as extreme as it, as in R. */
const rounding = 1 + 1e-7
/** Tables of a smaller share of the observed one's probability add nothing that a double could hold. */
const negligible = 1e-22

/**
 * Two-sided p-value of R. A. Fisher's exact test that two shares are equal: the probability, with both totals and
 * the number of events given, of all tables that are at most as probable as the observed one. Holds its level for
 * any counts, in O(√total). Agrees with scipy's `fisher_exact`.
 *
 * @throws ArgumentError unless 0 ≤ events ≤ total, all whole
 * @example
 * ```ts
 * fisherExactTest({ events: 8, total: 10 }, { events: 1, total: 6 }) // → 0.0350
 * ```
 */
export function fisherExactTest(a: Share, b: Share): number {
  checkShare(a)
  checkShare(b)
  const events = a.events + b.events
  const total = a.total + b.total
  const least = Math.max(0, events - b.total)
  const most = Math.min(events, a.total)
  const probabilityOf = (inA: number) =>
    Math.exp(logChoose(a.total, inA) + logChoose(b.total, events - inA) - logChoose(total, events))
  const observed = probabilityOf(a.events) * rounding
  const mode = Math.min(most, Math.max(least, Math.floor(((events + 1) * (a.total + 1)) / (total + 2))))
  // Probabilities rise up to the mode and fall from there on: the tables that count are two tails.
  const tail = (end: number, side: 1 | -1) => {
    const within = (limit: number) =>
      end + side * firstWhere(Math.abs(mode - end) + 1, (step) => probabilityOf(end + side * step) > limit)
    let sum = 0
    for (let inA = within(observed * negligible); inA !== within(observed); inA += side)
      sum += probabilityOf(inA)
    return sum
  }
  if (probabilityOf(mode) <= observed) return 1
  return Math.min(1, tail(least, 1) + tail(most, -1))
}

/** The first of the steps 0, 1, … for which something holds that holds for all later ones too; else their number. */
function firstWhere(steps: number, holds: (step: number) => boolean): number {
  let low = 0
  let high = steps
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function checkShare({ events, total }: Share): void {
  if (!(Number.isInteger(events) && Number.isInteger(total) && events >= 0 && events <= total)) {
    throw new ArgumentError('fisherExactTest', 'needs whole 0 ≤ events ≤ total', `${events} of ${total}`)
  }
}

/** Natural logarithm of the number of ways to choose k of n. */
function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
