import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinSteps, sharedBins } from '../../../../lib/study/src/report/figures/shared-bins'
import { mustBeReached } from '../../../support/must-be-reached'

const values = fc
  .oneof(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: -50, max: 900, noNaN: true })), {
      maxLength: 60,
    }),
    // So many of so few values that several bins hold enough.
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 60, size: 'max' }),
  )
  .map((list) => Float64Array.from(list))
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

describe('sharedBins', () => {
  it('gives whole numbers a step each, and joins steps of a few', () => {
    const a = Float64Array.from({ length: 12 }, (_, i) => (i < 6 ? 1 : 2))
    const b = Float64Array.of(...Array<number>(5).fill(2), ...Array<number>(6).fill(3), 4)
    expect(sharedBins(a, b)).toEqual([
      { start: 0.5, end: 1.5, steps: 1, counts: [6, 0] },
      { start: 1.5, end: 2.5, steps: 1, counts: [6, 5] },
      { start: 2.5, end: 4.5, steps: 2, counts: [0, 7] },
    ])
  })

  it('counts every value once, side by side, and tells of no one unless all are a few', () => {
    const reached = mustBeReached('several bins')
    fc.assert(
      fc.property(values, values, (a, b) => {
        fc.pre(a.length + b.length > 0)
        const bins = sharedBins(a, b)
        expect([0, 1].map((group) => sum(bins.map(({ counts }) => counts[group])))).toEqual([
          a.length,
          b.length,
        ])
        bins.slice(1).forEach(({ start }, i) => {
          expect(start).toBe(bins[i].end)
        })
        if (bins.length === 1) return
        reached()
        for (const count of bins.flatMap(({ counts }) => [...counts]))
          expect(count === 0 || count >= 5).toBe(true)
      }),
    )
  })
})

describe('joinSteps', () => {
  it('joins what is left at the end with the ranges before it', () => {
    expect(joinSteps([Int32Array.of(6, 0, 7, 2)])).toEqual([
      [0, 1],
      [1, 2],
      [2, 4],
    ])
    expect(joinSteps([Int32Array.of(2, 1)])).toEqual([[0, 2]])
  })
})
