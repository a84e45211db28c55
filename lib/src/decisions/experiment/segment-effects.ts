import { holm } from '../../statistics/holm'
import type { LevelOptions } from '../../statistics/intervals'
import { type StratumCounts, scoreDifference, type TestedDifference } from '../../statistics/score-difference'
import { rowsOfSegments } from './draw'
import type { DrawnCustomers } from './plan'
import type { Strata } from './strata'

/** The effect in one segment: a look inside, too small a group to decide by. */
export interface SegmentEffect {
  readonly segment: string
  readonly counts: StratumCounts
  /** Score interval of the reduction, without the prediction; its level holds for this segment alone. */
  readonly reduction: TestedDifference
  /** p-value adjusted for the number of segments (Holm). */
  readonly adjustedPValue: number
}

/** The effect in each segment that has outcomes of both arms. */
export function effectBySegment(
  { segment, treated }: DrawnCustomers,
  declined: Uint8Array,
  options: LevelOptions,
): SegmentEffect[] {
  const effects = [...rowsOfSegments(segment)].flatMap(([name, rows]) => {
    const counts = countArms(rows, declined, treated)
    if (counts.treatment.customers === 0 || counts.control.customers === 0) return []
    return [{ segment: name, counts, reduction: reductionOf(scoreDifference([counts], options)) }]
  })
  const adjusted = holm(effects.map(({ reduction }) => reduction.pValue))
  return effects.map((effect, i) => ({ ...effect, adjustedPValue: adjusted[i] }))
}

/** Declines by arm in each stratum. */
export function countStrata(
  declined: Uint8Array,
  treated: Uint8Array,
  { stratum, segments }: Strata,
): StratumCounts[] {
  return segments.map((_, s) =>
    countArms(
      Array.from(stratum.keys()).filter((i) => stratum[i] === s),
      declined,
      treated,
    ),
  )
}

function countArms(rows: readonly number[], declined: Uint8Array, treated: Uint8Array): StratumCounts {
  const arm = (drawn: 0 | 1) => {
    const members = rows.filter((i) => treated[i] === drawn)
    return { events: members.reduce((sum, i) => sum + declined[i], 0), customers: members.length }
  }
  return { treatment: arm(1), control: arm(0) }
}

/** A difference in decline rates, treatment − control, as a reduction: control − treatment. */
export function reductionOf({ estimate, lower, upper, pValue }: TestedDifference): TestedDifference {
  return { estimate: -estimate, lower: -upper, upper: -lower, pValue }
}
