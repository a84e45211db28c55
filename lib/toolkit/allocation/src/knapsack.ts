/**
 * Which option to choose for which group, at most one for each, within limits: a multiple-choice knapsack with several
 * limits, in flat arrays. Options of a group are neighbours; groups ascend.
 */
export interface AllocationProblem {
  readonly groups: number
  /** Group of each option, ascending, shape (options). */
  readonly group: Int32Array
  readonly resources: readonly Resource[]
  /**
   * Between options of a group of equal value and equal use of every limit that can bind, the one that is lower in the
   * first of these stands, then in the second and so on, then the first option; each of shape (options). Default: none.
   */
  readonly preference?: readonly ArrayLike<number>[]
}

/** Something that is limited, and what each option takes of it. */
export interface Resource {
  /** Infinity where nothing limits it. */
  readonly limit: number
  /** Finite and at least 0, shape (options). */
  readonly amount: ArrayLike<number>
}

/**
 * The part of a problem that is left to decide: options that can be in a best choice, and limits that can bind.
 * Options of a group are neighbours.
 */
export interface KnapsackInstance {
  readonly groups: number
  /** First option of each group, shape (groups + 1). */
  readonly starts: Int32Array
  /** Index of each option in the problem, shape (options). */
  readonly option: Int32Array
  /** What each option adds to the objective, above 0, shape (options). */
  readonly value: Float64Array
  /** Index of each limit that can bind among the problem's resources. */
  readonly resources: readonly number[]
  /** Share of each limit that an option takes, shape (options × resources). */
  readonly usage: Float64Array
}

/** Amounts may exceed a limit by this share of it: the rounding of sums. */
export const rounding = 1e-9

/**
 * Drops what no best choice needs: options without value, options that alone exceed a limit (kept when `relaxed`,
 * where a part of an option can be taken), and options that another of the same group beats: as much value or more
 * with no more of any limit that can bind. Between options of equal value and equal use of the limits, the problem's
 * preference decides.
 *
 * @param value what each option of the problem adds to the objective
 */
export function preprocess(
  problem: AllocationProblem,
  value: Float64Array,
  { relaxed = false }: { readonly relaxed?: boolean } = {},
): KnapsackInstance {
  const { group } = problem
  const limited = [...problem.resources.keys()].filter(
    (r) => problem.resources[r].limit < Number.POSITIVE_INFINITY,
  )
  const possible = candidates(
    problem,
    value,
    relaxed ? limited.filter((r) => problem.resources[r].limit === 0) : limited,
  )
  const resources = limited.filter((r) => canBind(problem, possible, problem.resources[r]))
  const starts = [0]
  const kept: number[] = []
  for (let from = 0; from < possible.length; ) {
    let to = from + 1
    while (to < possible.length && group[possible[to]] === group[possible[from]]) to++
    const options = possible.slice(from, to)
    for (const option of options) {
      if (!options.some((other) => beats(problem, value, resources, other, option))) kept.push(option)
    }
    starts.push(kept.length)
    from = to
  }
  return {
    groups: starts.length - 1,
    starts: Int32Array.from(starts),
    option: Int32Array.from(kept),
    value: Float64Array.from(kept, (option) => value[option]),
    resources,
    usage: Float64Array.from(
      kept.flatMap((option) =>
        resources.map((r) => problem.resources[r].amount[option] / problem.resources[r].limit),
      ),
    ),
  }
}

function candidates(problem: AllocationProblem, value: Float64Array, resources: readonly number[]): number[] {
  const possible: number[] = []
  for (let option = 0; option < value.length; option++) {
    const fits = resources.every((r) => {
      const { amount, limit } = problem.resources[r]
      return amount[option] <= limit * (1 + rounding)
    })
    if (value[option] > 0 && fits) possible.push(option)
  }
  return possible
}

/** Whether a choice exists that would take more of a limit than there is. */
function canBind(
  { group }: AllocationProblem,
  possible: readonly number[],
  { amount, limit }: Resource,
): boolean {
  let total = 0
  let most = 0
  possible.forEach((option, i) => {
    if (i > 0 && group[option] !== group[possible[i - 1]]) {
      total += most
      most = 0
    }
    most = Math.max(most, amount[option])
  })
  return total + most > limit * (1 + rounding)
}

function beats(
  { resources: all, preference = [] }: AllocationProblem,
  value: Float64Array,
  resources: readonly number[],
  a: number,
  b: number,
): boolean {
  if (a === b || value[a] < value[b]) return false
  for (const r of resources) if (all[r].amount[a] > all[r].amount[b]) return false
  if (value[a] > value[b]) return true
  for (const r of resources) if (all[r].amount[a] < all[r].amount[b]) return true
  for (const order of preference) if (order[a] !== order[b]) return order[a] < order[b]
  return a < b
}
