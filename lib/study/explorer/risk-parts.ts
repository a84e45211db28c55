import type { ListedCustomer, PageContent } from './listed-customers'

/** One feature's part of the way from the average customer's probability to this one's. */
export interface Part {
  readonly feature: string
  /** Difference of probability. */
  readonly change: number
}

/**
 * All parts, the largest first; with `comparison` they add up to the difference between the average customer's
 * probability and this one's. `comparison` is by how much the customers against whom parts are counted lie above the
 * average, by the models that judged this one.
 */
export function riskParts(
  { customers, explained, average }: PageContent,
  { position }: ListedCustomer,
): { comparison: number; parts: Part[] } {
  const parts = explained.map((feature, j) => ({ feature, change: customers.points[position][j] }))
  return {
    comparison: customers.start[position] - average,
    parts: parts.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
  }
}
