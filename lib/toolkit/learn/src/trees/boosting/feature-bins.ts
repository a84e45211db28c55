import { ArgumentError, type Matrix } from '@one-click/core'

/** A table whose values are replaced by the numbers of their bins. */
export interface BinnedTable {
  readonly rows: number
  readonly columns: number
  /** Columns of a row in `bins`: a multiple of 4, those beyond the table's all 0. */
  readonly stride: number
  /** Row-major, shape (rows, stride). */
  readonly bins: Uint8Array
  /** The same column by column, shape (columns, rows): one column's bins of many rows are near one another. */
  readonly columnBins: Uint8Array
  /** For each column the largest value of each bin but the last: a value is in the first bin that reaches it. */
  readonly thresholds: readonly Float64Array[]
  /** Whether a column holds categories, shape (columns). */
  readonly isCategory: Uint8Array
}

/** Sets of categories are bits of 32. */
export const maxCategories = 32

/** Fewest rows in a bin, where neighbouring values can be put together. */
const minBinRows = 3

/** Bins are chosen on so many rows at most, evenly spaced. */
const maxRowsRead = 50_000

/**
 * Puts the values of each column into bins: of few different values each its own, else into bins of about equally many
 * rows, but values that alone fill one are kept apart. A column of categories has a bin for each code.
 *
 * Ke et al. (2017): LightGBM: A Highly Efficient Gradient Boosting Decision Tree. NIPS 30, and its `GreedyFindBin`.
 *
 * @param maxBins of a column, 2 to 255
 * @param categories columns that hold codes of categories
 * @throws ArgumentError for more than 32 categories in a column
 */
export function binTable(x: Matrix, maxBins: number, categories: readonly number[]): BinnedTable {
  const { rows, columns } = x
  const stride = 4 * Math.ceil(columns / 4)
  const bins = new Uint8Array(rows * stride)
  const columnBins = new Uint8Array(columns * rows)
  const isCategory = new Uint8Array(columns)
  for (const column of categories) isCategory[column] = 1
  const values = new Float64Array(rows * columns)
  transpose(x.values, rows, columns, columns, values, rows)
  const step = Math.ceil(rows / maxRowsRead)
  const read = new Float64Array(Math.ceil(rows / step))
  const thresholds = Array.from({ length: columns }, (_, j) => {
    const own = values.subarray(j * rows, (j + 1) * rows)
    for (let i = 0; i < read.length; i++) read[i] = own[i * step]
    const found = isCategory[j] === 1 ? betweenCodes(own, j) : betweenBins(read.sort(), maxBins)
    fillBins(own, found, columnBins.subarray(j * rows, (j + 1) * rows))
    return found
  })
  transpose(columnBins, columns, rows, rows, bins, stride)
  return { rows, columns, stride, bins, columnBins, thresholds, isCategory }
}

/** Rows and columns changed over together, so that both sides stay near the processor. */
const blockSize = 64

/** Writes element (i, j) of a matrix to place j · toStride + i of another. */
function transpose<Values extends Float64Array | Uint8Array>(
  from: Values,
  rows: number,
  columns: number,
  fromStride: number,
  to: Values,
  toStride: number,
): void {
  for (let top = 0; top < rows; top += blockSize) {
    const bottom = Math.min(rows, top + blockSize)
    for (let first = 0; first < columns; first += blockSize) {
      const last = Math.min(columns, first + blockSize)
      for (let j = first; j < last; j++) {
        for (let i = top; i < bottom; i++) to[j * toStride + i] = from[i * fromStride + j]
      }
    }
  }
}

/** Different values of a sorted column, and how many rows have each. */
function distinctValues(sorted: Float64Array): { values: Float64Array; counts: Int32Array } {
  const values = new Float64Array(sorted.length)
  const counts = new Int32Array(sorted.length)
  let size = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) values[size++] = sorted[i]
    counts[size - 1]++
  }
  return { values: values.subarray(0, size), counts: counts.subarray(0, size) }
}

function betweenCodes(column: Float64Array, number: number): Float64Array {
  const values = Float64Array.from(new Set(column)).sort()
  if (values.length > maxCategories)
    throw new ArgumentError(
      'boosted-trees.fit',
      `takes at most ${maxCategories} categories in column ${number}`,
      values.length,
    )
  return values.slice(1).map((value, i) => middle(values[i], value))
}

function betweenBins(sorted: Float64Array, maxBins: number): Float64Array {
  const { values, counts } = distinctValues(sorted)
  const thresholds: number[] = []
  const close = (last: number) => thresholds.push(middle(values[last], values[last + 1]))
  if (values.length <= maxBins) {
    let rows = 0
    for (let i = 0; i + 1 < values.length; i++) {
      rows += counts[i]
      if (rows < Math.min(minBinRows, sorted.length / 4)) continue
      close(i)
      rows = 0
    }
    return Float64Array.from(thresholds)
  }
  const most = Math.max(1, Math.min(maxBins, Math.floor(sorted.length / minBinRows)))
  const share = sorted.length / most
  let restRows = sorted.length
  let restBins = most
  for (const count of counts) {
    if (count < share) continue
    restRows -= count
    restBins--
  }
  let size = restRows / restBins
  let rows = 0
  for (let i = 0; i + 1 < values.length && thresholds.length < most - 1; i++) {
    const isLarge = counts[i] >= share
    if (!isLarge) restRows -= counts[i]
    rows += counts[i]
    const nextIsLarge = counts[i + 1] >= share
    if (!isLarge && rows < size && !(nextIsLarge && rows >= Math.max(1, size / 2))) continue
    close(i)
    rows = 0
    if (isLarge) continue
    restBins--
    size = restRows / restBins
  }
  return Float64Array.from(thresholds)
}

/** A number between two neighbours, not the upper one. */
function middle(low: number, high: number): number {
  const between = low / 2 + high / 2
  return between >= low && between < high ? between : low
}

/** Cells of a column's span in which the search for a value's bin starts. */
const guideCells = 1024

/** Writes the number of the bin of each value of a column. */
function fillBins(values: Float64Array, thresholds: Float64Array, bins: Uint8Array): void {
  const count = thresholds.length
  if (count === 0) return
  const low = thresholds[0]
  const span = thresholds[count - 1] - low
  const scale = span > 0 && Number.isFinite(guideCells / span) ? guideCells / span : 0
  // For each cell the number of thresholds in earlier ones: a value's cell never falls when the value grows.
  const guide = new Int32Array(guideCells + 2)
  for (let k = 0; k < count; k++) guide[cellOf(thresholds[k], low, scale) + 1]++
  for (let cell = 1; cell < guide.length; cell++) guide[cell] += guide[cell - 1]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const cell = cellOf(value, low, scale)
    let bin = guide[cell]
    const end = guide[cell + 1]
    while (bin < end && value > thresholds[bin]) bin++
    bins[i] = bin
  }
}

function cellOf(value: number, low: number, scale: number): number {
  const cell = (value - low) * scale
  return cell > 0 ? Math.min(guideCells, Math.floor(cell)) : 0
}
