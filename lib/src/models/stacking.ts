import { ArgumentError } from '../util/errors'
import { solvePositiveDefinite } from './linear-solve'
import { logOnePlusExp, sigmoid } from './sigmoid'

/** A weighted sum of members' log-odds: Σ weights[m] · log-odds of member m + intercept. */
export interface Combination {
  /** One for each member, never negative. */
  readonly weights: Float64Array
  readonly intercept: number
}

/**
 * Strength of the prior that the weights are those of a plain mean: it counts as much as rows whose
 * information about a weight adds up to this number.
 */
const priorStrength = 10

/**
 * Logistic regression of labels on members' log-odds (stacked generalisation), by Newton's method with step
 * halving. The weights are drawn towards the plain mean of the members by a normal prior; a member whose
 * weight would be negative is left out (weight 0).
 *
 * Wolpert (1992): Stacked generalization. Neural Networks 5, 241–259. Breiman (1996): Stacked regressions.
 * Machine Learning 24, 49–64 (weights that are not negative).
 *
 * @param logOdds of each member for rows it was not fitted on, shape (members)(rows)
 * @param y labels of the rows
 * @throws ArgumentError without members, for lengths that differ, or a single class
 */
export function fitCombination(logOdds: readonly Float64Array[], y: Uint8Array): Combination {
  const ones = y.reduce((sum, label) => sum + label, 0)
  if (logOdds.length === 0) throw new ArgumentError('fitCombination', 'needs at least one member')
  if (logOdds.some(({ length }) => length !== y.length)) {
    throw new ArgumentError('fitCombination', 'needs the log-odds of every row from every member', y.length)
  }
  if (ones === 0 || ones === y.length) {
    throw new ArgumentError('fitCombination', 'needs both classes in the labels')
  }
  const weights = new Float64Array(logOdds.length)
  let kept = logOdds.map((_, member) => member)
  while (kept.length > 0) {
    const fitted = fitWeights(
      kept.map((member) => logOdds[member]),
      y,
    )
    const positive = kept.filter((_, i) => fitted.weights[i] >= 0)
    if (positive.length === kept.length) {
      kept.forEach((member, i) => {
        weights[member] = fitted.weights[i]
      })
      return { weights, intercept: fitted.intercept }
    }
    kept = positive
  }
  // All members are worse than chance: the base rate is the honest answer.
  return { weights, intercept: baseLogOdds(y) }
}

function baseLogOdds(y: Uint8Array): number {
  const ones = y.reduce((sum, label) => sum + label, 0)
  return Math.log(ones / (y.length - ones))
}

/** The log-odds of the combination for each row. */
export function combineLogOdds(
  { weights, intercept }: Combination,
  logOdds: readonly Float64Array[],
): Float64Array {
  return logOdds[0].map((_, row) =>
    weights.reduce((sum, weight, member) => sum + weight * logOdds[member][row], intercept),
  )
}

/**
 * Newton's method; the unknowns are the weights, then the intercept. It starts from the base rate, where every
 * row tells something, however certain the members are.
 */
function fitWeights(logOdds: readonly Float64Array[], y: Uint8Array): Combination {
  const members = logOdds.length
  const size = members + 1
  const unknowns = new Float64Array(size)
  unknowns[members] = baseLogOdds(y)
  let loss = penalisedLoss(unknowns, logOdds, y)
  for (let iteration = 0; iteration < 50; iteration++) {
    const { gradient, curvature } = derivatives(unknowns, logOdds, y)
    if (gradient.every((value) => Math.abs(value) < 1e-9)) break
    const step = solvePositiveDefinite(curvature, gradient, size)
    let next = unknowns
    let nextLoss = loss
    for (let scale = 1; scale > 1e-10; scale /= 2) {
      next = unknowns.map((value, k) => value - scale * step[k])
      nextLoss = penalisedLoss(next, logOdds, y)
      if (nextLoss < loss) break
    }
    if (!(nextLoss < loss)) break
    unknowns.set(next)
    loss = nextLoss
  }
  return { weights: unknowns.slice(0, members), intercept: unknowns[members] }
}

function combined(unknowns: Float64Array, logOdds: readonly Float64Array[], row: number): number {
  let z = unknowns[logOdds.length]
  for (let m = 0; m < logOdds.length; m++) z += unknowns[m] * logOdds[m][row]
  return z
}

function penalisedLoss(unknowns: Float64Array, logOdds: readonly Float64Array[], y: Uint8Array): number {
  const members = logOdds.length
  let loss = 0
  for (let m = 0; m < members; m++) loss += (priorStrength / 2) * (unknowns[m] - 1 / members) ** 2
  for (let row = 0; row < y.length; row++) {
    const z = combined(unknowns, logOdds, row)
    loss += logOnePlusExp(z) - y[row] * z
  }
  return loss
}

function derivatives(unknowns: Float64Array, logOdds: readonly Float64Array[], y: Uint8Array) {
  const members = logOdds.length
  const size = members + 1
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  for (let m = 0; m < members; m++) {
    gradient[m] = priorStrength * (unknowns[m] - 1 / members)
    curvature[m * size + m] = priorStrength
  }
  // A little keeps the system solvable when all rows are certain.
  curvature[size * size - 1] = 1e-12
  const inputs = new Float64Array(size).fill(1)
  for (let row = 0; row < y.length; row++) {
    for (let m = 0; m < members; m++) inputs[m] = logOdds[m][row]
    const probability = sigmoid(combined(unknowns, logOdds, row))
    const information = probability * (1 - probability)
    for (let a = 0; a < size; a++) {
      gradient[a] += (probability - y[row]) * inputs[a]
      for (let b = 0; b <= a; b++) curvature[a * size + b] += information * inputs[a] * inputs[b]
    }
  }
  return { gradient, curvature }
}
