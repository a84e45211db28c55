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
  const gradient = new Float64Array(n).fill(-1)
  let iterations = 0
  for (; iterations < maxIterations; iterations++) {
    const i = worstViolator(alpha, gradient, signs, cost)
    if (i < 0) break
    const rowI = problem.kernelRow(i)
    const j = bestPartner(i, rowI, alpha, gradient, signs, cost, tolerance)
    if (j < 0) break
    const rowJ = problem.kernelRow(j)
    const oldI = alpha[i]
    const oldJ = alpha[j]
    updatePair(i, j, rowI[j], alpha, gradient, signs, cost)
    const changeI = (alpha[i] - oldI) * signs[i]
    const changeJ = (alpha[j] - oldJ) * signs[j]
    for (let k = 0; k < n; k++) gradient[k] += signs[k] * (changeI * rowI[k] + changeJ * rowJ[k])
  }
  return { alpha, rho: offset(alpha, gradient, signs, cost), iterations }
}

/** Whether the multiplier may still move so that sign·alpha grows (up) or falls (down). */
function canRise(alpha: number, sign: number, cost: number): boolean {
  return sign > 0 ? alpha < cost : alpha > 0
}

function worstViolator(alpha: Float64Array, gradient: Float64Array, signs: Int8Array, cost: number): number {
  let worst = -1
  let most = -Infinity
  for (let k = 0; k < signs.length; k++) {
    const slope = -signs[k] * gradient[k]
    if (slope > most && canRise(alpha[k], signs[k], cost)) {
      most = slope
      worst = k
    }
  }
  return worst
}

function bestPartner(
  i: number,
  rowI: Float64Array,
  alpha: Float64Array,
  gradient: Float64Array,
  signs: Int8Array,
  cost: number,
  tolerance: number,
): number {
  const most = -signs[i] * gradient[i]
  let least = Infinity
  let partner = -1
  let greatestFall = 0
  for (let k = 0; k < signs.length; k++) {
    if (!canRise(alpha[k], -signs[k], cost)) continue
    const slope = -signs[k] * gradient[k]
    if (slope < least) least = slope
    const difference = most - slope
    if (difference <= 0) continue
    const curvature = 2 - 2 * rowI[k]
    const fall = (difference * difference) / (curvature > 0 ? curvature : tiny)
    if (fall > greatestFall) {
      greatestFall = fall
      partner = k
    }
  }
  return most - least < tolerance ? -1 : partner
}

/** Moves two multipliers to the minimum along their line, within the box. */
function updatePair(
  i: number,
  j: number,
  kernelIJ: number,
  alpha: Float64Array,
  gradient: Float64Array,
  signs: Int8Array,
  cost: number,
): void {
  const curvature = Math.max(2 - 2 * kernelIJ, tiny)
  const oldI = alpha[i]
  const oldJ = alpha[j]
  // Along the line, sign·alpha of i rises by as much as that of j falls.
  let move = (signs[j] * gradient[j] - signs[i] * gradient[i]) / curvature
  move = Math.min(move, signs[i] > 0 ? cost - oldI : oldI, signs[j] > 0 ? oldJ : cost - oldJ)
  alpha[i] = within(oldI + signs[i] * move, cost)
  alpha[j] = within(oldJ - signs[j] * move, cost)
}

/** The value, put exactly on a bound that rounding only nearly reached. */
function within(value: number, cost: number): number {
  if (value < tiny * cost) return 0
  return value > cost * (1 - tiny) ? cost : value
}

/** Mean of sign·gradient over free multipliers, or the middle of its bounds where none is free. */
function offset(alpha: Float64Array, gradient: Float64Array, signs: Int8Array, cost: number): number {
  let upper = Infinity
  let lower = -Infinity
  let free = 0
  let sum = 0
  for (let k = 0; k < signs.length; k++) {
    const value = signs[k] * gradient[k]
    if (alpha[k] > 0 && alpha[k] < cost) {
      free++
      sum += value
    } else if (canRise(alpha[k], signs[k], cost)) upper = Math.min(upper, value)
    else lower = Math.max(lower, value)
  }
  return free > 0 ? sum / free : (upper + lower) / 2
}
