import type { Schema } from '@one-click/core'
import type { Interval } from '@one-click/statistics'
import { z } from 'zod'

/** A numeric feature of the training customers: its values ascending, at most `maxReferenceValues` of them. */
export interface NumberReference {
  readonly kind: 'number'
  readonly feature: string
  readonly values: Float64Array
  /** Smallest and largest value of customers of earlier quarters; absent where the model learned from none. */
  readonly earlier?: { readonly least: number; readonly most: number }
}

/** How many training customers have each category, in the order of the names. */
export interface CategoryReference {
  readonly kind: 'category'
  readonly feature: string
  readonly categories: readonly { readonly category: string; readonly customers: number }[]
  /** Categories that customers of earlier quarters had; absent where the model learned from none. */
  readonly earlier?: readonly string[]
}

/** How many customers the tables hold, and how many of them are set apart. */
export interface PopulationCounts {
  readonly customers: number
  /** With purchases in each of the three months. */
  readonly active: number
  /** Lacking in one of the tables. */
  readonly incomplete: number
  /** Active customers with at least one implausible value. */
  readonly implausible: number
}

/** What is expected of the model on customers it has not seen. */
export type ExpectedMeasures = Readonly<Record<'rocAuc' | 'logLoss' | 'brier' | 'deviation', Interval>>

/** Training customers by out-of-fold probability, thinned like the values of a column; no ids, no features. */
export interface ReferenceScores {
  /** Mean over the repeats, ascending. */
  readonly probability: Float64Array
  /** The same customers' probability in each repeat. */
  readonly repeats: readonly Float64Array[]
  /** What happened to each of them. */
  readonly declines: Uint8Array
  /** Group of each of them, numbered by first appearance: copies share one. */
  readonly groups: Int32Array
}

/**
 * What new tables are compared with: the training data column by column. It holds no rows: each column is sorted for
 * itself.
 */
export interface TrainingReference {
  readonly population: PopulationCounts
  /** Training customers who declined. */
  readonly declining: number
  /** In the order of the model's features. */
  readonly features: readonly (NumberReference | CategoryReference)[]
  readonly scores: ReferenceScores
  /** Of the out-of-fold probabilities; `deviation` is the share who declined less the mean probability. */
  readonly expected: ExpectedMeasures
  /** Slope of the logistic recalibration; absent where the probabilities part the classes without error. */
  readonly slope?: Interval
}

/** Most values that a reference keeps of a column. */
export const maxReferenceValues = 2001
/** Most repeats of out-of-fold probabilities that a reference keeps. */
export const maxReferenceRepeats = 20

/** Most customers that a model file may state. */
export const maxCustomers = 100_000_000
/** Most categories that a reference keeps of a column. */
const maxCategories = 2000

/** Every k-th of ascending values when there are more than `maxReferenceValues`, the first and the last among them. */
export function thinnedPositions(length: number): Int32Array {
  const kept = Math.min(length, maxReferenceValues)
  const step = kept > 1 ? (length - 1) / (kept - 1) : 0
  return Int32Array.from({ length: kept }, (_, i) => Math.round(i * step))
}

const ascending = (values: Float64Array) =>
  values.every((value, i) => Number.isFinite(value) && (i === 0 || value >= values[i - 1]))
const column = z
  .instanceof(Float64Array)
  .refine(
    (values) => values.length > 0 && values.length <= maxReferenceValues,
    'has no values, or too many of them',
  )
  .refine(ascending, 'is not ascending')
const areProbabilities = (values: Float64Array) => values.every((p) => p >= 0 && p <= 1)
const count = z.int().min(0).max(maxCustomers)
/** 0, then each group either a number that was there or the next. */
function areNumberedByAppearance(groups: Int32Array): boolean {
  let next = 0
  return groups.every((group) => {
    const isSound = group >= 0 && group <= next
    if (group === next) next++
    return isSound
  })
}

const interval = z.strictObject({ estimate: z.number(), lower: z.number(), upper: z.number() })

const numberReference = z.strictObject({
  kind: z.literal('number'),
  feature: z.string(),
  values: column,
  earlier: z.strictObject({ least: z.number(), most: z.number() }).optional(),
})
const categoryReference = z.strictObject({
  kind: z.literal('category'),
  feature: z.string(),
  categories: z
    .array(z.strictObject({ category: z.string(), customers: z.int().min(1).max(maxCustomers) }))
    .min(1)
    .max(maxCategories),
  earlier: z.array(z.string()).max(maxCategories).optional(),
})

/** Checks a reference that was read from a file. */
export const trainingReferenceSchema: Schema<TrainingReference> = z.strictObject({
  population: z
    .strictObject({ customers: count, active: count, incomplete: count, implausible: count })
    .refine(
      ({ customers, active, incomplete, implausible }) =>
        implausible < active && active + incomplete <= customers,
      'the parts are more than the whole',
    ),
  declining: count,
  features: z.array(z.discriminatedUnion('kind', [numberReference, categoryReference])).min(1),
  scores: z
    .strictObject({
      probability: column.refine(areProbabilities, 'holds what is no probability'),
      repeats: z
        .array(z.instanceof(Float64Array).refine(areProbabilities, 'holds what is no probability'))
        .min(1)
        .max(maxReferenceRepeats),
      declines: z.instanceof(Uint8Array).refine((y) => y.every((label) => label <= 1), 'holds no outcomes'),
      groups: z.instanceof(Int32Array).refine(areNumberedByAppearance, 'holds no groups'),
    })
    .refine(
      ({ probability, declines, groups }) =>
        probability.length === declines.length && probability.length === groups.length,
      'needs an outcome and a group each',
    )
    .refine(
      ({ probability, repeats }) => repeats.every(({ length }) => length === probability.length),
      'needs every repeat of each customer',
    ),
  expected: z.strictObject({ rocAuc: interval, logLoss: interval, brier: interval, deviation: interval }),
  slope: interval.optional(),
})
