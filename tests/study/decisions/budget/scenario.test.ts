import { expect, it } from 'vitest'
import { applyScenario, factorAt } from '../../../../lib/study/src/decisions/budget/scenario'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'

const problem: OfferProblem = {
  customers: 2,
  customer: Int32Array.of(0, 0, 1),
  offer: Uint16Array.of(0, 1, 1),
  channel: Uint16Array.of(1, 0, 2),
  cost: Float64Array.of(1, 2, 3),
  kept: Float64Array.of(10, 20, 30),
  contact: Uint8Array.of(1, 0, 1),
}
const kept = (scenario: Parameters<typeof applyScenario>[1]) => [...applyScenario(problem, scenario).kept]

it('a scenario like this one leaves the problem as it is', () => {
  expect(applyScenario(problem, {})).toEqual(problem)
})

it('each factor goes to the options that it is about', () => {
  expect(kept({ effect: Float64Array.of(2, 3) })).toEqual([20, 60, 90])
  expect(kept({ reach: Float64Array.of(2, 3, 4) })).toEqual([30, 40, 120])
  expect(kept({ probability: Float64Array.of(2, 3) })).toEqual([20, 40, 90])
  expect(kept({ points: Float64Array.of(2, 3, 4) })).toEqual([20, 60, 120])
  expect(kept({ profitLost: 0.5 })).toEqual([5, 10, 15])
  expect(kept({ profitLost: 0 })).toEqual([0, 0, 0])
  expect(kept({ effect: Float64Array.of(2, 3), profitLost: 0.5, points: Float64Array.of(1, 0, 2) })).toEqual([
    10, 0, 90,
  ])
})

it('costs change by themselves, and nothing else with them', () => {
  const dearer = applyScenario(problem, { cost: 2 })
  expect(dearer).toEqual({ ...problem, cost: Float64Array.of(2, 4, 6) })
  expect([...problem.cost]).toEqual([1, 2, 3])
})

it('factorAt is one but for one place', () => {
  expect([...factorAt(3, 1, 0.5)]).toEqual([1, 0.5, 1])
})
