import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { fitLogOddsLine } from '../../../../lib/toolkit/learn/src/evaluation/log-odds-line'

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))

function outcomes(rows: number, seed: number) {
  const random = new Random(seed)
  const logOdds = Float64Array.from({ length: rows }, () => 2 * random.normal())
  const declines = Uint8Array.from(logOdds, (z) => (random.uniform() < sigmoid(0.4 + 0.6 * z) ? 1 : 0))
  return { logOdds, declines }
}

describe('fitLogOddsLine', () => {
  it('meets the conditions of the maximum to rounding, at any number of rows', () => {
    for (const rows of [30, 1000, 50_000]) {
      const { logOdds, declines } = outcomes(rows, rows)
      const { intercept, slope } = fitLogOddsLine(logOdds, declines)!
      let [shift, stretch] = [0, 0]
      logOdds.forEach((z, i) => {
        const error = sigmoid(intercept + slope * z) - declines[i]
        shift += error / rows
        stretch += (error * z) / rows
      })
      expect(Math.abs(shift)).toBeLessThan(1e-12)
      expect(Math.abs(stretch)).toBeLessThan(1e-12)
    }
  })

  it('has the errors of the second derivatives of its loss', () => {
    const { logOdds, declines } = outcomes(60, 9)
    const { intercept, slope, interceptError, slopeError, loss } = fitLogOddsLine(logOdds, declines)!
    const lossAt = (a: number, b: number) => {
      let total = 0
      logOdds.forEach((z, i) => {
        const p = sigmoid(a + b * z)
        total -= Math.log(declines[i] === 1 ? p : 1 - p)
      })
      return total
    }
    expect(loss).toBeCloseTo(lossAt(intercept, slope), 9)
    // By finite differences; the inverse of the matrix of second derivatives is that of the errors.
    const h = 1e-3
    const at = (da: number, db: number) => lossAt(intercept + da * h, slope + db * h)
    const aa = (at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / h ** 2
    const bb = (at(0, 1) - 2 * at(0, 0) + at(0, -1)) / h ** 2
    const ab = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h ** 2)
    expect(interceptError).toBeCloseTo(Math.sqrt(bb / (aa * bb - ab ** 2)), 4)
    expect(slopeError).toBeCloseTo(Math.sqrt(aa / (aa * bb - ab ** 2)), 4)
    // With the slope held at 1: one over the root of the sum of p (1 − p).
    const held = fitLogOddsLine(logOdds, declines, { slopeIsOne: true })!
    const spread = logOdds.reduce((sum, z) => {
      const p = sigmoid(held.intercept + z)
      return sum + p * (1 - p)
    }, 0)
    expect(held.interceptError).toBeCloseTo(1 / Math.sqrt(spread), 9)
  })

  it('counts a row as often as it is told', () => {
    const { logOdds, declines } = outcomes(40, 3)
    const counts = Uint32Array.from(logOdds, (_, i) => i % 4)
    const rows = Array.from(counts).flatMap((times, i) => Array<number>(times).fill(i))
    const repeated = fitLogOddsLine(
      Float64Array.from(rows, (i) => logOdds[i]),
      Uint8Array.from(rows, (i) => declines[i]),
    )!
    const counted = fitLogOddsLine(logOdds, declines, { counts })!
    for (const name of ['intercept', 'slope', 'interceptError', 'slopeError', 'loss'] as const) {
      expect(counted[name]).toBeCloseTo(repeated[name], 9)
    }
  })

  it('holds the slope at 1 when told, from however far', () => {
    const { logOdds, declines } = outcomes(500, 4)
    const far = logOdds.map((z) => z - 13)
    const { intercept, slope, slopeError } = fitLogOddsLine(far, declines, { slopeIsOne: true })!
    expect([slope, slopeError]).toEqual([1, 0])
    const expected = far.reduce((sum, z) => sum + sigmoid(intercept + z), 0)
    expect(expected).toBeCloseTo(
      declines.reduce((sum, y) => sum + y, 0),
      8,
    )
  })

  it('finds no line where the log-odds part the classes, touch at one value or do not vary', () => {
    const declines = Uint8Array.of(0, 0, 1, 1)
    for (const logOdds of [
      [-1, 0, 1, 2],
      [2, 1, 0, -1],
      [-1, 0, 0, 1],
      [3, 3, 3, 3],
    ]) {
      expect(fitLogOddsLine(Float64Array.from(logOdds), declines)).toBeUndefined()
    }
  })

  it('finds no line wherever one value parts the classes, however many stand at it', () => {
    const side = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 })
    const both = fc.record({ zeros: fc.integer({ min: 1, max: 9 }), ones: fc.integer({ min: 1, max: 9 }) })
    const scale = fc.double({ min: 0.01, max: 4, noNaN: true })
    fc.assert(
      fc.property(side, side, both, scale, fc.boolean(), (below, above, at, unit, turned) => {
        const rows = [
          ...below.map((step) => [-step, 0]),
          ...above.map((step) => [step, 1]),
          ...Array.from({ length: at.zeros }, () => [0, 0]),
          ...Array.from({ length: at.ones }, () => [0, 1]),
        ]
        const logOdds = Float64Array.from(rows, ([step]) => 0.3 + (turned ? -unit : unit) * step)
        const labels = Uint8Array.from(rows, ([, label]) => label)
        expect(fitLogOddsLine(logOdds, labels)).toBeUndefined()
        // Rows on the wrong side make one, unless they do not count.
        const overlapping = Float64Array.of(
          ...logOdds,
          logOdds[0] + (turned ? -9 : 9),
          logOdds[0] + (turned ? 9 : -9),
        )
        const beyond = Uint8Array.of(...labels, 0, 1)
        const counts = Uint32Array.from(beyond, (_, i) => Number(i < rows.length))
        expect(fitLogOddsLine(overlapping, beyond, { counts })).toBeUndefined()
        expect(fitLogOddsLine(overlapping, beyond)).toBeDefined()
      }),
      { numRuns: 5000 },
    )
  })

  it('finds the line however far off and turned the log-odds are', () => {
    const logOdds = [16, 8, 4, -4, -8, -16, 5, -5]
    const labels = Uint8Array.of(0, 0, 0, 1, 1, 1, 1, 0)
    // Symmetric, so through the origin: the slope at which the derivative of the loss is 0, by bisection.
    const derivative = (slope: number) =>
      logOdds.reduce((sum, z, i) => sum + (sigmoid(slope * z) - labels[i]) * z, 0)
    let [low, high] = [-1, 0]
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2
      if (derivative(middle) < 0) low = middle
      else high = middle
    }
    for (const scale of [1, 10, 1000]) {
      const far = Float64Array.from(logOdds, (z) => scale * z)
      const { intercept, slope } = fitLogOddsLine(far, labels)!
      expect(Math.abs(intercept)).toBeLessThan(1e-9)
      expect(slope * scale).toBeCloseTo(low, 9)
    }
  })

  it('has a slope of 1 where that is held, even though the classes are parted', () => {
    const fit = fitLogOddsLine(Float64Array.of(-1, 0, 1, 2), Uint8Array.of(0, 0, 1, 1), { slopeIsOne: true })!
    const expected = [-1, 0, 1, 2].reduce((sum, z) => sum + sigmoid(fit.intercept + z), 0)
    expect(expected).toBeCloseTo(2, 9)
  })
})
