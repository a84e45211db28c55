import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type StratumCounts,
  scoreDifference,
} from '../../../../lib/toolkit/statistics/src/hypothesis/score-difference'
import reference from '../../../reference/experiment.json'

const counts = fc
  .tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }))
  .chain(([n1, n0]) =>
    fc.tuple(
      fc.constant(n1),
      fc.integer({ min: 0, max: n1 }),
      fc.constant(n0),
      fc.integer({ min: 0, max: n0 }),
    ),
  )
  .map(
    ([n1, e1, n0, e0]): StratumCounts => ({
      treatment: { events: e1, total: n1 },
      control: { events: e0, total: n0 },
    }),
  )

const swapped = ({ treatment, control }: StratumCounts): StratumCounts => ({
  treatment: control,
  control: treatment,
})

describe('scoreDifference', () => {
  it('is the interval by the likelihood maximised numerically (scipy) in one stratum, to 1e-6', () => {
    for (const { treatment, control, level, lower, upper, pValue } of reference.score) {
      const found = scoreDifference([{ treatment, control }], { level })
      expect(found.lower).toBeCloseTo(lower, 6)
      expect(found.upper).toBeCloseTo(upper, 6)
      expect(found.pValue).toBeCloseTo(pValue, 6)
    }
  })

  it('is the test of statsmodels at no difference, to 1e-8', () => {
    for (const { treatment, control, pValue } of reference.tests) {
      expect(scoreDifference([{ treatment, control }]).pValue).toBeCloseTo(pValue, 8)
    }
  })

  it('holds the estimate, stays within −1 and 1, and turns over with the groups', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 4 }), (strata) => {
        const found = scoreDifference(strata)
        expect(found.lower).toBeGreaterThanOrEqual(-1)
        expect(found.upper).toBeLessThanOrEqual(1)
        expect(found.lower).toBeLessThanOrEqual(found.estimate)
        expect(found.upper).toBeGreaterThanOrEqual(found.estimate)
        expect(found.upper - found.lower).toBeGreaterThan(0)
        const turned = scoreDifference(strata.map(swapped))
        expect(turned.lower).toBeCloseTo(-found.upper, 7)
        expect(turned.upper).toBeCloseTo(-found.lower, 7)
        expect(turned.pValue).toBeCloseTo(found.pValue, 7)
      }),
    )
  })

  it('leaves out 0 exactly when the p-value is below 1 − level', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 3 }), (strata) => {
        const { lower, upper, pValue } = scoreDifference(strata)
        fc.pre(Math.abs(pValue - 0.05) > 1e-6)
        expect(lower > 0 || upper < 0).toBe(pValue < 0.05)
      }),
    )
  })

  it('weights strata by their customers', () => {
    const even = { treatment: { events: 5, total: 10 }, control: { events: 5, total: 10 } }
    const apart = { treatment: { events: 30, total: 30 }, control: { events: 0, total: 30 } }
    expect(scoreDifference([even, apart]).estimate).toBeCloseTo(0.75, 12)
  })

  it('gives an interval where nobody or everybody has the event', () => {
    const none = { treatment: { events: 0, total: 20 }, control: { events: 0, total: 20 } }
    const { lower, upper, pValue } = scoreDifference([none])
    expect(pValue).toBe(1)
    expect(upper).toBeGreaterThan(0.1)
    expect(lower).toBeCloseTo(-upper, 9)
    const all = { treatment: { events: 9, total: 9 }, control: { events: 0, total: 9 } }
    expect(scoreDifference([all])).toMatchObject({ estimate: 1, upper: 1 })
  })

  it('refuses counts that cannot be', () => {
    const wrong = { treatment: { events: 3, total: 2 }, control: { events: 0, total: 2 } }
    expect(() => scoreDifference([wrong])).toThrow('3 of 2')
    expect(() => scoreDifference([])).toThrow('at least one stratum')
  })
})
