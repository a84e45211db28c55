import { powerOfTen } from '@one-click/core'
import { cellsToWithhold, isFew } from '../../../customers/small-groups'
import type { SegmentProfile } from '../../../decisions/segments/segment-profiles'
import type { SegmentStability } from '../../../decisions/segments/segment-stability'
import type { SegmentCuts, SegmentName } from '../../../decisions/segments/segments'
import type { MapCell, Range } from '../../figures/risk-map'
import type { WhoFindings } from '../findings'

/** Risk and profit a month of the active customers; arrays of one length. */
interface PlacedCustomers {
  readonly probability: Float64Array
  readonly profit: Float64Array
}

/** Edges of the map's columns: most customers lie near the ends. */
const riskEdges = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]
/** Rows of the map, about. */
const profitSteps = 6

/**
 * The segments and the map of risk and profit, without anyone who could be told from them, nor from how many customers
 * there are, are at risk from `riskFrom` on, or are in a segment.
 */
export function buildWho(
  customers: PlacedCustomers,
  cuts: SegmentCuts,
  profiles: readonly SegmentProfile[],
  riskFrom: number,
  stability?: Pick<SegmentStability, 'changed'>,
): WhoFindings {
  const cells = mapCells(customers)
  const small = cellsOffMap(cells, cuts, riskFrom)
  const hidden = hiddenSegments(profiles)
  return {
    cuts,
    segments: profiles
      .filter((profile) => profile.customers > 0 && !hidden.has(profile.segment))
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

/** Rows by risk, columns by profit: how many a row holds may be known. */
const segmentTable: readonly (readonly SegmentName[])[] = [
  ['Save now', 'Win back cheaply'],
  ['Look after', 'Leave as is'],
]

function hiddenSegments(
  profiles: readonly Pick<SegmentProfile, 'segment' | 'customers'>[],
): Set<SegmentName> {
  const sizes = new Map(profiles.map(({ segment, customers }) => [segment, customers]))
  const hidden = cellsToWithhold(segmentTable.map((row) => row.map((segment) => sizes.get(segment) ?? 0)))
  return new Set(segmentTable.flatMap((row, i) => row.filter((_, j) => hidden[i][j])))
}

/**
 * Positions of the cells that are not shown: those of too few customers and, while the hidden ones of a part of the map
 * whose customers are counted elsewhere, or of all of it, add up to so few, the smallest others of it.
 */
function cellsOffMap(cells: readonly MapCell[], cuts: SegmentCuts, riskFrom: number): Set<number> {
  const hidden = new Set(cells.flatMap(({ customers }, i) => (isFew(customers) ? [i] : [])))
  const partOf = ({ probability, profit }: MapCell) =>
    [probability.from >= riskFrom, probability.from >= cuts.probability, profit.from >= cuts.profit].join()
  const atRisk = ({ probability }: MapCell) => probability.from >= riskFrom
  const groups = [partOf, atRisk, () => true].flatMap((keyOf) => {
    const keys = cells.map((cell) => String(keyOf(cell)))
    return [...new Set(keys)].map((key) => keys.flatMap((one, i) => (one === key ? [i] : [])))
  })
  for (const group of groups) {
    const sum = () => group.reduce((total, i) => total + (hidden.has(i) ? cells[i].customers : 0), 0)
    const shown = group
      .filter((i) => cells[i].customers > 0 && !hidden.has(i))
      .sort((a, b) => cells[a].customers - cells[b].customers || b - a)
    for (const i of shown) {
      if (!isFew(sum())) break
      hidden.add(i)
    }
  }
  return hidden
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
