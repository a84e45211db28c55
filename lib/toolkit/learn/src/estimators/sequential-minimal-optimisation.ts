/** The dual problem of a support vector classifier on some rows of a table. */
export interface DualProblem {
  /** Kernel of the i-th of these rows with all of them, shape (rows). */
  kernelRow(i: number): Float64Array
  /** Labels as -1 and 1. */
  readonly signs: Int8Array
  /** Upper bound C of each multiplier. */
  readonly cost: number
  /** Largest violation of the optimality conditions allowed at the end. */
  readonly tolerance: number
  readonly maxIterations: number
}

export interface DualSolution {
  /** Multipliers, 0 to C, shape (rows). */
  readonly alpha: Float64Array
  /** The decision value is Σ alpha · sign · kernel − rho. */
  readonly rho: number
  readonly iterations: number
}

const tiny = 1e-12

/**
 * Minimises ½ αᵀQα − Σα under 0 ≤ α ≤ C and Σ sign·α = 0, where Q is the kernel with signs, two multipliers
 * at a time: the first is the worst violator, the second is the one with which the objective falls most by
 * its second-order estimate.
 *
 * Fan, Chen, Lin (2005): Working set selection using second order information for training support vector
 * machines. JMLR 6, 1889–1918; as in LIBSVM, without shrinking. The kernel must have ones on its diagonal.
 */
export function solveDual(problem: DualProblem): DualSolution {
  const { signs, cost, tolerance, maxIterations } = problem
  const n = signs.length
  const alpha = new Float64Array(n)
  // How fast the objective falls when sign·alpha rises: minus sign times gradient.
  const slope = Float64Array.from(signs)
  const moves = Uint8Array.from(signs, (sign) => directions(0, sign, cost))
  let first = signs.indexOf(1)
  let iterations = 0
  for (; iterations < maxIterations && first >= 0; iterations++) {
    const rowI = problem.kernelRow(first)
    const second = bestPartner(slope[first], rowI, slope, moves, tolerance)
    if (second < 0) break
    const rowJ = problem.kernelRow(second)
    const move = pairMove(first, second, rowI[second], alpha, slope, signs, cost)
    for (const [k, change] of [
      [first, signs[first] * move] as const,
      [second, -signs[second] * move] as const,
    ]) {
      alpha[k] = within(alpha[k] + change, cost)
      moves[k] = directions(alpha[k], signs[k], cost)
    }
    first = lowerGradients(slope, moves, rowI, rowJ, move)
  }
  return { alpha, rho: offset(alpha, slope, moves, cost), iterations }
}

const rises = 1
const falls = 2

/** The ways sign·alpha may still go within 0 ≤ alpha ≤ C. */
function directions(alpha: number, sign: number, cost: number): number {
  const grows = alpha < cost ? (sign > 0 ? rises : falls) : 0
  const shrinks = alpha > 0 ? (sign > 0 ? falls : rises) : 0
  return grows | shrinks
}

/** Updates the coefficients after sign·alpha of one row rose by `move` and another's fell; returns the new worst violator. */
function lowerGradients(
  slope: Float64Array,
  moves: Uint8Array,
  rowI: Float64Array,
  rowJ: Float64Array,
  move: number,
): number {
  let worst = -1
  let most = -Infinity
  for (let k = 0; k < slope.length; k++) {
    const value = slope[k] - move * (rowI[k] - rowJ[k])
    slope[k] = value
    if (value > most && (moves[k] & rises) !== 0) {
      most = value
      worst = k
    }
  }
  return worst
}

/** The row whose fall, paired with the first row's rise, lowers the objective most; -1 at the optimum. */
function bestPartner(
  most: number,
  rowI: Float64Array,
  slope: Float64Array,
  moves: Uint8Array,
  tolerance: number,
): number {
  let least = Infinity
  let partner = -1
  let bestSquare = 0
  let bestCurvature = 1
  for (let k = 0; k < slope.length; k++) {
    if ((moves[k] & falls) === 0) continue
    const value = slope[k]
    if (value < least) least = value
    const difference = most - value
    if (difference <= 0) continue
    const curvature = Math.max(2 - 2 * rowI[k], tiny)
    const square = difference * difference
    if (square * bestCurvature > bestSquare * curvature) {
      bestSquare = square
      bestCurvature = curvature
      partner = k
    }
  }
  return most - least < tolerance ? -1 : partner
}

/** How far sign·alpha of i rises and that of j falls: to the minimum along this line, or to the box. */
function pairMove(
  i: number,
  j: number,
  kernelIJ: number,
  alpha: Float64Array,
  slope: Float64Array,
  signs: Int8Array,
  cost: number,
): number {
  const free = (slope[i] - slope[j]) / Math.max(2 - 2 * kernelIJ, tiny)
  const roomI = signs[i] > 0 ? cost - alpha[i] : alpha[i]
  const roomJ = signs[j] > 0 ? alpha[j] : cost - alpha[j]
  return Math.min(free, roomI, roomJ)
}

/** The value, put exactly on a bound that rounding only nearly reached. */
function within(value: number, cost: number): number {
  if (value < tiny * cost) return 0
  return value > cost * (1 - tiny) ? cost : value
}

/** Minus the mean slope of free multipliers, or the middle of its bounds where none is free. */
function offset(alpha: Float64Array, slope: Float64Array, moves: Uint8Array, cost: number): number {
  let upper = Infinity
  let lower = -Infinity
  let free = 0
  let sum = 0
  for (let k = 0; k < alpha.length; k++) {
    if (alpha[k] > 0 && alpha[k] < cost) {
      free++
      sum -= slope[k]
    } else if ((moves[k] & rises) !== 0) upper = Math.min(upper, -slope[k])
    else lower = Math.max(lower, -slope[k])
  }
  return free > 0 ? sum / free : (upper + lower) / 2
}
