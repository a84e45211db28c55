/**
 * The inner loops of src/trees/boosting/boosting-kernel.ts, in AssemblyScript (TypeScript's syntax, compiled to
 * WebAssembly with 128-bit vectors). After a change here, `npm run kernels` writes boosting-kernel-code.ts anew; a
 * test compares the two.
 *
 * A cell is two i64: the sum of gradients, and the sum of second derivatives above the number of rows, which has the
 * lowest `countBits` bits. Sums of whole numbers are exact: neither the order of the rows nor the subtraction of one
 * histogram from another changes a bit. All addresses are the caller's.
 */

/** A column's cells, 256 and four more, which keeps equal bins of different columns apart in the cache. */
const COLUMN_BYTES: usize = 4160
const TWO_COLUMNS: usize = 8320
const THREE_COLUMNS: usize = 12480
const FOUR_COLUMNS: usize = 16640
/** Added to sums of second derivatives, so that they can divide. */
const EPSILON: f64 = 1e-15

/** 2^x's whole part by the exponent, the rest by a polynomial: the error is below 1e-15, the bits the same everywhere. */
function exponential(value: f64): f64 {
  const x = max<f64>(-700, min<f64>(700, value))
  const k = nearest(x * Math.LOG2E)
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10
  let sum: f64 = 1.6059043836821613e-10
  sum = sum * r + 2.08767569878681e-9
  sum = sum * r + 2.505210838544172e-8
  sum = sum * r + 2.755731922398589e-7
  sum = sum * r + 2.7557319223985893e-6
  sum = sum * r + 2.48015873015873e-5
  sum = sum * r + 1.984126984126984e-4
  sum = sum * r + 1.3888888888888889e-3
  sum = sum * r + 8.333333333333333e-3
  sum = sum * r + 4.1666666666666664e-2
  sum = sum * r + 1.6666666666666666e-1
  sum = sum * r + 0.5
  sum = sum * r + 1
  sum = sum * r + 1
  return sum * reinterpret<f64>((1023 + (k as i64)) << 52)
}

/**
 * Writes for each row the first and second derivative of its log loss as a cell, and the sum of all.
 *
 * @param rows row numbers, u32 @param count how many @param scores log-odds of each row, f64 @param labels u8
 * @param pairs a cell for each row @param total the cell of the sum
 */
export function derive(
  rows: usize,
  count: usize,
  scores: usize,
  labels: usize,
  gradientScale: f64,
  hessianScale: f64,
  countBits: i64,
  pairs: usize,
  total: usize,
): void {
  let gradients: i64 = 0
  let hessians: i64 = 0
  const end = rows + (count << 2)
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at) as usize
    const p = 1 / (1 + exponential(-load<f64>(scores + (row << 3))))
    const gradient = nearest((p - (load<u8>(labels + row) as f64)) * gradientScale) as i64
    const hessian = ((nearest(p * (1 - p) * hessianScale) as i64) << countBits) | 1
    const pair = pairs + (row << 4)
    store<i64>(pair, gradient)
    store<i64>(pair, hessian, 8)
    gradients += gradient
    hessians += hessian
  }
  store<i64>(total, gradients)
  store<i64>(total, hessians, 8)
}

/**
 * Adds up the cells of rows by their bins, for columns 4·firstQuad to 4·lastQuad − 1.
 *
 * @param bins u8, row-major @param stride columns, a multiple of 4 @param rows u32 @param start first place in rows
 * @param end after the last @param cells the histogram: 260 cells a column
 * @param binCounts bins of each column, u16: the other cells are neither used nor cleared
 */
export function addUp(
  bins: usize,
  stride: usize,
  rows: usize,
  start: usize,
  end: usize,
  pairs: usize,
  cells: usize,
  binCounts: usize,
  firstQuad: usize,
  lastQuad: usize,
): void {
  const first = cells + firstQuad * FOUR_COLUMNS
  for (let column = firstQuad << 2; column < lastQuad << 2; column++) {
    memory.fill(cells + column * COLUMN_BYTES, 0, (load<u16>(binCounts + (column << 1)) as usize) << 4)
  }
  const stop = rows + (end << 2)
  for (let at = rows + (start << 2); at < stop; at += 4) {
    const row = load<u32>(at) as usize
    const pair = v128.load(pairs + (row << 4))
    const own = bins + row * stride
    const last = own + (lastQuad << 2)
    let cell = first
    for (let bin = own + (firstQuad << 2); bin < last; bin += 4) {
      const four = load<u32>(bin)
      const a = cell + ((four & 255) << 4)
      const b = cell + (((four >> 8) & 255) << 4)
      const c = cell + (((four >> 16) & 255) << 4)
      const d = cell + ((four >> 24) << 4)
      v128.store(a, i64x2.add(v128.load(a), pair))
      v128.store(b, i64x2.add(v128.load(b, COLUMN_BYTES), pair), COLUMN_BYTES)
      v128.store(c, i64x2.add(v128.load(c, TWO_COLUMNS), pair), TWO_COLUMNS)
      v128.store(d, i64x2.add(v128.load(d, THREE_COLUMNS), pair), THREE_COLUMNS)
      cell += FOUR_COLUMNS
    }
  }
}

/** Takes one histogram from another: what is left is that of the sibling. */
export function subtract(
  from: usize,
  cells: usize,
  binCounts: usize,
  firstQuad: usize,
  lastQuad: usize,
): void {
  for (let column = firstQuad << 2; column < lastQuad << 2; column++) {
    const start = column * COLUMN_BYTES
    const end = start + ((load<u16>(binCounts + (column << 1)) as usize) << 4)
    for (let at = start; at < end; at += 16) {
      v128.store(from + at, i64x2.sub(v128.load(from + at), v128.load(cells + at)))
    }
  }
}

/** A row's number of 1 in a cell, and what turns whole numbers back: see `setRules`. */
let countBits: i64 = 0
let countMask: i64 = 0
let gradientUnit: f64 = 0
let hessianUnit: f64 = 0
let minLeaf: i64 = 0
let minLeafWeight: f64 = 0
let l2: f64 = 0
let minGain: f64 = 0
let categorySmoothing: f64 = 0
let categoryL2: f64 = 0

/** The rules that splits follow; see `BoostingRules` in boosting-kernel.ts. */
export function setRules(
  bits: i64,
  gradient: f64,
  hessian: f64,
  rows: i64,
  weight: f64,
  penalty: f64,
  gain: f64,
  smoothing: f64,
  categoryPenalty: f64,
): void {
  countBits = bits
  countMask = ((1 as i64) << bits) - 1
  gradientUnit = gradient
  hessianUnit = hessian
  minLeaf = rows
  minLeafWeight = weight
  l2 = penalty
  minGain = gain
  categorySmoothing = smoothing
  categoryL2 = categoryPenalty
}

/** Twice what the best value of a leaf with these sums takes off the loss. */
function gainOf(gradients: i64, hessians: i64, penalty: f64): f64 {
  const gradient = (gradients as f64) * gradientUnit
  return (gradient * gradient) / (weightOf(hessians) + penalty)
}

function weightOf(hessians: i64): f64 {
  return ((hessians >> countBits) as f64) * hessianUnit + EPSILON
}

/** The best value of a leaf: a Newton step. */
export function leafValue(cell: usize, penalty: f64): f64 {
  return (-(load<i64>(cell) as f64) * gradientUnit) / (weightOf(load<i64>(cell, 8)) + penalty)
}

/** Number of rows in a cell. */
export function rowsOf(cell: usize): i32 {
  return (load<i64>(cell, 8) & countMask) as i32
}

/** The best split so far. */
let bestGain: f64 = 0
let bestColumn: i32 = 0
let bestBin: i32 = 0
let bestSet: u32 = 0
let bestGradients: i64 = 0
let bestHessians: i64 = 0

/**
 * Looks for the split of a leaf that takes most off the loss, among columns 4·firstQuad to 4·lastQuad − 1. Writes to
 * the leaf: its gain f64 at 16 (0: none), column i32 at 24, last bin of the left side i32 at 28, set of bins of the
 * left side u32 at 32 (0: a threshold), the left side's cell at 48.
 *
 * @param leaf the leaf's sums are at 0 @param cells its histogram @param binCounts bins of each column, u16
 * @param kinds of each column, u8: 0 not asked, 1 numbers, 2 categories @param order room for 32 bins and their ratios
 */
export function findSplit(
  leaf: usize,
  cells: usize,
  binCounts: usize,
  kinds: usize,
  firstQuad: usize,
  lastQuad: usize,
  order: usize,
): void {
  const gradients = load<i64>(leaf)
  const hessians = load<i64>(leaf, 8)
  const least = gainOf(gradients, hessians, l2) + minGain
  bestGain = least
  bestColumn = -1
  const last = lastQuad << 2
  for (let column = firstQuad << 2; column < last; column++) {
    const kind = load<u8>(kinds + column)
    if (kind === 0) continue
    const count = load<u16>(binCounts + (column << 1)) as i32
    const own = cells + column * COLUMN_BYTES
    if (kind === 1) scanThresholds(own, count, column as i32, gradients, hessians)
    else scanCategories(own, count, column as i32, gradients, hessians, order)
  }
  store<f64>(leaf, bestColumn < 0 ? 0 : bestGain - least, 16)
  store<i32>(leaf, bestColumn, 24)
  store<i32>(leaf, bestBin, 28)
  store<u32>(leaf, bestSet, 32)
  store<i64>(leaf, bestGradients, 48)
  store<i64>(leaf, bestHessians, 56)
}

/** From the highest threshold down; an empty bin gives no other split than the one above it. */
function scanThresholds(cells: usize, count: i32, column: i32, gradients: i64, hessians: i64): void {
  let right: i64 = 0
  let rightHessians: i64 = 0
  for (let bin = count - 1; bin > 0; bin--) {
    const cell = cells + ((bin as usize) << 4)
    const hessian = load<i64>(cell, 8)
    if (hessian === 0) continue
    right += load<i64>(cell)
    rightHessians += hessian
    if ((rightHessians & countMask) < minLeaf || weightOf(rightHessians) < minLeafWeight) continue
    const left = gradients - right
    const leftHessians = hessians - rightHessians
    if ((leftHessians & countMask) < minLeaf || weightOf(leftHessians) < minLeafWeight) break
    const gain = gainOf(left, leftHessians, l2) + gainOf(right, rightHessians, l2)
    if (gain > bestGain) keep(gain, column, bin - 1, 0, left, leftHessians)
  }
}

/**
 * Categories in the order of their gradients over second derivatives, smoothed: the best set is found among the first
 * ones, or the last. Those with fewer rows than the smoothing are on the right.
 */
function scanCategories(
  cells: usize,
  count: i32,
  column: i32,
  gradients: i64,
  hessians: i64,
  order: usize,
): void {
  const bins = order + 256
  let used: i32 = 0
  for (let bin = 0; bin < count; bin++) {
    const cell = cells + ((bin as usize) << 4)
    const hessian = load<i64>(cell, 8)
    if (hessian === 0 || ((hessian & countMask) as f64) < categorySmoothing) continue
    const ratio = ((load<i64>(cell) as f64) * gradientUnit) / (weightOf(hessian) + categorySmoothing)
    let place = used++
    for (; place > 0 && load<f64>(order + (((place - 1) as usize) << 3)) > ratio; place--) {
      store<f64>(order + ((place as usize) << 3), load<f64>(order + (((place - 1) as usize) << 3)))
      store<u8>(bins + (place as usize), load<u8>(bins + ((place - 1) as usize)))
    }
    store<f64>(order + ((place as usize) << 3), ratio)
    store<u8>(bins + (place as usize), bin as u8)
  }
  const penalty = l2 + categoryL2
  const most = (used + 1) >> 1
  for (let direction = 0; direction < 2; direction++) {
    let left: i64 = 0
    let leftHessians: i64 = 0
    let set: u32 = 0
    for (let i = 0; i < most; i++) {
      const bin = load<u8>(bins + ((direction === 0 ? i : used - 1 - i) as usize))
      const cell = cells + ((bin as usize) << 4)
      left += load<i64>(cell)
      leftHessians += load<i64>(cell, 8)
      set |= (1 as u32) << bin
      if ((leftHessians & countMask) < minLeaf || weightOf(leftHessians) < minLeafWeight) continue
      const right = gradients - left
      const rightHessians = hessians - leftHessians
      if ((rightHessians & countMask) < minLeaf || weightOf(rightHessians) < minLeafWeight) break
      const gain = gainOf(left, leftHessians, penalty) + gainOf(right, rightHessians, penalty)
      if (gain > bestGain) keep(gain, column, 0, set, left, leftHessians)
    }
  }
}

function keep(gain: f64, column: i32, bin: i32, set: u32, gradients: i64, hessians: i64): void {
  bestGain = gain
  bestColumn = column
  bestBin = bin
  bestSet = set
  bestGradients = gradients
  bestHessians = hessians
}

/** Gives a leaf's sums to its two sides: the left one stays in its place. */
export function divide(leaf: usize, right: usize): void {
  const left = v128.load(leaf, 48)
  v128.store(right, i64x2.sub(v128.load(leaf), left))
  v128.store(leaf, left)
}

/**
 * Puts the rows of the left side first, in their order, then those of the right.
 *
 * @param bins of the column asked, u8 @param set of bins on the left; 0: those up to `bin`
 * @param spare room for as many rows
 * @returns how many are on the left
 */
export function part(
  bins: usize,
  rows: usize,
  start: usize,
  end: usize,
  bin: u32,
  set: u32,
  spare: usize,
): usize {
  const first = rows + (start << 2)
  const stop = rows + (end << 2)
  let left = first
  let right = spare
  for (let at = first; at < stop; at += 4) {
    const row = load<u32>(at)
    const own = load<u8>(bins + (row as usize)) as u32
    const isLeft = set === 0 ? u32(own <= bin) : (set >> own) & 1
    store<u32>(left, row)
    store<u32>(right, row)
    left += (isLeft << 2) as usize
    right += ((1 - isLeft) << 2) as usize
  }
  memory.copy(left, spare, right - spare)
  return (left - first) >> 2
}

/** Adds a value to the scores of rows. */
export function addValue(rows: usize, start: usize, end: usize, scores: usize, value: f64): void {
  const stop = rows + (end << 2)
  for (let at = rows + (start << 2); at < stop; at += 4) {
    const score = scores + ((load<u32>(at) as usize) << 3)
    store<f64>(score, load<f64>(score) + value)
  }
}
