import { ArgumentError, type Matrix, matrix } from '@one-click/core'

/** Columns of an encoded matrix that are permuted together: one number, one category, or related features. */
export interface ColumnGroup {
  readonly name: string
  /** Empty where the model has no column of the group: its scores then stay as they are. */
  readonly columns: ArrayLike<number>
}

/**
 * A fitted model bound to the rows it is judged by, ready to say what its scores become when groups of
 * columns take their values from other rows. Rows are the same for all members of a sum; columns are each
 * member's own.
 */
export interface PermutableModel {
  readonly rows: number
  /** Names of the groups, in the order of `permutedScores`. */
  readonly groups: readonly string[]
  /** Score of each row as it is, shape (rows). */
  scores(): Float64Array
  /**
   * @param permutations for each group and repeat the row that gives each row its values: a list of groups, each
   *   a list of repeats, each of shape (rows)
   * @returns the scores in the same layout
   */
  permutedScores(permutations: RowPermutations): Float64Array[][]
}

/** By group, then by repeat: for each row, the row its values come from. */
export type RowPermutations = readonly (readonly Int32Array[])[]

/**
 * Any model by predicting again: exact, and as slow as that is.
 * @param predict score of each row of a matrix
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(2, 2, Float64Array.of(1, 10, 2, 20))
 * const sums = (rows: typeof x) => Float64Array.from({ length: rows.rows }, (_, i) => rows.values[2 * i] + rows.values[2 * i + 1])
 * const model = permutablePredictor(sums, x, [{ name: 'first', columns: [0] }])
 * Array.from(model.permutedScores([[Int32Array.of(1, 0)]])[0][0]) // → [12, 21]
 * ```
 */
export function permutablePredictor(
  predict: (x: Matrix) => Float64Array,
  x: Matrix,
  groups: readonly ColumnGroup[],
): PermutableModel {
  checkGroups('permutablePredictor', x, groups)
  return {
    rows: x.rows,
    groups: groups.map(({ name }) => name),
    scores: () => predict(x),
    permutedScores(permutations) {
      checkPermutations('permutablePredictor', this, permutations)
      return groups.map(({ columns }, g) =>
        permutations[g].map((order) => predict(withPermuted(x, columns, order))),
      )
    },
  }
}

/** The matrix with the named columns taken from other rows. */
function withPermuted(x: Matrix, columns: ArrayLike<number>, order: Int32Array): Matrix {
  const values = x.values.slice()
  for (let i = 0; i < x.rows; i++) {
    for (let k = 0; k < columns.length; k++) {
      values[i * x.columns + columns[k]] = x.values[order[i] * x.columns + columns[k]]
    }
  }
  return matrix(x.rows, x.columns, values)
}

/** A member of a sum and what its score is multiplied by. */
export interface WeightedMember {
  readonly model: PermutableModel
  readonly weight: number
}

/**
 * The score intercept + Σ weight · member's score: a linear stack.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(2, 1, Float64Array.of(1, 2))
 * const model = permutablePredictor((rows) => rows.values, x, [{ name: 'first', columns: [0] }])
 * Array.from(permutableSum([{ model, weight: 3 }], 10).scores()) // → [13, 16]
 * ```
 */
export function permutableSum(members: readonly WeightedMember[], intercept = 0): PermutableModel {
  if (members.length === 0) throw new ArgumentError('permutableSum', 'needs at least one member')
  const { rows, groups } = members[0].model
  for (const { model } of members) {
    if (model.rows !== rows) throw new ArgumentError('permutableSum', `needs ${rows} rows of all`, model.rows)
    if (model.groups.join('\n') !== groups.join('\n')) {
      throw new ArgumentError('permutableSum', 'needs the same groups in the same order', model.groups)
    }
  }
  const empty = () => new Float64Array(rows).fill(intercept)
  return {
    rows,
    groups,
    scores() {
      const sum = empty()
      for (const { model, weight } of members) addWeighted(sum, model.scores(), weight)
      return sum
    },
    permutedScores(permutations) {
      const sums = permutations.map((orders) => orders.map(empty))
      for (const { model, weight } of members) {
        model.permutedScores(permutations).forEach((ofGroup, g) => {
          for (let r = 0; r < ofGroup.length; r++) addWeighted(sums[g][r], ofGroup[r], weight)
        })
      }
      return sums
    },
  }
}

function addWeighted(sum: Float64Array, scores: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] += weight * scores[i]
}

/**
 * Scores mapped one by one, such as log-odds to probabilities for the log loss.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(2, 1, Float64Array.of(1, 2))
 * const model = permutablePredictor((rows) => rows.values, x, [{ name: 'first', columns: [0] }])
 * Array.from(permutableMap(model, (score) => -score).scores()) // → [-1, -2]
 * ```
 */
export function permutableMap(model: PermutableModel, map: (score: number) => number): PermutableModel {
  const mapped = (scores: Float64Array) => scores.map(map)
  return {
    rows: model.rows,
    groups: model.groups,
    scores: () => mapped(model.scores()),
    permutedScores: (permutations) =>
      model.permutedScores(permutations).map((ofGroup) => ofGroup.map(mapped)),
  }
}

/** Refuses columns that the matrix does not have. */
export function checkGroups(where: string, x: Matrix, groups: readonly ColumnGroup[]): void {
  for (const { name, columns } of groups) {
    for (const column of Array.from(columns)) {
      if (!(Number.isInteger(column) && column >= 0 && column < x.columns)) {
        throw new ArgumentError(
          where,
          `needs columns below ${x.columns} in group ${JSON.stringify(name)}`,
          column,
        )
      }
    }
  }
}

/** Refuses NaN and infinity, which have no rank and no distance. */
export function checkNumbers(where: string, { values, columns }: Matrix): void {
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at < 0) return
  const place = `row ${Math.floor(at / columns)}, column ${at % columns}`
  throw new ArgumentError(where, `needs finite numbers, ${place}`, values[at])
}

/**
 * Refuses permutations that do not fit a model's groups and rows.
 *
 * @example
 * ```ts
 * checkPermutations('example', { rows: 2, groups: ['first'] }, [[Int32Array.of(1, 0)]]) // → undefined
 * ```
 */
export function checkPermutations(
  where: string,
  { rows, groups }: Pick<PermutableModel, 'rows' | 'groups'>,
  permutations: RowPermutations,
): void {
  if (permutations.length !== groups.length) {
    throw new ArgumentError(where, `needs permutations for ${groups.length} groups`, permutations.length)
  }
  for (const order of permutations.flat()) {
    if (order.length !== rows)
      throw new ArgumentError(where, `needs permutations of ${rows} rows`, order.length)
    for (let i = 0; i < rows; i++) {
      if (!(order[i] >= 0 && order[i] < rows)) {
        throw new ArgumentError(where, `needs row numbers below ${rows}`, order[i])
      }
    }
  }
}
