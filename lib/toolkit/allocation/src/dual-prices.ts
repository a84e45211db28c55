import type { Highs } from 'highs'
import type { KnapsackInstance } from './knapsack'
import { solverOptions } from './solver'

/** Prices of the limits of an instance, and what they prove. */
export interface DualPrices {
  /** Value that a whole limit more would add to the linear relaxation, shape (resources), 0 or more. */
  readonly price: Float64Array
  /** No plan has more value than this. */
  readonly bound: number
  /** Best option of each group at these prices (index in the instance); -1 where none is worth its price. */
  readonly choice: Int32Array
}

/** The relaxation is solved to this share of its value. */
const precision = 1e-8
const mostCuts = 200

/**
 * Solves the linear relaxation of a multiple-choice knapsack through its dual: the prices λ ≥ 0 that minimise
 * L(λ) = Σ λ + Σ_groups max(0, max_options (value − λ · usage)). Any λ gives an upper bound on every plan (weak
 * duality), so the bound is right to the last digit however far the search went; the least L is the optimum of the
 * relaxation. Cutting planes (J. E. Kelley, "The cutting-plane method for solving convex programs", SIAM Journal 8,
 * 1960) with queries halfway to the best prices known (W. Ben-Ameur & J. Neto, "Acceleration of cutting-plane and
 * column generation algorithms", Networks 49, 2007); HiGHS solves the master problem of a few variables.
 */
export function dualPrices(highs: Highs, instance: KnapsackInstance): DualPrices {
  const width = instance.resources.length
  const free = evaluate(instance, new Float64Array(width))
  if (width === 0 || free.bound === 0) return free
  const highest = highestPrices(instance)
  return highs.withModel((master) => {
    master.options.set(solverOptions)
    master.addVar(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    for (const most of highest) master.addVar(0, most / free.bound)
    master.changeColCost(0, 1)
    const indices = Int32Array.from({ length: width + 1 }, (_, i) => i)
    // Values are measured in shares of the bound without limits.
    const cut = ({ price, bound, choice }: DualPrices) => {
      const slope = slopes(instance, choice)
      let at = bound / free.bound
      for (let r = 0; r < width; r++) at -= (slope[r] * price[r]) / free.bound
      master.addRow(at, Number.POSITIVE_INFINITY, {
        indices,
        values: Float64Array.from([1, ...slope.map((s) => -s)]),
      })
    }
    let best = free
    const visit = (price: Float64Array) => {
      const point = evaluate(instance, price)
      cut(point)
      if (point.bound < best.bound) best = point
    }
    cut(free)
    visit(highest)
    for (let cuts = 0; cuts < mostCuts; cuts++) {
      master.run()
      const { colValue } = master.getSolution()
      if (best.bound / free.bound - colValue[0] <= precision * (best.bound / free.bound)) break
      const target = colValue.slice(1).map((price) => Math.max(0, price * free.bound))
      const weight = cuts % 3 === 2 ? 1 : 0.5
      visit(target.map((price, r) => best.price[r] + weight * (price - best.price[r])))
    }
    return best
  })
}

/** From these prices on no option that takes anything of the limit is worth it. */
function highestPrices({ resources, value, usage }: KnapsackInstance): Float64Array {
  const width = resources.length
  const highest = new Float64Array(width)
  for (let i = 0; i < value.length; i++) {
    for (let r = 0; r < width; r++) {
      const share = usage[i * width + r]
      if (share > 0) highest[r] = Math.max(highest[r], value[i] / share)
    }
  }
  return highest
}

/** L(λ) and the choices that attain it; between equals the first option, and none before a worthless one. */
export function evaluate(instance: KnapsackInstance, price: Float64Array): DualPrices {
  const { groups, starts } = instance
  const choice = new Int32Array(groups)
  let bound = price.reduce((total, value) => total + value, 0)
  for (let group = 0; group < groups; group++) {
    let best = 0
    choice[group] = -1
    for (let i = starts[group]; i < starts[group + 1]; i++) {
      const worth = worthAt(instance, price, i)
      if (worth > best) {
        best = worth
        choice[group] = i
      }
    }
    bound += best
  }
  return { price, bound, choice }
}

/** Value of an option less what it takes of the limits, at their prices. */
export function worthAt(
  { resources, value, usage }: KnapsackInstance,
  price: Float64Array,
  i: number,
): number {
  const width = resources.length
  let worth = value[i]
  for (let r = 0; r < width; r++) worth -= price[r] * usage[i * width + r]
  return worth
}

/** How L changes with each price where these are the choices: 1 less the share of the limit in use. */
function slopes({ resources, usage }: KnapsackInstance, choice: Int32Array): Float64Array {
  const width = resources.length
  const slope = new Float64Array(width).fill(1)
  for (const i of choice) {
    if (i >= 0) for (let r = 0; r < width; r++) slope[r] -= usage[i * width + r]
  }
  return slope
}
