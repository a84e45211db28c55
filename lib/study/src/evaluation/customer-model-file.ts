import { UserError } from '@one-click/core'
import { encoderSchema } from '../customers/encoder-schema'
import type { Encoder } from '../customers/feature-encoding'
import { featureOf, features } from '../customers/features'
import { featuresOf, pipelinesOf } from './feature-preprocessor'
import { fittedCustomers, type ModelFile, readModelFile } from './model-file'
import type { TrainingReference } from './training-reference'

/**
 * Reads a model of customers from a file of unknown origin.
 * @throws UserError as `readModelFile`, and when the encoders or the reference read other features than the file
 *   states
 */
export function readCustomerModel(path: string): ModelFile<Encoder> {
  const file = readModelFile(path, encoderSchema)
  const unsound = inconsistency(file)
  if (unsound !== undefined) {
    throw new UserError(`${path} is no sound model file: ${unsound}: train the model again`)
  }
  const { header, model, reference } = file
  const refuse = (what: string, read: readonly string[]) => {
    throw new UserError(
      `${path} is no sound model file: it states the features ${header.features.join(', ')}, its ${what} ` +
        `${read.join(', ')}: train the model again`,
    )
  }
  const read = featuresOf(model, { features })
  if (read.join() !== header.features.join()) refuse('encoders read', read)
  if (reference && !describes(reference, read)) {
    refuse(
      'reference holds',
      reference.features.map(({ feature, kind }) => `${feature} (${kind})`),
    )
  }
  return file
}

/** What does not go together in a model file; the file's form is sound. */
function inconsistency({ header, model, reference, learned }: ModelFile<Encoder>): string | undefined {
  if (pipelinesOf(model).some((one) => one.preprocessor.columns.length !== one.model.features)) {
    return 'an encoder has other columns than its model'
  }
  if (learned && learned.ids.length !== fittedCustomers(header)) {
    return `it was fitted on ${fittedCustomers(header)} customers and has learned from ${learned.ids.length}`
  }
  if (!reference) return undefined
  const { population, declining, features: columns } = reference
  if (population.active - population.implausible !== header.customers || declining > header.customers) {
    return 'its customers and those of its reference differ'
  }
  for (const column of columns) {
    if (column.kind === 'number') continue
    const counted = column.categories.reduce((sum, { customers }) => sum + customers, 0)
    if (counted !== header.customers) return `the categories of ${column.feature} are of other customers`
  }
  return undefined
}

/** A model file that new tables can be compared with. */
export type ReferencedModel = ModelFile<Encoder> & { readonly reference: TrainingReference }

/**
 * The same for what needs the training data to compare with.
 * @throws UserError also when the file holds none
 */
export function readReferencedModel(path: string): ReferencedModel {
  const { reference, ...file } = readCustomerModel(path)
  if (!reference) {
    throw new UserError(`${path} holds no reference of its training data: train the model again`)
  }
  return { ...file, reference }
}

/** Whether a reference is of these features, each of its kind. */
function describes(reference: TrainingReference, names: readonly string[]): boolean {
  const held = reference.features.map(({ feature }) => feature)
  return (
    held.join() === names.join() &&
    reference.features.every(({ feature, kind }) => featureOf(feature).kind === kind)
  )
}
