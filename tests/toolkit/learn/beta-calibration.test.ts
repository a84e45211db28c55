import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeModel, encodeModel } from '../../../lib/study/src/evaluation/model-file'
import { Random } from '../../../lib/toolkit/core/src/random'
import {
  type BetaCurve,
  calibrate,
  calibratedLogOdds,
  calibratedLogOddsOf,
  fitCalibration,
} from '../../../lib/toolkit/learn/src/calibration/calibration'
import { fitPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { matrixPreprocessor } from '../../../lib/toolkit/learn/src/pipeline/preprocessor'
import { separableProblem } from '../../contract/problems'
import { forgedFile } from './forged-file'

/** The curve without its bounds. */
type Unbounded = Pick<BetaCurve, 'a' | 'b' | 'intercept'>

const unbounded = { lower: -1e6, upper: 1e6 }

interface BetaCase extends Unbounded {
  readonly name: string
  readonly p: readonly number[]
  readonly y: readonly number[]
  /** With parameters of either sign. */
  readonly free: Unbounded
}

/** Numbers from scikit-learn 1.9.1 and scipy 1.17.1; made by tests/reference/calibration.py. */
const reference = JSON.parse(readFileSync(join(__dirname, '../../reference/calibration.json'), 'utf8')) as {
  beta: readonly BetaCase[]
}

const fitBeta = (p: ArrayLike<number>, y: ArrayLike<number>): BetaCurve => {
  const calibration = fitCalibration(Float64Array.from(p), Uint8Array.from(y), 'beta')
  if (calibration.kind !== 'beta-curve') throw new Error(calibration.kind)
  return calibration
}

/** Log loss of the curve on rows kept away from certainty, with the little prior of the fit. */
function loss({ a, b, intercept }: Unbounded, p: ArrayLike<number>, y: ArrayLike<number>): number {
  const ones = Array.from(y).reduce((sum, label) => sum + label, 0)
  const margin = 1 / (Math.min(ones, y.length - ones) + 2)
  let total = 5e-4 * (a * a + b * b)
  for (let i = 0; i < p.length; i++) {
    const kept = Math.min(1 - margin, Math.max(margin, p[i]))
    const logOdds = a * Math.log(kept) - b * Math.log(1 - kept) + intercept
    total += Math.log1p(Math.exp(y[i] === 1 ? -logOdds : logOdds))
  }
  return total
}

/** Probabilities, 0 and 1 among them, and labels of both classes. */
const predictions = fc
  .array(
    fc.tuple(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), fc.boolean()),
    { minLength: 2, maxLength: 60 },
  )
  .map((pairs) => ({
    p: Float64Array.from(pairs, ([value]) => value),
    y: Uint8Array.from(pairs, ([, label], i) => (i < 2 ? i : Number(label))),
  }))

describe('beta calibration', () => {
  it.each(reference.beta)(
    'agrees with scikit-learn and scipy within 1e-6: $name',
    ({ p, y, ...expected }) => {
      const fitted = fitBeta(p, y)
      expect(Math.abs(fitted.a - expected.a)).toBeLessThan(1e-6)
      expect(Math.abs(fitted.b - expected.b)).toBeLessThan(1e-6)
      expect(Math.abs(fitted.intercept - expected.intercept)).toBeLessThan(1e-6)
    },
  )

  it('leaves a parameter out that would be negative, exactly', () => {
    const [negativeB, negativeA] = reference.beta.slice(2)
    expect(negativeB.free.b).toBeLessThan(-0.5)
    expect(fitBeta(negativeB.p, negativeB.y).b).toBe(0)
    expect(negativeA.free.a).toBeLessThan(-0.5)
    expect(fitBeta(negativeA.p, negativeA.y).a).toBe(0)
  })

  it('has the least loss of all curves that never fall, by brute force', () => {
    fc.assert(
      fc.property(predictions, fc.nat(), ({ p, y }, seed) => {
        const fitted = fitBeta(p, y)
        const random = new Random(seed)
        const least = loss(fitted, p, y)
        for (let trial = 0; trial < 60; trial++) {
          const far = 10 ** -random.integer(5)
          const other = {
            a: Math.max(0, fitted.a + far * random.normal()),
            b: Math.max(0, fitted.b + far * random.normal()),
            intercept: fitted.intercept + far * random.normal(),
          }
          expect(loss(other, p, y)).toBeGreaterThanOrEqual(least - 1e-9 * (1 + least))
        }
      }),
    )
  })

  it('never falls, stays within 0 and 1, and takes all that is surer than the rarer class could show alike', () => {
    fc.assert(
      fc.property(predictions, ({ p, y }) => {
        const curve = fitBeta(p, y)
        expect(Math.min(curve.a, curve.b)).toBeGreaterThanOrEqual(0)
        const calibrated = calibrate(curve, p.slice().sort())
        for (let i = 0; i < calibrated.length; i++) {
          expect(calibrated[i] >= 0 && calibrated[i] <= 1).toBe(true)
        }
        expect(calibrated).toEqual(calibrated.slice().sort())
        const ones = Array.from(y).reduce((total, label) => total + label, 0)
        expect(curve.margin).toBeCloseTo(1 / (Math.min(ones, y.length - ones) + 2), 12)
        expect(calibratedLogOddsOf(curve, 0)).toBe(calibratedLogOddsOf(curve, curve.margin))
        expect(calibratedLogOddsOf(curve, 1)).toBe(calibratedLogOddsOf(curve, 1 - curve.margin))
        expect(Number.isFinite(calibratedLogOddsOf(curve, 0))).toBe(true)
      }),
    )
  })

  it('keeps the mean of the labels, but for the bounds', () => {
    fc.assert(
      fc.property(predictions, ({ p, y }) => {
        const sum = (values: ArrayLike<number>) =>
          Array.from(values).reduce((total, value) => total + value, 0)
        expect(Math.abs(sum(calibrate({ ...fitBeta(p, y), ...unbounded }, p)) - sum(y))).toBeLessThan(1e-5)
      }),
    )
  })

  it('is the log-odds curve where a = b', () => {
    const p = Float64Array.from({ length: 99 }, (_, i) => (i + 1) / 100)
    for (const slope of [0, 0.4, 1, 2.5]) {
      const beta = calibratedLogOdds(
        { kind: 'beta-curve', a: slope, b: slope, intercept: -0.3, margin: 0.01, lower: -50, upper: 50 },
        p,
      )
      const logistic = calibratedLogOdds(
        { kind: 'logistic-curve', scale: 'log-odds', slope, intercept: -0.3 },
        p,
      )
      beta.forEach((value, i) => {
        expect(Math.abs(value - logistic[i])).toBeLessThan(1e-13)
      })
    }
    expect(
      calibrate(
        { kind: 'beta-curve', a: 1, b: 1, intercept: 0, margin: 0.01, lower: -50, upper: 50 },
        Float64Array.of(0.2),
      )[0],
    ).toBeCloseTo(0.2, 14)
  })

  it('undoes a distortion that no logistic curve undoes', () => {
    const random = new Random(8)
    const rows = 20_000
    const p = Float64Array.from({ length: rows }, () => random.uniform())
    const truth: BetaCurve = {
      kind: 'beta-curve',
      a: 2.5,
      b: 0.5,
      intercept: 0.6,
      margin: 1e-4,
      lower: -50,
      upper: 50,
    }
    const y = Uint8Array.from(calibrate(truth, p), (chance) => (random.uniform() < chance ? 1 : 0))
    const fitted = fitBeta(p, y)
    expect(Math.abs(fitted.a - truth.a)).toBeLessThan(0.15)
    expect(Math.abs(fitted.b - truth.b)).toBeLessThan(0.15)
    expect(Math.abs(fitted.intercept - truth.intercept)).toBeLessThan(0.2)
    const meanLoss = (q: Float64Array) =>
      -q.reduce((sum, value, i) => sum + Math.log(y[i] === 1 ? value : 1 - value), 0) / rows
    const ofBeta = meanLoss(calibrate(fitted, p))
    expect(ofBeta).toBeLessThan(meanLoss(calibrate(truth, p)))
    for (const scale of ['probability', 'log-odds'] as const) {
      expect(ofBeta).toBeLessThan(meanLoss(calibrate(fitCalibration(p, y, scale), p)) - 0.003)
    }
  })

  it('is flat at the base rate when predictions are worse than chance', () => {
    const fitted = fitBeta([0.9, 0.8, 0.7, 0.2, 0.1], [0, 0, 0, 1, 1])
    expect([fitted.a, fitted.b]).toEqual([0, 0])
    expect(fitted.intercept).toBeCloseTo(Math.log(2 / 3), 9)
  })

  it('stays finite where the classes are parted', () => {
    const fitted = fitBeta([0, 0.1, 0.2, 0.8, 1], [0, 0, 0, 1, 1])
    expect(fitted.a + fitted.b).toBeLessThan(20)
    const [low, high] = calibrate(fitted, Float64Array.of(0.2, 0.8))
    // As far as three rows that hold and two that decline would go, all alike.
    expect(low).toBeCloseTo(1 / 5, 12)
    expect(high).toBeCloseTo(3 / 4, 12)
  })

  it('never says more than so many rows, all alike, would show', () => {
    fc.assert(
      fc.property(predictions, fc.double({ min: 0, max: 1, noNaN: true }), ({ p, y }, chance) => {
        const curve = fitBeta(p, y)
        const ones = Array.from(y).reduce((total, label) => total + label, 0)
        expect(curve.upper).toBeCloseTo(Math.log(ones + 1), 12)
        expect(curve.lower).toBeCloseTo(-Math.log(y.length - ones + 1), 12)
        const free = calibratedLogOddsOf({ ...curve, ...unbounded }, chance)
        expect(calibratedLogOddsOf(curve, chance)).toBe(Math.min(curve.upper, Math.max(curve.lower, free)))
      }),
    )
  })

  it('allows no probability of decline above what few declines could show', () => {
    const y = Uint8Array.from({ length: 818 }, (_, i) => Number(i < 16))
    const p = Float64Array.from(y, (label) => (label === 1 ? 0.97 : 0.01))
    const [sure] = calibrate(fitCalibration(p, y, 'beta'), Float64Array.of(1))
    expect(sure).toBeLessThanOrEqual(17 / 18)
  })

  it('refuses a single class, sizes that differ and values that are no probabilities', () => {
    expect(() => fitBeta([0.1, 0.2], [1, 1])).toThrow(/both classes/)
    expect(() => fitBeta([0.1], [1, 0])).toThrow(/one label for each of 1 rows \(got 2\)/)
    expect(() => fitBeta([0.1, -0.2], [1, 0])).toThrow(/needs probabilities \(got -0.2\)/)
    expect(() => calibratedLogOddsOf(fitBeta([0.1, 0.2], [0, 1]), Number.NaN)).toThrow(/needs probabilities/)
  })
})

describe('a model with beta calibration', () => {
  const { x, y } = separableProblem(80, 3, 4)
  const rows = Int32Array.from(y, (_, row) => row)
  const model = fitPipeline(
    {
      name: 'Trees',
      estimator: 'extra-trees',
      candidates: [{ trees: 12, minLeaf: 8, featureShare: 0.4 }],
      calibration: 'beta',
    },
    matrixPreprocessor(x),
    rows,
    y,
    1,
  )
  const header = { library: '0', fingerprint: 'of the tables', features: [], customers: 80, seed: 1 }
  const text = encodeModel(model, header)

  it('comes back from its file as it was', () => {
    expect(model.calibration!.kind).toBe('beta-curve')
    expect(decodeModel(text)).toEqual({ header, model })
  })

  it('is refused with a curve that falls, is no number, or mixes kinds', () => {
    const read = (change: object) => () =>
      decodeModel(forgedFile(text, ({ model: changed }) => Object.assign(changed.calibration, change)))
    expect(read({})()).toEqual({ header, model })
    for (const change of [
      { a: -0.1 },
      { b: -1e-9 },
      { lower: 0 },
      { upper: -1 },
      { upper: null },
      { margin: 0 },
      { intercept: 'x' },
      { a: null },
      { slope: 1 },
      { kind: 'x' },
    ]) {
      expect(read(change)).toThrow(/is no sound model file/)
    }
  })
})
