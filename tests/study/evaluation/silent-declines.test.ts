import { describe, expect, it } from 'vitest'
import { silentDeclines, unexpectedDeclines } from '../../../lib/study/src/evaluation/silent-declines'
import { Random } from '../../../lib/toolkit/core/src/random'

const options = { seed: 1, replicates: 50 }
const found = (share: typeof silentDeclines, declines: readonly number[], probability: readonly number[]) =>
  share(Uint8Array.from(declines), Float64Array.from(probability), options)?.estimate

describe('unexpectedDeclines', () => {
  it('counts declining customers below the share of declines', () => {
    // Half decline: 0.3 lies below one half, 0.5 does not.
    expect(
      found(unexpectedDeclines, [1, 1, 1, 1, 0, 0, 0, 0], [0.3, 0.5, 0.6, 0.9, 0.1, 0.2, 0.3, 0.9]),
    ).toBe(0.25)
    // A quarter declines.
    expect(found(unexpectedDeclines, [1, 0, 0, 0], [0.3, 0.1, 0.1, 0.1])).toBe(0)
    expect(found(unexpectedDeclines, [1, 0, 0, 0], [0.2, 0.1, 0.1, 0.1])).toBe(1)
  })

  it('says nothing where one outcome occurs alone', () => {
    for (const only of [0, 1]) {
      expect(found(unexpectedDeclines, [only, only], [0.2, 0.4])).toBeUndefined()
      expect(found(silentDeclines, [only, only], [0.2, 0.4])).toBeUndefined()
    }
  })
})

describe('silentDeclines', () => {
  it('is twice the share that lies at or below the median of those who hold', () => {
    // Those who hold: 0.1 to 0.4; their median is passed behind 0.2.
    const holding = [0.1, 0.2, 0.3, 0.4]
    const declining = [0.15, 0.25, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9]
    const declines = [...holding.map(() => 0), ...declining.map(() => 1)]
    expect(found(silentDeclines, declines, [...holding, ...declining])).toBe(2 / 8)
  })

  it('is at most everyone', () => {
    expect(found(silentDeclines, [0, 0, 1, 1], [0.8, 0.9, 0.1, 0.2])).toBe(1)
    expect(found(silentDeclines, [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).toBe(0)
  })

  it('is everyone where the model says the same of all, in whatever order they stand', () => {
    for (const declines of [
      [1, 0, 1, 0, 1, 1],
      [0, 0, 0, 1, 1],
      [1, 1, 0, 0, 0],
    ]) {
      expect(found(silentDeclines, declines, Array(declines.length).fill(0.5))).toBe(1)
    }
  })

  it('counts those of the median’s own probability in proportion, whatever the order of the file', () => {
    // Two of six hold below 0.4 and two of 0.4: the third, at the median, is half of the latter.
    const declines = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]
    const probability = [0.1, 0.2, 0.4, 0.4, 0.6, 0.7, 0.3, 0.4, 0.4, 0.4, 0.4, 0.8, 0.8, 0.8]
    // One declining below and half of four at it: 3 of 8.
    expect(found(silentDeclines, declines, probability)).toBe(0.75)
    expect(found(silentDeclines, declines.slice().reverse(), probability.slice().reverse())).toBe(0.75)
    // A median of an odd number is one of them.
    expect(found(silentDeclines, [0, 1, 0, 1, 0], [0.1, 0.15, 0.2, 0.25, 0.3])).toBe(1)
    expect(found(silentDeclines, [0, 0, 1, 1, 0], [0.1, 0.2, 0.21, 0.25, 0.3])).toBe(0)
  })
})

it('both have an interval that widens with the level and goes by copies', () => {
  const random = new Random(5)
  const declines = Uint8Array.from({ length: 90 }, () => Number(random.uniform() < 0.4))
  const probability = Float64Array.from(declines, (y) => 0.2 * y + 0.8 * random.uniform())
  for (const share of [silentDeclines, unexpectedDeclines]) {
    const usual = share(declines, probability, { seed: 1 })!
    expect(usual.lower).toBeLessThanOrEqual(usual.estimate)
    expect(usual.upper).toBeGreaterThan(usual.lower)
    expect(share(declines, probability, { seed: 1, replicates: 1000 })).toEqual(usual)
    const narrow = share(declines, probability, { seed: 1, level: 0.5 })!
    expect(narrow.upper - narrow.lower).toBeLessThan(usual.upper - usual.lower)
    const groups = Int32Array.from({ length: 90 }, (_, i) => i >> 3)
    expect(share(declines, probability, { seed: 1, groups })).not.toEqual(usual)
  }
})
