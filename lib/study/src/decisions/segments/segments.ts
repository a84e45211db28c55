import { ArgumentError } from '@one-click/core'
import type { TwoGroups } from '../../exploration/two-groups'

/** Months over which activity is predicted, and so over which profit is at risk. */
export const horizonMonths = 3

/** The four corners of the risk × profit map, most urgent first. */
export const segmentNames = ['Save now', 'Win back cheaply', 'Look after', 'Leave as is'] as const
export type SegmentName = (typeof segmentNames)[number]

/** Where the map is cut: at these values and above, a customer counts as at risk, or as worth much. */
export interface SegmentCuts {
  readonly probability: number
  readonly profit: number
}

/** One segment in numbers. */
export interface SegmentSummary {
  readonly segment: SegmentName
  readonly customers: number
  readonly share: number
  /** Mean probability of decline. */
  readonly probability: number
  /** Profit a month, total. */
  readonly profit: number
  /** Probability × profit × three months, total. */
  readonly profitAtRisk: number
}

/** The segment of each customer. */
export function assignSegments(
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
): SegmentName[] {
  if (probability.length !== profit.length) {
    throw new ArgumentError('assignSegments', 'needs one profit for each probability', profit.length)
  }
  return Array.from(probability, (p, i) => {
    const valuable = profit[i] >= cuts.profit
    if (p >= cuts.probability) return valuable ? 'Save now' : 'Win back cheaply'
    return valuable ? 'Look after' : 'Leave as is'
  })
}

/** Expected profit lost over the horizon if a declining customer's profit were lost whole: an upper bound if the others lose none. */
export function profitAtRisk(probability: Float64Array, profit: Float64Array): Float64Array {
  return probability.map((p, i) => p * profit[i] * horizonMonths)
}

/** Size, profit and profit at risk of each segment; segments without customers stay in the list. */
export function summariseSegments(
  segments: readonly SegmentName[],
  probability: Float64Array,
  profit: Float64Array,
): SegmentSummary[] {
  const atRisk = profitAtRisk(probability, profit)
  return segmentNames.map((segment) => {
    const members = segments.flatMap((name, i) => (name === segment ? [i] : []))
    const total = (values: Float64Array) => members.reduce((sum, i) => sum + values[i], 0)
    return {
      segment,
      customers: members.length,
      share: members.length / Math.max(1, segments.length),
      probability: members.length > 0 ? total(probability) / members.length : 0,
      profit: total(profit),
      profitAtRisk: total(atRisk),
    }
  })
}

/** The customers of one segment against all others. */
export function groupsOfSegment(
  segment: SegmentName,
  segments: readonly SegmentName[],
  rows: Int32Array,
): TwoGroups {
  return {
    of: rows.filter((_, i) => segments[i] === segment),
    others: rows.filter((_, i) => segments[i] !== segment),
  }
}
