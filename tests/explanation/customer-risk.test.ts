import { combineExplanations, type ExplainedPart, matrixFromRows, typicalCustomers } from 'one-click'
import { describe, expect, it } from 'vitest'

const part = (positions: number[], base: number, rows: number[][]): ExplainedPart => ({
  positions,
  contributions: { base, features: ['pagesPerVisit', 'promoShare'], values: matrixFromRows(rows) },
})
const logistic = (z: number) => 1 / (1 + Math.exp(-z))

describe('combineExplanations', () => {
  it('takes the mean over repeats of base, contributions and log-odds', () => {
    const risk = combineExplanations(Int32Array.of(10, 30, 20), [
      part([2, 0], 1, [
        [0.5, -1],
        [2, 3],
      ]),
      part([1], -1, [[0.25, 0.25]]),
      part([0, 1, 2], 3, [
        [4, 1],
        [-0.25, 1],
        [1.5, 0],
      ]),
    ])
    expect([...risk.rows]).toEqual([10, 30, 20])
    expect([...risk.base]).toEqual([2, 1, 2])
    expect(risk.contributions).toEqual({
      features: ['pagesPerVisit', 'promoShare'],
      values: matrixFromRows([
        [3, 2],
        [0, 0.625],
        [1, -0.5],
      ]),
    })
    for (const [i, logOdds] of [7, 1.625, 2.5].entries()) {
      expect(risk.probability[i]).toBeCloseTo(logistic(logOdds), 14)
    }
  })

  it('refuses a customer nobody explained, parts that differ, and no parts', () => {
    expect(() => combineExplanations(Int32Array.of(5, 6), [part([1], 0, [[1, 2]])])).toThrow(
      /explains no customer at position 0/,
    )
    const other: ExplainedPart = {
      positions: [1],
      contributions: { base: 0, features: ['promoShare', 'pagesPerVisit'], values: matrixFromRows([[1, 2]]) },
    }
    expect(() => combineExplanations(Int32Array.of(5, 6), [part([0], 0, [[1, 2]]), other])).toThrow(
      /the same features/,
    )
    expect(() => combineExplanations(Int32Array.of(5), [])).toThrow(/at least one part/)
  })
})

describe('typicalCustomers', () => {
  const riskOf = (probability: Float64Array) => ({
    rows: Int32Array.from(probability, (_, i) => i),
    probability,
    base: new Float64Array(probability.length),
    contributions: { features: [], values: matrixFromRows([]) },
  })

  it('are at the 95th percentile of risk, nearest to one half, and at the 10th', () => {
    const squares = Float64Array.from({ length: 101 }, (_, i) => (((37 * i) % 101) / 100) ** 2)
    expect(typicalCustomers(riskOf(squares)).map((i) => Math.round(100 * Math.sqrt(squares[i])))).toEqual([
      95, 71, 10,
    ])
    expect(typicalCustomers(riskOf(Float64Array.of(0.3)))).toEqual([0, 0, 0])
  })
})
