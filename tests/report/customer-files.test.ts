import { parse } from 'csv-parse/sync'
import {
  type CustomerDecision,
  featurePreprocessor,
  fitPipeline,
  gatherCustomers,
  offersCsv,
  predictCustomers,
  scoresCsv,
  takeCustomers,
} from 'one-click'
import { describe, expect, it } from 'vitest'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[]

const everyone: PlainCustomer[] = Array.from({ length: 40 }, (_, i) => ({
  id: 90 - i,
  pages: 3 + (i % 9),
  activity: i % 9 < 4 ? 'Снизилась' : 'Прежний уровень',
  revenue: [i === 6 ? 1e6 : 5000 + i, i === 3 ? 0 : 4900 + 2 * i, i === 8 ? undefined : 4800 + i],
  minutes: [10 + (i % 3), i === 6 ? 9999 : 9 + (i % 4)],
}))
const customers = gatherCustomers(tablesOf(everyone))
const { declines, trainingRows } = customers
const model = fitPipeline(
  { name: 'x', estimator: 'logistic-regression', candidates: [{ l2: 1 }] },
  featurePreprocessor(takeCustomers(customers.features, trainingRows)),
  Int32Array.from(trainingRows, (_, i) => i),
  Uint8Array.from(trainingRows, (row) => declines![row]),
  1,
)

describe('scoresCsv', () => {
  const rows = read(scoresCsv(customers, model))

  it('has a line for each customer in the order of the file', () => {
    expect(Object.keys(rows[0]).slice(0, 3)).toEqual(['id', 'status', 'decline_probability'])
    expect(rows.map(({ id }) => Number(id))).toEqual(everyone.map(({ id }) => id))
    expect(rows.map(({ status }) => status)).toEqual(customers.status)
    expect([rows[3].status, rows[8].status, rows[6].status]).toEqual(['inactive', 'incomplete', 'scored'])
  })

  it('gives the exact probability of scored customers only', () => {
    const expected = predictCustomers(model, takeCustomers(customers.features, customers.activeRows))
    const scored = rows.filter(({ status }) => status === 'scored')
    expect(scored.map((row) => Number(row.decline_probability))).toEqual([...expected])
    for (const row of rows) expect(row.decline_probability !== '').toBe(row.status === 'scored')
  })

  it('flags implausible inputs, all of one customer together', () => {
    expect(rows[6].flag).toBe('implausible: revenueCurrent minutesPrevious')
    expect(rows.filter(({ flag }) => flag !== '')).toHaveLength(1)
  })

  it('works where nobody is active', () => {
    const none = gatherCustomers(tablesOf([{ id: 1, revenue: [0, 0, 0] }]))
    expect(read(scoresCsv(none, model))).toEqual([
      { id: '1', status: 'inactive', decline_probability: '', flag: '' },
    ])
  })
})

describe('offersCsv', () => {
  const decision: CustomerDecision = {
    id: 7,
    segment: 'Save now',
    probability: 1 / 3,
    profit: 4.16,
    profitAtRisk: 4.16,
    contactAllowed: true,
    offer: 'basket',
    offerName: 'Finish the basket',
    channel: 'site',
    text: '=HYPERLINK("http://x")',
    reasons: [
      { feature: 'unpaidItems', contribution: 1, probabilityChange: 0.2, text: 'Unpaid items 5 (typical 2)' },
      { feature: 'favouriteCategory', contribution: 0.5, probabilityChange: 0.1, text: '@SUM(1)' },
    ],
    flagged: true,
  }

  it('has the columns that others read, and runs nothing', () => {
    const text = offersCsv([decision, { ...decision, id: 8, reasons: [], flagged: false, text: 'news' }])
    expect(
      text
        .split('\n')[0]
        .startsWith(
          'id,segment,decline_probability,profit,profit_at_risk,offer,channel,reason_1,reason_2,reason_3',
        ),
    ).toBe(true)
    const [first, second] = read(text)
    expect(first).toMatchObject({
      id: '7',
      segment: 'Save now',
      decline_probability: String(1 / 3),
      profit: '4.16',
      profit_at_risk: '4.16',
      offer: 'basket',
      channel: 'site',
      reason_1: 'Unpaid items 5 (typical 2)',
      reason_2: "'@SUM(1)",
      reason_3: '',
      offer_text: '\'=HYPERLINK("http://x")',
      flag: 'implausible value',
    })
    expect(second).toMatchObject({ id: '8', reason_1: '', flag: '' })
  })
})
