import { allocate, loadSolver } from '@one-click/allocation'
import { take } from '@one-click/core'
import { type PriorShift, populationWeights, probabilityAtPrevalence } from '@one-click/learn'
import { mean } from '@one-click/statistics'
import type { Highs } from 'highs'
import type { Customers } from '../../customers/customers'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { riskAtPrevalence } from '../../explanation/risk-at-prevalence'
import type { OfferCatalogue } from '../offers/offer-catalogue'
import { limitsOf } from '../offers/offer-limits'
import { offerOptions } from '../offers/offer-options'
import type { OfferLimits, OfferProblem } from '../offers/offer-problem'
import {
  assignSegments,
  profitAtRisk,
  type SegmentCuts,
  type SegmentName,
  segmentNames,
} from '../segments/segments'
import { netGains, offerAllocation, summarisePlan } from './plan-offers'

/**
 * What the study would say of a store where another share of the customers declines, for as many of its customers as
 * the tables hold: numbers of customers are sums of weights and no whole numbers. Money is over the horizon.
 */
export interface PrevalenceScenario {
  /** Share of customers who decline. */
  readonly share: number
  /** Mean probability of the store's customers: `share`, as far as the probabilities of the tables have its mean. */
  readonly meanProbability: number
  /** Mean of the same probabilities over the customers of the tables, each counted once. */
  readonly meanInTables: number
  /** Customers from the catalogue's `riskFrom` on. */
  readonly atRisk: number
  readonly profitAtRisk: number
  readonly segments: Readonly<Record<SegmentName, number>>
  /** The plan made anew, for the largest kept − cost: its cost, and that. */
  readonly cost: number
  readonly net: number
}

/** Shares of declining customers, each in (0, 1). */
export interface StatedShares {
  /** That the probabilities of the risk stand for. */
  readonly risk: number
  /** That of the tables which the models learned from. */
  readonly tables: number
}

/** Shares of declines from 10% to 40%. */
export const prevalenceShares: readonly number[] = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4]

/** The plans are many; each is made to this gap at the finest. */
const scenarioGap = 2e-3

/**
 * Probabilities, segments, profit at risk and plan at other shares of declines than that of the tables, which may be
 * the share of whoever cut them and not the store's. With the share goes the mix of customers: where fewer decline
 * there are fewer who look like it, so each customer of the tables stands for `populationWeights` customers of the
 * store, scaled to as many as the tables hold; counts, money and the use of the limits are weighted. The cut-offs of
 * the segments stay. At the tables' own share every customer counts once.
 *
 * @param shares besides those of `at`
 */
export async function prevalenceScenarios(
  { customers, risk, catalogue }: { customers: Customers; risk: CustomerRisk; catalogue: OfferCatalogue },
  cuts: SegmentCuts,
  at: StatedShares,
  shares: readonly number[] = prevalenceShares,
): Promise<PrevalenceScenario[]> {
  const highs = await loadSolver()
  const profit = take(customers.profit, risk.rows)
  const inTables =
    at.risk === at.tables
      ? risk.probability
      : probabilityAtPrevalence(risk.probability, { from: at.risk, to: at.tables })
  return [...new Set([...shares, at.tables, at.risk])]
    .sort((a, b) => a - b)
    .map((to) => {
      const there = to === at.risk ? risk : riskAtPrevalence(risk, { from: at.risk, to })
      const weight = storeWeights(inTables, { from: at.tables, to })
      const total = (values: ArrayLike<number>) =>
        weight.reduce((sum, customers, i) => sum + customers * values[i], 0)
      const lost = total(profitAtRisk(there.probability, profit))
      const segments = assignSegments(there.probability, profit, cuts)
      const { problem } = offerOptions(customers, there, catalogue)
      const limits = limitsOf(catalogue, risk.rows.length, lost)
      const { kept, cost } = weightedPlan(highs, problem, limits, weight)
      return {
        share: to,
        meanProbability: total(there.probability) / weight.length,
        meanInTables: mean(there.probability),
        atRisk: total(there.probability.map((p) => Number(p >= catalogue.riskFrom))),
        profitAtRisk: lost,
        segments: Object.fromEntries(
          segmentNames.map((name) => [name, total(segments.map((own) => Number(own === name)))]),
        ) as Record<SegmentName, number>,
        cost,
        net: kept - cost,
      }
    })
}

/** Weights that sum to the number of customers. */
function storeWeights(probability: Float64Array, shift: PriorShift): Float64Array {
  const weight = populationWeights(probability, shift)
  const scale = mean(weight)
  return weight.map((customers) => customers / scale)
}

/** The best plan where each customer stands for `weight` customers, all of whom get the same. */
function weightedPlan(
  highs: Highs,
  problem: OfferProblem,
  limits: OfferLimits,
  weight: Float64Array,
): { kept: number; cost: number } {
  const weighted = (amount: ArrayLike<number>) =>
    Float64Array.from(amount, (value, option) => value * weight[problem.customer[option]])
  const allocation = offerAllocation(problem, limits)
  const resources = allocation.resources.map(({ limit, amount }) => ({ limit, amount: weighted(amount) }))
  const { chosen } = allocate(highs, { ...allocation, resources }, weighted(netGains(problem)), {
    quick: true,
    gap: scenarioGap,
  })
  return summarisePlan({ ...problem, cost: weighted(problem.cost), kept: weighted(problem.kept) }, chosen)
}
