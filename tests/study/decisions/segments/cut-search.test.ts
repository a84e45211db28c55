import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  distinctCandidates,
  profitStep,
  quantileCandidates,
  roundCandidates,
} from '../../../../lib/study/src/decisions/segments/cut-candidates'
import { cutSearch } from '../../../../lib/study/src/decisions/segments/cut-search'
import { mustBeReached } from '../../../support/must-be-reached'

/** Values with many ties, negative ones among them. */
const problems = fc.record({
  customers: fc.array(
    fc.record({
      probability: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      profit: fc.integer({ min: -4, max: 9 }),
      value: fc.integer({ min: -20, max: 20 }),
      count: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  smallest: fc.integer({ min: 1, max: 3 }),
})

/** Between-segment sum of squares of one pair; undefined when a segment is too small. */
function betweenOf(
  customers: readonly { probability: number; profit: number; value: number; count: number }[],
  cut: { probability: number; profit: number },
  smallest: number,
): number | undefined {
  const segments = [0, 1, 2, 3].map((k) =>
    customers.filter(
      ({ probability, profit }) =>
        2 * Number(probability >= cut.probability) + Number(profit >= cut.profit) === k,
    ),
  )
  const size = (group: typeof customers) => group.reduce((sum, { count }) => sum + count, 0)
  const total = (group: typeof customers) => group.reduce((sum, { count, value }) => sum + count * value, 0)
  if (segments.some((group) => size(group) < smallest)) return undefined
  const mean = total(customers) / size(customers)
  return segments.reduce((sum, group) => sum + size(group) * (total(group) / size(group) - mean) ** 2, 0)
}

describe('cutSearch', () => {
  it('finds what trying every pair finds', () => {
    const reached = mustBeReached()
    fc.assert(
      fc.property(problems, ({ customers, smallest }) => {
        const of = (key: 'probability' | 'profit' | 'value') =>
          Float64Array.from(customers, (customer) => customer[key])
        const candidates = {
          probability: distinctCandidates(of('probability')),
          profit: distinctCandidates(of('profit')),
        }
        const counts = Uint32Array.from(customers, ({ count }) => count)
        const found = cutSearch(of('probability'), of('profit'), of('value'), candidates)(counts, smallest)
        const all = Array.from(candidates.probability).flatMap((probability) =>
          Array.from(candidates.profit, (profit) => betweenOf(customers, { probability, profit }, smallest)),
        )
        const possible = all.filter((between): between is number => between !== undefined)
        expect(found === undefined).toBe(possible.length === 0)
        if (!found) return
        reached()
        expect(found.between).toBeCloseTo(Math.max(...possible), 6)
        expect(betweenOf(customers, found, smallest)).toBeCloseTo(found.between, 6)
      }),
      { numRuns: 400 },
    )
  })

  it('counts a customer drawn twice as two', () => {
    const probability = Float64Array.of(0.1, 0.2, 0.8, 0.9, 0.3, 0.7)
    const profit = Float64Array.of(1, 5, 2, 6, 3, 4)
    const candidates = { probability: Float64Array.of(0.3, 0.8), profit: Float64Array.of(2, 4, 5) }
    const rows = [0, 1, 1, 2, 3, 3, 3, 4, 5]
    const twice = (values: Float64Array) => Float64Array.from(rows, (row) => values[row])
    const counts = Uint32Array.of(1, 2, 1, 3, 1, 1)
    expect(cutSearch(probability, profit, profit, candidates)(counts, 1)).toEqual(
      cutSearch(twice(probability), twice(profit), twice(profit), candidates)(new Uint32Array(9).fill(1), 1),
    )
  })

  it('takes the higher of cuts that part the same customers', () => {
    const search = cutSearch(
      Float64Array.of(0, 1, 0, 1),
      Float64Array.of(0, 0, 9, 9),
      Float64Array.of(0, 0, 0, 9),
      { probability: Float64Array.of(0.3, 0.6), profit: Float64Array.of(2, 4, 6) },
    )
    expect(search(new Uint32Array(4).fill(1), 1)).toMatchObject({ probability: 0.6, profit: 6 })
  })
})

describe('candidates', () => {
  it('are round numbers within the values', () => {
    const profit = Float64Array.from({ length: 101 }, (_, i) => 2 + i * 0.035)
    expect(profitStep(profit, 5)).toBe(1)
    expect(profitStep(profit, 10)).toBe(0.5)
    expect(
      profitStep(
        profit.map((value) => 1000 * value),
        10,
      ),
    ).toBe(500)
    const { probability, profit: cuts } = roundCandidates(profit, { probability: 0.1, profit: 0.5 })
    expect([...probability]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    expect([...cuts]).toEqual([2.5, 3, 3.5, 4, 4.5, 5])
  })

  it('step through any profit, constant or negative', () => {
    expect(profitStep(Float64Array.of(3, 3, 3), 5)).toBe(1)
    expect([...roundCandidates(Float64Array.of(-7, -2), { probability: 0.1, profit: 2 }).profit]).toEqual([
      -6, -4,
    ])
  })

  it('part somebody off, whatever the ties', () => {
    expect([...distinctCandidates(Float64Array.of(3, 1, 3, 2))]).toEqual([2, 3])
    expect([...quantileCandidates(Float64Array.of(5, 5, 5))]).toEqual([])
    const values = Float64Array.from({ length: 1000 }, (_, i) => i % 700)
    const quantiles = quantileCandidates(values)
    expect(quantiles.length).toBe(99)
    expect(quantiles.every((cut, k) => cut > (k === 0 ? 0 : quantiles[k - 1]))).toBe(true)
    expect(distinctCandidates(Float64Array.from({ length: 9000 }, (_, i) => i)).length).toBe(2000)
  })
})
