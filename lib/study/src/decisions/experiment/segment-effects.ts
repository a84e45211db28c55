import type { LevelOptions } from '@one-click/statistics'
import { holm, type StratumCounts, scoreDifference, type TestedDifference } from '@one-click/statistics'
import { rowsByGroup } from './draw'
import type { KnownOutcomes } from './known-outcomes'
import type { Strata } from './strata'

/** The effect in one segment: a look inside, too small a group to decide by. */
export interface SegmentEffect {
  readonly segment: string
  readonly counts: StratumCounts
  /** Score interval of the reduction, without the prediction; its level holds for this segment and look alone. */
  readonly reduction: TestedDifference
  /** p-value adjusted for the number of segments (Holm). */
  readonly adjustedPValue: number
}

/** The effect in each segment that has outcomes of both arms; strata are the quarters that have them. */
export function effectBySegment(
  quarters: readonly Pick<KnownOutcomes, 'customers' | 'declined'>[],
  options: LevelOptions,
): SegmentEffect[] {
  const counts = new Map<string, StratumCounts[]>()
  for (const { customers, declined } of quarters) {
    for (const [name, rows] of rowsByGroup(customers.segment)) {
      const stratum = countArms(rows, declined, customers.treated)
      if (stratum.treatment.total === 0 || stratum.control.total === 0) continue
      counts.set(name, [...(counts.get(name) ?? []), stratum])
    }
  }
  const effects = [...counts].map(([segment, strata]) => ({
    segment,
    counts: { treatment: sumOf(strata, 'treatment'), control: sumOf(strata, 'control') },
    reduction: reductionOf(scoreDifference(strata, options)),
  }))
  const adjusted = holm(effects.map(({ reduction }) => reduction.pValue))
  return effects.map((effect, i) => ({ ...effect, adjustedPValue: adjusted[i] }))
}

function sumOf(strata: readonly StratumCounts[], arm: keyof StratumCounts): StratumCounts[typeof arm] {
  return strata.reduce(
    (sum, stratum) => ({
      events: sum.events + stratum[arm].events,
      total: sum.total + stratum[arm].total,
    }),
    { events: 0, total: 0 },
  )
}

/** Declines by arm in each stratum. */
export function countStrata(
  declined: Uint8Array,
  treated: Uint8Array,
  { stratum, segments }: Strata,
): StratumCounts[] {
  const rows = segments.map((): number[] => [])
  stratum.forEach((s, i) => {
    rows[s].push(i)
  })
  return rows.map((members) => countArms(members, declined, treated))
}

function countArms(rows: readonly number[], declined: Uint8Array, treated: Uint8Array): StratumCounts {
  const arm = (drawn: 0 | 1) => {
    const members = rows.filter((i) => treated[i] === drawn)
    return { events: members.reduce((sum, i) => sum + declined[i], 0), total: members.length }
  }
  return { treatment: arm(1), control: arm(0) }
}

/** A difference in decline rates, treatment − control, as a reduction: control − treatment. */
export function reductionOf({ estimate, lower, upper, pValue }: TestedDifference): TestedDifference {
  return { estimate: -estimate, lower: -upper, upper: -lower, pValue }
}
