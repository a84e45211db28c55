import { type DualPrices, worthAt } from './dual-prices'
import { type KnapsackInstance, rounding } from './knapsack'

/** A change of one group's choice. */
interface Change {
  readonly group: number
  readonly to: number
  /** The better, the earlier it is tried. */
  readonly score: number
}

/**
 * A plan within the limits, made from the choices at given prices: where they take too much, the changes that free
 * most for the value they lose; where something is left, the changes that the prices like best. Between equals the
 * earlier group.
 *
 * @returns option of each group (index in the instance); -1 for none
 */
export function repair(instance: KnapsackInstance, { price, choice: wanted }: DualPrices): Int32Array {
  const choice = Int32Array.from(wanted)
  const used = usedShares(instance, choice)
  while (excess(used) > 0) {
    for (const { group, to } of releases(instance, choice, used)) {
      if (excess(used) === 0) break
      const after = shifted(instance, used, choice[group], to)
      if (excess(after) < excess(used)) move(instance, choice, used, group, to)
    }
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const { group, to } of improvements(instance, choice, used, price)) {
      const gains = optionValue(instance, to) > optionValue(instance, choice[group])
      if (!gains || excess(shifted(instance, used, choice[group], to)) > 0) continue
      move(instance, choice, used, group, to)
      changed = true
    }
  }
  return choice
}

/** Total value of the choices. */
export function valueOfChoice(instance: KnapsackInstance, choice: Int32Array): number {
  return choice.reduce((total, option) => total + optionValue(instance, option), 0)
}

const optionValue = ({ value }: KnapsackInstance, option: number) => (option < 0 ? 0 : value[option])

/** Changes that bring the plan nearer to the limits, those that lose least for it first. */
function releases(instance: KnapsackInstance, choice: Int32Array, used: Float64Array): Change[] {
  const now = excess(used)
  return changes(instance, choice, (from, to) => {
    const freed = now - excess(shifted(instance, used, from, to))
    return freed > 0 ? (optionValue(instance, to) - optionValue(instance, from)) / freed : Number.NaN
  })
}

/** Changes that add value within the limits, those that the prices like best first. */
function improvements(
  instance: KnapsackInstance,
  choice: Int32Array,
  used: Float64Array,
  price: Float64Array,
): Change[] {
  const priced = (option: number) => (option < 0 ? 0 : worthAt(instance, price, option))
  return changes(instance, choice, (from, to) =>
    optionValue(instance, to) > optionValue(instance, from) && excess(shifted(instance, used, from, to)) === 0
      ? priced(to) - priced(from)
      : Number.NaN,
  )
}

/** Every change of one choice with a score, best first; NaN leaves a change out. */
function changes(
  { groups, starts }: KnapsackInstance,
  choice: Int32Array,
  scoreOf: (from: number, to: number) => number,
): Change[] {
  const list: Change[] = []
  for (let group = 0; group < groups; group++) {
    const from = choice[group]
    for (let to = starts[group] - 1; to < starts[group + 1]; to++) {
      const option = to < starts[group] ? -1 : to
      if (option === from) continue
      const score = scoreOf(from, option)
      if (!Number.isNaN(score)) list.push({ group, to: option, score })
    }
  }
  return list.sort((a, b) => b.score - a.score || a.group - b.group || a.to - b.to)
}

/** Share of each limit in use. */
export function usedShares({ resources, usage }: KnapsackInstance, choice: Int32Array): Float64Array {
  const width = resources.length
  const used = new Float64Array(width)
  for (const option of choice) {
    if (option >= 0) for (let r = 0; r < width; r++) used[r] += usage[option * width + r]
  }
  return used
}

function shifted(
  { resources, usage }: KnapsackInstance,
  used: Float64Array,
  from: number,
  to: number,
): Float64Array {
  const width = resources.length
  return used.map(
    (share, r) => share - (from < 0 ? 0 : usage[from * width + r]) + (to < 0 ? 0 : usage[to * width + r]),
  )
}

function move(
  instance: KnapsackInstance,
  choice: Int32Array,
  used: Float64Array,
  group: number,
  to: number,
): void {
  used.set(shifted(instance, used, choice[group], to))
  choice[group] = to
}

/** By how much limits are exceeded, as shares of them added up. */
function excess(used: Float64Array): number {
  let total = 0
  for (const share of used) if (share > 1 + rounding) total += share - 1
  return total
}
