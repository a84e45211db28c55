import { ArgumentError, type Matrix, matrix, takeRows } from '@one-click/core'

/** Plain data that a preprocessor learned, told apart by `kind`. */
export interface PreprocessorState {
  readonly kind: string
}

/** A preprocessor after it has learned from training rows. */
export interface FittedPreprocessor<State extends PreprocessorState = PreprocessorState> {
  readonly state: State
  /** Name of the feature that each encoded column carries. */
  readonly columns: readonly string[]
  /** Encoded features of any rows of the table, seen or not, shape (rows.length, encoded features). */
  transform(rows: Int32Array): Matrix
}

export interface PreprocessorOptions {
  /** Whether numbers are brought to mean 0 and standard deviation 1 of the training rows. */
  readonly standardise: boolean
  /** Names of the features to use; default: all of the table. */
  readonly features?: readonly string[]
  /** Leaves out features without any sign of going with the labels of the rows; default: none is left out. */
  readonly screening?: Screening
}

/** Labels of the rows to fit on, in their order, and the largest p-value that a feature may have. */
export interface Screening {
  readonly y: Uint8Array
  readonly level: number
}

/**
 * A table together with the way it becomes numbers. Whatever is learned from data (categories, means,
 * scales) is learned in `fit`, from the rows named there and no others.
 */
export interface Preprocessor<State extends PreprocessorState = PreprocessorState> {
  fit(rows: Int32Array, options: PreprocessorOptions): FittedPreprocessor<State>
}

/** Mean and scale of each column; an identity has means 0 and scales 1. */
export interface Standardisation extends PreprocessorState {
  readonly kind: 'standardisation'
  readonly means: Float64Array
  /** Standard deviations (divisor n); 1 where a column is constant. */
  readonly scales: Float64Array
}

/**
 * Means and standard deviations of a matrix's columns.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const { means, scales } = fitStandardisation(matrix(2, 1, Float64Array.of(1, 3)))
 * Array.of(means[0], scales[0]) // → [2, 1]
 * ```
 */
export function fitStandardisation(x: Matrix): Standardisation {
  if (x.rows === 0) throw new ArgumentError('fitStandardisation', 'needs at least one row')
  const means = new Float64Array(x.columns)
  const scales = new Float64Array(x.columns)
  for (let j = 0; j < x.columns; j++) {
    let sum = 0
    for (let i = 0; i < x.rows; i++) sum += x.values[i * x.columns + j]
    means[j] = sum / x.rows
    let squares = 0
    for (let i = 0; i < x.rows; i++) squares += (x.values[i * x.columns + j] - means[j]) ** 2
    const deviation = Math.sqrt(squares / x.rows)
    scales[j] = deviation > 1e-12 * Math.abs(means[j]) ? deviation : 1
  }
  return { kind: 'standardisation', means, scales }
}

/**
 * (value - mean) / scale in every column, as a new matrix.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(2, 1, Float64Array.of(1, 3))
 * Array.from(standardise(fitStandardisation(x), x).values) // → [-1, 1]
 * ```
 */
export function standardise(state: Standardisation, x: Matrix): Matrix {
  const { means, scales } = state
  if (means.length !== x.columns) {
    throw new ArgumentError('standardise', `needs ${means.length} columns as in training`, x.columns)
  }
  const result = matrix(x.rows, x.columns)
  for (let i = 0, k = 0; i < x.rows; i++) {
    for (let j = 0; j < x.columns; j++, k++) result.values[k] = (x.values[k] - means[j]) / scales[j]
  }
  return result
}

/**
 * A preprocessor for a table that is numbers already.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const preprocessor = matrixPreprocessor(matrix(3, 1, Float64Array.of(1, 3, 5)))
 * const fitted = preprocessor.fit(Int32Array.of(0, 1), { standardise: true })
 * Array.from(fitted.transform(Int32Array.of(2)).values) // → [3]
 * ```
 */
export function matrixPreprocessor(x: Matrix): Preprocessor<Standardisation> {
  return {
    fit(rows, options) {
      if (options.screening) throw new ArgumentError('matrixPreprocessor', 'screens no features')
      const state = options.standardise ? fitStandardisation(takeRows(x, rows)) : identity(x.columns)
      const columns = Array.from({ length: x.columns }, (_, j) => String(j))
      return { state, columns, transform: (wanted) => standardise(state, takeRows(x, wanted)) }
    },
  }
}

function identity(columns: number): Standardisation {
  return {
    kind: 'standardisation',
    means: new Float64Array(columns),
    scales: new Float64Array(columns).fill(1),
  }
}
