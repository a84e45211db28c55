import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import type { QuarterOutcomes } from '../../../../lib/study/src/decisions/experiment/estimate-quarters'
import type { DrawnQuarter } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import type { ExperimentCustomers } from '../../../../lib/study/src/decisions/experiment/participants'
import { simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { deriveSeed } from '../../../../lib/toolkit/core/src/random'

export interface MadeQuartersOptions {
  readonly quarters: number
  readonly seed: number
  /** Default: as many as are made. */
  readonly plannedQuarters?: number
  /** How much an offer lowers each probability, shape (participants). Default: as assumed. */
  readonly reduction?: Float64Array
  readonly missing?: number
}

/** The same customers drawn anew for each quarter of the calendar from 2026-Q1 on, with outcomes by chance. */
export function madeQuarters(
  customers: ExperimentCustomers,
  { quarters, seed, plannedQuarters = quarters, reduction, missing }: MadeQuartersOptions,
): QuarterOutcomes[] {
  return Array.from({ length: quarters }, (_, q) => {
    const quarter = `${2026 + Math.floor(q / 4)}-Q${(q % 4) + 1}`
    const treated = drawArms(customers.ids, customers.segment, { seed, quarter })
    const drawn: DrawnQuarter = { ...customers, treated, quarter, plannedQuarters }
    return {
      drawn,
      outcomes: simulateOutcomes(drawn, { seed: deriveSeed(seed, quarter), reduction, missing }),
    }
  })
}
