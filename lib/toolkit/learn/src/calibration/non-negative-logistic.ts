import { ArgumentError } from '@one-click/core'
import { solvePositiveDefinite } from '../estimators/linear-solve'
import { logOnePlusExp, sigmoid } from './sigmoid'

/** A logistic regression whose weights are not negative: log-odds = Σ weights[k] · input k + intercept. */
export interface NonNegativeLogistic {
  readonly weights: Float64Array
  readonly intercept: number
}

/** A normal prior that draws every weight towards a mean. */
export interface WeightPrior {
  readonly mean: number
  /** Counts as much as rows whose information about a weight adds up to this number. */
  readonly strength: number
}

/**
 * The logistic regression of least loss among those whose weights are not negative. As in least squares (Lawson
 * & Hanson 1974, "Solving least squares problems", chapter 23): weights are set free one by one, the one first
 * that the loss falls most steeply in, and those that would turn negative on the way are held at 0 again. When
 * none is left, the intercept gives the base rate.
 *
 * @param inputs one array of shape (rows) for each weight
 * @throws ArgumentError without inputs, for lengths that differ, or a single class
 */
export function fitNonNegativeLogistic(
  inputs: readonly Float64Array[],
  y: Uint8Array,
  prior: WeightPrior,
): NonNegativeLogistic {
  checkInputs(inputs, y)
  const unknowns = new Float64Array(inputs.length + 1)
  unknowns[inputs.length] = baseLogOdds(y)
  let free: number[] = []
  // Each round lowers the loss; rounding must not keep them going.
  for (let round = 0; round < 10 * inputs.length; round++) {
    const { gradient } = derivatives(unknowns, inputs, y, prior)
    const next = steepest(gradient, free)
    if (next === undefined) break
    free = settle(unknowns, [...free, next], inputs, y, prior)
    if (!free.includes(next)) break
  }
  return { weights: unknowns.slice(0, inputs.length), intercept: unknowns[inputs.length] }
}

function checkInputs(inputs: readonly Float64Array[], y: Uint8Array): void {
  const ones = y.reduce((sum, label) => sum + label, 0)
  if (inputs.length === 0) throw new ArgumentError('fitNonNegativeLogistic', 'needs at least one input')
  if (inputs.some(({ length }) => length !== y.length)) {
    throw new ArgumentError('fitNonNegativeLogistic', 'needs every input of every row', y.length)
  }
  if (ones === 0 || ones === y.length) {
    throw new ArgumentError('fitNonNegativeLogistic', 'needs both classes in the labels')
  }
}

/** The weight held at 0 in which the loss falls most steeply, if it falls in any. */
function steepest(gradient: Float64Array, free: readonly number[]): number | undefined {
  let found: number | undefined
  for (let k = 0; k < gradient.length - 1; k++) {
    if (free.includes(k) || gradient[k] >= 0) continue
    if (found === undefined || gradient[k] < gradient[found]) found = k
  }
  return found
}

/**
 * Moves the free weights and the intercept to their minimum, or as far as no weight turns negative; a weight
 * that gets to 0 is held there and the others move on. Returns the weights that stay free.
 */
function settle(
  unknowns: Float64Array,
  free: readonly number[],
  inputs: readonly Float64Array[],
  y: Uint8Array,
  prior: WeightPrior,
): number[] {
  const moving = [...free, inputs.length]
  const own = free.map((k) => inputs[k])
  const { weights, intercept } = fitWeights(own, y, prior)
  const target = Float64Array.of(...weights, intercept)
  const shares = free.map((k, i) => (weights[i] < 0 ? unknowns[k] / (unknowns[k] - weights[i]) : 1))
  const share = Math.min(1, ...shares)
  moving.forEach((k, i) => {
    unknowns[k] = share < 1 ? unknowns[k] + share * (target[i] - unknowns[k]) : target[i]
  })
  if (share === 1) return [...free]
  const held = free.filter((_, i) => shares[i] === share)
  for (const k of held) unknowns[k] = 0
  return settle(
    unknowns,
    free.filter((k) => !held.includes(k)),
    inputs,
    y,
    prior,
  )
}

function baseLogOdds(y: Uint8Array): number {
  const ones = y.reduce((sum, label) => sum + label, 0)
  return Math.log(ones / (y.length - ones))
}

/**
 * Newton's method; the unknowns are the weights, then the intercept. It starts from the base rate, where every
 * row tells something, however large the inputs are.
 */
function fitWeights(inputs: readonly Float64Array[], y: Uint8Array, prior: WeightPrior): NonNegativeLogistic {
  const count = inputs.length
  const size = count + 1
  const unknowns = new Float64Array(size)
  unknowns[count] = baseLogOdds(y)
  let loss = penalisedLoss(unknowns, inputs, y, prior)
  for (let iteration = 0; iteration < 50; iteration++) {
    const { gradient, curvature } = derivatives(unknowns, inputs, y, prior)
    if (gradient.every((value) => Math.abs(value) < 1e-9)) break
    const step = solvePositiveDefinite(curvature, gradient, size)
    let next = unknowns
    let nextLoss = loss
    for (let scale = 1; scale > 1e-10; scale /= 2) {
      next = unknowns.map((value, k) => value - scale * step[k])
      nextLoss = penalisedLoss(next, inputs, y, prior)
      if (nextLoss < loss) break
    }
    if (!(nextLoss < loss)) break
    unknowns.set(next)
    loss = nextLoss
  }
  return { weights: unknowns.slice(0, count), intercept: unknowns[count] }
}

function combined(unknowns: Float64Array, inputs: readonly Float64Array[], row: number): number {
  let z = unknowns[inputs.length]
  for (let m = 0; m < inputs.length; m++) z += unknowns[m] * inputs[m][row]
  return z
}

function penalisedLoss(
  unknowns: Float64Array,
  inputs: readonly Float64Array[],
  y: Uint8Array,
  prior: WeightPrior,
): number {
  const count = inputs.length
  let loss = 0
  for (let m = 0; m < count; m++) loss += (prior.strength / 2) * (unknowns[m] - prior.mean) ** 2
  for (let row = 0; row < y.length; row++) {
    const z = combined(unknowns, inputs, row)
    loss += logOnePlusExp(z) - y[row] * z
  }
  return loss
}

function derivatives(
  unknowns: Float64Array,
  inputs: readonly Float64Array[],
  y: Uint8Array,
  prior: WeightPrior,
) {
  const count = inputs.length
  const size = count + 1
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  for (let m = 0; m < count; m++) {
    gradient[m] = prior.strength * (unknowns[m] - prior.mean)
    curvature[m * size + m] = prior.strength
  }
  // A little keeps the system solvable when all rows are certain.
  curvature[size * size - 1] = 1e-12
  const ofRow = new Float64Array(size).fill(1)
  for (let row = 0; row < y.length; row++) {
    for (let m = 0; m < count; m++) ofRow[m] = inputs[m][row]
    const probability = sigmoid(combined(unknowns, inputs, row))
    const information = probability * (1 - probability)
    for (let a = 0; a < size; a++) {
      gradient[a] += (probability - y[row]) * ofRow[a]
      for (let b = 0; b <= a; b++) curvature[a * size + b] += information * ofRow[a] * ofRow[b]
    }
  }
  return { gradient, curvature }
}
