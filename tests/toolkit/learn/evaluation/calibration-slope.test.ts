import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { calibrationLine } from '../../../../lib/toolkit/learn/src/evaluation/calibration-slope'
import reference from '../../../reference/uncertainty.json'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

/** Outcomes that follow intercept + slope · log-odds of the probabilities. */
function outcomes(intercept: number, slope: number, seed: number, rows = 3000) {
  const random = new Random(seed)
  const logOdds = Float64Array.from({ length: rows }, () => 1.5 * random.normal())
  return {
    declines: Uint8Array.from(logOdds, (z) => (random.uniform() < sigmoid(intercept + slope * z) ? 1 : 0)),
    probability: logOdds.map(sigmoid),
  }
}

describe('calibrationLine', () => {
  it.each(reference.lines)('agrees with scikit-learn 1.9.1 and scipy 1.17.1 within 1e-6', (example) => {
    const { slope, intercept, pValue } = calibrationLine(
      Uint8Array.from(example.y),
      Float64Array.from(example.p),
    )
    expect(Math.abs(slope.estimate - example.slope)).toBeLessThan(1e-6)
    expect(Math.abs(intercept.estimate - example.intercept)).toBeLessThan(1e-6)
    expect(Math.abs((slope.upper - slope.lower) / (2 * 1.959963985) - example.slopeError)).toBeLessThan(1e-6)
    expect(
      Math.abs((intercept.upper - intercept.lower) / (2 * 1.959963985) - example.interceptError),
    ).toBeLessThan(1e-6)
    expect(Math.abs(pValue - example.pValue)).toBeLessThan(1e-6)
  })

  it('finds the line that the outcomes follow', () => {
    const { declines, probability } = outcomes(-0.6, 0.5, 61)
    const line = calibrationLine(declines, probability)
    for (const [interval, truth] of [
      [line.slope, 0.5],
      [line.intercept, -0.6],
    ] as const) {
      expect(interval.lower < truth && truth < interval.upper).toBe(true)
      expect(interval.upper - interval.lower).toBeLessThan(0.3)
    }
    expect(line.inTheLarge.upper).toBeLessThan(0)
    expect(line.pValue).toBeLessThan(1e-6)
    const right = outcomes(0, 1, 62)
    const kept = calibrationLine(right.declines, right.probability)
    expect(kept.pValue).toBeGreaterThan(0.01)
    expect(kept.slope.lower < 1 && 1 < kept.slope.upper).toBe(true)
  })

  it('moves the mean in the large until as many decline as predicted', () => {
    const { declines, probability } = outcomes(0.4, 1, 63, 500)
    const { inTheLarge } = calibrationLine(declines, probability)
    const shifted = probability.map((p) => sigmoid(inTheLarge.estimate + Math.log(p / (1 - p))))
    const declining = declines.reduce((sum, y) => sum + y, 0)
    expect(shifted.reduce((sum, p) => sum + p, 0)).toBeCloseTo(declining, 6)
  })

  it('knows no slope where the probabilities part the classes, or do not vary', () => {
    const outcomes = Uint8Array.of(0, 0, 1, 1)
    for (const p of [
      [0.1, 0.2, 0.7, 0.9],
      [0.9, 0.7, 0.2, 0.2],
      [0.4, 0.4, 0.4, 0.4],
    ]) {
      const { slope, intercept, pValue, inTheLarge } = calibrationLine(outcomes, Float64Array.from(p))
      for (const value of [slope.estimate, slope.upper, intercept.estimate, pValue]) expect(value).toBeNaN()
      expect(Number.isFinite(inTheLarge.estimate)).toBe(true)
    }
    expect(calibrationLine(outcomes, new Float64Array(4).fill(0.2)).inTheLarge.estimate).toBeCloseTo(
      Math.log(4),
      9,
    )
  })

  it('knows a slope as soon as the classes overlap by one customer', () => {
    const line = calibrationLine(Uint8Array.of(0, 1, 0, 1), Float64Array.of(0.1, 0.2, 0.7, 0.9))
    expect(line.slope.estimate).toBeGreaterThan(0)
    expect(line.pValue).toBeGreaterThan(0.3)
    // Classes that touch at one value are parted by it.
    const touching = calibrationLine(Uint8Array.of(0, 0, 1, 1), Float64Array.of(0.1, 0.4, 0.4, 0.9))
    expect(touching.slope.estimate).toBeNaN()
  })

  it('refuses lengths that differ and a single class', () => {
    expect(() => calibrationLine(Uint8Array.of(1, 0), Float64Array.of(0.5))).toThrow(/both classes/)
    expect(() => calibrationLine(Uint8Array.of(1, 1), Float64Array.of(0.5, 0.6))).toThrow(/both classes/)
    expect(() => calibrationLine(Uint8Array.of(0, 0), Float64Array.of(0.5, 0.6))).toThrow(
      /calibrationLine.*both classes/,
    )
  })
})
