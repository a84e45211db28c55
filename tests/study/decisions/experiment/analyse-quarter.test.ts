import { describe, expect, it } from 'vitest'
import {
  type AnalysedQuarter,
  analyseQuarter,
  outcomesAreRare,
} from '../../../../lib/study/src/decisions/experiment/analyse-quarter'
import { UserError } from '../../../../lib/toolkit/core/src/errors'
import { adjustedDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/adjusted-difference'
import { madeCustomers } from './made-customers'

/** Twelve customers of one segment, every second in treatment, whose ids are 1000 to 1011. */
const customers = madeCustomers([12])
const drawn = {
  ...customers,
  treated: Uint8Array.from(customers.ids, (_, i) => i % 2),
  quarter: '2026-Q4',
  plannedQuarters: 1,
}
const outcome = Float64Array.of(1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0)
const outcomes = { ids: drawn.ids, declined: Uint8Array.from(outcome) }

describe('analyseQuarter', () => {
  it('compares the arms with the predicted probability and without it', () => {
    const { adjusted, unadjusted, counts, weight, measured } = analyseQuarter(drawn, outcomes)
    const { treated, probability } = drawn
    const stratum = new Int32Array(12)
    expect(adjusted).toEqual(adjustedDifference({ outcome, treated, stratum, covariate: probability }))
    expect(unadjusted).toEqual(adjustedDifference({ outcome, treated, stratum }))
    // One of six declines in treatment, five of six in control.
    expect(unadjusted.estimate).toBeCloseTo((1 - 5) / 6, 12)
    expect(counts).toEqual([{ treatment: { events: 1, total: 6 }, control: { events: 5, total: 6 } }])
    expect(weight).toBe(3)
    expect(measured).toBeUndefined()
  })

  it('weighs by those whose outcome is known, and takes profit where it is stated', () => {
    const known = { ids: drawn.ids.subarray(0, 9), declined: outcomes.declined.subarray(0, 9) }
    const found = analyseQuarter(drawn, { ...known, profit: new Float64Array(9).fill(2) })
    // Four of treatment and five of control.
    expect(found.weight).toBeCloseTo(20 / 9, 12)
    expect(found.measured!.estimate).toBeCloseTo(0, 12)
  })

  it('needs two outcomes in each arm, and says how many there are', () => {
    const few = { ids: Float64Array.of(1000, 1001, 1003), declined: Uint8Array.of(1, 0, 1) }
    expect(() => analyseQuarter(drawn, few)).toThrow(UserError)
    expect(() => analyseQuarter(drawn, few)).toThrow(
      /two customers in each arm; known are 2 of 6 in treatment and 1 of 6 in control: check that the ids/,
    )
  })
})

describe('outcomesAreRare', () => {
  /** A quarter of so many customers an arm with one probability, so many of whom declined. */
  function quarterOf(count: number, p: number, declined: readonly [treatment: number, control: number]) {
    const treated = Uint8Array.from({ length: 2 * count }, (_, i) => Number(i < count))
    const arm = (events: number) => ({ drawn: count, known: count, declined: events })
    return {
      known: {
        customers: { treated, probability: new Float64Array(2 * count).fill(p) },
        attrition: { treatment: arm(declined[0]), control: arm(declined[1]) },
      },
    } as unknown as AnalysedQuarter
  }

  it('asks for five declines and five holds to be expected in each arm', () => {
    // Exact in binary numbers: 5 of 20, and a hair fewer.
    expect(outcomesAreRare([quarterOf(20, 0.25, [5, 5])])).toBe(false)
    expect(outcomesAreRare([quarterOf(20, 0.2, [5, 5])])).toBe(true)
    expect(outcomesAreRare([quarterOf(20, 0.75, [9, 9])])).toBe(false)
    expect(outcomesAreRare([quarterOf(20, 0.8, [9, 9])])).toBe(true)
    // Of all quarters together.
    expect(outcomesAreRare([quarterOf(20, 0.125, [3, 3]), quarterOf(20, 0.125, [2, 2])])).toBe(false)
  })

  it('is so where an arm has no decline or no hold at all', () => {
    expect(outcomesAreRare([quarterOf(20, 0.5, [0, 10])])).toBe(true)
    expect(outcomesAreRare([quarterOf(20, 0.5, [10, 0])])).toBe(true)
    expect(outcomesAreRare([quarterOf(20, 0.5, [20, 10])])).toBe(true)
    expect(outcomesAreRare([quarterOf(20, 0.5, [10, 20])])).toBe(true)
    expect(outcomesAreRare([quarterOf(20, 0.5, [1, 19])])).toBe(false)
    expect(outcomesAreRare([quarterOf(20, 0.5, [0, 10]), quarterOf(20, 0.5, [1, 10])])).toBe(false)
  })
})
