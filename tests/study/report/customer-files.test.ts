import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { takeCustomers } from '../../../lib/study/src/customers/feature-table'
import { decideOffers } from '../../../lib/study/src/decisions/offers/customer-decisions'
import { offerOptions } from '../../../lib/study/src/decisions/offers/offer-options'
import { horizonMonths } from '../../../lib/study/src/decisions/segments/segments'
import { featurePreprocessor, predictCustomers } from '../../../lib/study/src/evaluation/feature-preprocessor'
import { judgeCustomers } from '../../../lib/study/src/evaluation/out-of-fold-answers'
import { offersCsv, scoresCsv } from '../../../lib/study/src/report/customer-files'
import { type ToldDecision, tellDecisions } from '../../../lib/study/src/report/told/told-decisions'
import { fitPipeline } from '../../../lib/toolkit/learn/src/pipeline/pipeline'
import { type PlainCustomer, tablesOf } from '../customers/tables'
import { customersOf, planOf, realCatalogue, riskOf } from '../decisions/offers/decision-cases'

const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[]

const everyone: PlainCustomer[] = Array.from({ length: 40 }, (_, i) => ({
  id: 90 - i,
  pages: 3 + (i % 9),
  activity: i % 9 < 4 ? 'Снизилась' : 'Прежний уровень',
  revenue: [i === 6 ? 1e6 : 5000 + i, i === 3 ? 0 : 4900 + 2 * i, i === 8 ? undefined : 4800 + i],
  minutes: [10 + (i % 3), i === 6 ? 9999 : 9 + (i % 4)],
}))
const customers = buildCustomers(tablesOf(everyone))
const { declines, trainingRows } = customers
const model = fitPipeline(
  { name: 'x', estimator: 'logistic-regression', candidates: [{ l2: 1 }] },
  featurePreprocessor(takeCustomers(customers.features, trainingRows)),
  Int32Array.from(trainingRows, (_, i) => i),
  Uint8Array.from(trainingRows, (row) => declines![row]),
  1,
)

describe('scoresCsv', () => {
  const rows = read(scoresCsv(customers, judgeCustomers(customers, customers.activeRows, { model })))

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

  it('flags values that the model has not met beside them', () => {
    const judged = judgeCustomers(customers, customers.activeRows, { model })
    const flagged = read(
      scoresCsv(customers, judged, [
        { row: 6, feature: 'favouriteCategory', kind: 'unseen' },
        { row: 6, feature: 'revenueTotal', kind: 'outside' },
        { row: 6, feature: 'minutesTotal', kind: 'outside' },
        { row: 0, feature: 'revenueTotal', kind: 'outside' },
      ]),
    )
    expect(flagged[6].flag).toBe(
      'implausible: revenueCurrent minutesPrevious; unseen category: favouriteCategory; ' +
        'outside training range: revenueTotal minutesTotal',
    )
    expect(flagged[0].flag).toBe('outside training range: revenueTotal')
  })

  it('works where nobody is active', () => {
    const none = buildCustomers(tablesOf([{ id: 1, revenue: [0, 0, 0] }]))
    const reason = 'bought nothing: current month, previous month, month before previous'
    expect(read(scoresCsv(none, judgeCustomers(none, none.activeRows, { model })))).toEqual([
      { id: '1', status: 'inactive', decline_probability: '', flag: '', source: '', reason },
    ])
  })
})

describe('offersCsv', () => {
  const both = (text: string) => ({ ru: `${text} (рус.)`, en: text })
  const decision: ToldDecision = {
    id: 7,
    segment: 'Save now',
    probability: 1 / 3,
    profit: 4.16,
    profitAtRisk: 4.16,
    contactAllowed: true,
    offer: 'basket',
    offerName: both('Finish the basket'),
    channel: 'site',
    channelName: both('Site'),
    cost: 0.1 + 0.2,
    kept: 1 / 7,
    uplift: 0.02,
    category: 'Косметика и аксессуары',
    finding: { verdict: 'low risk', probability: 1 / 3 },
    text: both('=HYPERLINK("http://x")'),
    why: { ru: '-1', en: 'Looks at 3 pages,\nwhere 8 are usual' },
    reasons: [
      {
        feature: 'unpaidItems',
        probabilityChange: 0.2,
        value: 5,
        usual: 2,
        text: both('Unpaid items 5 (typical 2)'),
      },
      { feature: 'favouriteCategory', probabilityChange: 0.1, value: '@SUM(1)', text: both('@SUM(1)') },
    ],
    options: [
      { offer: 'basket', channel: 'site', cost: 0.1 + 0.2, kept: 1 / 7, contact: false, points: 0.1 },
      { offer: 'basket', channel: 'message', cost: 0.35, kept: 1 / 6, contact: true, points: 0.2 },
    ],
    arm: 'control',
    planned: { offer: 'talk', channel: 'message', cost: 0.35, kept: 1 / 6, contact: true, points: 0.2 },
    flagged: true,
  }

  it('has the columns that others read, in their order', () => {
    const options = [1, 2, 3, 4, 5].flatMap((k) => [
      `option_${k}`,
      `option_${k}_channel`,
      `option_${k}_cost`,
      `option_${k}_profit_kept`,
      `option_${k}_contact`,
      `option_${k}_points`,
    ])
    expect(offersCsv([]).trim().split(',')).toEqual([
      'id',
      'segment',
      'decline_probability',
      'profit',
      'profit_at_risk',
      'offer',
      'channel',
      'reason_1',
      'reason_2',
      'reason_3',
      'cost',
      'profit_kept',
      'net',
      'uplift',
      'why_ru',
      'why_en',
      'offer_text_ru',
      'offer_text_en',
      'flag',
      'experiment_arm',
      'planned_offer',
      'planned_channel',
      ...options,
    ])
  })

  it('gives everything exactly, and runs nothing', () => {
    const [first, second] = read(
      offersCsv(
        [
          decision,
          {
            ...decision,
            id: 8,
            reasons: [],
            options: [],
            arm: 'none',
            planned: undefined,
            text: both('news'),
          },
        ],
        undefined,
        ['implausible: revenueCurrent'],
      ),
    )
    expect(first).toEqual({
      ...Object.fromEntries(Object.keys(first).map((name) => [name, ''])),
      id: '7',
      segment: 'Save now',
      decline_probability: String(1 / 3),
      profit: '4.16',
      profit_at_risk: '4.16',
      offer: 'basket',
      channel: 'site',
      reason_1: 'Unpaid items 5 (typical 2)',
      reason_2: "'@SUM(1)",
      cost: String(0.1 + 0.2),
      profit_kept: String(1 / 7),
      net: String(1 / 7 - (0.1 + 0.2)),
      uplift: '0.02',
      why_ru: "'-1",
      why_en: 'Looks at 3 pages,\nwhere 8 are usual',
      offer_text_ru: '\'=HYPERLINK("http://x") (рус.)',
      offer_text_en: '\'=HYPERLINK("http://x")',
      flag: 'implausible: revenueCurrent',
      experiment_arm: 'control',
      planned_offer: 'talk',
      planned_channel: 'message',
      option_1: 'basket',
      option_1_channel: 'site',
      option_1_cost: String(0.1 + 0.2),
      option_1_profit_kept: String(1 / 7),
      option_1_contact: '0',
      option_1_points: '0.1',
      option_2: 'basket',
      option_2_channel: 'message',
      option_2_cost: '0.35',
      option_2_profit_kept: String(1 / 6),
      option_2_contact: '1',
      option_2_points: '0.2',
    })
    expect(second).toMatchObject({
      id: '8',
      reason_1: '',
      flag: '',
      experiment_arm: '',
      planned_offer: '',
      option_1: '',
      option_1_contact: '',
    })
  })

  it('carries ids as they are written', () => {
    const [row] = read(offersCsv([{ ...decision, written: '0007' }]))
    expect(row.id).toBe('0007')
  })

  it('refuses more options than it has columns for', () => {
    const many = { ...decision, options: Array.from({ length: 6 }, () => decision.options[0]) }
    expect(() => offersCsv([many])).toThrow(/offersCsv: .*at most 5 options.*\(got 6\)/)
  })

  it('holds all that a plan could choose from, to the last digit', () => {
    const customers = customersOf(
      Array.from({ length: 40 }, (_, i) => ({
        id: 900 + i,
        consent: i % 3 === 0 ? 'нет' : 'да',
        contacts: 3 + (i % 3),
        profit: 1 + (i % 7),
      })),
    )
    const risk = riskOf(customers, 5)
    const options = offerOptions(customers, risk, realCatalogue)
    const { problem } = options
    const decisions = decideOffers(
      customers,
      risk,
      Array.from(risk.rows, () => 'Save now'),
      realCatalogue,
      options,
      planOf(options, () => 0),
    )
    const rows = read(offersCsv(tellDecisions(decisions, realCatalogue)))
    const again = rows.flatMap((row, customer) =>
      [1, 2, 3, 4, 5]
        .filter((k) => row[`option_${k}`] !== '')
        .map((k) => ({
          customer,
          offer: realCatalogue.offers.findIndex(({ id }) => id === row[`option_${k}`]),
          channel: realCatalogue.channels.findIndex(({ id }) => id === row[`option_${k}_channel`]),
          cost: Number(row[`option_${k}_cost`]),
          kept: Number(row[`option_${k}_profit_kept`]),
          contact: Number(row[`option_${k}_contact`]),
          points: Number(row[`option_${k}_points`]),
          profit: Number(row.profit),
        })),
    )
    expect(again.length).toBeGreaterThan(20)
    for (const name of ['customer', 'offer', 'channel', 'cost', 'kept', 'contact'] as const) {
      expect(again.map((option) => option[name])).toEqual([...problem[name]])
    }
    // What is kept follows from the points, the profit and the catalogue.
    for (const { offer, channel, points, profit, kept } of again) {
      const { effect } = realCatalogue.offers[offer]
      const share = effect.likely * realCatalogue.channels[channel].reach * points
      expect(kept).toBeCloseTo(share * profit * horizonMonths * realCatalogue.profitLost.likely, 12)
    }
    const given = rows.filter(({ uplift }) => Number(uplift) > 0)
    expect(given).toHaveLength(new Set(problem.customer).size)
    for (const { uplift, profit, profit_kept: kept } of given) {
      const lost = Number(profit) * horizonMonths * realCatalogue.profitLost.likely
      expect(Number(uplift) * lost).toBeCloseTo(Number(kept), 12)
    }
  })
})
