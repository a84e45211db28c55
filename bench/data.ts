import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveSeed, type Matrix, matrix, Random, take } from '@one-click/core'
import type { Binning } from '@one-click/statistics'
import {
  associationColumns,
  buildCustomers,
  type Encoder,
  encode,
  type FeatureTable,
  type FoldData,
  features,
  fitEncoder,
  learningData,
  loadStudyTables,
  selectFeatures,
  takeCustomers,
  toCsv,
} from 'one-click'

/** The seed of all random choices of the bench. */
export const benchSeed = 1

/** Columns of the matrices that models are timed on: the first declared features, however many there are. */
const modelColumns = 23

/** The 17 raw columns: what the tables hold of a customer, and the target. */
export interface RawColumns {
  readonly names: readonly string[]
  readonly columns: readonly Float64Array[]
  readonly binnings: readonly Binning[]
}

/** The customers of one data folder in the shapes that the lines take. */
export interface BenchData {
  readonly customers: number
  readonly declines: Uint8Array
  readonly raw: RawColumns
  /** Shape (customers, 23), categories as codes. Float32 holds every value exactly, as scikit-learn's trees need. */
  readonly x: Matrix
  /** The same columns with mean 0 and standard deviation 1. */
  readonly standardised: Matrix
  /** What procedures learn from, as in the study. */
  readonly learning: FoldData
  /** The same as a matrix, one column for each category, and what its columns are. */
  readonly encoded: Matrix
  readonly encoder: Encoder
}

/** Reads the tables and takes at most so many of the customers that models learn from. */
export function benchData(folder: string, most: number): BenchData {
  const customers = buildCustomers(loadStudyTables(folder))
  const everyone = learningData(customers, folder)
  const rows = new Random(deriveSeed(benchSeed, 'bench customers'))
    .shuffle(Int32Array.from(everyone.declines, (_, i) => i))
    .slice(0, most)
    .sort()
  const table = takeCustomers(customers.features, take(customers.trainingRows, rows))
  const declines = take(everyone.declines, rows)
  const learning = {
    table: takeCustomers(everyone.table, rows),
    declines,
    groups: take(everyone.groups, rows),
  }
  const encoder = fitEncoder(learning.table, Array.from(rows.keys()))
  const x = columnMatrix(associationColumns(selectFeatures(table, features.slice(0, modelColumns))))
  return {
    customers: rows.length,
    declines,
    raw: rawColumns(table, declines),
    x,
    standardised: standardise(x),
    learning,
    encoded: roundToFloat32(encode(encoder, learning.table)),
    encoder,
  }
}

function rawColumns(table: FeatureTable, declines: Uint8Array): RawColumns {
  const given = table.features.filter(({ expression }) => expression.op === 'input')
  return {
    names: [...given.map(({ name }) => name), 'declines'],
    columns: [...associationColumns(selectFeatures(table, given)), Float64Array.from(declines)],
    binnings: [
      ...given.map(({ kind }): Binning => (kind === 'number' ? 'interval' : 'category')),
      'category',
    ],
  }
}

/** The raw columns as a CSV file for pandas, and which of them are intervals. */
export function writeRawTable({ names, columns, binnings }: RawColumns, folder: string) {
  const file = join(folder, `raw-${columns[0].length}.csv`)
  const rows = Array.from(columns[0], (_, i) => columns.map((values) => values[i]))
  writeFileSync(file, toCsv(names, rows))
  return { file, columns: names, intervals: names.filter((_, j) => binnings[j] === 'interval') }
}

function columnMatrix(columns: readonly Float64Array[]): Matrix {
  const result = matrix(columns[0].length, columns.length)
  columns.forEach((values, j) => {
    for (let i = 0; i < result.rows; i++) result.values[i * result.columns + j] = values[i]
  })
  return roundToFloat32(result)
}

function roundToFloat32(x: Matrix): Matrix {
  return matrix(x.rows, x.columns, x.values.map(Math.fround))
}

function standardise(x: Matrix): Matrix {
  const result = matrix(x.rows, x.columns)
  for (let j = 0; j < x.columns; j++) {
    const { mean, deviation } = moments(x, j)
    for (let i = j; i < x.values.length; i += x.columns) result.values[i] = (x.values[i] - mean) / deviation
  }
  return result
}

/** Standard deviation with divisor n; 1 for a constant column. */
function moments(x: Matrix, j: number): { mean: number; deviation: number } {
  let sum = 0
  for (let i = j; i < x.values.length; i += x.columns) sum += x.values[i]
  const mean = sum / x.rows
  let squares = 0
  for (let i = j; i < x.values.length; i += x.columns) squares += (x.values[i] - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / x.rows) || 1 }
}

/**
 * As many customers as wanted: rows drawn with replacement, numbers moved by a tenth of their standard
 * deviation, so that they do not all go the same ways down the trees. Columns beyond those of x repeat them.
 */
export function resampled(x: Matrix, rows: number, columns = x.columns): { x: Matrix; from: Int32Array } {
  const random = new Random(deriveSeed(benchSeed, 'resampled', rows, columns))
  const from = Int32Array.from({ length: rows }, () => random.integer(x.rows))
  const spread = Float64Array.from({ length: x.columns }, (_, j) => moments(x, j).deviation / 10)
  const result = matrix(rows, columns)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const given = j % x.columns
      const value = x.values[from[i] * x.columns + given]
      result.values[i * columns + j] = Math.fround(value + spread[given] * random.normal())
    }
  }
  return { x: result, from }
}
