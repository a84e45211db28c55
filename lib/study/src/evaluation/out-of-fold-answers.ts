import { createHash } from 'node:crypto'
import { ArgumentError, take } from '@one-click/core'
import { probabilityAtPrevalence } from '@one-click/learn'
import { risingOrder } from '@one-click/statistics'
import type { Customers } from '../customers/customers'
import { takeCustomers } from '../customers/feature-table'
import { meanOutOfFold } from './cross-validation'
import { type CustomerModel, featuresOf, predictCustomers } from './feature-preprocessor'
import type { LearnedCustomers } from './learned-customers'
import { fittedCustomers, type ModelFile } from './model-file'
import type { OutOfFoldFit } from './out-of-fold-fit'

/**
 * Where a probability comes from: `model`, of a customer the model has not learned from; `out-of-fold`, of one it has,
 * by models that were not fitted on that customer; `seen`, of one it has learned from as the customer was then: the
 * features have changed since, so that the model has to answer, of a customer whose outcome it may know by heart.
 */
export const scoreSources = ['model', 'out-of-fold', 'seen'] as const
export type ScoreSource = (typeof scoreSources)[number]

/** Probabilities of customers, in the order of `rows`. */
export interface JudgedCustomers {
  /** Rows of the customers' table. */
  readonly rows: Int32Array
  readonly probability: Float64Array
  readonly source: readonly ScoreSource[]
}

/** A model with what its file keeps of the customers it learned from; absent in files that keep nothing of them. */
export interface JudgingModel {
  readonly model: CustomerModel
  readonly learned?: LearnedCustomers
}

/** Customers that a model was fitted on, with the probability of each by models that were not, for each repeat. */
export interface AnsweredCustomers {
  readonly customers: Customers
  /** Rows of the customers. */
  readonly rows: Int32Array
  /** In the order of `rows`. */
  readonly outOfFold: readonly Float64Array[]
}

/**
 * What a model file keeps of the customers that the model learned from, so that they get honest answers later: the
 * final model alone would give back their outcomes.
 * @param customers the customers of the training tables, all of whose `trainingRows` the model was fitted on
 * @param earlier those of earlier quarters, where the model learned from some
 */
export function learnedCustomers(
  customers: Customers,
  { model, outOfFold }: Pick<OutOfFoldFit, 'model' | 'outOfFold'>,
  earlier: readonly AnsweredCustomers[] = [],
): LearnedCustomers {
  const salt = hashOf('one-click, customers learned from', customers.fingerprint).toString('hex')
  const features = featuresOf(model, customers.features)
  const quarters = [{ customers, rows: customers.trainingRows, outOfFold }, ...earlier]
  const keys = quarters.map((quarter) => customerKeys(quarter.customers, quarter.rows, features, salt))
  const rows = Float64Array.from(keys.flatMap((of) => [...of.rows]))
  const probability = quarters.flatMap((quarter) => [...meanOutOfFold({ probability: quarter.outOfFold })])
  const order = risingOrder(rows)
  return {
    salt,
    ids: Float64Array.from(keys.flatMap(({ ids }) => [...ids])).sort(),
    rows: take(rows, order),
    probability: take(Float64Array.from(probability), order),
  }
}

/**
 * The probability of decline of customers, each the most honest that the file allows (see `ScoreSource`): the answer
 * kept for exactly this customer with exactly these values of the model's features, else the model's own.
 */
export function judgeCustomers(
  customers: Customers,
  rows: Int32Array,
  { model, learned }: JudgingModel,
): JudgedCustomers {
  if (rows.length === 0) return { rows, probability: new Float64Array(0), source: [] }
  const probability = predictCustomers(model, takeCustomers(customers.features, rows))
  if (!learned) return { rows, probability, source: Array.from(rows, () => 'model') }
  const keys = customerKeys(customers, rows, featuresOf(model, customers.features), learned.salt)
  const answers = new Map(Array.from(learned.rows, (key, i) => [key, learned.probability[i]]))
  const ids = new Set(learned.ids)
  const source = Array.from(rows, (_, i): ScoreSource => {
    const answer = answers.get(keys.rows[i])
    if (answer === undefined) return ids.has(keys.ids[i]) ? 'seen' : 'model'
    probability[i] = answer
    return 'out-of-fold'
  })
  return { rows, probability, source }
}

/**
 * The same probabilities at another share of declines than that of the training tables.
 * @throws ArgumentError for a model file that does not remember its training data
 */
export function judgedAtPrevalence(
  judged: JudgedCustomers,
  file: Pick<ModelFile, 'header' | 'reference'>,
  to: number,
): JudgedCustomers {
  const from = trainingPrevalence(file)
  return { ...judged, probability: probabilityAtPrevalence(judged.probability, { from, to }) }
}

/**
 * The share of the customers that the model learned from who declined, those of earlier quarters included: at this share
 * its probabilities are calibrated.
 * @throws ArgumentError for a model file that does not remember its training data
 */
export function trainingPrevalence({ header, reference }: Pick<ModelFile, 'header' | 'reference'>): number {
  if (!reference) throw new ArgumentError('trainingPrevalence', 'needs the reference of the training data')
  const earlier = header.earlier ?? []
  return (
    earlier.reduce((sum, { declining }) => sum + declining, reference.declining) / fittedCustomers(header)
  )
}

/** Salted hashes of the ids, and of ids together with the values of the features; the first 48 bits of SHA-256. */
function customerKeys(
  { ids, features: { numbers, categories } }: Customers,
  rows: Int32Array,
  features: readonly string[],
  salt: string,
): { ids: Float64Array; rows: Float64Array } {
  const key = (...parts: readonly string[]) => hashOf(salt, ...parts).readUIntBE(0, 6)
  return {
    ids: Float64Array.from(rows, (row) => key(String(ids[row]))),
    rows: Float64Array.from(rows, (row) =>
      key(String(ids[row]), ...features.map((name) => String((numbers[name] ?? categories[name])[row]))),
    ),
  }
}

/** Of parts that cannot run into each other. */
const hashOf = (...parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest()
