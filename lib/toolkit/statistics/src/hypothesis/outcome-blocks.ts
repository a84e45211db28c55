import { ArgumentError } from '@one-click/core'

/** A stretch of a sequence with one share of ones. */
export interface OutcomeBlock {
  /** First position, and the one after the last. */
  readonly start: number
  readonly end: number
  readonly ones: number
}

export interface OutcomeBlockOptions {
  /**
   * What each further block must gain in 2 · log-likelihood; default 3 · ln n, that of the modified Bayesian
   * information criterion for change points (Zhang & Siegmund 2007).
   */
  readonly penalty?: number
  /** Most places where a block may begin; longer sequences are cut into so many stretches first. Default 4000. */
  readonly maxPlaces?: number
}

/**
 * Parts a sequence of zeros and ones into blocks, each with a share of ones of its own: the partition with the
 * largest Bernoulli log-likelihood less the penalty for its blocks, found exactly by optimal partitioning with the
 * pruning of PELT. A sequence in random order is one block.
 *
 * R. Killick, P. Fearnhead & I. A. Eckley, "Optimal detection of changepoints with a linear computational cost",
 * J. Am. Statist. Assoc. 107 (2012). N. R. Zhang & D. O. Siegmund, Biometrics 63 (2007), for the penalty.
 *
 * @param outcomes shape (n), in the order whose blocks are sought
 * @throws ArgumentError without outcomes
 * @example
 * ```ts
 * outcomeBlocks(Uint8Array.of(...new Array(50).fill(1), ...new Array(50).fill(0))).length // → 2
 * ```
 */
export function outcomeBlocks(outcomes: Uint8Array, options: OutcomeBlockOptions = {}): OutcomeBlock[] {
  const n = outcomes.length
  if (n === 0) throw new ArgumentError('outcomeBlocks', 'needs outcomes')
  const { penalty = 3 * Math.log(n), maxPlaces = 4000 } = options
  const places = Math.min(n, maxPlaces)
  const at = Int32Array.from({ length: places + 1 }, (_, k) => Math.round((k * n) / places))
  const before = onesBefore(outcomes)
  const cost = (from: number, to: number) => deviance(at[to] - at[from], before[at[to]] - before[at[from]])
  const least = new Float64Array(places + 1)
  const previous = new Int32Array(places + 1)
  least[0] = -penalty
  let candidates = [0]
  for (let to = 1; to <= places; to++) {
    least[to] = Number.POSITIVE_INFINITY
    for (const from of candidates) {
      const total = least[from] + cost(from, to) + penalty
      if (total < least[to]) {
        least[to] = total
        previous[to] = from
      }
    }
    candidates = candidates.filter((from) => least[from] + cost(from, to) <= least[to])
    candidates.push(to)
  }
  const blocks: OutcomeBlock[] = []
  for (let to = places; to > 0; to = previous[to]) {
    const [start, end] = [at[previous[to]], at[to]]
    blocks.push({ start, end, ones: before[end] - before[start] })
  }
  return blocks.reverse()
}

function onesBefore(outcomes: Uint8Array): Int32Array {
  const sums = new Int32Array(outcomes.length + 1)
  for (let i = 0; i < outcomes.length; i++) sums[i + 1] = sums[i] + outcomes[i]
  return sums
}

/** −2 · the largest log-likelihood of `size` outcomes with so many ones. */
function deviance(size: number, ones: number): number {
  const zeros = size - ones
  const term = (count: number) => (count > 0 ? count * Math.log(count / size) : 0)
  return -2 * (term(ones) + term(zeros))
}
