import { type DualPrices, worthAt } from './dual-prices'
import { type KnapsackInstance, rounding } from './knapsack'
import { usedShares } from './repair'

/** Changes considered at a time: those that the prices dislike least. */
const mostChanges = 300

/** Single changes of a plan, in flat arrays. */
interface Changes {
  readonly count: number
  readonly group: Int32Array
  readonly to: Int32Array
  /** What each adds to the value, shape (count). */
  readonly gain: Float64Array
  /** What each adds to the use of limits, shape (count × resources). */
  readonly takes: Float64Array
}

/**
 * Improves a plan by pairs of changes, of two groups' choices, that together add value and stay within the limits:
 * what one frees the other uses. The pair that adds most first, until none is left or the plan has the value that was
 * asked for.
 *
 * @param enough value at which the search ends
 * @returns option of each group (index in the instance); -1 for none
 */
export function twoExchange(
  instance: KnapsackInstance,
  { price }: DualPrices,
  plan: Int32Array,
  enough: number,
): Int32Array {
  const choice = Int32Array.from(plan)
  const { value } = instance
  let total = choice.reduce((sum, option) => sum + (option < 0 ? 0 : value[option]), 0)
  while (total < enough) {
    const changes = nearestChanges(instance, price, choice)
    const pair = bestPair(changes, usedShares(instance, choice))
    if (!pair) break
    for (const k of pair) {
      choice[changes.group[k]] = changes.to[k]
      total += changes.gain[k]
    }
  }
  return choice
}

function nearestChanges(instance: KnapsackInstance, price: Float64Array, choice: Int32Array): Changes {
  const { groups, starts, value, usage, resources } = instance
  const worth = (option: number) => (option < 0 ? 0 : worthAt(instance, price, option))
  const list: { group: number; to: number; loss: number }[] = []
  for (let group = 0; group < groups; group++) {
    const now = worth(choice[group])
    for (let to = starts[group] - 1; to < starts[group + 1]; to++) {
      const option = to < starts[group] ? -1 : to
      if (option !== choice[group]) list.push({ group, to: option, loss: now - worth(option) })
    }
  }
  list.sort((a, b) => a.loss - b.loss || a.group - b.group || a.to - b.to)
  const nearest = list.slice(0, mostChanges)
  const width = resources.length
  const amount = (option: number, r: number) => (option < 0 ? 0 : usage[option * width + r])
  const gainOf = (option: number) => (option < 0 ? 0 : value[option])
  return {
    count: nearest.length,
    group: Int32Array.from(nearest, ({ group }) => group),
    to: Int32Array.from(nearest, ({ to }) => to),
    gain: Float64Array.from(nearest, ({ group, to }) => gainOf(to) - gainOf(choice[group])),
    takes: Float64Array.from(
      nearest.flatMap(({ group, to }) => resources.map((_, r) => amount(to, r) - amount(choice[group], r))),
    ),
  }
}

/** The feasible pair that adds most value; undefined where none adds more than rounding. */
function bestPair(
  { count, group, gain, takes }: Changes,
  used: Float64Array,
): readonly [number, number] | undefined {
  const width = used.length
  const room = used.map((share) => 1 + rounding - share)
  let best = 1e-12 * gain.reduce((sum, value) => sum + Math.abs(value), 0)
  let pair: readonly [number, number] | undefined
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const added = gain[a] + gain[b]
      if (added <= best || group[a] === group[b]) continue
      let fits = true
      for (let r = 0; fits && r < width; r++) fits = takes[a * width + r] + takes[b * width + r] <= room[r]
      if (fits) {
        best = added
        pair = [a, b]
      }
    }
  }
  return pair
}
