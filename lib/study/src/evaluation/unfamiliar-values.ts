import type { Customers } from '../customers/customers'
import type { TrainingReference } from './training-reference'

/** A value of a customer that none of the customers had from whom the model learned. */
export interface UnfamiliarValue {
  /** Row of the customers' table. */
  readonly row: number
  readonly feature: string
  /** `outside`: a number below the smallest or above the largest; `unseen`: a category that nobody had. */
  readonly kind: 'outside' | 'unseen'
}

/**
 * Where the model has to answer for what it has not met: the features of customers whose value lies outside the
 * training customers', customer by customer, in the order of `rows` and of the model's features.
 * @param rows active customers
 * @param reference the training data, as the model file keeps it: of each number the smallest and the largest, of each
 *   category all
 */
export function unfamiliarValues(
  { features: { numbers, categories } }: Pick<Customers, 'features'>,
  rows: ArrayLike<number>,
  { features }: Pick<TrainingReference, 'features'>,
): UnfamiliarValue[] {
  const checks = features.map((known) => {
    const { feature } = known
    if (known.kind === 'number') {
      const { values, earlier = { least: values[0], most: values[0] } } = known
      const least = Math.min(values[0], earlier.least)
      const most = Math.max(values[values.length - 1], earlier.most)
      const isNew = (row: number) => numbers[feature][row] < least || numbers[feature][row] > most
      return { feature, kind: 'outside' as const, isNew }
    }
    const met = new Set([...known.categories.map(({ category }) => category), ...(known.earlier ?? [])])
    return { feature, kind: 'unseen' as const, isNew: (row: number) => !met.has(categories[feature][row]) }
  })
  return Array.from(rows).flatMap((row) =>
    checks.flatMap(({ feature, kind, isNew }) => (isNew(row) ? [{ row, feature, kind }] : [])),
  )
}
