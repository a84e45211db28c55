import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  cramersV,
  riskDifference,
  riskRatio,
} from '../../../../lib/toolkit/statistics/src/association/association'
import { expectClose, number, reference } from '../reference'

describe("Cramér's V", () => {
  it('agrees with scipy without bias correction', () => {
    for (const { counts, cramersV: v } of reference.tables) {
      expectClose(cramersV(matrixFromRows(counts), { biasCorrection: false }), number(v), 1e-13)
    }
  })
  it('is 0 for independence and 1 for full dependence', () => {
    expect(
      cramersV(
        matrixFromRows([
          [10, 20],
          [30, 60],
        ]),
      ),
    ).toBe(0)
    expectClose(
      cramersV(
        matrixFromRows([
          [30, 0, 0],
          [0, 20, 0],
          [0, 0, 10],
        ]),
      ),
      1,
      1e-13,
    )
  })
  it('loses most of its bias on independent variables', () => {
    const random = new Random(8)
    const sums = [0, 0]
    for (let trial = 0; trial < 200; trial++) {
      const table = matrixFromRows(Array.from({ length: 5 }, () => [0, 0, 0, 0]))
      for (let i = 0; i < 100; i++) table.values[random.integer(20)]++
      sums[0] += cramersV(table) / 200
      sums[1] += cramersV(table, { biasCorrection: false }) / 200
    }
    expect(sums[1]).toBeGreaterThan(0.15)
    expect(sums[0]).toBeLessThan(0.07)
  })
  it('is NaN with one row', () => {
    expect(cramersV(matrixFromRows([[3, 4]]))).toBeNaN()
  })
})

describe('risk difference', () => {
  it('is the worked example of Newcombe (1998): 56/70 against 48/80', () => {
    const { estimate, lower, upper } = riskDifference({ events: 56, total: 70 }, { events: 48, total: 80 })
    expectClose(estimate, 0.2, 1e-15)
    expectClose(lower, 0.0524, 5e-5)
    expectClose(upper, 0.3339, 5e-5)
  })
  it('changes sign with the groups', () => {
    const a = { events: 5, total: 20 }
    const b = { events: 0, total: 31 }
    expectClose(riskDifference(a, b).lower, -riskDifference(b, a).upper, 1e-15)
  })
})

describe('risk ratio', () => {
  it('turns to its inverse with the groups, interval included', () => {
    const a = { events: 14, total: 60 }
    const b = { events: 25, total: 81 }
    const forth = riskRatio(a, b)
    const back = riskRatio(b, a)
    expectClose(back.estimate, 1 / forth.estimate, 1e-14)
    expectClose(back.lower, 1 / forth.upper, 1e-12)
    expectClose(back.upper, 1 / forth.lower, 1e-12)
  })
  it('is close to the interval on the logarithm for large groups', () => {
    const { lower, upper } = riskRatio({ events: 400, total: 1000 }, { events: 300, total: 1000 })
    const half = 1.96 * Math.sqrt(1 / 400 - 1 / 1000 + 1 / 300 - 1 / 1000)
    expectClose(lower, (4 / 3) * Math.exp(-half), 0.003)
    expectClose(upper, (4 / 3) * Math.exp(half), 0.003)
  })
  it('keeps to its level when both shares are equal', () => {
    const random = new Random(2)
    let covered = 0
    for (let trial = 0; trial < 1000; trial++) {
      const events = [0, 0].map(() =>
        Array.from({ length: 50 }, () => Number(random.uniform() < 0.3)).reduce((s, v) => s + v),
      )
      const { lower, upper } = riskRatio({ events: events[0], total: 50 }, { events: events[1], total: 50 })
      if (lower <= 1 && upper >= 1) covered++
    }
    expect(covered / 1000).toBeGreaterThan(0.93)
    expect(covered / 1000).toBeLessThan(0.975)
  })
  it('has bounds when one group has no events, and needs events in one', () => {
    const none = riskRatio({ events: 0, total: 20 }, { events: 6, total: 20 })
    expect([none.estimate, none.lower]).toEqual([0, 0])
    expect(none.upper).toBeLessThan(1)
    const all = riskRatio({ events: 6, total: 20 }, { events: 0, total: 20 })
    expect([all.estimate, all.upper]).toEqual([Infinity, Infinity])
    expect(all.lower).toBeGreaterThan(1)
    expect(() => riskRatio({ events: 0, total: 5 }, { events: 0, total: 5 })).toThrow(ArgumentError)
  })
})
