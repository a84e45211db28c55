import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import { Random } from '../../../lib/toolkit/core/src/random'
import { kruskalWallisTest } from '../../../lib/toolkit/statistics/src/hypothesis/kruskal-wallis'
import {
  type OutcomeBlock,
  outcomeBlocks,
} from '../../../lib/toolkit/statistics/src/hypothesis/outcome-blocks'
import { runsTest } from '../../../lib/toolkit/statistics/src/hypothesis/runs-test'
import reference from '../../reference/order.json'

describe('runsTest', () => {
  it.each(reference.runs)('gives statsmodels 0.15.0’s z $z within 1e-10', ({ outcomes, z, pValue }) => {
    const found = runsTest(Uint8Array.from(outcomes))
    expect(Math.abs(found.z - z)).toBeLessThan(1e-10)
    expect(Math.abs(found.pValue - pValue)).toBeLessThan(1e-10)
  })

  it('counts runs, and says nothing of one outcome alone', () => {
    expect(runsTest(Uint8Array.of(1, 1, 0, 1, 0, 0))).toMatchObject({ runs: 4, expected: 4, z: 0, pValue: 1 })
    expect(runsTest(new Uint8Array(9))).toMatchObject({ runs: 1, pValue: 1 })
    expect(runsTest(new Uint8Array(0))).toMatchObject({ runs: 0, pValue: 1 })
  })
})

describe('kruskalWallisTest', () => {
  it.each(reference.kruskal)('gives scipy 1.17.1’s H $h within 1e-10', ({ values, groups, h, pValue }) => {
    const found = kruskalWallisTest(Float64Array.from(values), groups)
    expect(Math.abs(found.h - h)).toBeLessThan(1e-10)
    expect(Math.abs(found.pValue - pValue)).toBeLessThan(1e-10)
    expect(found.epsilonSquared).toBeCloseTo(h / (values.length - 1), 12)
  })

  it('finds nothing in one group or equal values', () => {
    expect(kruskalWallisTest(Float64Array.of(1, 2, 3), ['a', 'a', 'a']).pValue).toBe(1)
    expect(kruskalWallisTest(Float64Array.of(2, 2, 2), ['a', 'b', 'b']).pValue).toBe(1)
  })
})

/** 2 · log-likelihood less the penalty of a partition. */
function score(outcomes: Uint8Array, ends: readonly number[], penalty: number): number {
  let start = 0
  let total = 0
  for (const end of ends) {
    const part = outcomes.subarray(start, end)
    const ones = part.reduce((sum, value) => sum + value, 0)
    for (const count of [ones, part.length - ones]) {
      if (count > 0) total += 2 * count * Math.log(count / part.length)
    }
    start = end
  }
  return total - penalty * (ends.length - 1)
}

/** Every way to part n positions. */
function partitions(n: number): number[][] {
  return Array.from({ length: 1 << (n - 1) }, (_, mask) => [
    ...Array.from({ length: n - 1 }, (_, i) => i + 1).filter((i) => mask & (1 << (i - 1))),
    n,
  ])
}

describe('outcomeBlocks', () => {
  it('is the best of all partitions', () => {
    const problems = fc.record({
      outcomes: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 11 }),
      penalty: fc.double({ min: 0.5, max: 12, noNaN: true }),
    })
    fc.assert(
      fc.property(problems, ({ outcomes: list, penalty }) => {
        const outcomes = Uint8Array.from(list)
        const best = Math.max(...partitions(list.length).map((ends) => score(outcomes, ends, penalty)))
        const ends = outcomeBlocks(outcomes, { penalty }).map(({ end }) => end)
        expect(score(outcomes, ends, penalty)).toBeCloseTo(best, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('finds blocks as they were put together', () => {
    const sizes = [400, 48, 50, 48, 48, 706]
    const outcomes = Uint8Array.from(
      sizes.flatMap((size, i) => new Array(size).fill(i % 2 === 0 && i < 5 ? 1 : 0)),
    )
    const blocks = outcomeBlocks(outcomes)
    expect(blocks.map(({ start, end }) => end - start)).toEqual(sizes)
    expect(blocks.map(({ ones }) => ones)).toEqual([400, 0, 50, 0, 48, 0])
  })

  it('is one block in random order, nearly always', () => {
    let parted = 0
    for (let seed = 0; seed < 60; seed++) {
      const random = new Random(seed)
      const outcomes = Uint8Array.from({ length: 600 }, () => Number(random.uniform() < 0.4))
      if (outcomeBlocks(outcomes).length > 1) parted++
    }
    expect(parted).toBeLessThanOrEqual(2)
  })

  it('covers long sequences in so many places', () => {
    const outcomes = Uint8Array.from({ length: 30_000 }, (_, i) => Number(i < 10_000))
    const blocks: OutcomeBlock[] = outcomeBlocks(outcomes, { maxPlaces: 300 })
    expect(blocks.map(({ start, end }) => [start, end])).toEqual([
      [0, 10_000],
      [10_000, 30_000],
    ])
    expect(() => outcomeBlocks(new Uint8Array(0))).toThrow(ArgumentError)
  })
})
