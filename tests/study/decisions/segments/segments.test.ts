import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentCuts } from '../../../../lib/study/src/decisions/segments/segment-cuts'
import {
  assignSegments,
  groupsOfSegment,
  horizonMonths,
  profitAtRisk,
  segmentNames,
  summariseSegments,
} from '../../../../lib/study/src/decisions/segments/segments'

const cuts = { probability: 0.5, profit: 4 }
const numbers = (...values: number[]) => Float64Array.from(values)
const customers = fc
  .array(
    fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      profit: fc.double({ min: -50, max: 50, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => ({
    probability: Float64Array.from(drawn, ({ probability }) => probability),
    profit: Float64Array.from(drawn, ({ profit }) => profit),
  }))

describe('assignSegments', () => {
  it('parts the map into its four corners, cuts belonging to the upper side', () => {
    expect(
      assignSegments(numbers(0.5, 0.5, 0.49, 0.49, 1, 0), numbers(4, 3.99, 4, 3.99, 4, -9), cuts),
    ).toEqual(['Save now', 'Win back cheaply', 'Look after', 'Leave as is', 'Save now', 'Leave as is'])
  })

  it('refuses lengths that differ', () => {
    expect(() => assignSegments(numbers(0.5), numbers(1, 2), cuts)).toThrow(/one profit for each probability/)
  })
})

describe('summariseSegments', () => {
  it('counts every customer in exactly one segment, and its sums add up', () => {
    fc.assert(
      fc.property(customers, ({ probability, profit }) => {
        const segments = assignSegments(probability, profit, segmentCuts(probability, profit))
        const summaries = summariseSegments(segments, probability, profit)
        expect(summaries.map(({ segment }) => segment)).toEqual([...segmentNames])
        const total = (of: (summary: (typeof summaries)[0]) => number) =>
          summaries.reduce((sum, summary) => sum + of(summary), 0)
        const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0)
        expect(total(({ customers: count }) => count)).toBe(probability.length)
        expect(total(({ share }) => share)).toBeCloseTo(1, 12)
        expect(total((row) => row.probability * row.customers)).toBeCloseTo(sum(probability), 9)
        expect(total((row) => row.profit)).toBeCloseTo(sum(profit), 9)
        expect(total((row) => row.profitAtRisk)).toBeCloseTo(sum(profitAtRisk(probability, profit)), 9)
        for (const row of Object.values(summaries.flatMap((summary) => Object.values(summary)))) {
          expect(row).not.toBeNaN()
        }
      }),
    )
  })

  it('keeps segments without customers, and takes no customers at all', () => {
    expect(summariseSegments(['Save now'], numbers(0.9), numbers(10))).toEqual([
      { segment: 'Save now', customers: 1, share: 1, probability: 0.9, profit: 10, profitAtRisk: 27 },
      ...(['Win back cheaply', 'Look after', 'Leave as is'] as const).map((segment) => ({
        segment,
        customers: 0,
        share: 0,
        probability: 0,
        profit: 0,
        profitAtRisk: 0,
      })),
    ])
    for (const { share } of summariseSegments([], numbers(), numbers())) expect(share).toBe(0)
  })
})

describe('profitAtRisk', () => {
  it('is probability × profit × the horizon', () => {
    expect(horizonMonths).toBe(3)
    expect([...profitAtRisk(numbers(0.5, 0, 1), numbers(4, 9, -2))]).toEqual([6, 0, -6])
  })
})

describe('groupsOfSegment', () => {
  it('parts the rows, not the positions', () => {
    const segments = ['Save now', 'Look after', 'Save now'] as const
    expect(groupsOfSegment('Save now', segments, Int32Array.of(7, 5, 9))).toEqual({
      of: Int32Array.of(7, 9),
      others: Int32Array.of(5),
    })
  })
})
