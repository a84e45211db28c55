import { encoderSchema } from '../customers/encoder-schema'
import { features } from '../customers/features'
import { type ModelHeader, readModelFile } from '../models/model-file'
import { StudyError } from '../util/errors'
import { type CustomerModel, featuresOf } from './feature-preprocessor'

/**
 * Reads a model of customers from a file of unknown origin.
 * @throws StudyError as `readModelFile`, and when the encoders read other features than the file states
 */
export function readCustomerModel(path: string): { header: ModelHeader; model: CustomerModel } {
  const { header, model } = readModelFile(path, encoderSchema)
  const read = featuresOf(model, { features })
  if (read.join() !== header.features.join()) {
    throw new StudyError(
      `${path} is no sound model file: it states the features ${header.features.join(', ')}, its encoders read ` +
        `${read.join(', ')}: train the model again`,
    )
  }
  return { header, model }
}
