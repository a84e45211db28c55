import type { OfferProblem } from '../offers/offer-problem'

/** How the world may differ from what the catalogue and the model say: factors, 1 where it does not. */
export interface Scenario {
  /** On the effect of each offer of the catalogue. */
  readonly effect?: Float64Array
  /** On the reach of each channel of the catalogue. */
  readonly reach?: Float64Array
  /** On the share of profit that a declining customer takes away. */
  readonly profitLost?: number
  /** On every cost. */
  readonly cost?: number
  /** On the probability of each customer. */
  readonly probability?: Float64Array
  /** On the points of each option. */
  readonly points?: Float64Array
}

/**
 * The problem as a scenario has it. Kept profit is linear in effect, reach, loss and points; of a customer's
 * probability the addressed reasons are taken to stay the same share.
 */
export function applyScenario(problem: OfferProblem, scenario: Scenario): OfferProblem {
  const { effect, reach, profitLost = 1, cost = 1, probability, points } = scenario
  return {
    ...problem,
    cost: problem.cost.map((value) => value * cost),
    kept: problem.kept.map((value, option) => {
      let kept = value * profitLost
      if (effect) kept *= effect[problem.offer[option]]
      if (reach) kept *= reach[problem.channel[option]]
      if (points) kept *= points[option]
      if (probability) kept *= probability[problem.customer[option]]
      return kept
    }),
  }
}

/** Ones, but for one place. */
export function factorAt(length: number, place: number, factor: number): Float64Array {
  const factors = new Float64Array(length).fill(1)
  factors[place] = factor
  return factors
}
