import type { SegmentProfile } from '../../../decisions/segments/segment-profiles'
import type { SegmentStability } from '../../../decisions/segments/segment-stability'
import type { SegmentCuts } from '../../../decisions/segments/segments'
import { powerOfTen } from '../../../util/power'
import type { MapCell, Range, WhoFindings } from '../findings'
import { fewestCustomers, groupsToMerge } from '../small-groups'

/** Risk and profit a month of the active customers; arrays of one length. */
interface PlacedCustomers {
  readonly probability: Float64Array
  readonly profit: Float64Array
}

/** Edges of the map's columns: most customers lie near the ends. */
const riskEdges = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]
/** Rows of the map, about. */
const profitSteps = 6

/** The segments and the map of risk and profit, without anyone who could be told from them. */
export function gatherWho(
  customers: PlacedCustomers,
  cuts: SegmentCuts,
  profiles: readonly SegmentProfile[],
  stability?: Pick<SegmentStability, 'changed'>,
): WhoFindings {
  const cells = mapCells(customers)
  const small = new Set(groupsToMerge(cells.map((cell) => cell.customers)))
  return {
    cuts,
    segments: profiles
      .filter((profile) => profile.customers >= fewestCustomers)
      .map((profile) => ({
        segment: profile.segment,
        customers: profile.customers,
        probability: profile.probability,
        profit: profile.profitInHorizon,
        atRisk: profile.profitAtRisk,
        atRiskInterval: profile.profitAtRiskInterval,
      })),
    map: cells.filter((cell, i) => cell.customers > 0 && !small.has(i)),
    offMap: cells.reduce((sum, cell, i) => sum + (small.has(i) ? cell.customers : 0), 0),
    ...(stability && { unstable: stability.changed }),
  }
}

function mapCells({ probability, profit }: PlacedCustomers): MapCell[] {
  const rows = rangesOf([-Infinity, ...niceEdges(profit).slice(1, -1), Infinity])
  const columns = rangesOf(riskEdges)
  const counts = new Int32Array(rows.length * columns.length)
  probability.forEach((p, i) => {
    counts[placeIn(rows, profit[i]) * columns.length + placeIn(columns, p)]++
  })
  return rows.flatMap((row, r) =>
    columns.map((column, c) => ({
      customers: counts[r * columns.length + c],
      probability: column,
      profit: row,
    })),
  )
}

const rangesOf = (edges: readonly number[]): Range[] =>
  edges.slice(1).map((to, i) => ({ from: edges[i], to }))

/** The range that holds a value, its lower edge included; the last one takes its upper edge too. */
function placeIn(ranges: readonly Range[], value: number): number {
  const place = ranges.findIndex(({ to }) => value < to)
  return place < 0 ? ranges.length - 1 : place
}

/** Round edges from about the 1st to the 99th percentile, so that single customers do not stretch the map. */
function niceEdges(values: Float64Array): number[] {
  const sorted = Float64Array.from(values).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  const [low, high] = [at(0.01), at(0.99)]
  const rough = (high - low) / profitSteps || 1
  const size = powerOfTen(Math.floor(Math.log10(rough)))
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= rough) ?? rough
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}
