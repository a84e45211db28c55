import { take } from '@one-click/core'
import type { Customers } from '../customers/customers'

/** Customers in two groups that are set against each other. */
export interface TwoGroups {
  /** Rows of the customers of interest, such as those who decline. */
  readonly of: Int32Array
  /** Rows of the others. */
  readonly others: Int32Array
}

/** Chosen rows parted by the target: those who decline and those who hold. */
export function partByActivity(customers: Customers, rows: Int32Array): TwoGroups {
  const { declines } = customers
  return {
    of: rows.filter((row) => declines?.[row] === 1),
    others: rows.filter((row) => declines?.[row] === 0),
  }
}

/** A number of both groups, of the customers of whom it is known. */
export function valuesOfGroups(
  { of, others }: TwoGroups,
  values: Float64Array,
): { of: Float64Array; others: Float64Array } {
  const known = (rows: Int32Array) => take(values, rows).filter((value) => !Number.isNaN(value))
  return { of: known(of), others: known(others) }
}
