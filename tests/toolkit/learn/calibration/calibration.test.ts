import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  calibrate,
  calibratedLogOdds,
  fitCalibration,
  type LogisticCurve,
} from '../../../../lib/toolkit/learn/src/calibration/calibration'
import { fitSigmoid } from '../../../../lib/toolkit/learn/src/calibration/sigmoid-fit'
import { reference, test } from '../reference'

const logLoss = (p: Float64Array, y: Uint8Array) =>
  -p.reduce((sum, value, i) => sum + Math.log(y[i] === 1 ? value : 1 - value), 0) / y.length

/** Probabilities and labels, both classes among them. */
const predictions = fc
  .array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { minLength: 2, maxLength: 60 })
  .map((pairs) => ({
    p: Float64Array.from(pairs, ([value]) => value),
    y: Uint8Array.from(pairs, ([, label], i) => (i < 2 ? i : Number(label))),
  }))

describe('fitCalibration', () => {
  it('agrees with scikit-learn’s logistic curve', () => {
    const { slope, intercept } = fitSigmoid(Float64Array.from(reference.platt.scores), test.y)
    expect(Math.abs(slope - reference.platt.slope)).toBeLessThan(1e-4)
    expect(Math.abs(intercept - reference.platt.intercept)).toBeLessThan(1e-4)
  })

  it.each(['probability', 'log-odds'] as const)(
    'never changes the order, and stays within 0 and 1: %s',
    (scale) => {
      fc.assert(
        fc.property(predictions, ({ p, y }) => {
          const calibration = fitCalibration(p, y, scale)
          const sorted = p.slice().sort()
          const calibrated = calibrate(calibration, sorted)
          for (let i = 0; i < calibrated.length; i++) {
            expect(calibrated[i] > 0 && calibrated[i] < 1).toBe(true)
          }
          expect(calibrated).toEqual(calibrated.slice().sort())
        }),
      )
    },
  )

  it('keeps the mean of Platt’s targets', () => {
    fc.assert(
      fc.property(predictions, ({ p, y }) => {
        const ones = y.reduce((sum, label) => sum + label, 0)
        const zeros = y.length - ones
        const target = (ones * (ones + 1)) / (ones + 2) + zeros / (zeros + 2)
        const total = calibrate(fitCalibration(p, y), p).reduce((sum, value) => sum + value, 0)
        expect(Math.abs(total - target)).toBeLessThan(1e-5)
      }),
    )
  })

  it('undoes a known distortion', () => {
    const random = new Random(1)
    const truth = Float64Array.from({ length: 20_000 }, () => 0.02 + 0.96 * random.uniform())
    const y = Uint8Array.from(truth, (p) => (random.uniform() < p ? 1 : 0))
    const timid = truth.map((p) => 1 / (1 + Math.exp(-0.5 * Math.log(p / (1 - p)) - 0.3)))
    const calibration = fitCalibration(timid, y, 'log-odds') as LogisticCurve
    // Standard errors about 0.03 and 0.02.
    expect(Math.abs(calibration.slope - 2)).toBeLessThan(0.12)
    expect(Math.abs(calibration.intercept + 0.6)).toBeLessThan(0.1)
    const calibrated = calibrate(calibration, timid)
    expect(logLoss(calibrated, y)).toBeLessThan(logLoss(timid, y) - 0.01)
    expect(logLoss(calibrated, y)).toBeLessThan(logLoss(truth, y) + 0.001)
  })

  it('is linear in the probability on the log-odds scale', () => {
    const calibration = fitCalibration(Float64Array.of(0.1, 0.4, 0.35, 0.8), Uint8Array.of(0, 0, 1, 1))
    const [a, b, c] = calibratedLogOdds(calibration, Float64Array.of(0.2, 0.5, 0.8))
    expect(b - a).toBeCloseTo(c - b, 12)
  })

  it('is flat at the base rate when predictions are worse than chance', () => {
    const calibration = fitCalibration(Float64Array.of(0.9, 0.8, 0.2, 0.1), Uint8Array.of(0, 0, 1, 1))
    expect((calibration as LogisticCurve).slope).toBe(0)
    expect(calibrate(calibration, Float64Array.of(0.3))[0]).toBeCloseTo(0.5, 6)
  })

  it('refuses a single class, sizes that differ and values that are no probabilities', () => {
    expect(() => fitCalibration(Float64Array.of(0.1, 0.2), Uint8Array.of(1, 1))).toThrow(/both classes/)
    expect(() => fitCalibration(Float64Array.of(0.1), Uint8Array.of(1, 0))).toThrow(/one label/)
    expect(() => fitCalibration(Float64Array.of(0.1, 1.2), Uint8Array.of(1, 0))).toThrow(/probabilities/)
    expect(() => fitCalibration(Float64Array.of(0.1, Number.NaN), Uint8Array.of(1, 0))).toThrow(
      /probabilities/,
    )
  })
})
