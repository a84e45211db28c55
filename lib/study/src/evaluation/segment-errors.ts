import { ArgumentError, compareText, deriveSeed, take } from '@one-click/core'
import { bootstrapIntervals, brierScore, independentShare, logLoss, rocAuc } from '@one-click/learn'
import {
  countTwoSided,
  holm,
  type Interval,
  type LevelOptions,
  poissonBinomialCdf,
  wilsonInterval,
} from '@one-click/statistics'
import { meanOverParts, repeatParts, weightedMean } from './resampled-metrics'

/** One way to part the customers: the name of each customer's group. */
export interface Grouping {
  /** By what, as written in tables: `Service tier`. */
  readonly name: string
  /** Shape (customers). */
  readonly groups: readonly string[]
  /** Groups in the order of tables and figures; default: alphabetical. Those not named follow. */
  readonly order?: readonly string[]
}

/** How the predictions did on the customers of one group. */
export interface SegmentError {
  readonly grouping: string
  readonly group: string
  readonly customers: number
  readonly declining: number
  readonly meanProbability: number
  /** Share that declined, with Wilson's interval. */
  readonly observed: Interval
  /** Observed share less mean probability, with its bootstrap interval. */
  readonly deviation: Interval
  readonly logLoss: Interval
  readonly brier: Interval
  /** Only where each class has five customers or more. */
  readonly rocAuc?: Interval
  /** Of the number that declined, were all probabilities right: exact, Poisson-binomial, two-sided. */
  readonly pValue: number
  /** Adjusted over all groups of all groupings (Holm): at most 0.05, more than the noise of so many tests. */
  readonly adjustedPValue: number
}

export interface SegmentErrorOptions extends LevelOptions {
  /**
   * Copies among the customers, drawn together (see `bootstrapIntervals`) and counted as one in tests and shares. Default:
   * each on its own.
   */
  readonly groups?: Int32Array
  /** Resamples within each group. Default 2000. */
  readonly replicates?: number
  /** Fewer customers than this are no group of their own. Default `minGroupSize`. */
  readonly fewest?: number
  readonly seed: number
}

/** Fewer customers than this are no group of their own, and fewer of a class are not ranked. */
export const minGroupSize = 5

/**
 * Errors of held-out predictions by groups of customers, who are drawn anew within their group for the intervals.
 *
 * @param probability held-out predictions, one array of shape (customers) for each repeat; metrics are averaged over
 *   repeats, and the mean probability is tested
 * @throws ArgumentError for lengths that differ
 */
export function segmentErrors(
  declines: Uint8Array,
  probability: readonly Float64Array[],
  groupings: readonly Grouping[],
  options: SegmentErrorOptions,
): SegmentError[] {
  const sizes = [...probability, ...groupings.map(({ groups }) => groups)].map(({ length }) => length)
  if (probability.length === 0 || sizes.some((size) => size !== declines.length)) {
    throw new ArgumentError(
      'segmentErrors',
      'needs probabilities and a group of every customer',
      sizes.join(', '),
    )
  }
  const rows = groupings.flatMap((grouping) =>
    buildGroups(grouping, options.fewest).map(({ group, members }) => ({
      grouping: grouping.name,
      group,
      ...errorsOf(
        take(declines, members),
        probability.map((repeat) => take(repeat, members)),
        {
          ...options,
          groups: options.groups && take(options.groups, members),
          seed: deriveSeed(options.seed, grouping.name, group),
        },
      ),
    })),
  )
  const adjusted = holm(rows.map(({ pValue }) => pValue))
  return rows.map((row, i) => ({ ...row, adjustedPValue: adjusted[i] }))
}

function errorsOf(
  declines: Uint8Array,
  probability: readonly Float64Array[],
  options: SegmentErrorOptions,
): Omit<SegmentError, 'grouping' | 'group' | 'adjustedPValue'> {
  const customers = declines.length
  const declining = declines.reduce((total, label) => total + label, 0)
  const mean = meanOf(probability)
  const independent = options.groups ? independentShare(options.groups) : 1
  const isRanked = Math.min(declining, customers - declining) >= minGroupSize
  const parts = repeatParts({ probability })
  const metrics = [logLoss, brierScore, ...(isRanked ? [rocAuc] : [])].map((metric) =>
    meanOverParts(metric, declines, parts),
  )
  const excess = mean.map((p, i) => declines[i] - p)
  const rows = Int32Array.from(excess, (_, i) => i)
  const [deviation, ...intervals] = bootstrapIntervals(
    new Uint8Array(customers),
    (counts) => [weightedMean(excess, rows, counts), ...metrics.map((metric) => metric(counts))],
    options,
  )
  return {
    customers,
    declining,
    meanProbability: mean.reduce((total, p) => total + p, 0) / customers,
    observed: wilsonInterval(independent * declining, independent * customers, options),
    deviation,
    logLoss: intervals[0],
    brier: intervals[1],
    ...(isRanked && { rocAuc: intervals[2] }),
    pValue: countTwoSided(poissonBinomialCdf(mean), countOfIndependent(declining, mean, independent)),
  }
}

/**
 * The count that is as unusual for customers on their own as `declining` is among copies, which spread it by one over the
 * root of their share: nearer to the expected one, rounded towards it.
 */
function countOfIndependent(declining: number, probability: Float64Array, independent: number): number {
  if (independent === 1) return declining
  const expected = probability.reduce((sum, p) => sum + p, 0)
  const count = expected + Math.sqrt(independent) * (declining - expected)
  return declining > expected ? Math.floor(count) : Math.ceil(count)
}

function meanOf(repeats: readonly Float64Array[]): Float64Array {
  return repeats[0].map((_, i) => repeats.reduce((total, repeat) => total + repeat[i], 0) / repeats.length)
}

/**
 * Rows of each group. Groups below the fewest are put together as `other`; while that is too small itself, the
 * smallest of the rest joins it.
 */
function buildGroups(
  { groups, order }: Grouping,
  fewest = minGroupSize,
): { group: string; members: Int32Array }[] {
  const members = new Map<string, number[]>()
  groups.forEach((group, row) => {
    const rows = members.get(group)
    if (rows) rows.push(row)
    else members.set(group, [row])
  })
  const rank = (group: string) => (order?.includes(group) ? order.indexOf(group) : Number.POSITIVE_INFINITY)
  const bySize = [...members].sort((a, b) => a[1].length - b[1].length || compareText(a[0], b[0]))
  const isTooFew = (size: number) => size > 0 && size < fewest
  const other: number[] = []
  while (bySize.length > 0 && (bySize[0][1].length < fewest || isTooFew(other.length))) {
    other.push(...bySize.shift()![1])
  }
  const gathered = bySize.sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
  if (other.length > 0) gathered.push(['other', other])
  return gathered.map(([group, rows]) => ({ group, members: Int32Array.from(rows).sort() }))
}

/**
 * The band of each value by where it is cut: `below 365`, `365 to 729`, `730 and more` for cuts at 365 and 730 of whole
 * numbers.
 *
 * @param cuts rising; a value at a cut belongs to the band above
 */
export function valueBands(
  values: Float64Array,
  cuts: readonly number[],
): { groups: string[]; order: string[] } {
  if (cuts.length === 0 || cuts.some((cut, i) => i > 0 && !(cut > cuts[i - 1]))) {
    throw new ArgumentError('valueBands', 'needs rising cuts', cuts.join(', '))
  }
  const order = [
    `below ${cuts[0]}`,
    ...cuts.slice(1).map((cut, i) => `${cuts[i]} to ${cut - 1}`),
    `${cuts[cuts.length - 1]} and more`,
  ]
  return {
    groups: Array.from(values, (value) => order[cuts.filter((cut) => value >= cut).length]),
    order,
  }
}
