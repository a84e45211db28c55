import { column, type Matrix } from '@one-click/core'
import { countBelow } from '@one-click/statistics'

/** Rows told apart by their values in some columns: rows alike in all of them share a pattern. */
export interface RowPatterns {
  readonly count: number
  /** Pattern of each row, shape (rows); of a single column, the rank of its value among the different ones. */
  readonly of: Int32Array
  /** For each pattern a row that has it, shape (count). */
  readonly example: Int32Array
}

/** The different values of an array, ascending. */
export function differentValues(values: Float64Array): Float64Array {
  return values
    .slice()
    .sort()
    .filter((value, i, sorted) => i === 0 || value !== sorted[i - 1])
}

/** Patterns of a matrix's rows in the given columns; numbered by the first column, then the second, and so on. */
export function rowPatterns(x: Matrix, columns: ArrayLike<number>): RowPatterns {
  const of = new Int32Array(x.rows)
  let count = 1
  for (let k = 0; k < columns.length; k++) {
    const values = column(x, columns[k])
    const different = differentValues(values)
    const keys = values.map((value, i) => of[i] * different.length + countBelow(different, value))
    const known = differentValues(keys)
    for (let i = 0; i < x.rows; i++) of[i] = countBelow(known, keys[i])
    count = known.length
  }
  const example = new Int32Array(count)
  for (let i = 0; i < x.rows; i++) example[of[i]] = i
  return { count, of, example }
}

/**
 * The different patterns that one row is given by a group's permutations. Its own is not among them: with it
 * the score stays as it is.
 */
export class Donors {
  /** Largest number of patterns a row can be given. */
  readonly capacity: number
  /** The patterns, ascending; the first `count` are valid. */
  readonly patterns: Int32Array
  count = 0
  /** For each repeat the place of its pattern in `patterns`, −1 for the row's own. */
  readonly places: Int32Array
  /** Place of each pattern during `load`, zeros elsewhere. */
  private readonly placeOf: Int32Array
  private own = 0

  constructor(
    private readonly rows: RowPatterns,
    private readonly orders: readonly Int32Array[],
  ) {
    this.capacity = Math.min(orders.length, rows.count - 1)
    this.patterns = new Int32Array(this.capacity)
    this.places = new Int32Array(orders.length)
    this.placeOf = new Int32Array(rows.count)
  }

  /** Gathers what the permutations give to a row. */
  load(row: number): void {
    const { orders, patterns, places, placeOf } = this
    const { of } = this.rows
    this.forget()
    placeOf[of[row]] = -1
    let count = 0
    for (let r = 0; r < orders.length; r++) {
      const pattern = of[orders[r][row]]
      if (placeOf[pattern] !== 0) continue
      placeOf[pattern] = 1
      let k = count++
      for (; k > 0 && patterns[k - 1] > pattern; k--) patterns[k] = patterns[k - 1]
      patterns[k] = pattern
    }
    for (let k = 0; k < count; k++) placeOf[patterns[k]] = k
    for (let r = 0; r < orders.length; r++) places[r] = placeOf[of[orders[r][row]]]
    this.count = count
    this.own = of[row]
  }

  /** Makes `placeOf` all zeros again. */
  private forget(): void {
    for (let k = 0; k < this.count; k++) this.placeOf[this.patterns[k]] = 0
    this.placeOf[this.own] = 0
  }
}
