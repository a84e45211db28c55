import { describe, expect, it } from 'vitest'
import {
  combineExplanations,
  type ExplainedPart,
  riskOfRows,
  typicalCustomers,
} from '../../../lib/study/src/explanation/customer-risk'
import { matrixFromRows } from '../../../lib/toolkit/core/src/matrix'
import type { SampledGame } from '../../../lib/toolkit/explain/src/shapley/sampled-shapley'
import { withPoints } from '../../support/risk-points'

const features = ['promoShare', 'pagesPerVisit']
const game = (base: number, rows: number[][], error = 0): SampledGame => ({
  base,
  values: matrixFromRows(rows),
  standardErrors: matrixFromRows(rows.map((row) => row.map(() => error))),
  parts: [0.9, 1.1].map((factor) => matrixFromRows(rows.map((row) => row.map((value) => factor * value)))),
})
/** Sampled shares are made from contributions by other factors each. */
const part = (positions: number[], base: number, rows: number[][], error = 0): ExplainedPart => {
  const times = (factor: number) => rows.map((row) => row.map((value) => factor * value))
  return {
    positions,
    contributions: { base, features, values: matrixFromRows(rows) },
    sampled: {
      features,
      probability: game(base / 10, times(0.1), error),
      logOdds: game(base - 1, times(2)),
      pairs: new Int32Array(positions.length),
    },
  }
}
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
      features,
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

  it('takes the mean of sampled shares, with the error of a mean', () => {
    const { points, base, probability } = combineExplanations(Int32Array.of(10, 20), [
      part(
        [0, 1],
        1,
        [
          [2, -1],
          [4, 0],
        ],
        0.03,
      ),
      part([0], 3, [[0, 5]], 0.04),
    ])
    expect([...points.start]).toEqual([0.2, 0.1])
    const near = (found: Float64Array, expected: number[]) =>
      expected.forEach((value, k) => {
        expect(found[k]).toBeCloseTo(value, 14)
      })
    near(points.values.values, [0.1, 0.2, 0.4, 0])
    near(points.standardErrors.values, [0.025, 0.025, 0.03, 0.03])
    near(points.parts[0].values, [...points.values.values.map((value) => 0.9 * value)])
    // By the other conventions log-odds are stretched along the line from their base to the customer.
    const share = (from: number, i: number) => {
      const z = Math.log(probability[i] / (1 - probability[i]))
      return (probability[i] - logistic(from)) / (z - from)
    }
    near(points.otherwise.meanVote.values, [
      ...[1, 2].map((value) => value * share(base[0], 0)),
      ...[4, 0].map((value) => value * share(base[1], 1)),
    ])
    near(points.otherwise.logOdds.values, [
      ...[2, 4].map((value) => value * share(base[0] - 1, 0)),
      ...[8, 0].map((value) => value * share(base[1] - 1, 1)),
    ])
  })

  it('lets a feature that some models do not read add nothing there', () => {
    const alone = (name: string, value: number): ExplainedPart => {
      const whole = part([0], 1, [[value]])
      return {
        ...whole,
        contributions: { ...whole.contributions, features: [name] },
        sampled: { ...whole.sampled, features: [name] },
      }
    }
    const risk = combineExplanations(Int32Array.of(7), [alone('pagesPerVisit', 2), alone('promoShare', 4)])
    expect(risk.contributions.features).toEqual(['promoShare', 'pagesPerVisit'])
    expect([...risk.contributions.values.values]).toEqual([2, 1])
    expect(risk.points.values.values[0]).toBeCloseTo(0.2, 12)
    expect(risk.probability[0]).toBeCloseTo(logistic(1 + 3), 12)
  })

  it('refuses a customer nobody explained, and no parts', () => {
    expect(() => combineExplanations(Int32Array.of(5, 6), [part([1], 0, [[1, 2]])])).toThrow(
      /explains no customer at position 0/,
    )
    expect(() => combineExplanations(Int32Array.of(5), [])).toThrow(/at least one part/)
  })
})

describe('riskOfRows', () => {
  const all = combineExplanations(Int32Array.of(10, 30, 20), [
    part([0, 1, 2], 1, [
      [0.5, -1],
      [2, 3],
      [0.25, 0],
    ]),
  ])

  it('is that of the same customers alone', () => {
    const some = combineExplanations(Int32Array.of(20, 10), [
      part([0, 1], 1, [
        [0.25, 0],
        [0.5, -1],
      ]),
    ])
    expect(riskOfRows(all, Int32Array.of(20, 10))).toEqual(some)
    expect(riskOfRows(all, all.rows)).toBe(all)
  })

  it('knows no others', () => {
    expect(() => riskOfRows(all, Int32Array.of(10, 40))).toThrow(/riskOfRows: .*\(got 40\)/)
  })
})

describe('typicalCustomers', () => {
  const riskOf = (probability: Float64Array) =>
    withPoints({
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
