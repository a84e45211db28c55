import { ArgumentError } from '@one-click/core'
import { bootstrapIntervals } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import { risingOrder } from '@one-click/statistics'
import {
  bayesContacts,
  bestCutOff,
  type ContactCandidates,
  type ContactEconomics,
  contactGains,
  type ProfitOptions,
} from './profit-threshold'

export const contactRuleNames = ['learned', 'naive', 'everyone', 'no one', 'own worth'] as const
/**
 * `learned`: from the cut-off that brought most on the other folds; `naive`: from a probability of 0.5; `own worth`:
 * see `bayesContacts`.
 */
export type ContactRuleName = (typeof contactRuleNames)[number]

/** What one rule brings on customers it has not learned from. */
export interface ContactRuleResult {
  readonly rule: ContactRuleName
  readonly contacted: number
  /** Total, in the unit of the profits. */
  readonly profit: Interval
  /** Total above that of the naive rule. */
  readonly aboveNaive: Interval
}

export interface ContactComparison {
  readonly rules: readonly ContactRuleResult[]
  /** The cut-off learned on all customers but those of each fold, in the order of the folds' numbers. */
  readonly foldCutOffs: readonly number[]
  /** The cut-off learned on all customers, for new ones. */
  readonly cutOff: Interval
}

/**
 * Compares rules of whom to contact by the profit they bring. The learned cut-off is chosen on the other folds'
 * customers and judged on the held-out fold, so that its profit is not that of the luckiest cut-off; bootstrap
 * intervals draw customers anew and learn the cut-offs anew in each resample.
 *
 * @param candidates with the fold of each customer, shape (customers)
 * @param economics what a contact costs and brings
 * @param options naive: cut-off to compare with, default 0.5
 */
export function compareContactRules(
  candidates: ContactCandidates & { readonly fold: Int32Array },
  economics: ContactEconomics,
  { naive = 0.5, ...options }: ProfitOptions & { readonly naive?: number },
): ContactComparison {
  const gains = contactGains(candidates, economics)
  const { probability, profit, fold } = candidates
  if (fold.length !== probability.length || new Set(fold).size < 2) {
    throw new ArgumentError(
      'compareContactRules',
      'needs the fold of each customer, two or more',
      fold.length,
    )
  }
  const order = risingOrder(probability).reverse()
  const folds = [...new Set(fold)]
    .sort((a, b) => a - b)
    .map((held) => ({
      own: order.filter((row) => fold[row] === held),
      others: order.filter((row) => fold[row] !== held),
    }))
  const learn = (counts: Uint32Array) =>
    folds.map(({ others }) => bestCutOff(probability, gains, others, counts))
  const rows = Int32Array.from(probability, (_, row) => row)
  const fixed = {
    naive: rows.filter((row) => probability[row] >= naive),
    everyone: rows,
    'no one': new Int32Array(0),
    'own worth': bayesContacts(probability, profit, economics),
  }
  const totals = (counts: Uint32Array) => {
    const cutOffs = learn(counts)
    const learned = folds.map(({ own }, k) => gainFrom(cutOffs[k], own, probability, gains, counts))
    return contactRuleNames.map((rule) =>
      rule === 'learned' ? learned.reduce((sum, gain) => sum + gain) : gainOf(fixed[rule], gains, counts),
    )
  }
  const naivePlace = contactRuleNames.indexOf('naive')
  const [cutOff, ...intervals] = bootstrapIntervals(
    new Uint8Array(rows.length),
    (counts) => {
      const profits = totals(counts)
      const differences = profits.map((value) => value - profits[naivePlace])
      return [bestCutOff(probability, gains, order, counts), ...profits, ...differences]
    },
    options,
  )
  const foldCutOffs = learn(new Uint32Array(rows.length).fill(1))
  const learnedContacts = folds.map(
    ({ own }, k) => own.filter((row) => probability[row] >= foldCutOffs[k]).length,
  )
  return {
    rules: contactRuleNames.map((rule, k) => ({
      rule,
      contacted:
        rule === 'learned' ? learnedContacts.reduce((sum, count) => sum + count) : fixed[rule].length,
      profit: intervals[k],
      aboveNaive: intervals[k + contactRuleNames.length],
    })),
    foldCutOffs,
    cutOff,
  }
}

/** Σ gains of the contacted, each as often as the customer counts. */
function gainOf(contacted: Int32Array, gains: Float64Array, counts: Uint32Array): number {
  let total = 0
  for (let i = 0; i < contacted.length; i++) total += counts[contacted[i]] * gains[contacted[i]]
  return total
}

/** The same of those from a cut-off on; rows by falling probability. */
function gainFrom(
  cutOff: number,
  order: Int32Array,
  probability: Float64Array,
  gains: Float64Array,
  counts: Uint32Array,
): number {
  let size = 0
  while (size < order.length && probability[order[size]] >= cutOff) size++
  return gainOf(order.subarray(0, size), gains, counts)
}
