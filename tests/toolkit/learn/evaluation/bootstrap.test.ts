import { describe, expect, it } from 'vitest'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  bcaShares,
  bootstrapIntervals,
  type ResampleStatistics,
} from '../../../../lib/toolkit/learn/src/evaluation/bootstrap'
import { mean, sortedQuantile } from '../../../../lib/toolkit/statistics/src/descriptive'
import reference from '../../../reference/uncertainty.json'

const one = new Uint8Array(40)
const values = Float64Array.from(one, (_, i) => Math.sin(i) + 0.1 * i)
const meanOf =
  (column: Float64Array): ResampleStatistics =>
  (counts) => [
    column.reduce((total, value, i) => total + counts[i] * value, 0) / counts.reduce((a, b) => a + b),
  ]

describe('bcaShares', () => {
  it.each(reference.bca)('gives the shares of scipy 1.17.1 at level $level within 1e-9', (example) => {
    const [a, b] = [Float64Array.from(example.a), Float64Array.from(example.b)]
    const without = (column: Float64Array) =>
      Float64Array.from(column, (_, left) => mean(column.filter((_, i) => i !== left)))
    const leftOut = [without(a).map((value) => value - mean(b)), without(b).map((value) => mean(a) - value)]
    const sorted = Float64Array.from(example.distribution).sort()
    const [lower, upper] = bcaShares(mean(a) - mean(b), sorted, leftOut, example.level)
    expect(Math.abs(lower - example.lower)).toBeLessThan(1e-9)
    expect(Math.abs(upper - example.upper)).toBeLessThan(1e-9)
  })

  it('is the percentile interval where there is neither bias nor skew', () => {
    const symmetric = Float64Array.from({ length: 101 }, (_, i) => i - 50)
    const [lower, upper] = bcaShares(0, symmetric, [Float64Array.of(-1, 0, 1)], 0.9)
    expect(lower).toBeCloseTo(0.05, 12)
    expect(upper).toBeCloseTo(0.95, 12)
  })
})

describe('bootstrapIntervals', () => {
  it('draws each stratum as often as it has rows', () => {
    const strata = Uint8Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    const seen = new Set<string>()
    bootstrapIntervals(
      strata,
      (counts) => {
        const ones = counts.reduce((total, count, i) => total + count * strata[i], 0)
        expect([ones, counts.reduce((total, count) => total + count)]).toEqual([10, 30])
        seen.add(counts.join())
        return [0]
      },
      { seed: 1, replicates: 50 },
    )
    expect(seen.size).toBe(51)
  })

  it('holds the estimate of the data, is repeatable, and changes with the seed', () => {
    const [interval] = bootstrapIntervals(one, meanOf(values), { seed: 3 })
    expect(interval.estimate).toBeCloseTo(mean(values), 12)
    expect(interval.lower < interval.estimate && interval.estimate < interval.upper).toBe(true)
    expect(bootstrapIntervals(one, meanOf(values), { seed: 3 })).toEqual([interval])
    expect(bootstrapIntervals(one, meanOf(values), { seed: 4 })).not.toEqual([interval])
  })

  it('gives the standard error of a mean its width, and strata take theirs out', () => {
    const spread =
      Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0)) / values.length
    const [{ lower, upper }] = bootstrapIntervals(one, meanOf(values), { seed: 5, replicates: 4000 })
    expect((upper - lower) / (2 * 1.96 * spread)).toBeCloseTo(1, 1)
    // Within its stratum nothing varies.
    const strata = one.map((_, i) => i % 2)
    const [fixed] = bootstrapIntervals(strata, meanOf(Float64Array.from(strata)), {
      seed: 5,
      replicates: 100,
    })
    expect(fixed).toEqual({ estimate: 0.5, lower: 0.5, upper: 0.5 })
  })

  it.each(['percentile', 'bca'] as const)('holds the mean of a skewed variable, %s', (method) => {
    const random = new Random(812)
    let held = 0
    for (let trial = 0; trial < 150; trial++) {
      const sample = Float64Array.from({ length: 60 }, () => -Math.log(1 - random.uniform()))
      const [{ lower, upper }] = bootstrapIntervals(new Uint8Array(60), meanOf(sample), {
        seed: trial,
        replicates: 200,
        level: 0.9,
        method,
      })
      if (lower <= 1 && 1 <= upper) held++
    }
    // Three standard errors of 150 trials around 90%, and two points for the skewness of 60 rows.
    expect(held / 150).toBeGreaterThan(0.9 - 0.075 - 0.02)
    expect(held / 150).toBeLessThan(0.9 + 0.075)
  })

  it('shifts a skewed interval when corrected', () => {
    const skewed = Float64Array.from(one, (_, i) => Math.exp(i / 8))
    const options = { seed: 6, replicates: 2000 }
    const [plain] = bootstrapIntervals(one, meanOf(skewed), options)
    const [corrected] = bootstrapIntervals(one, meanOf(skewed), { ...options, method: 'bca' })
    expect(corrected.lower).toBeGreaterThan(plain.lower)
    expect(corrected.upper).toBeGreaterThan(plain.upper)
  })

  it('corrects by the rows left out one at a time, in their strata', () => {
    const skewed = Float64Array.from({ length: 24 }, (_, i) => Math.exp(i / 5))
    const strata = Uint8Array.from(skewed, (_, i) => Number(i % 3 === 0))
    const seen: number[] = []
    const recorded: ResampleStatistics = (counts) => {
      const found = meanOf(skewed)(counts)
      seen.push(found[0])
      return found
    }
    const options = { seed: 2, replicates: 500, level: 0.9, method: 'bca' as const }
    const [{ estimate, lower, upper }] = bootstrapIntervals(strata, recorded, options)
    const sorted = Float64Array.from(seen.slice(1, 501)).sort()
    const without = (row: number) => mean(skewed.filter((_, i) => i !== row))
    const leftOut = [0, 1].map((of) =>
      Float64Array.from(
        Array.from(skewed.keys()).filter((row) => strata[row] === of),
        without,
      ),
    )
    const [from, to] = bcaShares(estimate, sorted, leftOut, 0.9)
    expect(lower).toBeCloseTo(sortedQuantile(sorted, from), 9)
    expect(upper).toBeCloseTo(sortedQuantile(sorted, to), 9)
    // Skew alone moves both: without it the shares would lie lower.
    const [plain] = bcaShares(estimate, sorted, [new Float64Array(16), new Float64Array(8)], 0.9)
    expect(from).toBeGreaterThan(plain + 0.005)
  })

  it('takes the middle of the resamples unless told otherwise', () => {
    const skewed = Float64Array.from(one, (_, i) => Math.exp(i / 8))
    const options = { seed: 6, replicates: 200 }
    expect(bootstrapIntervals(one, meanOf(skewed), options)).toEqual(
      bootstrapIntervals(one, meanOf(skewed), { ...options, method: 'percentile' }),
    )
    expect(() => bootstrapIntervals(one, meanOf(skewed), { seed: 1, replicates: 0 })).toThrow(
      /bootstrapIntervals.*whole number/,
    )
  })

  it('leaves out resamples without a value', () => {
    const [partly, never] = bootstrapIntervals(
      one,
      (counts) => [counts[0] > 0 ? 7 : Number.NaN, Number.NaN],
      {
        seed: 1,
        replicates: 60,
      },
    )
    expect(partly).toEqual({ estimate: 7, lower: 7, upper: 7 })
    expect(never.lower).toBeNaN()
  })

  it('refuses what makes no sense', () => {
    const statistic = meanOf(take(values, [0]))
    expect(() => bootstrapIntervals(new Uint8Array(0), statistic, { seed: 1 })).toThrow(/needs rows/)
    expect(() => bootstrapIntervals(one, statistic, { seed: 1, level: 1 })).toThrow(/level between 0 and 1/)
    expect(() => bootstrapIntervals(one, statistic, { seed: 1, replicates: 0.5 })).toThrow(/whole number/)
  })
})

describe('bootstrapIntervals with groups', () => {
  const pairs = 120
  const random = new Random(21)
  const once = Float64Array.from({ length: pairs }, () => random.normal())
  const twice = Float64Array.from({ length: 2 * pairs }, (_, row) => once[row >> 1])
  const groups = Int32Array.from(twice, (_, row) => row >> 1)
  const width = (values: Float64Array, copies?: Int32Array) => {
    const [{ lower, upper }] = bootstrapIntervals(new Uint8Array(values.length), meanOf(values), {
      seed: 4,
      replicates: 4000,
      groups: copies,
    })
    return upper - lower
  }

  it('of rows that are all there twice is as wide as of the rows once', () => {
    expect(width(twice, groups) / width(once)).toBeCloseTo(1, 1)
    expect(width(twice) / width(once)).toBeCloseTo(Math.SQRT1_2, 1)
  })

  it('draws the rows of a group equally often, and keeps the number of rows of each stratum', () => {
    const strata = Uint8Array.from({ length: 90 }, (_, row) => Number(row % 3 === 0))
    const copies = Int32Array.from(strata, (_, row) => (row < 30 ? row >> 1 : row))
    bootstrapIntervals(
      strata,
      (counts) => {
        for (let row = 0; row < 30; row += 2) expect(counts[row]).toBe(counts[row + 1])
        const ones = counts.reduce((sum, count, row) => sum + count * strata[row], 0)
        expect([counts.reduce((sum, count) => sum + count), ones]).toEqual([90, 30])
        return [0]
      },
      { seed: 5, replicates: 200, groups: copies },
    )
  })

  it('leaves groups out together for the corrected interval', () => {
    const options = { seed: 3, replicates: 500, method: 'bca' as const }
    const [together] = bootstrapIntervals(new Uint8Array(twice.length), meanOf(twice), { ...options, groups })
    const [single] = bootstrapIntervals(new Uint8Array(once.length), meanOf(once), options)
    expect(together.lower).toBeCloseTo(single.lower, 12)
    expect(together.upper).toBeCloseTo(single.upper, 12)
  })
})
