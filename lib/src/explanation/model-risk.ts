import type { Customers } from '../customers/customers'
import { type FeatureTable, takeCustomers } from '../customers/feature-table'
import type { CustomerModel } from '../evaluation/feature-preprocessor'
import type { JudgedCustomers } from '../evaluation/learned-customers'
import { logit } from '../models/sigmoid'
import { ArgumentError } from '../util/errors'
import { matrix, take } from '../util/matrix'
import { type ParallelOptions, runParallel } from '../util/parallel'
import { deriveSeed } from '../util/random'
import { backgroundSample, type Contributions, explainCustomers } from './contributions'
import type { CustomerRisk } from './customer-risk'
import { backgroundSize } from './fold-explanation'

/** What explains some customers: plain data that goes to threads. */
export interface ExplainingModel {
  readonly model: CustomerModel
  readonly background: FeatureTable
}

/** Contributions of one part of the customers. */
export function explainPart({ model, background }: ExplainingModel, table: FeatureTable): Contributions {
  return explainCustomers(model, table, background)
}

/** Customers explained at a time. */
const partSize = 200

/**
 * The risk of customers of new tables as a model file judges them, with reasons. The background is a sample of these
 * customers themselves, as the file holds no rows: "on average" means on average here.
 *
 * The contributions are the model's. They add up to its own answer; of a customer whose answer is another, that of
 * models not fitted on the customer (`out-of-fold`), they are shrunk in proportion so that they add up to that one.
 * Where the answer lies further from the average than the model's own, or on its other side, nothing can be shrunk to
 * it: the contributions stay, and the customer's base takes the difference.
 *
 * @param judged of the active customers (`judgeCustomers`)
 * @throws ArgumentError without customers, or for a model without exact Shapley values
 */
export async function riskByModel(
  customers: Customers,
  judged: JudgedCustomers,
  model: CustomerModel,
  { seed, ...parallel }: ParallelOptions & { readonly seed: number },
): Promise<CustomerRisk> {
  const { features, groups, trainingRows } = customers
  const { rows, probability, source } = judged
  if (rows.length === 0) throw new ArgumentError('riskByModel', 'needs customers')
  const usual = trainingRows.length > 0 ? trainingRows : rows
  const background = takeCustomers(
    features,
    backgroundSample(usual, backgroundSize, deriveSeed(seed, 'new background'), take(groups, usual)),
  )
  const parts = Array.from({ length: Math.ceil(rows.length / partSize) }, (_, part) =>
    takeCustomers(features, rows.subarray(part * partSize, (part + 1) * partSize)),
  )
  const explained = await runParallel<ExplainingModel, FeatureTable, Contributions>(
    { module: 'explanation/model-risk', name: 'explainPart' },
    { model, background },
    parts,
    parallel,
  )
  const [{ base: average, features: names }] = explained
  const values = matrix(rows.length, names.length)
  explained.forEach((part, i) => {
    values.values.set(part.values.values, i * partSize * names.length)
  })
  const base = new Float64Array(rows.length).fill(average)
  source.forEach((from, i) => {
    if (from !== 'out-of-fold') return
    const own = values.values.subarray(i * names.length, (i + 1) * names.length)
    const distance = own.reduce((sum, value) => sum + value, 0)
    const wanted = logit(probability[i]) - average
    const share = distance === 0 ? Number.NaN : wanted / distance
    if (share >= 0 && share <= 1)
      own.forEach((value, j) => {
        own[j] = share * value
      })
    else base[i] = logit(probability[i]) - distance
  })
  return { rows, probability, base, contributions: { features: names, values } }
}
