import { selectFeatures, takeCustomers } from '../../../../lib/study/src/customers/feature-table'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import { readOfferCatalogue } from '../../../../lib/study/src/decisions/offers/read-catalogue'
import { errorsByOrder } from '../../../../lib/study/src/evaluation/block-errors'
import {
  type CustomerModel,
  fitCustomerModel,
} from '../../../../lib/study/src/evaluation/feature-preprocessor'
import { encodeModel } from '../../../../lib/study/src/evaluation/model-file'
import { chosenProcedure, procedures } from '../../../../lib/study/src/evaluation/procedures'
import { tableOrigin } from '../../../../lib/study/src/evaluation/table-origin'
import type { ModelCardSource } from '../../../../lib/study/src/report/model-card/build-model-card'
import { evaluateModels } from '../../../../lib/study/src/study/evaluation-results'
import { studySeed, studySplits } from '../../../../lib/study/src/study/study-settings'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { testOffers } from '../../../support/offers'
import { studyCustomers, studyValidation } from '../study-results'

/** A workspace over made-up customers and predictions, with a small fitted model. */
export async function cardSource(): Promise<ModelCardSource & { readonly modelFile: string }> {
  const customers = studyCustomers()
  const { trainingRows } = customers
  const declines = take(customers.declines!, trainingRows)
  const table = selectFeatures(takeCustomers(customers.features, trainingRows), modelFeatures)
  const learning = { table, declines, groups: take(customers.groups, trainingRows) }
  const random = new Random(7)
  const guesses = () => Float64Array.from(declines, (label) => 0.05 + 0.3 * label + 0.6 * random.uniform())
  const models = procedures.map((procedure, i) => ({
    ...studyValidation(procedure.name, guesses(), 0.8 + 0.01 * i),
    probability: [guesses(), guesses()],
    procedure,
    chosenOptions: [
      'members' in procedure
        ? Object.fromEntries(procedure.members.map(({ name }) => [name, 0.5]))
        : { l2: 1 },
    ],
  }))
  const chosen = models.find(({ procedure }) => procedure.name === chosenProcedure.name)!
  const evaluation = evaluateModels(models, chosen, learning, { splits: studySplits, seed: studySeed })
  const origin = tableOrigin(customers, { seed: studySeed })
  const small = { ...chosenProcedure, candidates: [{ trees: 5 }], innerOptions: { trees: 5 } }
  const final: CustomerModel = fitCustomerModel(small, table, Int32Array.from(declines.keys()), declines, 1)
  const header = { library: '0', fingerprint: 'of a test', features: [], customers: table.rows, seed: 1 }
  return {
    customers: async () => customers,
    learning: async () => learning,
    pooledQuarters: async () => undefined,
    compareModels: async () => models,
    evaluation: async () => evaluation,
    plainValidation: async () => models[0],
    origin: async () => origin,
    orderErrors: async () =>
      errorsByOrder(origin, customers.ids, trainingRows, declines, evaluation.outcomes.probability),
    finalModel: async () => final,
    offers: readOfferCatalogue(testOffers),
    modelFile: encodeModel(final, header),
  }
}
