import type { Schema } from '@one-click/core'
import { z } from 'zod'

/**
 * The customers that a model learned from, as its file keeps them: salted hashes of 48 bits (`customerKeys` in
 * evaluation/) instead of ids, each column sorted for itself. The file so holds no list of customers; but whoever has
 * the file and an id can ask whether the model learned from it, and short ids can all be tried.
 */
export interface LearnedCustomers {
  /** Goes into every hash; derived from the fingerprint of the training tables. */
  readonly salt: string
  /** Hash of each customer's id, ascending; a customer of several quarters stands there for each. */
  readonly ids: Float64Array
  /** Hash of each customer's id and feature values, ascending. */
  readonly rows: Float64Array
  /** What models that were not fitted on the customer say, in the order of `rows`. */
  readonly probability: Float64Array
}

const hashes = z
  .instanceof(Float64Array)
  .refine(
    (values) =>
      values.every(
        (value, i) =>
          Number.isInteger(value) && value >= 0 && value < 2 ** 48 && (i === 0 || value >= values[i - 1]),
      ),
    'holds no ascending hashes',
  )

/** Checks what was read from a file. */
export const learnedCustomersSchema: Schema<LearnedCustomers> = z
  .strictObject({
    salt: z.string().regex(/^[0-9a-f]{64}$/, 'is no salt'),
    ids: hashes,
    rows: hashes,
    probability: z
      .instanceof(Float64Array)
      .refine((values) => values.every((p) => p >= 0 && p <= 1), 'holds what is no probability'),
  })
  .refine(
    ({ ids, rows, probability }) => ids.length === rows.length && rows.length === probability.length,
    'needs an answer for each customer',
  )
