import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planOffers } from '../../../../lib/study/src/decisions/budget/plan-offers'
import {
  prevalenceScenarios,
  prevalenceShares,
} from '../../../../lib/study/src/decisions/budget/prevalence-scenarios'
import { limitsOf } from '../../../../lib/study/src/decisions/offers/offer-limits'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { assignSegments, profitAtRisk } from '../../../../lib/study/src/decisions/segments/segments'
import { riskAtPrevalence } from '../../../../lib/study/src/explanation/risk-at-prevalence'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { probabilityAtPrevalence } from '../../../../lib/toolkit/learn/src/evaluation/prevalence'
import { testOffers } from '../../../support/offers'
import { studyCustomers, studyRisk } from '../../report/study-results'

const customers = studyCustomers()
const risk = studyRisk(customers)
const catalogue = readOfferCatalogue(testOffers)
const cuts = { probability: 0.5, profit: 4 }
const profit = take(customers.profit, risk.rows)
const count = risk.rows.length
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)
/** Calibrated in the large: the mean probability is the share of the tables. */
const own = sum(risk.probability) / count

it('expects of the store’s customers the share to decline that it is for', async () => {
  const scenarios = await prevalenceScenarios({ customers, risk, catalogue }, cuts, {
    risk: own,
    tables: own,
  })
  expect(scenarios.map(({ share }) => share)).toEqual([...prevalenceShares, own].sort((a, b) => a - b))
  for (const { share, meanProbability, meanInTables, segments } of scenarios) {
    expect(meanProbability).toBeCloseTo(share, 12)
    expect(sum(Object.values(segments))).toBeCloseTo(count, 9)
    const there = probabilityAtPrevalence(risk.probability, { from: own, to: share })
    expect(meanInTables).toBeCloseTo(sum(there) / count, 12)
  }
  const [fewest] = scenarios
  expect(fewest.meanInTables).toBeGreaterThan(fewest.share)
  for (const key of ['atRisk', 'profitAtRisk'] as const) {
    const rising = scenarios.map((scenario) => scenario[key])
    expect(rising).toEqual([...rising].sort((a, b) => a - b))
  }
})

it('weights counts and money by how many customers of the store each stands for', async () => {
  const scenarios = await prevalenceScenarios({ customers, risk, catalogue }, cuts, {
    risk: own,
    tables: own,
  })
  for (const { share, atRisk, profitAtRisk: lost, segments } of scenarios) {
    const there = probabilityAtPrevalence(risk.probability, { from: own, to: share })
    const weight = risk.probability.map((p) => (p * share) / own + ((1 - p) * (1 - share)) / (1 - own))
    const placed = assignSegments(there, profit, cuts)
    expect(atRisk).toBeCloseTo(sum(weight.filter((_, i) => there[i] >= catalogue.riskFrom)), 9)
    expect(lost).toBeCloseTo(sum(profitAtRisk(there, profit).map((value, i) => weight[i] * value)), 9)
    for (const [name, customersOf] of Object.entries(segments)) {
      expect(customersOf).toBeCloseTo(sum(weight.filter((_, i) => placed[i] === name)), 9)
    }
  }
})

it('counts every customer once at the share of the tables', async () => {
  const [{ atRisk, profitAtRisk: lost }] = await prevalenceScenarios(
    { customers, risk, catalogue },
    cuts,
    { risk: own, tables: own },
    [],
  )
  expect(atRisk).toBeCloseTo(risk.probability.filter((p) => p >= catalogue.riskFrom).length, 9)
  expect(lost).toBeCloseTo(sum(profitAtRisk(risk.probability, profit)), 9)
})

it('keeps the weighted plan within budget and contacts, and lets it use both', async () => {
  const share = 0.15
  const at = { risk: own, tables: own }
  const run = async (plan: typeof catalogue.plan) => {
    const found = await prevalenceScenarios(
      { customers, risk, catalogue: { ...catalogue, plan } },
      cuts,
      at,
      [share],
    )
    return found.find((one) => one.share === share)!
  }
  const free = await run({ budget: { amount: 1e9 }, contacts: { amount: 1e9 } })
  expect(free.net).toBeGreaterThan(0)
  const tight = await run({ budget: { amount: free.cost / 2 }, contacts: { amount: 1e9 } })
  expect(tight.cost).toBeLessThanOrEqual((free.cost / 2) * (1 + 1e-9))
  expect(tight.net).toBeLessThan(free.net)
  const silent = await run({ budget: { amount: 1e9 }, contacts: { amount: 0 } })
  expect(silent.net).toBeLessThan(free.net)
  // Weighted, the plan costs what it costs and takes at most one contact of each customer at risk.
  const enough = await run({
    budget: { amount: free.cost * (1 + 1e-9) },
    contacts: { amount: Math.ceil(free.atRisk) },
  })
  expect(enough.net).toBeCloseTo(free.net, 9)
  const there = probabilityAtPrevalence(risk.probability, { from: own, to: share })
  expect(there.filter((p) => p >= catalogue.riskFrom).length).toBeGreaterThan(Math.ceil(free.atRisk))
})

it('says the same whichever share the probabilities were moved to before', async () => {
  const shares = [0.1, 0.2]
  const direct = await prevalenceScenarios(
    { customers, risk, catalogue },
    cuts,
    { risk: own, tables: own },
    shares,
  )
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0.12, max: 0.45, noNaN: true }), async (stated) => {
      const moved = riskAtPrevalence(risk, { from: own, to: stated })
      const found = await prevalenceScenarios(
        { customers, risk: moved, catalogue },
        cuts,
        { risk: stated, tables: own },
        shares,
      )
      for (const one of direct) {
        const same = found.find(({ share }) => share === one.share)!
        expect(same.profitAtRisk).toBeCloseTo(one.profitAtRisk, 6)
        expect(same.meanProbability).toBeCloseTo(one.meanProbability, 9)
      }
    }),
    { numRuns: 5 },
  )
})

it('counts as many customers as the tables hold, in rising order of the shares, whatever the probabilities', async () => {
  // The probabilities expect more to decline than the tables are said to hold.
  const tables = 0.8 * own
  const scenarios = await prevalenceScenarios(
    { customers, risk, catalogue },
    cuts,
    { risk: tables, tables },
    [0.3, 0.1],
  )
  expect(scenarios.map(({ share }) => share)).toEqual([0.1, 0.3, tables].sort((a, b) => a - b))
  for (const { segments } of scenarios) expect(sum(Object.values(segments))).toBeCloseTo(count, 9)
})

it('makes at the share of the tables the plan that is made of the customers themselves', async () => {
  const [{ net, cost, profitAtRisk: lost }] = await prevalenceScenarios(
    { customers, risk, catalogue },
    cuts,
    { risk: own, tables: own },
    [],
  )
  const { problem } = offerOptions(customers, risk, catalogue)
  const best = await planOffers(problem, limitsOf(catalogue, count, lost))
  expect(net).toBeLessThanOrEqual(best.bound + 1e-9)
  expect(net).toBeGreaterThanOrEqual((best.kept - best.cost) * (1 - 2e-3) - 1e-9)
  expect(cost).toBeGreaterThan(0)
})
