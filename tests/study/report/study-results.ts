import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { modelFeatures } from '../../../lib/study/src/customers/features'
import type { CustomerDecision } from '../../../lib/study/src/decisions/offers/customer-decisions'
import type { SegmentName } from '../../../lib/study/src/decisions/segments/segments'
import type { CrossValidation } from '../../../lib/study/src/evaluation/cross-validation'
import type { CustomerRisk } from '../../../lib/study/src/explanation/customer-risk'
import { matrix } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import { withPoints } from '../../support/risk-points'
import { type PlainCustomer, tablesOf } from '../customers/tables'

/** Text that would be markup if it were let through. */
export const hostileText = '<b onclick="x()">&amp; сад</b>'

/** Sixty active customers, one of them implausible, and two who are not active. */
export function studyCustomers(): Customers {
  const random = new Random(33)
  const active: PlainCustomer[] = Array.from({ length: 60 }, (_, i) => ({
    id: 987_000 + i,
    pages: 2 + random.integer(14),
    tier: i % 4 === 0 ? 'премиум' : 'стандарт',
    category: i % 5 === 0 ? hostileText : 'Кухонная посуда',
    activity: i % 3 === 0 ? 'Снизилась' : 'Прежний уровень',
    revenue: [i === 20 ? 106862.2 : 5000 + 90 * random.normal(), 4900 + 5 * i, 4800],
    minutes: [8 + random.integer(9), 9],
    profit: 2 + random.integer(5),
  }))
  return buildCustomers(
    tablesOf([...active, { id: 986_000, revenue: [0, 5, 5] }, { id: 986_001, minutes: [undefined, 5] }]),
  )
}

/** Made-up probabilities and contributions for all active customers. */
export function studyRisk({ activeRows }: Customers): CustomerRisk {
  const random = new Random(34)
  const values = matrix(activeRows.length, modelFeatures.length)
  for (let k = 0; k < values.values.length; k++) values.values[k] = 0.4 * random.normal()
  const base = new Float64Array(activeRows.length).fill(-0.5)
  const probability = base.map((from, i) => {
    const row = values.values.subarray(i * values.columns, (i + 1) * values.columns)
    return 1 / (1 + Math.exp(-row.reduce((total, value) => total + value, from)))
  })
  return withPoints({
    rows: activeRows,
    probability,
    base,
    contributions: { features: modelFeatures.map(({ name }) => name), values },
  })
}

/** A cross-validation of the given name with the given metrics, two folds of two repeats. */
export function studyValidation(name: string, probability: Float64Array, rocAuc: number): CrossValidation {
  const score = (mean: number) => ({ mean, sd: 0.01 })
  const folds = (mean: number) => Float64Array.of(mean - 0.01, mean + 0.01, mean, mean)
  return {
    procedure: { name, estimator: 'logistic-regression' },
    probability: [probability, probability],
    scores: { rocAuc: score(rocAuc), logLoss: score(0.3), brier: score(0.1) },
    foldScores: { rocAuc: folds(rocAuc), logLoss: folds(0.3), brier: folds(0.1) },
    innerLogLoss: Float64Array.of(0.3, 0.3, 0.3, 0.3),
    chosenOptions: [{}, {}, {}, {}],
  }
}

/** A decision as offers are counted and written. */
export function studyDecision(id: number, segment: SegmentName, probability: number): CustomerDecision {
  return {
    id,
    segment,
    probability,
    profit: 4,
    profitAtRisk: 12 * probability,
    contactAllowed: true,
    offer: 'basket',
    offerName: { ru: 'Цена корзины', en: 'Price of the basket' },
    channel: 'site',
    channelName: { ru: 'Сайт', en: 'Site' },
    cost: 0.42,
    kept: 0.9,
    uplift: 0.02,
    category: 'Косметика и аксессуары',
    finding: { verdict: 'low risk', probability },
    reasons: [],
    options: [{ offer: 'basket', channel: 'site', cost: 0.42, kept: 0.9, contact: false, points: 0.1 }],
    arm: 'none',
    flagged: false,
  }
}
