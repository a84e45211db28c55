import { modelFeatures } from '../../lib/study/src/customers/features'
import { decideOffers } from '../../lib/study/src/decisions/offers/customer-decisions'
import { offerOptions } from '../../lib/study/src/decisions/offers/offer-options'
import { readOfferCatalogue } from '../../lib/study/src/decisions/offers/read-catalogue'
import { assignSegments } from '../../lib/study/src/decisions/segments/segments'
import { chosenProcedure } from '../../lib/study/src/evaluation/procedures'
import type { ExplorerSources } from '../../lib/study/src/report/explorer/content'
import { tellDecisions } from '../../lib/study/src/report/told/told-decisions'
import { matrix } from '../../lib/toolkit/core/src/matrix'
import { Random } from '../../lib/toolkit/core/src/random'
import { explorerCustomers, explorerModel } from '../study/report/explorer/explorer-sources'
import { testOffers } from '../support/offers'
import { withPoints } from '../support/risk-points'

/** Customers whose favourite categories are the words, with made-up risk, their offers, and a model of few trees. */
export function hostileSources(words: readonly string[]): ExplorerSources {
  const customers = explorerCustomers(words.length, words)
  const features = modelFeatures.map(({ name }) => name)
  const rows = customers.activeRows
  const random = new Random(91)
  const values = matrix(rows.length, features.length)
  for (let k = 0; k < values.values.length; k++) values.values[k] = 0.6 * random.normal()
  const probability = Float64Array.from(rows, () => random.uniform())
  const base = new Float64Array(rows.length).fill(-0.3)
  const risk = withPoints({ rows, probability, base, contributions: { features, values } })
  const catalogue = readOfferCatalogue(testOffers)
  const cuts = { probability: 0.5, profit: 3.5 }
  const profit = Float64Array.from(rows, (row) => customers.profit[row])
  const options = offerOptions(customers, risk, catalogue)
  const chosen = new Int32Array(rows.length).fill(-1)
  options.problem.customer.forEach((customer, option) => {
    if (chosen[customer] < 0) chosen[customer] = option
  })
  const plan = { chosen, cost: 0, kept: 0, contacts: 0, bound: 0, gap: 0 }
  const segments = assignSegments(probability, profit, cuts)
  const few = { ...chosenProcedure, candidates: [{ trees: 2 }], innerOptions: { trees: 2 } }
  return {
    occasion: 'rehearsal',
    effects: 'assumed',
    customers,
    risk,
    decisions: tellDecisions(decideOffers(customers, risk, segments, catalogue, options, plan), catalogue),
    catalogue,
    cuts,
    model: explorerModel(customers, few),
  }
}
