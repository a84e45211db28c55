import { describe, expect, it } from 'vitest'
import {
  knownOutcomes,
  pooledAttrition,
  takeDrawn,
} from '../../../../lib/study/src/decisions/experiment/known-outcomes'
import { scoreDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/score-difference'
import { madeCustomers } from './made-customers'

/** Six participants, the first three in treatment; their ids are 1000 to 1005. */
const drawn = {
  ...madeCustomers([4, 2]),
  treated: Uint8Array.of(1, 1, 1, 0, 0, 0),
  quarter: '2026-Q4',
  plannedQuarters: 1,
}

describe('knownOutcomes', () => {
  it('brings outcomes into the order of the draw, without those of nobody and without nobody’s', () => {
    const { customers, declined, profit, attrition } = knownOutcomes(drawn, {
      ids: Float64Array.of(1005, 7, 1003, 1000, 8, 1001),
      declined: Uint8Array.of(1, 1, 0, 1, 0, 0),
      profit: Float64Array.of(5, 70, 3, 10, 80, 1),
    })
    expect([...customers.ids]).toEqual([1000, 1001, 1003, 1005])
    expect([...declined]).toEqual([1, 0, 0, 1])
    expect([...profit!]).toEqual([10, 1, 3, 5])
    expect(attrition.treatment).toEqual({ drawn: 3, known: 2, declined: 1 })
    expect(attrition.control).toEqual({ drawn: 3, known: 2, declined: 1 })
    expect(attrition.notDrawn).toBe(2)
    expect(attrition.copies).toBe(0)
    // One in three of each arm is missing.
    expect(attrition.pValue).toBeCloseTo(1, 9)
    // At worst the missing one of treatment declines and that of control does not: 1/3 − 2/3; at best 2/3 − 1/3.
    expect(attrition.bounds.lower).toBeCloseTo(-1 / 3, 12)
    expect(attrition.bounds.upper).toBeCloseTo(1 / 3, 12)
  })

  it('has no profit where the outcomes state none', () => {
    const found = knownOutcomes(drawn, { ids: drawn.ids, declined: new Uint8Array(6) })
    expect(found).not.toHaveProperty('profit')
    expect(found.attrition).toMatchObject({ notDrawn: 0, pValue: 1, bounds: { lower: 0, upper: 0 } })
  })

  it('counts copies once: by the smallest id whose outcome is known', () => {
    const units = Float64Array.of(1000, 1000, 1002, 1003, 1003, 1003)
    const { customers, declined, attrition } = knownOutcomes(
      { ...drawn, units },
      { ids: Float64Array.of(1000, 1001, 1005, 1004), declined: Uint8Array.of(1, 0, 0, 1) },
    )
    expect([...customers.ids]).toEqual([1000, 1004])
    expect([...customers.units!]).toEqual([1000, 1003])
    expect([...declined]).toEqual([1, 1])
    expect(attrition.copies).toBe(3)
    expect(attrition.treatment).toEqual({ drawn: 2, known: 1, declined: 1 })
    expect(attrition.control).toEqual({ drawn: 1, known: 1, declined: 1 })
    // Every outcome is of a participant.
    expect(attrition.notDrawn).toBe(0)
  })
})

it('takes every column of some of the customers', () => {
  const rows = Int32Array.of(4, 1)
  const found = takeDrawn(drawn, rows)
  expect(found).not.toHaveProperty('units')
  for (const [name, values] of Object.entries(found)) {
    const whole = drawn[name as keyof typeof found] as ArrayLike<unknown>
    expect(Array.from(values as ArrayLike<unknown>), name).toEqual([whole[4], whole[1]])
  }
  expect(Object.keys(found).sort()).toEqual(
    Object.keys(drawn)
      .filter((name) => name !== 'quarter' && name !== 'plannedQuarters')
      .sort(),
  )
})

describe('pooledAttrition', () => {
  const arm = (customers: number, known: number, declined: number) => ({ drawn: customers, known, declined })

  it('adds up quarters, and compares within them who is missing', () => {
    const quarters = [
      { treatment: arm(50, 30, 10), control: arm(50, 45, 20), notDrawn: 2, copies: 1 },
      { treatment: arm(40, 40, 4), control: arm(20, 18, 8), notDrawn: 3, copies: 4 },
    ]
    const found = pooledAttrition(quarters)
    expect(found.treatment).toEqual(arm(90, 70, 14))
    expect(found.control).toEqual(arm(70, 63, 28))
    expect(found.notDrawn).toBe(5)
    expect(found.copies).toBe(5)
    const missing = (events: number, total: number) => ({ events, total })
    expect(found.pValue).toBe(
      scoreDifference([
        { treatment: missing(20, 50), control: missing(5, 50) },
        { treatment: missing(0, 40), control: missing(2, 20) },
      ]).pValue,
    )
    expect(found.pValue).toBeLessThan(0.05)
    // 28 of 70 against (14 + 20) of 90; (28 + 7) of 70 against 14 of 90.
    expect(found.bounds.lower).toBeCloseTo(28 / 70 - 34 / 90, 12)
    expect(found.bounds.upper).toBeCloseTo(35 / 70 - 14 / 90, 12)
  })

  it('compares nothing where nobody is missing, or a quarter has one arm alone', () => {
    const whole = { treatment: arm(3, 3, 1), control: arm(3, 3, 1), notDrawn: 0, copies: 0 }
    expect(pooledAttrition([whole]).pValue).toBe(1)
    const one = { treatment: arm(3, 1, 1), control: arm(0, 0, 0), notDrawn: 0, copies: 0 }
    const other = { treatment: arm(0, 0, 0), control: arm(3, 1, 0), notDrawn: 0, copies: 0 }
    expect(pooledAttrition([one, other]).pValue).toBe(1)
    expect(pooledAttrition([one]).bounds).toEqual({ lower: -1, upper: -1 / 3 })
    // A quarter of one arm says nothing beside one of two.
    const both = { treatment: arm(20, 10, 1), control: arm(20, 19, 1), notDrawn: 0, copies: 0 }
    expect(pooledAttrition([both, one]).pValue).toBe(pooledAttrition([both]).pValue)
    expect(pooledAttrition([both, other]).pValue).toBe(pooledAttrition([both]).pValue)
  })
})
