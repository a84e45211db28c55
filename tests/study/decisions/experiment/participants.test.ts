import { describe, expect, it } from 'vitest'
import {
  type ExperimentAssumptions,
  experimentCustomers,
} from '../../../../lib/study/src/decisions/experiment/participants'
import type { OfferProblem } from '../../../../lib/study/src/decisions/offers/offer-problem'

describe('experimentCustomers', () => {
  const problem: OfferProblem = {
    customers: 3,
    customer: Int32Array.from([0, 0, 1, 2]),
    offer: Uint16Array.from([0, 1, 0, 1]),
    channel: Uint16Array.from([0, 1, 1, 0]),
    cost: Float64Array.from([0.1, 0.5, 0.2, 0.1]),
    kept: Float64Array.from([0.6, 1.2, 0.1, 0.4]),
    contact: Uint8Array.from([1, 0, 0, 1]),
  }
  const catalogue: ExperimentAssumptions = {
    riskFrom: 0.5,
    profitLost: { likely: 0.6 },
    offers: [
      { id: 'first', effect: { low: 0.1, likely: 0.2, high: 0.3 } },
      { id: 'second', effect: { low: 0.2, likely: 0.4, high: 0.8 } },
    ],
    channels: [
      { id: 'message', reach: 0.5 },
      { id: 'site', reach: 1 },
    ],
  }
  const people = {
    ids: [11, 12, 13],
    segment: ['a', 'b', 'a'],
    probability: Float64Array.from([0.9, 0.6, 0.4]),
    profit: Float64Array.from([5, 4, 3]),
  }

  const points = Float64Array.from([0.5, 0.5, 0.4, 0.3])

  it('are those at risk whose planned offer is expected to keep more than it costs', () => {
    const found = experimentCustomers(
      people,
      { problem, points, chosen: Int32Array.from([1, -1, 3]) },
      catalogue,
    )
    expect([...found.ids]).toEqual([11])
    expect(found.offer).toEqual(['second'])
    expect(found.channel).toEqual(['site'])
    expect([...found.cost]).toEqual([0.5])
    expect(found.averted[0]).toBeCloseTo(5 * 3 * 0.6, 12)
    expect(found.addressed[0]).toBeCloseTo(0.5, 12)
    expect(found.reduction[0]).toBeCloseTo(0.4 * 0.5, 12)
    expect(found.lowReduction[0]).toBeCloseTo(0.2 * 0.5, 12)
    expect(found.highReduction[0]).toBeCloseTo(0.8 * 0.5, 12)
    const losing = { problem, points, chosen: Int32Array.from([-1, 2, -1]) }
    expect(experimentCustomers(people, losing, catalogue).ids).toHaveLength(0)
  })

  it('keeps measured effects below 0 and above 1 within what a probability can change', () => {
    const measured = {
      ...catalogue,
      offers: [catalogue.offers[0], { id: 'second', effect: { low: -3, likely: 0.4, high: 2.5 } }],
    }
    const found = experimentCustomers(
      people,
      { problem, points, chosen: Int32Array.from([1, -1, -1]) },
      measured,
    )
    // The customer's probability is 0.9: at most it falls by 0.9, at worst it rises by 0.1.
    expect(found.lowReduction[0]).toBeCloseTo(-0.1, 12)
    expect(found.reduction[0]).toBeCloseTo(0.2, 12)
    expect(found.highReduction[0]).toBeCloseTo(0.9, 12)
  })

  it('refuses arrays that do not go together', () => {
    const chosen = Int32Array.from([1, -1, 3])
    expect(() =>
      experimentCustomers(people, { problem, points: new Float64Array(2), chosen }, catalogue),
    ).toThrow('people and points of the problem')
    expect(() =>
      experimentCustomers(people, { problem, points, chosen: chosen.subarray(1) }, catalogue),
    ).toThrow('a choice for each customer')
  })

  it('takes who is just at risk, and nobody whose offer only keeps what it costs', () => {
    const whole = Int32Array.from([1, 2, 3])
    const idsOf = (changed: Partial<OfferProblem>, riskFrom: number) => [
      ...experimentCustomers(
        people,
        { problem: { ...problem, ...changed }, points, chosen: whole },
        { ...catalogue, riskFrom },
      ).ids,
    ]
    expect(idsOf({}, 0.4)).toEqual([11, 13])
    expect(idsOf({}, 0.41)).toEqual([11])
    expect(idsOf({ kept: Float64Array.from([0.6, 0.5, 0.3, 0.4]) }, 0.4)).toEqual([12, 13])
  })

  it('knows each by the columns of the customer, not of the row', () => {
    const found = experimentCustomers(
      people,
      { problem, points, chosen: Int32Array.from([-1, -1, 3]) },
      { ...catalogue, riskFrom: 0 },
    )
    expect(found).not.toHaveProperty('units')
    expect(found.segment).toEqual(['a'])
    expect([...found.probability]).toEqual([0.4])
    expect([...found.profit]).toEqual([3])
    expect(found.channel).toEqual(['message'])
    expect(found.addressed[0]).toBeCloseTo(0.5 * 0.3, 12)
    expect(found.reduction[0]).toBeCloseTo(0.4 * 0.5 * 0.3, 12)
  })

  it('has copies of one another as one unit, called by the smallest id that takes part', () => {
    const found = experimentCustomers(
      { ...people, groups: [7, 8, 7] },
      { problem, points, chosen: Int32Array.from([1, -1, 3]) },
      { ...catalogue, riskFrom: 0 },
    )
    expect([...found.ids]).toEqual([11, 13])
    expect([...found.units!]).toEqual([11, 11])
  })
})
