import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  populationWeights,
  priorShiftOffset,
  probabilityAtPrevalence,
} from '../../../../lib/toolkit/learn/src/evaluation/prevalence'
import { mustBeReached } from '../../../support/must-be-reached'

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
const probabilities = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
  .map((values) => Float64Array.from(values))

describe('probabilityAtPrevalence', () => {
  it('follows Bayes’ rule', () => {
    // Odds of 3 at one decline in two; at one in five the prior odds are a quarter of that.
    const [p] = probabilityAtPrevalence(Float64Array.of(0.75), { from: 0.5, to: 0.2 })
    expect(p).toBeCloseTo(0.75 / (0.75 + 1), 12)
    expect(priorShiftOffset({ from: 0.5, to: 0.2 })).toBeCloseTo(-Math.log(4), 12)
  })

  it('gives the posterior of two normal groups drawn at the other share', () => {
    const random = new Random(4)
    const posterior = (x: number, prior: number) => 1 / (1 + ((1 - prior) / prior) * Math.exp(0.5 - x))
    const x = Float64Array.from({ length: 200 }, () => 3 * random.normal())
    const moved = probabilityAtPrevalence(
      x.map((value) => posterior(value, 0.38)),
      { from: 0.38, to: 0.15 },
    )
    moved.forEach((p, i) => {
      expect(p).toBeCloseTo(posterior(x[i], 0.15), 12)
    })
  })

  it('is undone by the way back, keeps the order, and moves nothing to the same share', () => {
    const reached = mustBeReached()
    const reachedToo = mustBeReached()
    fc.assert(
      fc.property(probabilities, share, share, (p, from, to) => {
        const there = probabilityAtPrevalence(p, { from, to })
        const back = probabilityAtPrevalence(there, { from: to, to: from })
        p.forEach((value, i) => {
          expect(there[i]).toBeGreaterThanOrEqual(0)
          expect(there[i]).toBeLessThanOrEqual(1)
          if (value > 1e-6 && value < 1 - 1e-6) {
            reached()
            expect(back[i]).toBeCloseTo(value, 6)
          }
          for (let k = 0; k < i; k++) {
            if (p[k] < value) {
              reachedToo()
              expect(there[k]).toBeLessThanOrEqual(there[i])
            }
          }
        })
        probabilityAtPrevalence(p, { from, to: from }).forEach((same, i) => {
          expect(same).toBeCloseTo(p[i], 12)
        })
      }),
    )
  })

  it('leaves certainty as it is, and refuses shares of none or all', () => {
    expect([...probabilityAtPrevalence(Float64Array.of(0, 1), { from: 0.4, to: 0.1 })]).toEqual([0, 1])
    for (const shift of [
      { from: 0, to: 0.5 },
      { from: 0.5, to: 1 },
      { from: Number.NaN, to: 0.5 },
    ]) {
      expect(() => probabilityAtPrevalence(Float64Array.of(0.5), shift)).toThrow(ArgumentError)
      expect(() => priorShiftOffset(shift)).toThrow(/priorShiftOffset.*needs shares between 0 and 1/)
      expect(() => populationWeights(Float64Array.of(0.5), shift)).toThrow(
        /populationWeights.*between 0 and 1/,
      )
    }
  })
})

describe('populationWeights', () => {
  const inner = fc
    .array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 20 })
    .map((values) => Float64Array.from(values))

  it('makes of a calibrated sample one of the other share', () => {
    fc.assert(
      fc.property(inner, share, (p, to) => {
        const from = p.reduce((sum, value) => sum + value, 0) / p.length
        const weight = populationWeights(p, { from, to })
        const there = probabilityAtPrevalence(p, { from, to })
        const positives = there.reduce((sum, value, i) => sum + weight[i] * value, 0)
        expect(weight.reduce((sum, value) => sum + value, 0)).toBeCloseTo(p.length, 9)
        expect(positives).toBeCloseTo(to * p.length, 9)
      }),
    )
  })

  it('is one for every row at the same share, and refuses shares outside 0 and 1', () => {
    for (const w of populationWeights(Float64Array.of(0, 0.3, 1), { from: 0.4, to: 0.4 })) {
      expect(w).toBeCloseTo(1, 12)
    }
    for (const bad of [0, 1, Number.NaN]) {
      expect(() => populationWeights(Float64Array.of(0.5), { from: 0.4, to: bad })).toThrow(ArgumentError)
      expect(() => populationWeights(Float64Array.of(0.5), { from: bad, to: 0.4 })).toThrow(ArgumentError)
    }
  })
})
