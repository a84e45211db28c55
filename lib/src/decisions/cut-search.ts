import { countUpTo } from '../statistics/rank'

/** Cut-offs to choose from on each axis of the map, rising. */
export interface CutCandidates {
  readonly probability: Float64Array
  readonly profit: Float64Array
}

/** The best pair of candidates. */
export interface FoundCuts {
  readonly probability: number
  readonly profit: number
  /** Sum of squares of the value between the four segments. */
  readonly between: number
}

/**
 * Finds the pair of cut-offs whose four segments differ most in the mean of a value, given how often each customer
 * counts, shape (customers). Undefined when every pair leaves a segment below `smallest`. Of pairs that are equal
 * but for rounding, the one with the higher probability, then the higher profit.
 */
export type CutSearch = (counts: Uint32Array, smallest: number) => FoundCuts | undefined

/**
 * Prepares the exhaustive search over all pairs of candidates: customers are put in the order of falling
 * probability once, and every search then walks down the candidates with running sums, in
 * O(customers + pairs of candidates) time and O(profit candidates) memory.
 *
 * @param value what the segments should differ in, shape (customers)
 */
export function cutSearch(
  probability: Float64Array,
  profit: Float64Array,
  value: Float64Array,
  candidates: CutCandidates,
): CutSearch {
  const rowsFrom = rowsByCandidate(probability, candidates.probability)
  const columns = candidates.profit.length
  const column = Int32Array.from(profit, (own) => countUpTo(candidates.profit, own))
  const sums = () => ({ count: new Float64Array(columns + 1), value: new Float64Array(columns + 1) })
  return (counts, smallest) => {
    const all = sums()
    const upper = sums()
    const add = (to: ReturnType<typeof sums>, row: number) => {
      to.count[column[row]] += counts[row]
      to.value[column[row]] += counts[row] * value[row]
    }
    for (let row = 0; row < probability.length; row++) add(all, row)
    let best: FoundCuts | undefined
    for (let a = candidates.probability.length - 1; a >= 0; a--) {
      for (const row of rowsFrom[a]) add(upper, row)
      const found = bestProfitCut(all, upper, smallest)
      if (found && (!best || found.between > best.between * (1 + 1e-12))) {
        best = {
          probability: candidates.probability[a],
          profit: candidates.profit[found.candidate],
          between: found.between,
        }
      }
    }
    return best
  }
}

/** The customers from each candidate up to the next one. */
function rowsByCandidate(values: Float64Array, candidates: Float64Array): Int32Array[] {
  const rows = Array.from(candidates, (): number[] => [])
  for (let row = 0; row < values.length; row++) {
    const above = countUpTo(candidates, values[row])
    if (above > 0) rows[above - 1].push(row)
  }
  return rows.map((list) => Int32Array.from(list))
}

interface Sums {
  /** Customers in each column of profit. */
  readonly count: Float64Array
  /** Their total value. */
  readonly value: Float64Array
}

/** The profit cut that goes best with one probability cut, from the columns of all and of the customers above it. */
function bestProfitCut(
  all: Sums,
  upper: Sums,
  smallest: number,
): { candidate: number; between: number } | undefined {
  const total = totals(all)
  const above = totals(upper)
  let best: { candidate: number; between: number } | undefined
  let [count, value, upperCount, upperValue] = [0, 0, 0, 0]
  for (let b = all.count.length - 2; b >= 0; b--) {
    count += all.count[b + 1]
    value += all.value[b + 1]
    upperCount += upper.count[b + 1]
    upperValue += upper.value[b + 1]
    const sizes = [upperCount, above.count - upperCount, count - upperCount, 0]
    sizes[3] = total.count - sizes[0] - sizes[1] - sizes[2]
    if (Math.min(...sizes) < smallest) continue
    const low = value - upperValue
    const rest = total.value - above.value - low
    const between =
      upperValue ** 2 / sizes[0] +
      (above.value - upperValue) ** 2 / sizes[1] +
      low ** 2 / sizes[2] +
      rest ** 2 / sizes[3] -
      total.value ** 2 / total.count
    if (!best || between > best.between * (1 + 1e-12)) best = { candidate: b, between }
  }
  return best
}

function totals({ count, value }: Sums): { count: number; value: number } {
  return { count: count.reduce((sum, x) => sum + x, 0), value: value.reduce((sum, x) => sum + x, 0) }
}
