import { describe, expect, it } from 'vitest'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { offerUplifts } from '../../../../lib/study/src/decisions/offers/offer-uplift'
import { horizonMonths } from '../../../../lib/study/src/decisions/segments/segments'
import { customersOf, planOf, realCatalogue, riskOf } from './decision-cases'

describe('offerUplifts', () => {
  const customers = customersOf(Array.from({ length: 40 }, (_, i) => ({ id: i + 1, profit: 2 + (i % 5) })))
  const risk = riskOf(customers, 8)
  const options = offerOptions(customers, risk, realCatalogue)
  const plan = planOf(options, (customer) => [0.3, 0.9, 1, 0][customer % 4])
  const uplifts = offerUplifts(options, plan.chosen, realCatalogue)

  it('is what the kept profit takes as the fall of the probability', () => {
    expect(uplifts.length).toBeGreaterThan(2)
    let kept = 0
    plan.chosen.forEach((option, position) => {
      if (option < 0) return
      const { effect } = realCatalogue.offers[options.problem.offer[option]]
      const { reach } = realCatalogue.channels[options.problem.channel[option]]
      const lost = customers.profit[risk.rows[position]] * horizonMonths * realCatalogue.profitLost.likely
      kept += effect.likely * reach * options.points[option] * lost
    })
    expect(kept).toBeCloseTo(plan.kept, 9)
    const customersOfPlan = plan.chosen.filter((option) => option >= 0).length
    expect(uplifts.reduce((sum, row) => sum + row.customers, 0)).toBe(customersOfPlan)
  })

  it('is the mean over those who get the offer, at each end of the effect, and where it pays', () => {
    for (const { offer, customers: count, points, low, likely, high, breakEven } of uplifts) {
      const own = [...plan.chosen].filter((option) => option >= 0 && options.problem.offer[option] === offer)
      expect(count).toBe(own.length)
      const mean = (value: (option: number) => number) =>
        own.reduce((sum, option) => sum + value(option), 0) / own.length
      expect(points).toBeCloseTo(
        mean((option) => options.points[option]),
        14,
      )
      const noticed = mean(
        (option) => realCatalogue.channels[options.problem.channel[option]].reach * options.points[option],
      )
      const { effect } = realCatalogue.offers[offer]
      ;[low, likely, high].forEach((found, k) => {
        expect(found).toBeCloseTo([effect.low, effect.likely, effect.high][k] * noticed, 14)
      })
      const kept = own.reduce((sum, option) => sum + options.problem.kept[option], 0)
      const cost = own.reduce((sum, option) => sum + options.problem.cost[option], 0)
      expect((breakEven / likely) * kept).toBeCloseTo(cost, 10)
    }
  })

  it('counts the first option of all as it counts the others', () => {
    const chosen = new Int32Array(40).fill(-1)
    chosen[options.problem.customer[0]] = 0
    expect(offerUplifts(options, chosen, realCatalogue)).toMatchObject([
      { offer: options.problem.offer[0], customers: 1, points: options.points[0] },
    ])
  })

  it('knows no offer of an empty plan', () => {
    expect(offerUplifts(options, new Int32Array(40).fill(-1), realCatalogue)).toEqual([])
  })
})
