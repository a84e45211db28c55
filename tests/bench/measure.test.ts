import { describe, expect, it } from 'vitest'
import { logSlope } from '../../bench/growth'
import { compareQuality } from '../../bench/lines/quality'
import { largestDifference, measurePair, median } from '../../bench/measure'
import { Random } from '../../lib/toolkit/core/src/random'

describe('measurePair', () => {
  const clock = (seconds: number[]) => {
    let run = 0
    return async () => ({ seconds: seconds[run++], result: run })
  }

  it('takes medians of runs in turns', async () => {
    const { ours, python, runs } = await measurePair(clock([0.5, 0.1, 0.3]), clock([0.2, 0.9, 0.4]), {
      runs: 3,
    })
    expect(runs).toBe(3)
    expect(ours).toEqual({ seconds: 0.3, result: 3 })
    expect(python).toEqual({ seconds: 0.4, result: 3 })
  })

  it('runs slow work once', async () => {
    const { runs } = await measurePair(clock([0.1, 0.1]), clock([60, 60]))
    expect(runs).toBe(1)
  })

  it('knows the median of an even number of runs', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })
})

describe('largestDifference', () => {
  it('does not overlook NaN or a missing value', () => {
    expect(largestDifference([1, 2], [1, 2.5])).toBe(0.5)
    expect(largestDifference([Number.NaN, Infinity], [Number.NaN, Infinity])).toBe(0)
    expect(largestDifference([1, Number.NaN, 2], [1, 3, 2])).toBe(Infinity)
    expect(largestDifference([1], [1, 2])).toBe(Infinity)
  })
})

describe('logSlope', () => {
  it('is the power by which a cost grows', () => {
    const sizes = [1000, 2000, 4000, 8000]
    expect(
      logSlope(
        sizes,
        sizes.map((n) => 3e-7 * n ** 1.5),
      ),
    ).toBeCloseTo(1.5, 12)
  })
})

describe('compareQuality', () => {
  const random = new Random(7)
  const rows = 600
  const truth = Float64Array.from({ length: rows }, () => 2 * random.normal())
  const declines = Uint8Array.from(truth, (z) => (random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0))
  const predicted = (noise: number, scale = 1) =>
    truth.map((z) => 1 / (1 + Math.exp(-scale * (z + noise * random.normal()))))

  it('takes predictions that differ by chance as equally good', () => {
    expect(compareQuality(declines, [predicted(0.2)], [predicted(0.2)]).equal).toBe(true)
  })

  it('sees worse probabilities and a worse order', () => {
    expect(compareQuality(declines, [predicted(0.2)], [predicted(0.2, 4)]).equal).toBe(false)
    expect(compareQuality(declines, [predicted(0.2)], [predicted(3)]).equal).toBe(false)
    const { check } = compareQuality(
      declines,
      [truth.map((_, i) => declines[i])],
      [truth.map((_, i) => 1 - declines[i])],
    )
    expect(check).toContain('ROC-AUC 1.0000 and 0.0000')
  })
})
