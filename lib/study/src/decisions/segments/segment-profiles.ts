import { compareText, take } from '@one-click/core'
import { bootstrapIntervals, firstOfGroups, type ResamplingOptions } from '@one-click/learn'
import type { Interval } from '@one-click/statistics'
import type { FeatureTable } from '../../customers/feature-table'
import { minGroupSize } from '../../evaluation/segment-errors'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { type CategoryDifference, categoryDifferences } from '../../exploration/category-differences'
import { type NumericDifference, numericDifferences } from '../../exploration/group-differences'
import {
  groupsOfSegment,
  horizonMonths,
  profitAtRisk,
  type SegmentName,
  type SegmentSummary,
  segmentNames,
  summariseSegments,
} from './segments'

/** How a feature raises the risk of the customers of a segment. */
export interface TypicalReason {
  readonly feature: string
  /** Probability that it adds, mean over the segment; 0 for those whose risk it does not raise. */
  readonly points: number
  /** Mean contribution in log-odds, negative ones included. */
  readonly contribution: number
  /** Share of the segment whose risk it raises. */
  readonly raises: number
  /** Share of the segment whose largest reason it is. */
  readonly largest: number
}

/** All that is told of one segment. */
export interface SegmentProfile extends SegmentSummary {
  /** Profit over the horizon, total. */
  readonly profitInHorizon: number
  /**
   * Profit at risk with its bootstrap interval: the store's customers drawn again, so it covers which customers
   * like these the store has, and how many of them fall into the segment. Cut-offs and probabilities stay as they
   * are; it says nothing of errors in the probabilities, nor of how much of a declining customer's profit is lost.
   */
  readonly profitAtRiskInterval: Interval
  /** Share of all profit at risk, with the same interval; NaN when nothing is at risk. */
  readonly shareOfRiskInterval: Interval
  /** Numeric features against all other customers, furthest apart first; empty for fewer than five customers. */
  readonly numeric: readonly NumericDifference[]
  /** Values of categories against all other customers, furthest apart first; empty likewise. */
  readonly categories: readonly CategoryDifference[]
  /** Largest probability added first. */
  readonly reasons: readonly TypicalReason[]
}

/**
 * Size, profit, profit at risk, what sets apart and why at risk, for each segment in the order of `segmentNames`.
 *
 * @param table of all customers, which the rows of `risk` index
 * @param profit a month, in the order of `risk`
 * @param options of the intervals; 2000 resamples unless told otherwise. Of copies one counts in differences
 */
export function profileSegments(
  segments: readonly SegmentName[],
  risk: CustomerRisk,
  profit: Float64Array,
  table: FeatureTable,
  options: ResamplingOptions,
): SegmentProfile[] {
  const positions = risk.rows.map((_, i) => i)
  const independent = options.groups ? firstOfGroups(positions, options.groups) : positions
  const independentSegments = Array.from(independent, (i) => segments[i])
  const intervals = profitAtRiskIntervals(segments, profitAtRisk(risk.probability, profit), options)
  return summariseSegments(segments, risk.probability, profit).map((summary, s) => {
    const groups = groupsOfSegment(summary.segment, independentSegments, take(risk.rows, independent))
    const isComparable = Math.min(groups.of.length, groups.others.length) >= minGroupSize
    return {
      ...summary,
      profitInHorizon: summary.profit * horizonMonths,
      profitAtRiskInterval: intervals[s],
      shareOfRiskInterval: intervals[segmentNames.length + s],
      numeric: isComparable ? numericDifferences(table, groups) : [],
      categories: isComparable ? categoryDifferences(table, groups) : [],
      reasons: typicalReasons(
        risk,
        segments.flatMap((name, i) => (name === summary.segment ? [i] : [])),
      ),
    }
  })
}

/** Intervals of each segment's profit at risk, then of its share of the whole. */
function profitAtRiskIntervals(
  segments: readonly SegmentName[],
  atRisk: Float64Array,
  options: ResamplingOptions,
): Interval[] {
  const codes = Uint8Array.from(segments, (name) => segmentNames.indexOf(name))
  const sums = new Float64Array(segmentNames.length)
  return bootstrapIntervals(
    new Uint8Array(codes.length),
    (counts) => {
      sums.fill(0)
      for (let i = 0; i < codes.length; i++) sums[codes[i]] += counts[i] * atRisk[i]
      const whole = sums.reduce((total, sum) => total + sum, 0)
      return [...sums, ...sums.map((sum) => sum / whole)]
    },
    options,
  )
}

/**
 * The reasons of chosen customers taken together, most probability added first.
 * @param positions of the customers in `risk`; none gives no reasons
 */
export function typicalReasons(risk: CustomerRisk, positions: readonly number[]): TypicalReason[] {
  const { features, values } = risk.contributions
  const added = risk.points.values.values
  if (positions.length === 0) return []
  const width = features.length
  const [points, contribution, raises, largest] = [0, 1, 2, 3].map(() => new Float64Array(width))
  for (const position of positions) {
    let top = -1
    for (let j = 0; j < width; j++) {
      const own = added[position * width + j]
      contribution[j] += values.values[position * width + j]
      if (!(own > 0)) continue
      raises[j]++
      points[j] += own
      if (top < 0 || own > added[position * width + top]) top = j
    }
    if (top >= 0) largest[top]++
  }
  const share = (sums: Float64Array, j: number) => sums[j] / positions.length
  return features
    .map((feature, j) => ({
      feature,
      points: share(points, j),
      contribution: share(contribution, j),
      raises: share(raises, j),
      largest: share(largest, j),
    }))
    .sort((a, b) => b.points - a.points || compareText(a.feature, b.feature))
}
