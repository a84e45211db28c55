import { describe, expect, it } from 'vitest'
import {
  decideAfterLook,
  experimentBounds,
  repeatedLevel,
} from '../../../../lib/study/src/decisions/experiment/sequential-design'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'

describe('experimentBounds', () => {
  it('are those of O’Brien and Fleming for quarters of one size', () => {
    // As published for four looks of one size and a one-sided alpha of 0.025.
    const bounds = experimentBounds([1, 2, 3, 4], 4).map(({ bound }) => bound)
    for (const [k, bound] of [4.3326, 2.9631, 2.359, 2.0141].entries())
      expect(bounds[k]).toBeCloseTo(bound, 3)
    expect(experimentBounds([1, 2], 4).map(({ bound }) => bound)).toEqual(bounds.slice(0, 2))
    expect(experimentBounds([], 4)).toEqual([])
  })

  it('spend the level that is wanted, all of it at the last look', () => {
    expect(experimentBounds([5], 1)[0].bound).toBeCloseTo(1.959964, 5)
    expect(experimentBounds([5], 1, { level: 0.9 })[0].bound).toBeCloseTo(1.644854, 5)
    expect(experimentBounds([1, 2, 3], 3)[2].spent).toBeCloseTo(0.025, 12)
  })

  it('are refused for more looks than planned', () => {
    expect(() => experimentBounds([1, 2, 3], 2)).toThrow(ArgumentError)
    expect(() => experimentBounds([1, 2, 3], 2)).toThrow(
      'experimentBounds: needs at most the 2 looks planned (got 3)',
    )
  })
})

describe('repeatedLevel', () => {
  it('leaves out 0 exactly beyond the bound', () => {
    expect(repeatedLevel(1.959963984540054)).toBeCloseTo(0.95, 12)
    expect(repeatedLevel(0)).toBe(0)
    expect(repeatedLevel(4.3326)).toBeCloseTo(1 - 1.4735e-5, 8)
  })
})

describe('decideAfterLook', () => {
  it.each([
    ['worth its cost', 'roll out', 'roll out'],
    ['works, cost open', 'roll out', 'roll out'],
    ['open', 'go on', 'end'],
    ['too small', 'stop', 'stop'],
    ['open, at best too small', 'stop', 'stop'],
    ['harmful', 'stop', 'stop'],
  ] as const)('%s: %s, at the last look %s', (conclusion, before, last) => {
    expect(decideAfterLook(conclusion, false)).toBe(before)
    expect(decideAfterLook(conclusion, true)).toBe(last)
  })
})
