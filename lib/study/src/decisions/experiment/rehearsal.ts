import { deriveSeed, Random } from '@one-click/core'
import { horizonMonths } from '../segments/segments'
import { drawArms } from './draw'
import type { QuarterOutcomes } from './estimate-quarters'
import type { DrawnCustomers, ExperimentPlan } from './experiment-plan'
import { laterQuarter } from './quarter'
import type { ExperimentOutcomes } from './read-experiment'

export interface RehearsalOptions {
  readonly seed: number
  /** How much an offer lowers each customer's probability, shape (participants). Default: as assumed. */
  readonly reduction?: Float64Array
  /** Share of customers whose outcome stays unknown, at random. Default 0. */
  readonly missing?: number
  /** Spread of profit around what activity makes of it, as a share; with it outcomes state profit. */
  readonly profitNoise?: number
}

/**
 * Outcomes as they would be if the predicted probabilities were right and offers lowered them by `reduction`:
 * to rehearse the analysis before there are any. They show nothing about real customers.
 */
export function simulateOutcomes(drawn: DrawnCustomers, options: RehearsalOptions): ExperimentOutcomes {
  const { seed, reduction = drawn.reduction, missing = 0, profitNoise } = options
  const random = new Random(deriveSeed(seed, 'rehearsal'))
  const rows: number[] = []
  const declined: number[] = []
  const profit: number[] = []
  drawn.probability.forEach((probability, i) => {
    const chance = probability - drawn.treated[i] * reduction[i]
    const declines = Number(random.uniform() < chance)
    const noise = random.normal()
    if (random.uniform() < missing) return
    rows.push(i)
    declined.push(declines)
    const kept = drawn.profit[i] - (declines * drawn.averted[i]) / horizonMonths
    profit.push(kept + (profitNoise ?? 0) * Math.abs(drawn.profit[i]) * noise)
  })
  return {
    ids: Float64Array.from(rows, (i) => drawn.ids[i]),
    declined: Uint8Array.from(declined),
    ...(profitNoise !== undefined && { profit: Float64Array.from(profit) }),
  }
}

/**
 * Rehearses all planned quarters: this quarter's draw first, then the same customers drawn anew, each time with outcomes
 * by chance.
 */
export function rehearseQuarters(
  { drawn, seed, controlShare }: Pick<ExperimentPlan, 'drawn' | 'seed' | 'controlShare'>,
  options: RehearsalOptions,
): QuarterOutcomes[] {
  return Array.from({ length: drawn.plannedQuarters }, (_, q) => {
    const quarter = laterQuarter(drawn.quarter, q)
    const treated =
      q === 0
        ? drawn.treated
        : drawArms(drawn.ids, drawn.segment, { seed, quarter, controlShare, units: drawn.units })
    const again = { ...drawn, quarter, treated }
    return {
      drawn: again,
      outcomes: simulateOutcomes(again, { ...options, seed: deriveSeed(options.seed, quarter) }),
    }
  })
}
