import { bootstrapIntervals } from '@one-click/learn'
import { type Interval, type LevelOptions, risingOrder } from '@one-click/statistics'

export interface SilentDeclineOptions extends LevelOptions {
  readonly seed: number
  /** Default 1000. */
  readonly replicates?: number
  /** Copies among the customers, drawn together. */
  readonly groups?: Int32Array
}

/**
 * The share of declining customers whose probability, by models that had not seen them, lies below the share of
 * declines among all: what the tables hold of them speaks against a decline rather than for it.
 *
 * @param probability out-of-fold
 * @returns undefined where one outcome occurs alone
 */
export function unexpectedDeclines(
  declines: Uint8Array,
  probability: Float64Array,
  options: SilentDeclineOptions,
): Interval | undefined {
  const share = (counts: Uint32Array): number => {
    let declining = 0
    let all = 0
    counts.forEach((count, i) => {
      declining += count * declines[i]
      all += count
    })
    let below = 0
    counts.forEach((count, i) => {
      if (probability[i] * all < declining) below += count * declines[i]
    })
    return below / declining
  }
  return intervalOf(share, declines, options)
}

/**
 * The share of declining customers who leave no sign: whom the model, not having seen them, puts at or below the
 * median of those who hold. If they differed in nothing from those who hold, half of them would lie there; the share
 * is therefore twice that which does, at most 1. Declining customers who do show signs lie there as well now and
 * then, so that it is an upper estimate. Where the median falls among customers of one probability, as many of those who
 * decline count as those who hold are needed to reach it, in proportion.
 *
 * @param probability out-of-fold
 * @returns undefined where one outcome occurs alone
 */
export function silentDeclines(
  declines: Uint8Array,
  probability: Float64Array,
  options: SilentDeclineOptions,
): Interval | undefined {
  const order = risingOrder(probability)
  const share = (counts: Uint32Array): number => {
    let holding = 0
    let declining = 0
    for (let i = 0; i < declines.length; i++) {
      if (declines[i] === 0) holding += counts[i]
      else declining += counts[i]
    }
    let passed = 0
    let below = 0
    for (let at = 0; 2 * passed < holding; ) {
      const tied = { holding: 0, declining: 0 }
      const p = probability[order[at]]
      for (; probability[order[at]] === p; at++) {
        const i = order[at]
        tied[declines[i] === 0 ? 'holding' : 'declining'] += counts[i]
      }
      below += tied.declining * Math.min(1, (holding / 2 - passed) / tied.holding)
      passed += tied.holding
    }
    return Math.min(1, (2 * below) / declining)
  }
  return intervalOf(share, declines, options)
}

/** The share with its bootstrap interval; undefined where one outcome occurs alone. */
function intervalOf(
  share: (counts: Uint32Array) => number,
  declines: Uint8Array,
  { replicates = 1000, ...options }: SilentDeclineOptions,
): Interval | undefined {
  if (!(declines.includes(0) && declines.includes(1))) return undefined
  const [interval] = bootstrapIntervals(declines, (counts) => [share(counts)], { replicates, ...options })
  return interval
}
