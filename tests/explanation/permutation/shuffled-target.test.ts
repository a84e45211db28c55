import { Random, shuffledTarget, shuffledTargetPValues } from 'one-click'
import { describe, expect, it } from 'vitest'

describe('shuffledTarget', () => {
  const declines = Uint8Array.from({ length: 60 }, (_, i) => Number(i % 3 === 0))

  it('keeps how many decline, leaves its input alone, and depends on seed and shuffle only', () => {
    const before = declines.slice()
    const shuffled = shuffledTarget(declines, 7, 2)
    expect(declines).toEqual(before)
    expect(shuffled).not.toEqual(declines)
    expect(shuffled.slice().sort()).toEqual(declines.slice().sort())
    expect(shuffledTarget(declines, 7, 2)).toEqual(shuffled)
    expect(shuffledTarget(declines, 7, 3)).not.toEqual(shuffled)
    expect(shuffledTarget(declines, 8, 2)).not.toEqual(shuffled)
  })
})

describe('shuffledTargetPValues', () => {
  it('is even between 0 and 1 for importances drawn like the null ones', () => {
    const random = new Random(41)
    const groups = 4000
    const draw = () => Float64Array.from({ length: groups }, () => 0.3 + 2 * random.normal())
    const nulls = Array.from({ length: 8 }, draw)
    const found = shuffledTargetPValues(draw(), nulls)
    for (const share of [0.01, 0.05, 0.25, 0.5, 0.9]) {
      const below = found.filter(({ pValue }) => pValue <= share).length / groups
      expect(Math.abs(below - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / groups))
    }
    // Eight shuffles and the observed one: nine ranks.
    const first = found.filter(({ countedPValue }) => countedPValue < 1.5 / 9).length / groups
    expect(Math.abs(first - 1 / 9)).toBeLessThan(0.02)
  })

  it('is what a small example gives by hand', () => {
    // Mean 2, deviation 1; t = 2 / √(4/3) = √3 with 2 degrees of freedom: 1/2 − √3 / (2√5).
    const [large, middle, small] = shuffledTargetPValues(
      [4, 2, 0],
      [
        [1, 1, 1],
        [2, 2, 2],
        [3, 3, 3],
      ],
    )
    expect(large.nullMean).toBe(2)
    expect(large.nullDeviation).toBe(1)
    expect(large.pValue).toBeCloseTo(0.5 - Math.sqrt(3) / (2 * Math.sqrt(5)), 12)
    expect(large.countedPValue).toBe(1 / 4)
    expect(middle.pValue).toBeCloseTo(0.5, 12)
    expect(middle.countedPValue).toBe(3 / 4)
    expect(small.pValue).toBeCloseTo(1 - large.pValue, 12)
    expect(small.countedPValue).toBe(1)
  })

  it('counts where null importances do not vary', () => {
    const [above, equal] = shuffledTargetPValues(
      [0.1, 0],
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
    )
    expect(above.pValue).toBe(1 / 5)
    expect(equal.pValue).toBe(1)
  })

  it('refuses too few shuffles and other numbers of groups', () => {
    expect(() => shuffledTargetPValues([1], [[1], [2]])).toThrow('at least three shuffles (got 2)')
    expect(() => shuffledTargetPValues([1], [[1], [2], [3, 4]])).toThrow(
      'needs 1 importances a shuffle (got 2)',
    )
  })
})
