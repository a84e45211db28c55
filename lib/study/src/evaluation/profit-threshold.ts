import { ArgumentError } from '@one-click/core'
import { bootstrapIntervals } from '@one-click/learn'
import type { Interval, LevelOptions } from '@one-click/statistics'
import { risingOrder } from '@one-click/statistics'

/** What contacting customers costs and brings; assumptions of the business, not estimates. */
export interface ContactEconomics {
  /** What one contact costs, offer included, in the unit of the profits. */
  readonly contactCost: number
  /** Share of the profit that a contacted customer who would decline keeps giving, 0 to 1. */
  readonly keptShare: number
  /** Months over which the profit would be lost. */
  readonly months: number
}

/** Customers with what happened to them, what was predicted before, and their worth; arrays of one length. */
export interface ContactCandidates {
  readonly declines: Uint8Array
  /** Held-out probability of decline. */
  readonly probability: Float64Array
  /** Profit a month of each customer. */
  readonly profit: Float64Array
}

/**
 * The candidates whose profit is known: of the others nobody can say what a contact is worth.
 * @param candidates with whatever else is known of them, in arrays of the same length
 */
export function withKnownProfit<Candidates extends ContactCandidates & Record<string, NumberArray>>(
  candidates: Candidates,
): Candidates {
  const known = (_: number, row: number) => !Number.isNaN(candidates.profit[row])
  return Object.fromEntries(
    Object.entries(candidates).map(([name, values]) => [name, values.filter(known)]),
  ) as Candidates
}

type NumberArray = Float64Array | Int32Array | Uint8Array

/**
 * What contacting each customer brings, in the unit of the profits: kept share × profit × months for one who
 * declines, less the contact's cost; not contacting brings 0. Profit is taken to be lost whole by a decline, as in
 * `profitAtRisk`.
 *
 * @throws ArgumentError for lengths that differ, unknown profits, or assumptions out of bounds
 */
export function contactGains(
  { declines, probability, profit }: ContactCandidates,
  economics: ContactEconomics,
): Float64Array {
  const worth = keptProfit(profit, economics)
  if (declines.length !== profit.length || probability.length !== profit.length || profit.length === 0) {
    throw new ArgumentError(
      'contactGains',
      'needs outcome, probability and profit of each customer',
      profit.length,
    )
  }
  return worth.map((kept, row) => (declines[row] === 1 ? kept : 0) - economics.contactCost)
}

/** Profit that a contact keeps if the customer would decline otherwise. */
function keptProfit(
  profit: Float64Array,
  { contactCost, keptShare, months }: ContactEconomics,
): Float64Array {
  if (!(contactCost >= 0 && keptShare >= 0 && keptShare <= 1 && months > 0)) {
    throw new ArgumentError(
      'contactGains',
      'needs a cost from 0, a kept share in [0, 1] and months above 0',
      [contactCost, keptShare, months].join(', '),
    )
  }
  const unknown = profit.findIndex((value) => !Number.isFinite(value))
  if (unknown >= 0)
    throw new ArgumentError('contactGains', `needs profits, customer ${unknown}`, profit[unknown])
  return profit.map((value) => keptShare * value * months)
}

/** The cut-off above every probability. */
export const contactNoOne = 1 + Number.EPSILON

/**
 * The cut-off with the largest total gain; of several, the highest, which contacts the fewest.
 *
 * @param order rows by falling probability
 * @param counts how often each customer counts; 0 leaves one out
 */
export function bestCutOff(
  probability: Float64Array,
  gains: Float64Array,
  order: Int32Array,
  counts: Uint32Array,
): number {
  let cutOff = contactNoOne
  let best = 0
  let total = 0
  let last = Number.NaN
  for (const row of order) {
    if (counts[row] === 0) continue
    const p = probability[row]
    if (p !== last && total > best) {
      best = total
      cutOff = between(p, last)
    }
    total += counts[row] * gains[row]
    last = p
  }
  return total > best ? 0 : cutOff
}

/** Half-way between two probabilities, never the lower itself. */
function between(lower: number, upper: number): number {
  const middle = (lower + upper) / 2
  return middle > lower ? middle : upper
}

/** Realised profit at one cut-off with its bootstrap interval. */
export interface ProfitAtCutOff {
  readonly cutOff: number
  readonly contacted: number
  readonly profit: Interval
}

export interface ProfitOptions extends LevelOptions {
  /** Copies among the customers, drawn together (see `bootstrapIntervals`). Default: each on its own. */
  readonly groups?: Int32Array
  /** Resamples of the customers. Default 2000. */
  readonly replicates?: number
  readonly seed: number
}

/**
 * Realised profit at given cut-offs with pointwise bootstrap intervals: the curve with its band.
 *
 * @param cutOffs default: 0 to 1 in steps of 0.01
 */
export function profitBand(
  candidates: ContactCandidates,
  economics: ContactEconomics,
  { cutOffs = hundredths, ...options }: ProfitOptions & { readonly cutOffs?: readonly number[] },
): ProfitAtCutOff[] {
  const gains = contactGains(candidates, economics)
  const { probability } = candidates
  const order = risingOrder(probability).reverse()
  const contacted = cutOffs.map((cutOff) => order.filter((row) => probability[row] >= cutOff).length)
  const totals = new Float64Array(order.length + 1)
  const profits = bootstrapIntervals(
    new Uint8Array(order.length),
    (counts) => {
      for (let i = 0; i < order.length; i++) totals[i + 1] = totals[i] + counts[order[i]] * gains[order[i]]
      return contacted.map((size) => totals[size])
    },
    options,
  )
  return cutOffs.map((cutOff, i) => ({ cutOff, contacted: contacted[i], profit: profits[i] }))
}

const hundredths = Array.from({ length: 101 }, (_, i) => i / 100)

/**
 * Whom the rule of least expected cost contacts: those whose probability × kept profit is above the contact's cost,
 * each by the own worth. C. Elkan, "The foundations of cost-sensitive learning", IJCAI 2001. Right when the
 * probabilities are; nothing is learned for it.
 */
export function bayesContacts(
  probability: Float64Array,
  profit: Float64Array,
  economics: ContactEconomics,
): Int32Array {
  const worth = keptProfit(profit, economics)
  return Int32Array.from(probability, (_, row) => row).filter(
    (row) => probability[row] * worth[row] > economics.contactCost,
  )
}
