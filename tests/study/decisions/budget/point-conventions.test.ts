import { expect, it } from 'vitest'
import {
  countedPlans,
  planErrorOf,
  waysToCount,
} from '../../../../lib/study/src/decisions/budget/point-conventions'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'

const problem: OfferProblem = {
  customers: 3,
  customer: Int32Array.of(0, 1, 1),
  offer: new Uint16Array(3),
  channel: new Uint16Array(3),
  cost: Float64Array.of(1, 2, 3),
  kept: Float64Array.of(10, 20, 30),
  contact: new Uint8Array(3),
}
const counted = {
  points: Float64Array.of(0.1, 0.2, 0.4),
  pointErrors: Float64Array.of(0.01, 0.04, 0.04),
  pointParts: [Float64Array.of(0.09, 0.2, 0.36), Float64Array.of(0.11, 0.3, 0.44)],
  otherwise: { meanVote: Float64Array.of(0.2, 0.1, 0.4), logOdds: Float64Array.of(0.05, 0.2, 0.8) },
}
const chosen = Int32Array.of(0, 2, -1)

it('has a factor of each option for each way to count', () => {
  const ways = waysToCount(counted)
  expect(ways.map(({ way }) => way)).toEqual(['probability', 'meanVote', 'logOdds'])
  expect(ways.map(({ factor }) => [...factor])).toEqual([
    [1, 1, 1],
    [2, 0.5, 1],
    [0.5, 1, 2],
  ])
})

it('counts what the plan keeps by each', () => {
  expect(countedPlans(problem, chosen, counted)).toEqual([
    { way: 'probability', kept: 40, net: 36 },
    { way: 'meanVote', kept: 50, net: 46 },
    { way: 'logOdds', kept: 65, net: 61 },
  ])
})

it('adds up the errors of the chosen options: independent from customer to customer, but for the common background', () => {
  // By the parts of the background the plan keeps 36 and 44.
  expect(planErrorOf(problem, chosen, counted)).toBeCloseTo(Math.hypot(1, 3, 4), 12)
  expect(planErrorOf(problem, chosen, { ...counted, pointParts: [] })).toBeCloseTo(Math.hypot(1, 3), 12)
  expect(planErrorOf(problem, Int32Array.of(-1, -1, -1), counted)).toBe(0)
  expect(planErrorOf(problem, Int32Array.of(0, -1, -1), counted)).toBeCloseTo(Math.hypot(1, 1), 12)
})
