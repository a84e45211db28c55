import type { ListedCustomer, PageContent } from './customers'

/** One feature's part of the way from the average customer's probability to this one's. */
export interface Part {
  readonly feature: string
  /** Difference of probability. */
  readonly change: number
}

/**
 * All parts, the largest first; with `models` they add up to the difference between the average customer's probability
 * and this one's. `models` is by how much those that judged this customer put customers in general above the average.
 */
export function riskParts(
  { customers, explained, average }: PageContent,
  { position }: ListedCustomer,
): { models: number; parts: Part[] } {
  const parts = explained.map((feature, j) => ({ feature, change: customers.points[position][j] }))
  return {
    models: customers.start[position] - average,
    parts: parts.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
  }
}
