import { expect, it } from 'vitest'
import {
  prevalenceScenarios,
  prevalenceShares,
} from '../../../../lib/study/src/decisions/budget/prevalence-scenarios'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { profitAtRisk } from '../../../../lib/study/src/decisions/segments/segments'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { probabilityAtPrevalence } from '../../../../lib/toolkit/learn/src/evaluation/prevalence'
import { testOffers } from '../../../support/offers'
import { studyCustomers, studyRisk } from '../../report/study-results'

it('says what each share would mean, the own share as things are', async () => {
  const customers = studyCustomers()
  const risk = studyRisk(customers)
  const catalogue = readOfferCatalogue(testOffers)
  const own = 0.33
  const scenarios = await prevalenceScenarios(
    { customers, risk, catalogue },
    { probability: 0.5, profit: 4 },
    own,
  )
  expect(scenarios.map(({ share }) => share)).toEqual([...prevalenceShares, own].sort((a, b) => a - b))
  const profit = take(customers.profit, risk.rows)
  for (const { share, atRisk, profitAtRisk: lost, segments, cost, net } of scenarios) {
    const there = probabilityAtPrevalence(risk.probability, { from: own, to: share })
    expect(atRisk).toBe(there.filter((p) => p >= catalogue.riskFrom).length)
    expect(lost).toBeCloseTo(
      profitAtRisk(there, profit).reduce((sum, value) => sum + value, 0),
      9,
    )
    expect(Object.values(segments).reduce((sum, count) => sum + count)).toBe(risk.rows.length)
    expect(cost).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(net)).toBe(true)
  }
  const rising = scenarios.map(({ profitAtRisk: lost }) => lost)
  expect(rising).toEqual([...rising].sort((a, b) => a - b))
  expect(scenarios[0].atRisk).toBeLessThan(scenarios[scenarios.length - 1].atRisk)
})
