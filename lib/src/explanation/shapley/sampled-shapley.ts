import { ArgumentError } from '../../util/errors'
import { type Matrix, matrix } from '../../util/matrix'
import { deriveSeed, Random } from '../../util/random'
import type { ShapleyValues } from './tree-shapley'

export interface SamplingOptions {
  /** Orders in which a row's columns are replaced: even, at least 4. Each costs columns − 1 predictions. */
  readonly permutations: number
  readonly seed: number
}

export interface SampledShapleyValues extends ShapleyValues {
  /**
   * Estimated standard deviation of each value over the choice of permutations and background rows, shape
   * (rows, columns). Drawing the background in turns makes the true one smaller, if anything.
   */
  readonly standardErrors: Matrix
}

/** A permutation of the columns, used forwards and backwards, and the background row it starts from. */
interface Walk {
  readonly order: Int32Array
  readonly start: number
}

/** Rows that are predicted in one call. */
const mostRowsAtOnce = 8192

/**
 * Interventional Shapley values of any model, estimated from sampled permutations: the columns of a background
 * row are replaced by those of the row explained, one after the other, and each change of the prediction is
 * credited to the column replaced (Castro, Gómez, Tejada 2009, "Polynomial calculation of the Shapley value
 * based on sampling"). Every permutation is also walked backwards from the same background row, which cancels
 * much of the noise (antithetic sampling; Mitchell, Cooper, Frank, Holmes 2022, "Sampling permutations for
 * Shapley value estimation").
 *
 * Exact, but for rounding: a row's values add up to its prediction less `base`, and `base` is the mean
 * prediction of the background rows drawn, the same for every row explained. They are drawn in turns, all of
 * them once before any comes again, so `base` is the mean over the whole background when half of
 * `permutations` is a multiple of its rows. A column that the model does not use gets 0. Estimated, without
 * bias: the values themselves, with an error that falls as 1 / √permutations.
 *
 * All rows share the permutations drawn, so a row's values do not depend on the other rows explained.
 *
 * @param predict predictions of any rows, shape (rows), each from its own row alone
 * @param x shape (rows, columns) @param background shape (background rows, columns)
 * @throws ArgumentError when columns do not match, there is no background row, or `permutations` is not even
 *   and at least 4
 */
export function sampledShapleyValues(
  predict: (x: Matrix) => Float64Array,
  x: Matrix,
  background: Matrix,
  options: SamplingOptions,
): SampledShapleyValues {
  check(x, background, options)
  const walks = drawWalks(x.columns, background.rows, options)
  const startValues = predict(background)
  const endValues = x.rows > 0 ? predict(x) : new Float64Array(0)
  const values = matrix(x.rows, x.columns)
  const standardErrors = matrix(x.rows, x.columns)
  const credits = matrix(walks.length, x.columns)
  for (let i = 0; i < x.rows; i++) {
    const from = i * x.columns
    const row = x.values.subarray(from, from + x.columns)
    const steps = predictSteps(predict, row, background, walks)
    walks.forEach((walk, w) => {
      creditWalk(walk, startValues[walk.start], endValues[i], steps, w, credits)
    })
    summarise(credits, values.values.subarray(from), standardErrors.values.subarray(from))
  }
  const base = walks.reduce((sum, { start }) => sum + startValues[start], 0) / walks.length
  return { base, values, standardErrors }
}

/** Permutations at random; background rows in shuffled turns. */
function drawWalks(columns: number, backgroundRows: number, { permutations, seed }: SamplingOptions): Walk[] {
  const random = new Random(deriveSeed(seed, 'sampled Shapley values'))
  let turn: number[] = []
  return Array.from({ length: permutations / 2 }, () => {
    if (turn.length === 0) turn = random.shuffle(Array.from({ length: backgroundRows }, (_, z) => z))
    const start = turn.pop() as number
    return { order: random.shuffle(Int32Array.from({ length: columns }, (_, j) => j)), start }
  })
}

/**
 * Predictions between the background row and the row explained, for each walk first forwards, then
 * backwards: columns − 1 steps each.
 */
function predictSteps(
  predict: (x: Matrix) => Float64Array,
  row: Float64Array,
  background: Matrix,
  walks: readonly Walk[],
): Float64Array {
  const columns = row.length
  const part = 2 * (columns - 1)
  const result = new Float64Array(walks.length * part)
  if (part === 0) return result
  const walksAtOnce = Math.max(1, Math.floor(mostRowsAtOnce / part))
  for (let first = 0; first < walks.length; first += walksAtOnce) {
    const chosen = walks.slice(first, first + walksAtOnce)
    const mixed = matrix(chosen.length * part, columns)
    chosen.forEach(({ order, start }, w) => {
      const origin = background.values.subarray(start * columns, (start + 1) * columns)
      writeSteps(mixed.values, w * part * columns, origin, row, order)
      writeSteps(mixed.values, (w + 0.5) * part * columns, origin, row, order.slice().reverse())
    })
    result.set(predict(mixed), first * part)
  }
  return result
}

/** The rows of one walk: at each step one more column is the row's; the ends are left out. */
function writeSteps(
  to: Float64Array,
  start: number,
  origin: Float64Array,
  row: Float64Array,
  order: Int32Array,
): void {
  const columns = row.length
  const current = origin.slice()
  for (let step = 0; step + 1 < columns; step++) {
    current[order[step]] = row[order[step]]
    to.set(current, start + step * columns)
  }
}

/** Writes each column's mean change over the two directions of walk w into row w of the credits. */
function creditWalk(
  { order }: Walk,
  startValue: number,
  endValue: number,
  steps: Float64Array,
  w: number,
  { columns, values }: Matrix,
): void {
  const at = w * columns
  const forwards = 2 * w * (columns - 1)
  const backwards = forwards + columns - 1
  values.fill(0, at, at + columns)
  let before = startValue
  let beforeBackwards = startValue
  for (let step = 0; step < columns; step++) {
    const last = step === columns - 1
    const after = last ? endValue : steps[forwards + step]
    const afterBackwards = last ? endValue : steps[backwards + step]
    values[at + order[step]] += (after - before) / 2
    values[at + order[columns - 1 - step]] += (afterBackwards - beforeBackwards) / 2
    before = after
    beforeBackwards = afterBackwards
  }
}

/** Mean of each column over the walks, and the standard error of that mean. */
function summarise({ rows, columns, values }: Matrix, means: Float64Array, errors: Float64Array): void {
  for (let j = 0; j < columns; j++) {
    let sum = 0
    for (let w = 0; w < rows; w++) sum += values[w * columns + j]
    const mean = sum / rows
    let squares = 0
    for (let w = 0; w < rows; w++) squares += (values[w * columns + j] - mean) ** 2
    means[j] = mean
    errors[j] = Math.sqrt(squares / (rows * (rows - 1)))
  }
}

function check(x: Matrix, background: Matrix, { permutations }: SamplingOptions): void {
  const where = 'sampledShapleyValues'
  if (background.columns !== x.columns) {
    throw new ArgumentError(where, 'background needs the columns of x', background.columns)
  }
  if (background.rows === 0) throw new ArgumentError(where, 'background needs at least one row')
  if (!(Number.isSafeInteger(permutations) && permutations >= 4 && permutations % 2 === 0)) {
    throw new ArgumentError(where, 'permutations needs an even whole number of at least 4', permutations)
  }
}
