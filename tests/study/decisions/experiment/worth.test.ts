import { describe, expect, it } from 'vitest'
import { experimentWorth } from '../../../../lib/study/src/decisions/experiment/worth'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'

const columns = {
  cost: Float64Array.of(1, 3),
  averted: Float64Array.of(10, 40),
  reduction: Float64Array.of(0.3, 0.1),
  lowReduction: Float64Array.of(0.1, 0),
  highReduction: Float64Array.of(0.5, 0.3),
}

describe('experimentWorth', () => {
  it('weighs the profit at stake by the reductions that are assumed', () => {
    const { cost, averted, breakEven, assumed } = experimentWorth(columns)
    expect(cost).toBe(2)
    // (0.3 × 10 + 0.1 × 40) / (0.3 + 0.1)
    expect(averted).toBeCloseTo(17.5, 12)
    expect(breakEven).toBeCloseTo(2 / 17.5, 12)
    expect(assumed.low).toBeCloseTo(0.05, 12)
    expect(assumed.likely).toBeCloseTo(0.2, 12)
    expect(assumed.high).toBeCloseTo(0.4, 12)
  })

  it('breaks even where all assumed reductions times one factor keep what the offers cost', () => {
    const { breakEven, assumed } = experimentWorth(columns)
    const factor = breakEven / assumed.likely
    const kept = columns.reduction.reduce((sum, part, i) => sum + factor * part * columns.averted[i], 0)
    expect(kept).toBeCloseTo(1 + 3, 12)
  })

  it('takes reductions to be the same for all where none is assumed', () => {
    const none = { ...columns, reduction: new Float64Array(2) }
    expect(experimentWorth(none)).toMatchObject({ averted: 25, breakEven: 2 / 25, assumed: { likely: 0 } })
    // One who is helped is enough to go by what is assumed.
    const one = { ...columns, reduction: Float64Array.of(0, 0.2) }
    expect(experimentWorth(one).averted).toBeCloseTo(40, 12)
  })

  it('refuses participants of whom averting declines keeps no profit', () => {
    for (const averted of [Float64Array.of(0, 0), Float64Array.of(-10, -40), Float64Array.of(NaN, 1)]) {
      expect(() => experimentWorth({ ...columns, averted })).toThrow(ArgumentError)
    }
    expect(() => experimentWorth({ ...columns, averted: new Float64Array(2) })).toThrow(
      /experimentWorth.*needs profit to be kept by averting declines/,
    )
  })
})
