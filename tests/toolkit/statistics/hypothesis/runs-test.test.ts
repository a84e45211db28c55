import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { runsTest } from '../../../../lib/toolkit/statistics/src/hypothesis/runs-test'

const runs = (...outcomes: number[]) => runsTest(Uint8Array.from(outcomes))

describe('runsTest', () => {
  it('counts the stretches, and compares them with those of a random order', () => {
    const found = runs(1, 1, 1, 0, 0, 0, 0, 1, 1, 0)
    // Five ones and five zeros: 6 expected, variance 50 · 40 / (100 · 9).
    expect([found.runs, found.expected]).toEqual([4, 6])
    expect(found.z).toBeCloseTo(-2 / Math.sqrt(2000 / 900), 12)
    expect(found.pValue).toBeCloseTo(2 * normalCdf(-2 / Math.sqrt(2000 / 900)), 12)
  })

  it('tells too many stretches from too few by the sign', () => {
    const many = runs(1, 0, 1, 0, 1, 0)
    expect([many.runs, many.expected]).toEqual([6, 4])
    expect(many.z).toBeCloseTo(2 / Math.sqrt((18 * 12) / (36 * 5)), 12)
    expect(runs(1, 1, 0, 0, 0, 1).z).toBeLessThan(0)
    expect(runs(1, 0, 0, 0, 1).pValue).toBeLessThanOrEqual(1)
  })

  it('says nothing where one outcome occurs alone, or of two customers', () => {
    const nothing = { z: 0, pValue: 1 }
    expect(runs()).toEqual({ runs: 0, expected: 0, ...nothing })
    expect(runs(1)).toEqual({ runs: 1, expected: 1, ...nothing })
    expect(runs(0, 0, 0)).toEqual({ runs: 1, expected: 1, ...nothing })
    expect(runs(1, 0)).toEqual({ runs: 2, expected: 2, ...nothing })
  })
})
