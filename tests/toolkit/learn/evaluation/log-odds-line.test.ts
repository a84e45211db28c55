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
})
