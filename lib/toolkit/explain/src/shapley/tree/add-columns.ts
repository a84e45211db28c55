/** Where columns begin in two arrays. Four columns are added at once; the last four may need a spare one. */
export interface ColumnStarts {
  count: number
  readonly to: Int32Array
  readonly from: Int32Array
}

/** @param most number of columns at most */
export function columnStarts(most: number): ColumnStarts {
  return { count: 0, to: new Int32Array(most + 3), from: new Int32Array(most + 3) }
}

/**
 * `to[starts.to[k] + i] += from[starts.from[k] + chosen[i]]` for every column k and i from `first` to `end` − 1.
 * @param spare where a column of `to` begins whose content does not matter
 */
export function addColumns(
  to: Float64Array,
  from: Float64Array,
  starts: ColumnStarts,
  spare: number,
  chosen: Int32Array,
  first: number,
  end: number,
): void {
  starts.to.fill(spare, starts.count, starts.count + 3)
  starts.from.fill(0, starts.count, starts.count + 3)
  for (let k = 0; k < starts.count; k += 4) {
    const to0 = starts.to[k]
    const to1 = starts.to[k + 1]
    const to2 = starts.to[k + 2]
    const to3 = starts.to[k + 3]
    const from0 = starts.from[k]
    const from1 = starts.from[k + 1]
    const from2 = starts.from[k + 2]
    const from3 = starts.from[k + 3]
    for (let i = first; i < end; i++) {
      const at = chosen[i]
      to[to0 + i] += from[from0 + at]
      to[to1 + i] += from[from1 + at]
      to[to2 + i] += from[from2 + at]
      to[to3 + i] += from[from3 + at]
    }
  }
}
