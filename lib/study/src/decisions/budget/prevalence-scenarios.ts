import { loadSolver } from '@one-click/allocation'
import { take } from '@one-click/core'
import type { PriorShift } from '@one-click/learn'
import type { Customers } from '../../customers/customers'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { riskAtPrevalence } from '../../explanation/risk-at-prevalence'
import type { OfferCatalogue } from '../offers/offer-catalogue'
import { limitsOf } from '../offers/offer-limits'
import { offerOptions } from '../offers/offer-options'
import {
  assignSegments,
  profitAtRisk,
  type SegmentCuts,
  type SegmentName,
  segmentNames,
} from '../segments/segments'
import { bestPlan } from './plan-offers'

/** What the study would say if another share of the customers declined. Money is over the horizon. */
export interface PrevalenceScenario {
  /** Share of customers who decline. */
  readonly share: number
  /** Customers from the catalogue's `riskFrom` on. */
  readonly atRisk: number
  readonly profitAtRisk: number
  readonly segments: Readonly<Record<SegmentName, number>>
  /** The plan made anew, for the largest kept − cost: its cost, and that. */
  readonly cost: number
  readonly net: number
}

/** Shares of declines from 10% to 40%. */
export const prevalenceShares: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4]

/** The plans are many; each is made to this gap at the finest. */
const scenarioGap = 2e-3

/**
 * Probabilities, segments, profit at risk and plan at other shares of declines than that of the tables, which may be
 * the share of whoever cut them and not the store's. The cut-offs of the segments stay.
 *
 * @param risk at the share `from`
 * @param from share of declines that the probabilities of `risk` stand for
 */
export async function prevalenceScenarios(
  { customers, risk, catalogue }: { customers: Customers; risk: CustomerRisk; catalogue: OfferCatalogue },
  cuts: SegmentCuts,
  from: number,
  shares: readonly number[] = prevalenceShares,
): Promise<PrevalenceScenario[]> {
  const highs = await loadSolver()
  const profit = take(customers.profit, risk.rows)
  return [...new Set([...shares, from])]
    .sort((a, b) => a - b)
    .map((to) => {
      const there = to === from ? risk : riskAtPrevalence(risk, { from, to } satisfies PriorShift)
      const lost = profitAtRisk(there.probability, profit).reduce((sum, value) => sum + value, 0)
      const segments = assignSegments(there.probability, profit, cuts)
      const { problem } = offerOptions(customers, there, catalogue)
      const limits = limitsOf(catalogue, risk.rows.length, lost)
      const { kept, cost } = bestPlan(highs, problem, limits, { quick: true, gap: scenarioGap })
      return {
        share: to,
        atRisk: there.probability.reduce((count, p) => count + Number(p >= catalogue.riskFrom), 0),
        profitAtRisk: lost,
        segments: Object.fromEntries(
          segmentNames.map((name) => [name, segments.filter((own) => own === name).length]),
        ) as Record<SegmentName, number>,
        cost,
        net: kept - cost,
      }
    })
}
