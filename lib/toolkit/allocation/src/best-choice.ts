import type { Highs } from 'highs'
import { branchAndCut, type IntegerQuestion } from './branch-and-cut'
import { type DualPrices, dualPrices, worthAt } from './dual-prices'
import { type KnapsackInstance, rounding } from './knapsack'
import { repair, usedShares, valueOfChoice } from './repair'
import { twoExchange } from './two-exchange'

export interface BestChoice {
  /** Option of each group (index in the instance); -1 for none. */
  readonly choice: Int32Array
  readonly value: number
  /** No plan has more value than this. */
  readonly bound: number
  /** Of the linear relaxation, shape (resources). */
  readonly price: Float64Array
}

export interface BestChoiceOptions {
  /** Stops at (bound − value) / bound ≤ gap. */
  readonly gap: number
  /** Most seconds for each run of branch and cut. */
  readonly seconds?: number
  /** Most nodes of each run of branch and cut. */
  readonly nodes?: number
  /** Decides a small core in step 2 and leaves out step 3, whose time has no bound. Default false. */
  readonly quick?: boolean
}

/** Groups that the first, heuristic run of branch and cut decides. */
const coreSize = 30
const quickCoreSize = 10

/**
 * The best plan to a relative gap, in three steps, each left out when the gap is reached before it, and the second
 * when the third is no larger.
 * 1. Prices of the limits from the linear relaxation, and a plan made from them and improved by pairs of changes.
 * 2. Branch and cut over the groups whose choice the prices leave most open; the others as in that plan.
 * 3. Branch and cut over every option that a better plan can hold: an option whose worth at the prices is further
 *    below its group's best than the plan below the bound is in none (reduced-cost fixing). That is exact.
 *
 * D. Pisinger, "A minimal algorithm for the multiple-choice knapsack problem", European Journal of Operational
 * Research 83 (1995), for deciding a core and reducing the rest.
 */
export function bestChoice(highs: Highs, instance: KnapsackInstance, options: BestChoiceOptions): BestChoice {
  const prices = dualPrices(highs, instance)
  const { price } = prices
  const target = options.gap * prices.bound
  const enough = prices.bound - target
  const choice = twoExchange(instance, prices, repair(instance, prices), enough)
  let best = { choice, value: valueOfChoice(instance, choice), bound: prices.bound }
  const { seconds, nodes, quick = false } = options
  const settings = { gap: target / 2, enough, seconds, nodes }
  const core = coreOf(instance, prices, best, quick ? quickCoreSize : coreSize)
  if (best.value < enough && core.open.length < reducedOf(instance, prices, best).open.length) {
    const answer = branchAndCut(highs, instance, { ...core, ...settings })
    best = better(instance, best, answer?.choice, best.bound)
  }
  if (best.value < enough && !quick) {
    const answer = branchAndCut(highs, instance, { ...reducedOf(instance, prices, best), ...settings })
    best = better(instance, best, answer?.choice, answer?.bound ?? best.value)
  }
  return { ...best, price }
}

type Plan = Pick<BestChoice, 'choice' | 'value' | 'bound'>

/** The better of two plans; one that exceeds a limit by the solver's tolerance is not taken. */
function better(instance: KnapsackInstance, plan: Plan, choice: Int32Array | undefined, bound: number): Plan {
  const held = (value: number) => Math.max(value, Math.min(plan.bound, bound))
  if (choice && usedShares(instance, choice).every((share) => share <= 1 + rounding)) {
    const value = valueOfChoice(instance, choice)
    if (value > plan.value) return { choice, value, bound: held(value) }
  }
  return { ...plan, bound: held(plan.value) }
}

type Question = Pick<IntegerQuestion, 'choice' | 'open' | 'group'>

/** The groups where the plan's choice is least ahead of the next best at the prices. */
function coreOf(instance: KnapsackInstance, { price }: DualPrices, { choice }: Plan, size: number): Question {
  const { groups, starts } = instance
  const lead = new Float64Array(groups)
  for (let group = 0; group < groups; group++) {
    let other = choice[group] < 0 ? Number.NEGATIVE_INFINITY : 0
    for (let i = starts[group]; i < starts[group + 1]; i++) {
      if (i !== choice[group]) other = Math.max(other, worthAt(instance, price, i))
    }
    lead[group] = (choice[group] < 0 ? 0 : worthAt(instance, price, choice[group])) - other
  }
  const order = Int32Array.from(lead, (_, group) => group).sort((a, b) => lead[a] - lead[b] || a - b)
  return questionOver(instance, choice, order.slice(0, size).sort(), () => true)
}

/** Every option that can be in a plan better than this one; the others have the choice of the prices. */
function reducedOf(
  instance: KnapsackInstance,
  { price, bound, choice: atPrices }: DualPrices,
  plan: Plan,
): Question {
  const { groups, starts } = instance
  const slack = bound - plan.value + rounding * bound
  const bestWorth = Float64Array.from(atPrices, (i) => (i < 0 ? 0 : worthAt(instance, price, i)))
  const possible = (i: number, group: number) => bestWorth[group] - worthAt(instance, price, i) <= slack
  const undecided: number[] = []
  const choice = Int32Array.from(plan.choice)
  for (let group = 0; group < groups; group++) {
    let count = bestWorth[group] <= slack ? 1 : 0
    for (let i = starts[group]; i < starts[group + 1]; i++) if (possible(i, group)) count++
    if (count > 1) undecided.push(group)
    else choice[group] = atPrices[group]
  }
  return questionOver(instance, choice, Int32Array.from(undecided), possible)
}

function questionOver(
  { starts }: KnapsackInstance,
  choice: Int32Array,
  groups: Int32Array,
  isOpen: (option: number, group: number) => boolean,
): Question {
  const open: number[] = []
  const groupOf: number[] = []
  for (const group of groups) {
    for (let i = starts[group]; i < starts[group + 1]; i++) {
      if (!isOpen(i, group)) continue
      open.push(i)
      groupOf.push(group)
    }
  }
  return { choice, open: Int32Array.from(open), group: Int32Array.from(groupOf) }
}
