import { describe, expect, it } from 'vitest'
import { analyseQuarter } from '../../../../lib/study/src/decisions/experiment/analyse-quarter'
import { allCustomers, pooledReduction } from '../../../../lib/study/src/decisions/experiment/estimate'
import { analyseLooks } from '../../../../lib/study/src/decisions/experiment/sequential-analysis'
import { repeatedLevel } from '../../../../lib/study/src/decisions/experiment/sequential-design'
import { experimentWorth } from '../../../../lib/study/src/decisions/experiment/worth'
import { lookSchedule } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'
import { madeCustomers } from './made-customers'
import { madeQuarters } from './made-quarters'

const customers = madeCustomers([60, 41])
const quartersOf = (quarters: number, reduction?: Float64Array, seed = 4) =>
  madeQuarters(customers, { quarters, seed, reduction }).map(({ drawn, outcomes }) =>
    analyseQuarter(drawn, outcomes),
  )

describe('analyseLooks', () => {
  it('looks after each quarter at all so far, by the interval that belongs to the bound', () => {
    const quarters = quartersOf(3)
    const { looks, plannedQuarters } = analyseLooks(quarters, { plannedQuarters: 5 })
    expect(plannedQuarters).toBe(5)
    expect(looks).toHaveLength(3)
    looks.forEach(({ reduction, z, bound, spent, breakEven }, k) => {
      const soFar = quarters.slice(0, k + 1)
      const { estimate, lower, upper } = pooledReduction(soFar, { level: repeatedLevel(bound) }).reduction
      expect(reduction).toEqual({ estimate, lower, upper })
      expect(breakEven).toBe(experimentWorth(allCustomers(soFar)).breakEven)
      // The sign of Z is that of the reduction, and its interval leaves out 0 exactly where Z is beyond the bound.
      expect(Math.sign(z)).toBe(Math.sign(estimate))
      expect(lower > 0 || upper < 0).toBe(Math.abs(z) > bound)
      expect(spent).toBeGreaterThan(k === 0 ? 0 : looks[k - 1].spent)
      expect(bound).toBeLessThan(k === 0 ? 10 : looks[k - 1].bound)
    })
    // Alpha is spent by the share of the quarters planned: about the bounds of equally informative looks.
    const { bounds } = lookSchedule(5)
    for (const [k, { bound }] of looks.entries()) expect(Math.abs(bound / bounds[k] - 1)).toBeLessThan(0.05)
    const strict = analyseLooks(quarters, { plannedQuarters: 5, level: 0.99 })
    expect(strict.looks[2].bound).toBeGreaterThan(looks[2].bound)
  })

  it('has a score whose weight is the customers’ and whose variance is that of the estimates', () => {
    const quarters = quartersOf(3)
    const { scores } = analyseLooks(quarters, { plannedQuarters: 3 })
    let [weight, variance] = [0, 0]
    quarters.forEach(({ known: { attrition }, adjusted }, k) => {
      const [t, c] = [attrition.treatment.known, attrition.control.known]
      weight += (t * c) / (t + c)
      variance += (((t * c) / (t + c)) * adjusted.standardError) ** 2
      expect(scores.weight[k]).toBeCloseTo(weight, 9)
      expect(scores.variance[k]).toBeCloseTo(variance, 9)
    })
  })

  it('takes the variance in proportion to the weights where a quarter shows no spread, and a hundredth at least', () => {
    const quarters = quartersOf(3)
    const still = quarters.map((quarter, k) =>
      k === 1 ? { ...quarter, adjusted: { ...quarter.adjusted, standardError: 0 } } : quarter,
    )
    const flat = analyseLooks(still, { plannedQuarters: 3 }).scores
    expect(flat.variance).toEqual(flat.weight)
    const tiny = quarters.map((quarter, k) =>
      k === 1 ? { ...quarter, adjusted: { ...quarter.adjusted, standardError: 1e-9 } } : quarter,
    )
    const { variance } = analyseLooks(tiny, { plannedQuarters: 3 }).scores
    expect(variance[1]).toBeCloseTo(1.01 * variance[0], 9)
    expect(variance[2]).toBeGreaterThan(1.5 * variance[1])
  })

  it('ends with the first look that decides, whatever comes after', () => {
    const large = quartersOf(
      4,
      customers.probability.map((p) => 0.7 * p),
    )
    const won = analyseLooks(large, { plannedQuarters: 4 })
    expect(won.decision).toBe('roll out')
    expect(won.looks.slice(0, won.ended).every(({ decision }) => decision === 'go on')).toBe(true)
    expect(won.looks[won.ended!].decision).toBe('roll out')
    expect(won.looks).toHaveLength(4)
    const none = analyseLooks(quartersOf(1), { plannedQuarters: 4 })
    expect(none.decision).toBe('go on')
    expect(none).not.toHaveProperty('ended')
    expect(() => analyseLooks(large, { plannedQuarters: 3 })).toThrow('at most the 3 looks planned')
  })

  it('ends at the last planned look without a finding', () => {
    const decisions = new Set<string>()
    for (let seed = 1; seed <= 12; seed++) {
      const nothing = quartersOf(2, new Float64Array(101), seed)
      const { decision, ended, looks } = analyseLooks(nothing, { plannedQuarters: 2 })
      expect(decision).not.toBe('go on')
      expect(looks[ended!].decision).toBe(decision)
      decisions.add(decision)
    }
    expect(decisions).toContain('end')
  })
})
