import { ArgumentError } from '@one-click/core'
import type { Highs } from 'highs'
import { bestChoice } from './best-choice'
import { dualPrices } from './dual-prices'
import { type AllocationProblem, preprocess } from './knapsack'

export interface AllocationOptions {
  /** Stops at (bound − value) / bound ≤ gap. Default 1e-4. */
  readonly gap?: number
  /** Most seconds for each run of branch and cut, after which the gap may be larger. Default: no limit. */
  readonly seconds?: number
  /** Most nodes of each run of branch and cut, likewise, but the same on every machine. Default: no limit. */
  readonly nodes?: number
  /** For problems that are solved by the dozen: hard ones end soon, at a larger gap, which they state. Default false. */
  readonly quick?: boolean
}

export interface Allocation {
  /** Index of the chosen option of each group; -1 where none is chosen, shape (groups). */
  readonly chosen: Int32Array
  /** Total value of the chosen options. */
  readonly value: number
  /** No choice within the limits has more value than this. */
  readonly bound: number
  /** (bound − value) / bound; 0 when proven optimal, and when nothing can be gained. */
  readonly gap: number
  /** By how much one unit more of each resource would raise the value of the linear relaxation; 0 where it does not bind. */
  readonly prices: Float64Array
}

const quickNodes = 100

/**
 * The choice of at most one option a group with the largest total value within the limits, to the stated gap (see
 * `bestChoice`). Options without value are never chosen. The same input gives the same choice.
 *
 * @param highs the solver (`loadSolver`)
 * @param value what each option adds, shape (options)
 * @throws ArgumentError for lists of different lengths, groups out of order, amounts or limits below 0
 * @example
 * ```ts
 * const problem = {
 *   groups: 3,
 *   group: Int32Array.of(0, 0, 1, 2),
 *   resources: [{ limit: 10, amount: [6, 3, 5, 4] }],
 * }
 * const best = allocate(await loadSolver(), problem, Float64Array.of(9, 5, 6, 4))
 * best.chosen // → [0, -1, 3]
 * best.value // → 13
 * ```
 */
export function allocate(
  highs: Highs,
  problem: AllocationProblem,
  value: Float64Array,
  { gap = 1e-4, quick = false, seconds, nodes = quick ? quickNodes : undefined }: AllocationOptions = {},
): Allocation {
  check('allocate', problem)
  const instance = preprocess(problem, value)
  const best = bestChoice(highs, instance, { gap, seconds, nodes, quick })
  const chosen = new Int32Array(problem.groups).fill(-1)
  for (const i of best.choice) {
    if (i >= 0) chosen[problem.group[instance.option[i]]] = instance.option[i]
  }
  const bound = Math.max(best.bound, best.value)
  return {
    chosen,
    value: best.value,
    bound,
    gap: bound > 0 ? (bound - best.value) / bound : 0,
    prices: unitPrices(problem, instance.resources, best.price),
  }
}

/**
 * Dual prices of the relaxation in which also parts of options can be taken that are too large as a whole: value that
 * one unit more of each resource would add, shape (resources).
 * @example
 * ```ts
 * const problem = { groups: 2, group: Int32Array.of(0, 1), resources: [{ limit: 3, amount: [2, 2] }] }
 * relaxedPrices(await loadSolver(), problem, Float64Array.of(4, 2)) // → [1]
 * ```
 */
export function relaxedPrices(highs: Highs, problem: AllocationProblem, value: Float64Array): Float64Array {
  check('relaxedPrices', problem)
  const instance = preprocess(problem, value, { relaxed: true })
  return unitPrices(problem, instance.resources, dualPrices(highs, instance).price)
}

/** From prices of whole limits that can bind to prices of a unit of every resource. */
function unitPrices(
  { resources }: AllocationProblem,
  binding: readonly number[],
  price: Float64Array,
): Float64Array {
  const prices = new Float64Array(resources.length)
  binding.forEach((r, k) => {
    prices[r] = price[k] / resources[r].limit
  })
  return prices
}

/** @throws ArgumentError for lists of different lengths, groups out of order, amounts or limits below 0 or not finite */
function check(caller: string, { groups, group, resources }: AllocationProblem): void {
  const fail = (rule: string, value?: unknown): never => {
    throw new ArgumentError(caller, rule, value)
  }
  for (let i = 0; i < group.length; i++) {
    if (group[i] < (i > 0 ? group[i - 1] : 0)) fail('needs options with groups ascending', group[i])
    if (group[i] >= groups) fail(`needs groups below ${groups}`, group[i])
  }
  for (const { limit, amount } of resources) {
    if (!(limit >= 0)) fail('needs limits of at least 0', limit)
    if (amount.length !== group.length) fail('needs an amount for each option', amount.length)
    for (let i = 0; i < amount.length; i++) {
      if (!(amount[i] >= 0 && amount[i] < Number.POSITIVE_INFINITY)) {
        fail('needs finite amounts of at least 0', amount[i])
      }
    }
  }
}
