import { describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { comparePooled, pooledVerdict } from '../../../lib/study/src/study/pooled-quarters'
import { tablesOf } from '../customers/tables'
import { studyValidation } from '../report/study-results'

const before: Customers = buildCustomers(tablesOf([{ id: 1 }, { id: 2 }, { id: 3 }]))
const quarter = { customers: before, rows: Int32Array.of(0, 2), groups: before.groups }

describe('comparePooled', () => {
  it('names the quarters, and gives by how much learning from all differs from learning alone', () => {
    const probability = Float64Array.of(0.1, 0.9)
    const [alone, pooled] = [0.4, 0.3].map((loss) => {
      const folds = studyValidation('Trees', probability, 0.9)
      const logLoss = Float64Array.of(loss, loss + 0.1, loss, loss + 0.1)
      const foldScores = { rocAuc: logLoss, logLoss, brier: logLoss }
      return { ...folds, foldScores, scores: { ...folds.scores, logLoss: { mean: loss + 0.05, sd: 0 } } }
    })
    const { quarters, alone: scores, difference } = comparePooled([quarter], pooled, alone)
    expect(quarters).toEqual([
      { folder: before.source.folder, fingerprint: before.fingerprint, customers: 2 },
    ])
    expect(scores.logLoss.mean).toBeCloseTo(0.45, 12)
    expect(difference.logLoss.estimate).toBeCloseTo(-0.1, 12)
  })
})

describe('pooledVerdict', () => {
  it.each([
    [-0.02, -0.01, /help\.$/],
    [-0.02, 0.01, /cannot be told/],
    [0.01, 0.02, /harm/],
  ])('from %d to %d', (lower, upper, words) => {
    expect(pooledVerdict({ estimate: (lower + upper) / 2, lower, upper })).toMatch(words)
  })
})
