import { buildCustomers, type Customers } from '../../../../lib/study/src/customers/customers'
import { selectFeatures, takeCustomers } from '../../../../lib/study/src/customers/feature-table'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import type { DrawnCustomers } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { experimentCustomers } from '../../../../lib/study/src/decisions/experiment/participants'
import { type DrawnArms, decideOffers } from '../../../../lib/study/src/decisions/offers/customer-decisions'
import { offerOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { assignSegments } from '../../../../lib/study/src/decisions/segments/segments'
import {
  type CustomerModel,
  fitCustomerModel,
} from '../../../../lib/study/src/evaluation/feature-preprocessor'
import { chosenProcedure } from '../../../../lib/study/src/evaluation/procedures'
import type { CustomerRisk } from '../../../../lib/study/src/explanation/customer-risk'
import type { ExplorerSources } from '../../../../lib/study/src/report/explorer/content'
import { type ToldDecision, tellDecisions } from '../../../../lib/study/src/report/told/told-decisions'
import { matrix, take } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import type { Procedure } from '../../../../lib/toolkit/learn/src/pipeline/pipeline'
import { testOffers } from '../../../support/offers'
import { withPoints } from '../../../support/risk-points'
import { type PlainCustomer, tablesOf } from '../../customers/tables'

const categories = ['Товары для детей', 'Домашний текстиль', 'Кухонная посуда', 'Косметика и аксессуары']

/** Customers of every kind, one of them implausible, and two who are not active. */
export function explorerCustomers(count: number, words: readonly string[] = categories): Customers {
  const random = new Random(71)
  const active: PlainCustomer[] = Array.from({ length: count }, (_, i) => {
    const pages = 2 + random.integer(14)
    return {
      id: 800_000 + ((i * 37) % count),
      pages,
      tier: random.integer(3) === 0 ? 'премиум' : 'стандарт',
      consent: random.integer(4) === 0 ? 'нет' : 'да',
      category: words[i % words.length],
      activity: pages + random.integer(6) < 9 ? 'Снизилась' : 'Прежний уровень',
      revenue: [
        i === 20 ? 106862.2 : Number((5000 + 300 * random.normal()).toFixed(1)),
        4900 + random.integer(400),
        4500 + random.integer(600),
      ],
      minutes: [8 + random.integer(9), 7 + random.integer(12)],
      profit: Number((1 + 6 * random.uniform()).toFixed(2)),
    }
  })
  return buildCustomers(
    tablesOf([...active, { id: 986_000, revenue: [0, 5, 5] }, { id: 986_001, minutes: [undefined, 5] }]),
  )
}

/** Made-up probabilities and contributions of all active customers. */
function madeUpRisk({ activeRows }: Customers, names: readonly string[]): CustomerRisk {
  const random = new Random(72)
  const values = matrix(activeRows.length, names.length)
  for (let k = 0; k < values.values.length; k++) values.values[k] = 0.6 * random.normal()
  const base = new Float64Array(activeRows.length).fill(-0.3)
  const probability = base.map((from, i) => {
    const own = values.values.subarray(i * names.length, (i + 1) * names.length)
    return 1 / (1 + Math.exp(-own.reduce((total, value) => total + value, from)))
  })
  return withPoints({ rows: activeRows, probability, base, contributions: { features: [...names], values } })
}

/** The chosen procedure with every feature, so that all of them can be changed on the page. */
const everything: Procedure = {
  ...chosenProcedure,
  screening: undefined,
  candidates: [{ features: 'all', minLeaf: 2 }],
}

/** The procedure fitted on the customers that models learn from. */
export function explorerModel(customers: Customers, procedure: Procedure = everything): CustomerModel {
  const { features, trainingRows, declines } = customers
  return fitCustomerModel(
    procedure,
    selectFeatures(takeCustomers(features, trainingRows), modelFeatures),
    Int32Array.from(trainingRows, (_, i) => i),
    Uint8Array.from(trainingRows, (row) => declines![row]),
    5,
  )
}

/** Sources with the draw that their decisions follow, and what is decided without it. */
export interface DrawnSources extends ExplorerSources {
  readonly drawn: DrawnCustomers
  readonly planned: readonly ToldDecision[]
}

/**
 * What the page is made from; the plan gives every second customer with options the first of them. Of the customers
 * with options every third is drawn into the control group.
 */
export function explorerSources(customers: Customers): DrawnSources {
  const risk = madeUpRisk(
    customers,
    modelFeatures.map(({ name }) => name),
  )
  const catalogue = readOfferCatalogue(testOffers)
  const cuts = { probability: 0.5, profit: 3.5 }
  const profit = Float64Array.from(risk.rows, (row) => customers.profit[row])
  const options = offerOptions(customers, risk, catalogue)
  const chosen = new Int32Array(risk.rows.length).fill(-1)
  options.problem.customer.forEach((customer, option) => {
    if (customer % 2 === 0 && chosen[customer] < 0) chosen[customer] = option
  })
  const segment = assignSegments(risk.probability, profit, cuts)
  const people = { ids: take(customers.ids, risk.rows), segment, probability: risk.probability, profit }
  const participants = experimentCustomers(people, { ...options, chosen }, catalogue)
  const drawn = { ...participants, treated: Uint8Array.from(participants.ids, (_, i) => Number(i % 3 > 0)) }
  const plan = { chosen, cost: 0, kept: 0, contacts: 0, bound: 0, gap: 0 }
  const decide = (arms?: DrawnArms) =>
    tellDecisions(decideOffers(customers, risk, segment, catalogue, options, plan, arms), catalogue)
  return {
    occasion: 'rehearsal',
    effects: 'assumed',
    customers,
    risk,
    decisions: decide(drawn),
    planned: decide(),
    catalogue,
    cuts,
    drawn,
    model: explorerModel(customers),
  }
}
