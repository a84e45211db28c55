import { type Population, toldPopulation } from '../../customers/told-counts'
import { formatCount } from '../../words/number-format'
import type { CardCustomers } from './card-content'

/** What the card may tell of how many customers there are; absent is what would tell of few. */
export function toldOfCard({
  decided,
  active,
  total,
  training,
}: Pick<CardCustomers, 'decided' | 'active' | 'total' | 'training'>): Partial<Population> {
  return toldPopulation({ decided, active, total, learned: training })
}

/** Those whom models learn from: `1,296 customers`, or `customers` where their number is withheld. */
export function learnedInWords(customers: CardCustomers): string {
  const { learned } = toldOfCard(customers)
  return learned === undefined ? 'customers' : `${formatCount(learned)} customers`
}

/**
 * How many of those whom models learn from are in a group. Where their whole number is withheld, to the nearest ten: groups
 * that add up to it would tell it.
 */
export function groupCounter(customers: CardCustomers): (count: number) => string {
  const isTold = toldOfCard(customers).learned !== undefined
  return (count) => (isTold ? formatCount(count) : `about ${formatCount(10 * Math.round(count / 10))}`)
}
