import { describe, expect, it } from 'vitest'
import { buildStake } from '../../../../../lib/study/src/report/management/build/stake-findings'
import { customersOf, riskOf } from '../../../decisions/offers/decision-cases'

describe('buildStake', () => {
  it('takes copies for one customer in the interval of the profit at risk', () => {
    const copyOf = (i: number) => Math.floor(i / 8)
    const customers = customersOf(
      Array.from({ length: 200 }, (_, i) => ({ id: i + 1, profit: 1 + ((7 * copyOf(i)) % 11) })),
    )
    const risk = riskOf(customers, 1)
    const alike = { ...risk, probability: risk.probability.map((_, i) => risk.probability[copyOf(i)]) }
    const widthFor = (groups: Int32Array) => {
      const { atRiskInterval } = buildStake(
        { ...customers, groups },
        alike,
        { low: 0.2, likely: 0.5, high: 1 },
        3,
      )
      return atRiskInterval.upper - atRiskInterval.lower
    }
    const apart = widthFor(Int32Array.from(customers.ids, (_, i) => i))
    // A total of 25 independent eights varies √8 times as much as one of 200 customers.
    const together = widthFor(Int32Array.from(customers.ids, (_, i) => copyOf(i)))
    expect(together / apart).toBeGreaterThan(2.3)
    expect(together / apart).toBeLessThan(3.4)
  })
})
