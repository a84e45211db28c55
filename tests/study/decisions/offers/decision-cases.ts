import { buildCustomers, type Customers } from '../../../../lib/study/src/customers/customers'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import type { OfferCatalogue } from '../../../../lib/study/src/decisions/offers/offer-catalogue'
import type { OfferOptions } from '../../../../lib/study/src/decisions/offers/offer-options'
import type { OfferPlan } from '../../../../lib/study/src/decisions/offers/offer-problem'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import type { CustomerRisk } from '../../../../lib/study/src/explanation/customer-risk'
import { matrix } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { testOffers } from '../../../support/offers'
import { withPoints } from '../../../support/risk-points'
import { type PlainCustomer, tablesOf } from '../../customers/tables'

export const realCatalogue: OfferCatalogue = readOfferCatalogue(testOffers)

/** A customer of the tests: as a test states it, and how often contacted this month. */
export interface DecisionCase extends PlainCustomer {
  readonly contacts?: number
}

/** Active customers with so many contacts this month. */
export function customersOf(cases: readonly DecisionCase[]): Customers {
  const customers = buildCustomers(tablesOf(cases))
  const { features } = customers
  const marketingContactsCurrent = Float64Array.from(cases, ({ contacts = 3 }) => contacts)
  return {
    ...customers,
    features: { ...features, numbers: { ...features.numbers, marketingContactsCurrent } },
  }
}

/** Made-up risk of all active customers whose contributions add up to their log-odds. */
export function riskOf({ activeRows }: Customers, seed: number): CustomerRisk {
  const random = new Random(seed)
  const values = matrix(activeRows.length, modelFeatures.length)
  for (let k = 0; k < values.values.length; k++) values.values[k] = 0.6 * random.normal()
  const base = new Float64Array(activeRows.length).fill(-0.2)
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

/** A plan by hand: `pick` 0 gives a customer the first of their options, just below 1 the last, 1 none. */
export function planOf({ problem }: OfferOptions, pick: (customer: number) => number): OfferPlan {
  const own = Array.from({ length: problem.customers }, (): number[] => [])
  problem.customer.forEach((customer, option) => {
    own[customer].push(option)
  })
  const chosen = Int32Array.from(own, (options, customer) => {
    const at = pick(customer)
    return at < 1 && options.length > 0 ? options[Math.floor(at * options.length)] : -1
  })
  const total = (values: ArrayLike<number>) =>
    chosen.reduce((sum, option) => sum + (option < 0 ? 0 : values[option]), 0)
  const kept = total(problem.kept)
  return { chosen, cost: total(problem.cost), kept, contacts: total(problem.contact), bound: kept, gap: 0 }
}
