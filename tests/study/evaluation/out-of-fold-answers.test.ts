import { describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { meanOutOfFold } from '../../../lib/study/src/evaluation/cross-validation'
import { featuresOf, predictCustomers } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { decodeModel, encodeModel } from '../../../lib/study/src/evaluation/model-file'
import {
  judgeCustomers,
  judgedAtPrevalence,
  learnedCustomers,
  trainingPrevalence,
} from '../../../lib/study/src/evaluation/out-of-fold-answers'
import { fitOutOfFold } from '../../../lib/study/src/evaluation/out-of-fold-fit'
import { UserError } from '../../../lib/toolkit/core/src/errors'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { brierScore } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import type { Procedure } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { fileArray, forgedFile, type Json } from '../../toolkit/learn/forged-file'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const plain: PlainCustomer[] = Array.from({ length: 60 }, (_, i) => ({
  id: 90_000 + 7 * i,
  pages: 2 + ((i * 5) % 11),
  activity: (i * 13) % 7 < 3 ? 'Снизилась' : 'Прежний уровень',
  revenue: [5000 + 3 * i, 4900 + 2 * i, 4800 + i],
}))
const trees: Procedure = {
  name: 'Trees',
  estimator: 'extra-trees',
  candidates: [{ trees: 20 }],
  innerRepeats: 2,
  calibration: 'probability',
}
const customers = buildCustomers(tablesOf(plain))
const rows = customers.trainingRows
const table = takeCustomers(customers.features, rows)
const declines = take(customers.declines!, rows)
const fit = fitOutOfFold(trees, table, Int32Array.from(rows.keys()), declines, 1)
const learned = learnedCustomers(customers, fit)
const judge = (others: Customers) =>
  judgeCustomers(others, others.activeRows, { model: fit.model, learned: learnedFromFile() })
const header = { library: '1', fingerprint: 'f', features: [], customers: rows.length, seed: 1 }
const text = encodeModel(fit.model, header, { learned })
const learnedFromFile = () => decodeModel(text).learned

describe('judgeCustomers', () => {
  it('gives customers that the model learned from their out-of-fold probabilities, whatever their order', () => {
    const honest = meanOutOfFold({ probability: fit.outOfFold })
    const { probability, source } = judge(customers)
    expect([...probability]).toEqual([...honest])
    expect(new Set(source)).toEqual(new Set(['out-of-fold']))
    const turned = buildCustomers(tablesOf([...plain].reverse(), { hasTarget: false }))
    expect([...judge(turned).probability]).toEqual([...honest].reverse())
    const own = predictCustomers(fit.model, table)
    expect(brierScore(declines, honest)).toBeGreaterThan(2 * brierScore(declines, own))
  })

  it('tells who has changed since from who is new; both get the model’s own answer', () => {
    const later = buildCustomers(
      tablesOf([{ ...plain[0], pages: 9 }, { ...plain[1], profit: 9 }, { ...plain[2], id: 5 }, plain[3]]),
    )
    const { probability, source } = judge(later)
    expect(source).toEqual(['seen', 'out-of-fold', 'model', 'out-of-fold'])
    const own = predictCustomers(fit.model, later.features)
    expect([probability[0], probability[2]]).toEqual([own[0], own[2]])
  })

  it('knows customers of earlier quarters: as they were then, and as they are now', () => {
    const before = buildCustomers(
      tablesOf([
        { id: 5, pages: 3 },
        { id: 6, pages: 4 },
        { ...plain[0], pages: 3 },
      ]),
    )
    const answers = [Float64Array.of(0.125, 0.5)]
    const earlier = [{ customers: before, rows: Int32Array.of(0, 2), outOfFold: answers }]
    const pooled = { model: fit.model, learned: learnedCustomers(customers, fit, earlier) }
    const then = judgeCustomers(before, before.activeRows, pooled)
    expect(then.source).toEqual(['out-of-fold', 'model', 'out-of-fold'])
    expect([then.probability[0], then.probability[2]]).toEqual([0.125, 0.5])
    const now = buildCustomers(tablesOf([{ id: 5, pages: 9 }, plain[0], { id: 7 }]))
    expect(judgeCustomers(now, now.activeRows, pooled).source).toEqual(['seen', 'out-of-fold', 'model'])
    expect(judgeCustomers(customers, rows, pooled).probability).toEqual(judge(customers).probability)
  })

  it('knows customers again whose ids have lost or won leading zeros', () => {
    const written = Array.from(customers.ids, (id) => String(id).padStart(8, '0'))
    expect(judge({ ...customers, written })).toEqual(judge(customers))
  })

  it('holds nobody for known where the file keeps nothing, and judges no one where no one is', () => {
    const { probability, source } = judgeCustomers(customers, rows, { model: fit.model })
    expect(probability).toEqual(predictCustomers(fit.model, table))
    expect(new Set(source)).toEqual(new Set(['model']))
    const nobody = judgeCustomers(customers, new Int32Array(0), { model: fit.model, learned })
    expect([nobody.probability.length, nobody.source]).toEqual([0, []])
  })
})

describe('what a file keeps of the customers learned from', () => {
  it('is no list of them: no id, no outcome, no order of the tables', () => {
    const numbers = new Set([...learned.ids, ...learned.rows])
    for (const id of customers.ids) expect(numbers.has(id)).toBe(false)
    for (const column of [learned.ids, learned.rows])
      expect([...column]).toEqual([...column].sort((a, b) => a - b))
    expect(Object.keys(learned).sort()).toEqual(['ids', 'probability', 'rows', 'salt'])
  })

  it('is the same from run to run, and other hashes for other training tables', () => {
    expect(learnedCustomers(customers, fit)).toEqual(learned)
    const other = learnedCustomers({ ...customers, fingerprint: 'another' }, fit)
    expect(other.salt).not.toBe(learned.salt)
    expect([...other.ids].filter((id) => learned.ids.includes(id))).toEqual([])
    expect(featuresOf(fit.model, table).length).toBeGreaterThan(3)
  })

  it.each<[string, (learned: Json) => void, RegExp]>([
    [
      'hashes that do not rise',
      (content) => Object.assign(content, { ids: fileArray(Float64Array.of(2, 1)) }),
      /ids: holds no ascending hashes/,
    ],
    [
      'hashes that are none',
      (content) => Object.assign(content, { rows: fileArray(Float64Array.of(0.5)) }),
      /rows: holds no ascending hashes/,
    ],
    [
      'answers that are no probabilities',
      (content) => Object.assign(content, { probability: fileArray(Float64Array.of(2)) }),
      /probability: holds what is no probability/,
    ],
    [
      'an answer too few',
      (content) => Object.assign(content, { probability: fileArray(Float64Array.of(0.5)) }),
      /needs an answer for each customer/,
    ],
    ['another salt', (content) => Object.assign(content, { salt: 'x' }), /salt: is no salt/],
    ['a list of customers', (content) => Object.assign(content, { list: [1] }), /list/],
  ])('is refused with %s', (_, change, message) => {
    const forged = forgedFile(text, (content) => change(content.learned))
    expect(() => decodeModel(forged, 'm.json')).toThrow(UserError)
    expect(() => decodeModel(forged, 'm.json')).toThrow(message)
  })

  it('may stand beside the cut-offs of a study', () => {
    const cuts = { probability: 0.4, profit: -2.5 }
    const withCuts = encodeModel(fit.model, header, { learned, cuts })
    expect(decodeModel(withCuts)).toEqual({ header, model: fit.model, learned, cuts })
    const forged = forgedFile(withCuts, (content) => Object.assign(content.cuts, { probability: 2 }))
    expect(() => decodeModel(forged)).toThrow(/cuts|probability/)
  })
})

describe('the share of declines that a model file is calibrated at', () => {
  const file = (declining: number, earlier?: readonly { customers: number; declining: number }[]) =>
    ({
      header: { ...header, customers: 50, ...(earlier && { earlier }) },
      reference: { declining },
    }) as unknown as Parameters<typeof trainingPrevalence>[0]

  it('is that of all customers it learned from, earlier quarters included', () => {
    expect(trainingPrevalence(file(20))).toBeCloseTo(0.4, 12)
    const earlier = [
      { customers: 30, declining: 3 },
      { customers: 20, declining: 7 },
    ]
    expect(trainingPrevalence(file(20, earlier))).toBeCloseTo(30 / 100, 12)
    expect(() => trainingPrevalence({ ...file(20), reference: undefined })).toThrow(
      /trainingPrevalence.*needs the reference of the training data/,
    )
  })

  it('is where probabilities are moved from', () => {
    const judged = { rows: Int32Array.of(0, 1), probability: Float64Array.of(0.4, 0.75), source: [] }
    const moved = judgedAtPrevalence(judged, file(25), 0.2)
    // From one half to a fifth the odds fall to a quarter.
    expect(moved.probability[0]).toBeCloseTo(1 / (1 + 4 * 1.5), 12)
    expect(moved.probability[1]).toBeCloseTo(0.75 / 1.75, 12)
    expect(moved.rows).toBe(judged.rows)
  })
})
