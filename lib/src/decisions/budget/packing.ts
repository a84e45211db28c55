import type { OfferLimits, OfferProblem } from '../offers/offer-problem'

/** One limit that can bind, and what each option takes of it. */
export interface PackingResource {
  readonly name: 'budget' | 'contacts' | 'channel'
  /** Index of the channel; -1 for budget and contacts. */
  readonly channel: number
  readonly limit: number
}

/**
 * The part of an offer problem that is left to decide: options that can be in a best plan, and limits that can bind.
 * Options of a group (a customer) are neighbours.
 */
export interface Packing {
  readonly groups: number
  /** First option of each group, shape (groups + 1). */
  readonly starts: Int32Array
  /** Index of each option in the problem, shape (options). */
  readonly option: Int32Array
  /** What each option adds to the objective, above 0, shape (options). */
  readonly value: Float64Array
  readonly resources: readonly PackingResource[]
  /** Share of each limit that an option takes, shape (options × resources). */
  readonly usage: Float64Array
}

/** Amounts may exceed a limit by this share of it: the rounding of sums. */
export const rounding = 1e-9

/**
 * Drops what no best plan needs: options without value, options that alone exceed a limit (kept when `relaxed`,
 * where a part of an option can be taken), and options that another of the same customer beats: as much value or
 * more with no more of any limit that can bind. Between options of equal value and equal use of the limits, the one
 * of lower cost stands, then the one without contact, then the first.
 *
 * @param value what each option of the problem adds to the objective
 */
export function pack(
  problem: OfferProblem,
  value: Float64Array,
  limits: OfferLimits,
  { relaxed = false }: { readonly relaxed?: boolean } = {},
): Packing {
  const all = allResources(limits)
  const possible = candidates(problem, value, relaxed ? all.filter(({ limit }) => limit === 0) : all)
  const resources = all.filter((resource) => canBind(problem, possible, resource))
  const starts = [0]
  const kept: number[] = []
  for (let from = 0; from < possible.length; ) {
    let to = from + 1
    while (to < possible.length && problem.customer[possible[to]] === problem.customer[possible[from]]) to++
    const group = possible.slice(from, to)
    for (const option of group) {
      if (!group.some((other) => beats(problem, value, resources, other, option))) kept.push(option)
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
        resources.map((resource) => amount(problem, option, resource) / resource.limit),
      ),
    ),
  }
}

/** Contacts and customers are whole, so a limit of 10.5 is one of 10. */
function allResources(limits: OfferLimits): PackingResource[] {
  const resources: PackingResource[] = [
    { name: 'budget', channel: -1, limit: limits.budget },
    { name: 'contacts', channel: -1, limit: Math.floor(limits.contacts) },
    ...Array.from(limits.channels, (limit, channel) => ({
      name: 'channel' as const,
      channel,
      limit: Math.floor(limit),
    })),
  ]
  return resources.filter(({ limit }) => limit < Number.POSITIVE_INFINITY) as PackingResource[]
}

/** What an option takes of a limit. */
function amount(problem: OfferProblem, option: number, { name, channel }: PackingResource): number {
  if (name === 'budget') return problem.cost[option]
  if (name === 'contacts') return problem.contact[option]
  return problem.channel[option] === channel ? 1 : 0
}

function candidates(
  problem: OfferProblem,
  value: Float64Array,
  resources: readonly PackingResource[],
): number[] {
  const possible: number[] = []
  for (let option = 0; option < value.length; option++) {
    const fits = resources.every(
      (resource) => amount(problem, option, resource) <= resource.limit * (1 + rounding),
    )
    if (value[option] > 0 && fits) possible.push(option)
  }
  return possible
}

/** Whether a plan exists that would take more of a limit than there is. */
function canBind(problem: OfferProblem, possible: readonly number[], resource: PackingResource): boolean {
  let total = 0
  let most = 0
  possible.forEach((option, i) => {
    if (i > 0 && problem.customer[option] !== problem.customer[possible[i - 1]]) {
      total += most
      most = 0
    }
    most = Math.max(most, amount(problem, option, resource))
  })
  return total + most > resource.limit * (1 + rounding)
}

function beats(
  problem: OfferProblem,
  value: Float64Array,
  resources: readonly PackingResource[],
  a: number,
  b: number,
): boolean {
  if (a === b || value[a] < value[b]) return false
  for (const resource of resources) {
    if (amount(problem, a, resource) > amount(problem, b, resource)) return false
  }
  if (value[a] > value[b]) return true
  for (const resource of resources) {
    if (amount(problem, a, resource) < amount(problem, b, resource)) return true
  }
  return (problem.cost[a] - problem.cost[b] || problem.contact[a] - problem.contact[b] || a - b) < 0
}
