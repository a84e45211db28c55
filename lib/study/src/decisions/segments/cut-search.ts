import { countUpTo } from '@one-click/statistics'

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
  const column = Int32Array.from(profit, (own) => countUpTo(candidates.profit, own))
  const all = emptySums(candidates.profit.length + 1)
  const upper = emptySums(candidates.profit.length + 1)
  return (counts, smallest) => {
    const add = (to: Sums, row: number) => {
      to.count[column[row]] += counts[row]
      to.value[column[row]] += counts[row] * value[row]
      to.customers += counts[row]
      to.total += counts[row] * value[row]
    }
    clear(all)
    clear(upper)
    for (let row = 0; row < probability.length; row++) add(all, row)
    let best: FoundCuts | undefined
    for (let a = candidates.probability.length - 1; a >= 0; a--) {
      const rows = rowsFrom[a]
      for (let i = 0; i < rows.length; i++) add(upper, rows[i])
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

/** Customers and their total value, in each column of profit and in all. */
interface Sums {
  readonly count: Float64Array
  readonly value: Float64Array
  customers: number
  total: number
}

function emptySums(columns: number): Sums {
  return { count: new Float64Array(columns), value: new Float64Array(columns), customers: 0, total: 0 }
}

function clear(sums: Sums): void {
  sums.count.fill(0)
  sums.value.fill(0)
  sums.customers = 0
  sums.total = 0
}

/** The profit cut that goes best with one probability cut, from the columns of all and of the customers above it. */
function bestProfitCut(
  all: Sums,
  upper: Sums,
  smallest: number,
): { candidate: number; between: number } | undefined {
  const whole = (all.total * all.total) / all.customers
  let best: { candidate: number; between: number } | undefined
  let [count, value, upperCount, upperValue] = [0, 0, 0, 0]
  for (let b = all.count.length - 2; b >= 0; b--) {
    count += all.count[b + 1]
    value += all.value[b + 1]
    upperCount += upper.count[b + 1]
    upperValue += upper.value[b + 1]
    const lowCount = count - upperCount
    const leftCount = upper.customers - upperCount
    const restCount = all.customers - upper.customers - lowCount
    if (upperCount < smallest || lowCount < smallest || leftCount < smallest || restCount < smallest) continue
    const lowValue = value - upperValue
    const leftValue = upper.total - upperValue
    const restValue = all.total - upper.total - lowValue
    const between =
      (upperValue * upperValue) / upperCount +
      (leftValue * leftValue) / leftCount +
      (lowValue * lowValue) / lowCount +
      (restValue * restValue) / restCount -
      whole
    if (!best || between > best.between * (1 + 1e-12)) best = { candidate: b, between }
  }
  return best
}
