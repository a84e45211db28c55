import { describe, expect, it } from 'vitest'
import { riskAtPrevalence } from '../../../lib/study/src/explanation/risk-at-prevalence'
import { probabilityAtPrevalence } from '../../../lib/toolkit/learn/src/evaluation/prevalence'
import { studyCustomers, studyRisk } from '../report/study-results'

const risk = studyRisk(studyCustomers())
const shift = { from: 0.35, to: 0.15 }
const there = riskAtPrevalence(risk, shift)

const rowSum = (values: Float64Array, columns: number, row: number) =>
  values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0)

describe('riskAtPrevalence', () => {
  it('moves probabilities as prior shift does, by the starting point alone', () => {
    expect(there.probability).toEqual(probabilityAtPrevalence(risk.probability, shift))
    expect(there.contributions).toBe(risk.contributions)
    const { values, columns } = there.contributions.values
    there.probability.forEach((p, i) => {
      expect(Math.log(p / (1 - p))).toBeCloseTo(there.base[i] + rowSum(values, columns, i), 9)
    })
  })

  it('keeps the reasons’ share of the probability, so that less risk is never more to be kept', () => {
    const before = risk.points
    for (const [from, now] of [
      [before.values, there.points.values],
      [before.otherwise.meanVote, there.points.otherwise.meanVote],
    ]) {
      there.probability.forEach((p, i) => {
        const share = p / risk.probability[i]
        expect(share).toBeLessThan(1)
        const sum = rowSum(from.values, from.columns, i)
        expect(rowSum(now.values, now.columns, i)).toBeCloseTo(share * sum, 9)
        expect(there.points.start[i]).toBeCloseTo(share * before.start[i], 12)
      })
    }
  })

  it('is undone by the way back', () => {
    const back = riskAtPrevalence(there, { from: shift.to, to: shift.from })
    back.probability.forEach((p, i) => {
      expect(p).toBeCloseTo(risk.probability[i], 12)
    })
    back.points.values.values.forEach((value, k) => {
      expect(value).toBeCloseTo(risk.points.values.values[k], 9)
    })
  })
})
