import { ArgumentError, type Matrix, matrix, UserError } from '@one-click/core'
import type { FeatureTable } from './feature-table'

/** One column of the encoded matrix: `(value − center) / scale`, or 1 where the category is met and 0 elsewhere. */
export interface EncodedColumn {
  readonly feature: string
  readonly category?: string
  readonly center: number
  readonly scale: number
}

/** Most columns of an encoder, and so most categories of a feature. */
export const maxEncodedColumns = 2000

/** What encoding learned from the training rows, as plain data. */
export interface Encoder {
  readonly kind: 'encoder'
  readonly columns: readonly EncodedColumn[]
}

export interface EncodingOptions {
  /** Centre numbers on the training mean and divide by the training standard deviation; default false. */
  readonly scale?: boolean
  /** Names of the features to encode; default: all of the table. */
  readonly features?: readonly string[]
}

/**
 * Learns the encoding from training rows only: means and standard deviations of numbers, and the categories
 * that occur. A category of two values becomes one column, of more values one column each; a value never
 * seen in training is 0 in all of them.
 *
 * @throws UserError for more than 2000 columns
 */
export function fitEncoder(
  table: FeatureTable,
  rows: ArrayLike<number>,
  { scale = false, features }: EncodingOptions = {},
): Encoder {
  if (rows.length === 0) throw new ArgumentError('fitEncoder', 'needs at least one row')
  const unknown = features?.find((name) => !table.features.some((feature) => feature.name === name))
  if (unknown !== undefined) throw new ArgumentError('fitEncoder', 'the table lacks a feature', unknown)
  const wanted = features ? table.features.filter(({ name }) => features.includes(name)) : table.features
  const columns = wanted.flatMap((feature): EncodedColumn[] => {
    if (feature.kind === 'number') {
      const moments = scale ? meanAndDeviation(table.numbers[feature.name], rows) : { center: 0, scale: 1 }
      return [{ feature: feature.name, ...moments }]
    }
    const words = table.categories[feature.name]
    const seen = [...new Set(Array.from(rows, (row) => words[row]))].sort()
    return (seen.length === 2 ? seen.slice(1) : seen).map((category) => ({
      feature: feature.name,
      category,
      center: 0,
      scale: 1,
    }))
  })
  if (columns.length > maxEncodedColumns) throw tooManyCategories(columns)
  return { kind: 'encoder', columns }
}

/** Applies a fitted encoder; shape (rows, encoded columns). All rows when none are named. */
export function encode(encoder: Encoder, table: FeatureTable, rows?: ArrayLike<number>): Matrix {
  const count = rows ? rows.length : table.rows
  const width = encoder.columns.length
  const result = matrix(count, width)
  for (let j = 0; j < width; j++) {
    const { feature, category, center, scale } = encoder.columns[j]
    const numbers = table.numbers[feature]
    const words = table.categories[feature]
    if (category === undefined ? !numbers : !words) {
      throw new ArgumentError('encode', 'the table lacks a feature the encoder learned', feature)
    }
    for (let i = 0; i < count; i++) {
      const row = rows ? rows[i] : i
      result.values[i * width + j] =
        category === undefined ? (numbers[row] - center) / scale : words[row] === category ? 1 : 0
    }
  }
  return result
}

/** For each feature of the table the encoded columns that carry it. */
export function columnsByFeature(encoder: Encoder): Map<string, number[]> {
  const result = new Map<string, number[]>()
  encoder.columns.forEach(({ feature }, j) => {
    result.set(feature, [...(result.get(feature) ?? []), j])
  })
  return result
}

function tooManyCategories(columns: readonly EncodedColumn[]): UserError {
  const counts = new Map<string, number>()
  for (const { feature } of columns) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const [feature, count] = [...counts].sort((a, b) => b[1] - a[1])[0]
  return new UserError(
    `${feature} has ${count} categories, at most ${maxEncodedColumns} columns can be encoded: put rare categories together`,
  )
}

function meanAndDeviation(values: Float64Array, rows: ArrayLike<number>): { center: number; scale: number } {
  let mean = 0
  for (let i = 0; i < rows.length; i++) mean += values[rows[i]]
  mean /= rows.length
  let squares = 0
  for (let i = 0; i < rows.length; i++) squares += (values[rows[i]] - mean) ** 2
  const deviation = Math.sqrt(squares / rows.length)
  // A constant that is no exact binary fraction is left with a deviation of rounding errors.
  return { center: mean, scale: deviation > 1e-12 * Math.abs(mean) ? deviation : 1 }
}
