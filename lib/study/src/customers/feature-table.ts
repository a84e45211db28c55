import { ArgumentError } from '@one-click/core'
import { evaluateExpression } from './expression'
import type { Feature } from './features'

/** Feature values of customers, one typed array or list of words for each feature, all of length `rows`. */
export interface FeatureTable {
  readonly rows: number
  readonly features: readonly Feature[]
  readonly numbers: Readonly<Record<string, Float64Array>>
  readonly categories: Readonly<Record<string, readonly string[]>>
}

/**
 * Computes declared features from the joined columns.
 * @param columns joined columns by input name, each of length `rows`
 * @throws ArgumentError when an input is missing or of the other kind
 */
export function computeFeatures(
  features: readonly Feature[],
  rows: number,
  columns: Readonly<Record<string, Float64Array | readonly string[]>>,
): FeatureTable {
  const numbers: Record<string, Float64Array> = {}
  const categories: Record<string, readonly string[]> = {}
  const numericInputs = Object.fromEntries(
    Object.entries(columns).filter(
      (entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array,
    ),
  )
  for (const feature of features) {
    if (feature.kind === 'number') {
      numbers[feature.name] = evaluateExpression(feature.expression, numericInputs)
    } else {
      const words = columns[feature.name]
      if (!words || words instanceof Float64Array) {
        throw new ArgumentError('computeFeatures', 'a category needs a column of words', feature.name)
      }
      categories[feature.name] = words
    }
  }
  return { rows, features, numbers, categories }
}

/** The same features for chosen rows, in the order given. */
export function takeCustomers(table: FeatureTable, rows: ArrayLike<number>): FeatureTable {
  const indices = Array.from(rows)
  return {
    rows: indices.length,
    features: table.features,
    numbers: mapValues(table.numbers, (values) => Float64Array.from(indices, (i) => values[i])),
    categories: mapValues(table.categories, (values) => indices.map((i) => values[i])),
  }
}

/** The same customers with chosen features only. */
export function selectFeatures(table: FeatureTable, features: readonly Feature[]): FeatureTable {
  const keep = <Values>(columns: Readonly<Record<string, Values>>) =>
    Object.fromEntries(Object.entries(columns).filter(([name]) => features.some((f) => f.name === name)))
  return { rows: table.rows, features, numbers: keep(table.numbers), categories: keep(table.categories) }
}

/**
 * The customers of several tables with the same features, one table after the other.
 * @param tables one or more
 */
export function joinFeatureTables(tables: readonly FeatureTable[]): FeatureTable {
  const [{ features, numbers, categories }] = tables
  return {
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    features,
    numbers: Object.fromEntries(
      Object.keys(numbers).map((name) => [
        name,
        Float64Array.from(tables.flatMap((table) => [...table.numbers[name]])),
      ]),
    ),
    categories: Object.fromEntries(
      Object.keys(categories).map((name) => [name, tables.flatMap((table) => table.categories[name])]),
    ),
  }
}

/**
 * Every feature as numbers, for measures of association: a category as the position of its value among the
 * sorted values.
 */
export function associationColumns(table: FeatureTable): Float64Array[] {
  return table.features.map(({ name, kind }) => {
    if (kind === 'number') return table.numbers[name]
    const values = [...new Set(table.categories[name])].sort()
    return Float64Array.from(table.categories[name], (word) => values.indexOf(word))
  })
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}
