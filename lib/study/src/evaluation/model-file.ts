import { createHash } from 'node:crypto'
import type { Schema } from '@one-click/core'
import { describeValue, readInputFile, UserError, writeFileAtomic } from '@one-click/core'
import type { FittedPipeline, FittedStack, PreprocessorState } from '@one-click/learn'
import { fittedSchema, fromJsonData, toJsonData } from '@one-click/learn'
import { z } from 'zod'
import { type LearnedCustomers, learnedCustomersSchema } from './learned-customers'
import { maxCustomers, type TrainingReference, trainingReferenceSchema } from './training-reference'

export const modelFileFormat = 'one-click-model'
/** Raised whenever an older library could not read the file. */
export const modelFileVersion = 5
/** Most earlier quarters that a model file may state. */
export const maxEarlierQuarters = 100
/** Largest model file that is read, in bytes. */
export const maxModelFileBytes = 64 * 1024 * 1024

/** What a model file says about its model. */
export interface ModelHeader {
  /** Version of the library that wrote it. */
  readonly library: string
  /** Of the tables it was fitted on, as `validate` prints it. */
  readonly fingerprint: string
  /** Names of the features the model needs, before encoding. */
  readonly features: readonly string[]
  /** Number of customers of these tables it was fitted on. */
  readonly customers: number
  readonly seed: number
  /** Quarters before these that it was fitted on as well; absent where there are none. */
  readonly earlier?: readonly LearnedQuarter[]
}

/** What a model learned from an earlier quarter. */
export interface LearnedQuarter {
  /** Of its tables, as `validate` prints it. */
  readonly fingerprint: string
  /** Number of its customers the model was fitted on. */
  readonly customers: number
  /** Those of them who declined. */
  readonly declining: number
}

/** Customers of earlier quarters that a model was fitted on. */
export function earlierCustomers({ earlier = [] }: Pick<ModelHeader, 'earlier'>): number {
  return earlier.reduce((sum, { customers }) => sum + customers, 0)
}

/** Customers that a model was fitted on, those of earlier quarters included: one of several quarters counts in each. */
export function fittedCustomers(header: Pick<ModelHeader, 'customers' | 'earlier'>): number {
  return header.customers + earlierCustomers(header)
}

export interface ModelFile<State extends PreprocessorState = PreprocessorState> {
  readonly header: ModelHeader
  readonly model: FittedPipeline<State> | FittedStack<State>
  /** The training data that new tables are compared with; `train` and `study` always write it. */
  readonly reference?: TrainingReference
  /** The customers it was fitted on, so that they get honest answers; `train` and `study` always write it. */
  readonly learned?: LearnedCustomers
  /** Where the study that made the model cut the map of risk and profit; `train` makes no map. */
  readonly cuts?: SegmentCutoffs
}

/** Probability of decline and profit a month from which on a customer counts as at risk, and as worth much. */
export interface SegmentCutoffs {
  readonly probability: number
  readonly profit: number
}

/** What a model file may hold beside the model. */
export type ModelExtras = Pick<ModelFile, 'reference' | 'learned' | 'cuts'>

const learnedQuarterSchema = z
  .strictObject({
    fingerprint: z.string(),
    customers: z.int().min(0).max(maxCustomers),
    declining: z.int().min(0),
  })
  .refine(
    ({ customers, declining }) => declining <= customers,
    'more of its customers decline than there are',
  )

const headerSchema = z.strictObject({
  library: z.string(),
  fingerprint: z.string(),
  features: z.array(z.string()),
  customers: z.int().min(0).max(maxCustomers),
  seed: z.int(),
  earlier: z.array(learnedQuarterSchema).min(1).max(maxEarlierQuarters).optional(),
})

const cutsSchema = z.strictObject({ probability: z.number().min(0).max(1), profit: z.number() })

/** The text of a model file: JSON, arrays as base64, with a checksum over everything else in it. */
export function encodeModel<State extends PreprocessorState>(
  model: FittedPipeline<State> | FittedStack<State>,
  header: ModelHeader,
  extras: ModelExtras = {},
): string {
  const { reference, learned, cuts } = extras
  const content = {
    format: modelFileFormat,
    version: modelFileVersion,
    header: toJsonData(header),
    model: toJsonData(model),
    ...(reference && { reference: toJsonData(reference) }),
    ...(learned && { learned: toJsonData(learned) }),
    ...(cuts && { cuts: toJsonData(cuts) }),
  }
  return `${JSON.stringify({ ...content, checksum: checksumOf(content) })}\n`
}

/**
 * Reads the text of a model file of unknown origin. Predictions of the model read equal those of the model
 * written to the last bit.
 * @param name of the file, for messages
 * @param preprocessorSchema checks the preprocessor's state; default: any plain data with a kind
 * @throws UserError for a text that is too long, no JSON, of another format or version, altered, or unsound
 */
export function decodeModel<State extends PreprocessorState = PreprocessorState>(
  text: string,
  name = 'model file',
  preprocessorSchema?: Schema<State>,
): ModelFile<State> {
  if (text.length > maxModelFileBytes) {
    throw new UserError(
      `${name} is too large for a model file: ${text.length} bytes, at most ${maxModelFileBytes} are read`,
    )
  }
  return decodeBytes(Buffer.from(text), name, preprocessorSchema)
}

function decodeBytes<State extends PreprocessorState>(
  bytes: Buffer,
  name: string,
  preprocessorSchema?: Schema<State>,
): ModelFile<State> {
  const { checksum, ...content } = parseContent(bytes.toString(), name)
  const header = guarded(name, () => headerSchema.parse(fromJsonData(content.header)))
  if (checksum !== writtenChecksum(bytes) && checksum !== guarded(name, () => checksumOf(content))) {
    throw new UserError(
      `${name}: its checksum does not match, so it was altered or cut: train the model again`,
    )
  }
  const fitted = guarded(name, () => fittedSchema.parse(fromJsonData(content.model)))
  const stateOf = (pipeline: FittedPipeline) =>
    guarded(name, () => {
      const state = preprocessorSchema
        ? preprocessorSchema.parse(pipeline.preprocessor)
        : pipeline.preprocessor
      return { ...pipeline, preprocessor: state as State }
    })
  const model =
    fitted.kind === 'stack' ? { ...fitted, members: fitted.members.map(stateOf) } : stateOf(fitted)
  return { header, model, ...guarded(name, () => extrasOf(content)) }
}

function extrasOf({ reference, learned, cuts }: Record<string, unknown>): ModelExtras {
  return {
    ...(reference !== undefined && { reference: trainingReferenceSchema.parse(fromJsonData(reference)) }),
    ...(learned !== undefined && { learned: learnedCustomersSchema.parse(fromJsonData(learned)) }),
    ...(cuts !== undefined && { cuts: cutsSchema.parse(fromJsonData(cuts)) }),
  }
}

/** @throws UserError for a model so large that its file would not be read */
export function writeModelFile(
  path: string,
  model: FittedPipeline | FittedStack,
  header: ModelHeader,
  extras?: ModelExtras,
): void {
  const text = encodeModel(model, header, extras)
  if (text.length > maxModelFileBytes) {
    throw new UserError(
      `a model of ${fittedCustomers(header)} customers makes a file of ${text.length} bytes, of which at most ${maxModelFileBytes} ` +
        'are read: learn from fewer customers, or fewer earlier quarters',
    )
  }
  writeFileAtomic(path, text)
}

/** Reads a model file; its kind and size are checked first. Errors as in `decodeModel`. */
export function readModelFile<State extends PreprocessorState = PreprocessorState>(
  path: string,
  preprocessorSchema?: Schema<State>,
): ModelFile<State> {
  let bytes: Buffer
  try {
    bytes = readInputFile(path, 'model file', maxModelFileBytes)
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new UserError(`${path} cannot be read (${code}): name a model file written by train`)
  }
  return decodeBytes(bytes, path, preprocessorSchema)
}

function parseContent(text: string, name: string): Record<string, unknown> {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new UserError(`${name} is no model file: it holds no JSON`)
  }
  if (typeof content !== 'object' || content === null || !('format' in content)) {
    throw new UserError(`${name} is no model file: it states no format`)
  }
  const { format, version } = content as Record<string, unknown>
  if (format !== modelFileFormat) throw new UserError(`${name} is no model file: its format is another`)
  if (version !== modelFileVersion) {
    throw new UserError(
      `${name} is of version ${describeValue(version)}, this library reads version ${modelFileVersion}: train the model again`,
    )
  }
  return content as Record<string, unknown>
}

/** SHA-256 of the content as JSON. */
function checksumOf(content: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`
}

/**
 * The same of a file as `encodeModel` wrote it, without writing its content anew: the checksum is what comes
 * last. A file that was formatted since, by an editor say, gives another.
 */
function writtenChecksum(bytes: Buffer): string {
  const content = bytes.subarray(0, Math.max(0, bytes.lastIndexOf(',"checksum":')))
  return `sha256:${createHash('sha256').update(content).update('}').digest('hex')}`
}

/** Turns what a check found into one message that names the file. */
function guarded<T>(name: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof z.ZodError) {
      const { path, message } = error.issues[0]
      throw new UserError(`${name} is no sound model file: ${path.join('.') || 'content'}: ${message}`)
    }
    throw new UserError(`${name} is no sound model file: ${(error as Error).message}`)
  }
}
