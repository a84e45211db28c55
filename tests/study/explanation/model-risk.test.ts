import { beforeAll, describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import {
  type JudgedCustomers,
  judgeCustomers,
  learnedCustomers,
} from '../../../lib/study/src/evaluation/out-of-fold-answers'
import { fitOutOfFold } from '../../../lib/study/src/evaluation/out-of-fold-fit'
import { explainCustomers } from '../../../lib/study/src/explanation/contributions'
import { riskByModel } from '../../../lib/study/src/explanation/model-risk'
import { type Matrix, take } from '../../../lib/toolkit/core/src/matrix'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const plain: PlainCustomer[] = Array.from({ length: 260 }, (_, i) => ({
  id: 70_000 + 3 * i,
  pages: 2 + ((i * 5) % 11),
  activity: (i * 5) % 11 < 5 !== (i % 9 === 0) ? 'Снизилась' : 'Прежний уровень',
  revenue: [5000 + ((31 * i) % 300), 4900 + 2 * i, 4800 + i],
}))
const procedure: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  features: ['pagesPerVisit', 'revenueCurrent', 'revenuePrevious', 'serviceTier'],
  candidates: [{ trees: 20, minLeaf: 2 }],
  calibration: 'beta',
}
const past = buildCustomers(tablesOf(plain.slice(0, 220)))
const fit = fitOutOfFold(
  procedure,
  takeCustomers(past.features, past.trainingRows),
  Int32Array.from(past.trainingRows.keys()),
  take(past.declines!, past.trainingRows),
  4,
)
const learned = learnedCustomers(past, fit)
/** Known customers as they were, one of them changed, and new ones. */
const now = buildCustomers(tablesOf([{ ...plain[0], pages: 12 }, ...plain.slice(1)], { hasTarget: false }))
const judge = (customers: Customers) =>
  judgeCustomers(customers, customers.activeRows, { model: fit.model, learned })
const judged = judge(now)
const explain = (of: JudgedCustomers, workers = 0) => riskByModel(now, of, fit.model, { seed: 3, workers })
let risk: Awaited<ReturnType<typeof riskByModel>>
beforeAll(async () => {
  risk = await explain(judged)
})
const rowSum = ({ values, columns }: Matrix, i: number) =>
  values.subarray(i * columns, (i + 1) * columns).reduce((sum, value) => sum + value, 0)
const sumOf = ({ contributions: { values } }: typeof risk, i: number) =>
  values.values.subarray(i * values.columns, (i + 1) * values.columns).reduce((sum, value) => sum + value, 0)

describe('riskByModel', () => {
  it('keeps the judged probabilities to the last bit; base and contributions add up to them', () => {
    expect(new Set(judged.source)).toEqual(new Set(['seen', 'out-of-fold', 'model']))
    expect(risk.probability).toBe(judged.probability)
    expect(risk.rows).toBe(judged.rows)
    judged.probability.forEach((p, i) => {
      const logOdds = risk.base[i] + sumOf(risk, i)
      expect(Math.abs(1 / (1 + Math.exp(-logOdds)) - p)).toBeLessThan(1e-9)
    })
  })

  it('explains by the model; contributions of customers it learned from are shrunk or left, never turned', async () => {
    const own = await explain({ ...judged, source: judged.source.map(() => 'model' as const) })
    const { values } = risk.contributions
    let [shrunk, left] = [0, 0]
    judged.source.forEach((source, i) => {
      const sum = sumOf(own, i)
      const share = sum === 0 ? 1 : sumOf(risk, i) / sum
      expect(source === 'out-of-fold' ? 1 : share).toBe(1)
      shrunk += Number(source === 'out-of-fold' && share < 1)
      left += Number(source === 'out-of-fold' && share === 1)
      expect(share >= 0 && share <= 1).toBe(true)
      for (let k = i * values.columns; k < (i + 1) * values.columns; k++) {
        expect(values.values[k]).toBeCloseTo(share * own.contributions.values.values[k], 10)
      }
      const points = risk.points.start[i] + rowSum(risk.points.values, i)
      expect(Math.abs(points - judged.probability[i])).toBeLessThan(1e-6)
      for (const other of Object.values(risk.points.otherwise)) {
        expect(Math.abs(rowSum(other, i))).toBeLessThan(1)
      }
      const isAverage = risk.base[i] === own.base[i]
      expect(isAverage || (source === 'out-of-fold' && share === 1)).toBe(true)
    })
    expect(shrunk).toBeGreaterThan(50)
    expect(left).toBeGreaterThan(5)
  })

  it('takes the average of the new customers, in parts and by threads as in one piece', async () => {
    const table = takeCustomers(now.features, risk.rows)
    const whole = explainCustomers(fit.model, table, table)
    expect(Math.abs(whole.base - risk.base[judged.source.indexOf('model')])).toBeLessThan(0.5)
    expect(await explain(judged, 2)).toEqual(risk)
    const nobody = { rows: new Int32Array(0), probability: new Float64Array(0), source: [] }
    await expect(explain(nobody)).rejects.toThrow('needs customers')
  })
})
