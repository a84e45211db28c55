import { describe, expect, it } from 'vitest'
import {
  distinctCandidates,
  profitStep,
  quantileCandidates,
  roundCandidates,
} from '../../../../lib/study/src/decisions/segments/cut-candidates'

const upTo = (count: number, scale = 1) => Float64Array.from({ length: count }, (_, i) => i * scale)

describe('profitStep', () => {
  it.each([
    [100, 90, 1],
    [100, 45, 2],
    [100, 44, 5],
    [100, 18, 5],
    [100, 17, 10],
    [100, 9, 10],
    [100, 8, 20],
    [1, 90, 0.01],
    [0.1, 17, 0.01],
    [1e6, 17, 1e5],
  ])('from 0 to %d in at most %i steps between the 5%% and the 95%% quantile: %d', (most, steps, step) => {
    expect(profitStep(upTo(101, most / 100), steps)).toBeCloseTo(step, 12)
  })

  it('goes by the whole range where most profits are equal', () => {
    const equal = new Float64Array(100).fill(5)
    equal[0] = 95
    expect(profitStep(equal, 9)).toBe(10)
  })

  it('is one where nothing spreads, or without end', () => {
    expect(profitStep(new Float64Array(10).fill(5), 9)).toBe(1)
    expect(profitStep(Float64Array.of(-1e308, 1e308), 9)).toBe(1)
  })

  it('does not mind the order', () => {
    expect(profitStep(upTo(101).reverse(), 45)).toBe(2)
  })
})

describe('roundCandidates', () => {
  it('gives round probabilities between 0 and 1, both left out', () => {
    const { probability } = roundCandidates(upTo(10), { probability: 0.25, profit: 1 })
    expect([...probability]).toEqual([0.25, 0.5, 0.75])
    const tenths = roundCandidates(upTo(10), { probability: 0.1, profit: 1 }).probability
    expect([...tenths]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
  })

  it('gives round profits between the 1% and the 99% quantile', () => {
    const { profit } = roundCandidates(upTo(101), { probability: 0.5, profit: 10 })
    expect([...profit]).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90])
    const negative = roundCandidates(upTo(101, -0.1).reverse(), { probability: 0.5, profit: 3 }).profit
    expect([...negative]).toEqual([-9, -6, -3])
  })

  it('leaves out of a wide gap all but what stands at its ends', () => {
    const gap = Float64Array.of(0, 1, 2, 1000, 1001)
    const { profit } = roundCandidates(gap, { probability: 0.5, profit: 1 })
    expect([...profit]).toEqual([1, 2, 3, 999, 1000])
  })

  it('is free of the error of multiplication', () => {
    const { profit } = roundCandidates(upTo(11, 0.1), { probability: 0.5, profit: 0.1 })
    expect([...profit]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
  })
})

describe('quantileCandidates', () => {
  it('gives the 1% to 99% quantiles once each, the least value aside', () => {
    expect([...quantileCandidates(upTo(101).reverse())]).toEqual(Array.from({ length: 99 }, (_, k) => k + 1))
    expect([...quantileCandidates(Float64Array.of(3, 1, 2, 1))]).toEqual([2, 3])
    expect([...quantileCandidates(Float64Array.of(4, 4))]).toEqual([])
  })
})

describe('distinctCandidates', () => {
  it('gives every value but the least', () => {
    expect([...distinctCandidates(Float64Array.of(3, 1, 2, 3, 1))]).toEqual([2, 3])
    expect([...distinctCandidates(Float64Array.of(5))]).toEqual([])
  })

  it('thins more than two thousand evenly', () => {
    expect(distinctCandidates(upTo(2001))).toHaveLength(2000)
    const thinned = distinctCandidates(upTo(4001))
    expect(thinned).toHaveLength(2000)
    expect([...thinned.subarray(0, 3), thinned[1999]]).toEqual([1, 3, 5, 3999])
  })
})

it('candidates leave the values in their order', () => {
  const values = Float64Array.of(3, 1, 2)
  profitStep(values, 9)
  roundCandidates(values, { probability: 0.5, profit: 1 })
  quantileCandidates(values)
  distinctCandidates(values)
  expect([...values]).toEqual([3, 1, 2])
  expect([...roundCandidates(Float64Array.of(9, -9, 0), { probability: 0.5, profit: 6 }).profit]).toEqual([
    -6, 0, 6,
  ])
})
