/** What matters for a plan about one option of a customer. */
export interface PlanOption {
  readonly cost: number
  readonly kept: number
  readonly contact: boolean
  /** Index of the channel. */
  readonly channel: number
  /** Whether the channel reaches only so many customers. */
  readonly limited: boolean
}

/**
 * The options of one customer that a plan needs to know, in the order given. Options that another one makes
 * needless are left out: no plan gets better by them. Of the others those with the largest difference of kept
 * profit and cost stay; when all of these are contacts, the best one without contact takes the last place,
 * because contacts run out.
 * @param most number of options to keep
 */
export function optionsWorthKnowing<Option extends PlanOption>(
  options: readonly Option[],
  most: number,
): Option[] {
  const ranked = options
    .filter((option, i) => !options.some((other, j) => makesNeedless(other, option, j < i)))
    .sort((a, b) => b.kept - b.cost - (a.kept - a.cost))
  const chosen = ranked.slice(0, most)
  const silent = ranked.find(({ contact }) => !contact)
  if (most > 1 && silent && chosen.every(({ contact }) => contact)) chosen[chosen.length - 1] = silent
  return options.filter((option) => chosen.includes(option))
}

/** Whether the other option keeps as much and takes no more of anything; of two alike the earlier one does. */
function makesNeedless(other: PlanOption, option: PlanOption, earlier: boolean): boolean {
  return asGood(other, option) && (earlier || !asGood(option, other))
}

function asGood(other: PlanOption, option: PlanOption): boolean {
  return (
    other.kept >= option.kept &&
    other.cost <= option.cost &&
    (!other.contact || option.contact) &&
    (!other.limited || other.channel === option.channel)
  )
}
