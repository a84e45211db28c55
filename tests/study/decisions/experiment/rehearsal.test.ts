import { describe, expect, it } from 'vitest'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { rehearseQuarters, simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { madeCustomers } from './made-customers'

const many = madeCustomers([6000])
const drawn = {
  ...many,
  treated: Uint8Array.from(many.ids, (_, i) => i % 2),
  quarter: '2026-Q3',
  plannedQuarters: 3,
}
const shareOf = (declined: Uint8Array, ids: Float64Array, arm: number) => {
  const own = Array.from(declined).filter((_, k) => drawn.treated[ids[k] - 1000] === arm)
  return own.reduce((sum, value) => sum + value, 0) / own.length
}
const meanOf = (values: Float64Array, arm: number) => {
  const own = values.filter((_, i) => drawn.treated[i] === arm)
  return own.reduce((sum, value) => sum + value, 0) / own.length
}

describe('simulateOutcomes', () => {
  it('lets customers decline with their probability, less what an offer is assumed to take away', () => {
    const { ids, declined, profit } = simulateOutcomes(drawn, { seed: 1 })
    expect(ids).toEqual(drawn.ids)
    expect(profit).toBeUndefined()
    // Five standard errors of a share among 3,000 are at most .046.
    expect(Math.abs(shareOf(declined, ids, 0) - meanOf(drawn.probability, 0))).toBeLessThan(0.04)
    const lowered = drawn.probability.map((p, i) => p - drawn.reduction[i])
    expect(Math.abs(shareOf(declined, ids, 1) - meanOf(lowered, 1))).toBeLessThan(0.04)
    // Where every decline is averted nobody declines with an offer; the same chances decide over the others.
    const averted = simulateOutcomes(drawn, { seed: 1, reduction: drawn.probability })
    expect(shareOf(averted.declined, ids, 1)).toBe(0)
    expect(shareOf(averted.declined, ids, 0)).toBe(shareOf(declined, ids, 0))
  })

  it('leaves the stated share unknown, and the others as they were', () => {
    const whole = simulateOutcomes(drawn, { seed: 2 })
    const some = simulateOutcomes(drawn, { seed: 2, missing: 0.25 })
    expect(Math.abs(some.ids.length / 6000 - 0.75)).toBeLessThan(0.03)
    some.ids.forEach((id, k) => {
      expect(some.declined[k]).toBe(whole.declined[id - 1000])
    })
    expect(simulateOutcomes(drawn, { seed: 2, missing: 1 }).ids).toHaveLength(0)
  })

  it('states profit as activity makes it, less a third of what a decline loses over three months', () => {
    const { declined, profit } = simulateOutcomes(drawn, { seed: 3, profitNoise: 0 })
    profit!.forEach((value, i) => {
      expect(value).toBeCloseTo(drawn.profit[i] - (declined[i] * drawn.averted[i]) / 3, 12)
    })
    const noisy = simulateOutcomes(drawn, { seed: 3, profitNoise: 0.2 })
    const errors = noisy.profit!.map((value, i) => (value - profit![i]) / drawn.profit[i])
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length)
    // Five standard errors of a standard deviation of .2 among 6,000.
    expect(Math.abs(spread - 0.2)).toBeLessThan(0.01)
    const losing = { ...drawn, profit: drawn.profit.map((value) => -value) }
    const turned = simulateOutcomes(losing, { seed: 3, profitNoise: 0.2 })
    turned.profit!.forEach((value, i) => {
      const kept = -drawn.profit[i] - (declined[i] * drawn.averted[i]) / 3
      expect(value - kept).toBeCloseTo(errors[i] * drawn.profit[i], 9)
    })
  })

  it('depends on the seed', () => {
    expect(simulateOutcomes(drawn, { seed: 4 })).toEqual(simulateOutcomes(drawn, { seed: 4 }))
    expect(simulateOutcomes(drawn, { seed: 4 }).declined).not.toEqual(
      simulateOutcomes(drawn, { seed: 5 }).declined,
    )
  })
})

describe('rehearseQuarters', () => {
  it('plays all planned quarters, the first by the draw that is there and the others drawn anew', () => {
    const small = madeCustomers([40, 21])
    const plan = {
      drawn: {
        ...small,
        treated: drawArms(small.ids, small.segment, { seed: 9, quarter: '2026-Q4' }),
        quarter: '2026-Q4',
        plannedQuarters: 3,
      },
      seed: 5,
      controlShare: 0.3,
    }
    const quarters = rehearseQuarters(plan, { seed: 8, missing: 0.1 })
    expect(quarters.map((one) => one.drawn.quarter)).toEqual(['2026-Q4', '2027-Q1', '2027-Q2'])
    expect(quarters[0].drawn.treated).toBe(plan.drawn.treated)
    for (const [q, quarter] of ['2026-Q4', '2027-Q1', '2027-Q2'].entries()) {
      const found = quarters[q]
      const { seed, controlShare } = plan
      const anew = drawArms(small.ids, small.segment, { seed, quarter, controlShare })
      expect(found.drawn.treated).toEqual(q === 0 ? plan.drawn.treated : anew)
      expect(found.drawn.ids).toBe(small.ids)
      expect(found.outcomes.ids.length).toBeLessThan(61)
    }
    // Outcomes by another chance each time.
    expect(quarters[1].outcomes.ids).not.toEqual(quarters[2].outcomes.ids)
    const copies = { ...plan, drawn: { ...plan.drawn, units: small.ids.map((id) => id - (id % 2)) } }
    const [, second] = rehearseQuarters(copies, { seed: 8 })
    second.drawn.treated.forEach((arm, i) => {
      expect(arm).toBe(second.drawn.treated[i - (i % 2)])
    })
  })
})
