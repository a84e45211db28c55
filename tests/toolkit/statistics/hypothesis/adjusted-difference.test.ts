import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  adjustedDifference,
  type TrialOutcomes,
} from '../../../../lib/toolkit/statistics/src/hypothesis/adjusted-difference'
import reference from '../../../reference/experiment.json'

function trial(customers: number, seed: number): Required<TrialOutcomes> {
  const random = new Random(seed)
  const covariate = Float64Array.from({ length: customers }, () => random.uniform())
  const treated = random.shuffle(Uint8Array.from({ length: customers }, (_, i) => i % 2))
  return {
    outcome: covariate.map((x, i) => 2 * x + treated[i] * 0.5 + 0.1 * random.normal()),
    treated,
    stratum: Int32Array.from({ length: customers }, (_, i) => (i < customers / 3 ? 0 : 1)),
    covariate,
  }
}

describe('adjustedDifference', () => {
  it('is the regression with HC2 errors and Bell–McCaffrey degrees of freedom of statsmodels, to 1e-8', () => {
    for (const { outcome, treated, stratum, covariate, ...expected } of reference.adjusted) {
      const found = adjustedDifference({
        outcome: Float64Array.from(outcome),
        treated: Uint8Array.from(treated),
        stratum: Int32Array.from(stratum),
        covariate: Float64Array.from(covariate),
      })
      for (const name of ['estimate', 'standardError', 'lower', 'upper', 'pValue'] as const) {
        expect(found[name], name).toBeCloseTo(expected[name], 8)
      }
      expect(found.degreesOfFreedom).toBeCloseTo(expected.degreesOfFreedom, 6)
    }
  })

  it('is the stratified difference of means with Neyman variance without a covariate', () => {
    const found = adjustedDifference({
      outcome: Float64Array.from([1, 3, 2, 6, 5, 9, 1, 1]),
      treated: Uint8Array.from([1, 1, 0, 0, 1, 1, 0, 0]),
      stratum: Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1]),
    })
    // Stratum 0: 2 − 4 with variances 2/2 and 8/2; stratum 1: 7 − 1 with 8/2 and 0.
    expect(found.estimate).toBeCloseTo(2, 12)
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.25 * (1 + 4 + 4)), 12)
  })

  it('finds the effect closer with a covariate that tells the outcome', () => {
    const data = trial(300, 5)
    const plain = adjustedDifference({ ...data, covariate: undefined })
    const adjusted = adjustedDifference(data)
    expect(adjusted.standardError).toBeLessThan(0.3 * plain.standardError)
    expect(Math.abs(adjusted.estimate - 0.5)).toBeLessThan(4 * adjusted.standardError)
  })

  it('does not change with a covariate moved, scaled or constant', () => {
    const data = trial(80, 6)
    const moved = adjustedDifference({ ...data, covariate: data.covariate.map((x) => 1000 - 7 * x) })
    const found = adjustedDifference(data)
    expect(moved.estimate).toBeCloseTo(found.estimate, 9)
    expect(moved.standardError).toBeCloseTo(found.standardError, 9)
    const constant = adjustedDifference({ ...data, covariate: data.covariate.map(() => 0.1) })
    expect(constant).toEqual(adjustedDifference({ ...data, covariate: undefined }))
  })

  it('does not adjust in an arm where one customer alone differs in the covariate', () => {
    const data = trial(40, 8)
    const alone = data.treated.indexOf(1)
    const covariate = data.covariate.map((_, i) => (data.treated[i] === 0 ? 0.9 : i === alone ? 0.2 : 0.9))
    const found = adjustedDifference({ ...data, covariate })
    expect(found).toEqual(adjustedDifference({ ...data, covariate: undefined }))
    expect(found.degreesOfFreedom).toBeGreaterThan(2)
  })

  it('refuses a stratum with one customer of an arm', () => {
    const data = { ...trial(8, 7), treated: Uint8Array.from([1, 0, 0, 1, 1, 0, 0, 1]) }
    data.stratum = Int32Array.from([0, 0, 0, 1, 1, 1, 1, 1])
    expect(() => adjustedDifference(data)).toThrow('two units of each arm in stratum 0')
    expect(() => adjustedDifference({ ...data, treated: new Uint8Array(3) })).toThrow('columns of 8 rows')
  })
})
