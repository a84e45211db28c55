import { ArgumentError, type Matrix, take, takeRows } from '@one-click/core'
import { z } from 'zod'
import { canonicalOrder } from './canonical-order'
import type { Estimator, FittedModel, Hyperparameters } from './estimator'

/** What one algorithm states; `defineEstimator` adds the checks that all of them share. */
export interface EstimatorDefinition<Options extends Hyperparameters, Model extends FittedModel> {
  readonly kind: Model['kind']
  readonly label: string
  readonly needsScaling: boolean
  readonly defaults: Options
  /** Smallest and largest value allowed, for numeric options. */
  readonly bounds: { readonly [Key in keyof Options]?: readonly [number, number] }
  readonly searchSpace: readonly Partial<Options>[]
  /** Fits on checked rows in canonical order; groups as `Estimator.fit` takes them, in the same order. */
  fitRows(x: Matrix, y: Uint8Array, options: Options, seed: number, groups?: Int32Array): Model
  predictRows(model: Model, x: Matrix): Float64Array
  /** As `Estimator.merge`. */
  merge?: Estimator<Options, Model>['merge']
  /** Schema of each field of the fitted model but `kind` and `features`, as data of unknown origin must pass it. */
  readonly fields: { readonly [Key in Exclude<keyof Model, keyof FittedModel>]: z.ZodType<Model[Key]> }
  /** Why fields that pass their schemas do not fit together; undefined where they do. Default: they do. */
  unsound?(model: Model): string | undefined
}

/** Most features of a fitted model: trees keep them in 16 bits. */
const maxFeatures = 32_767

/**
 * An estimator with the shared rules around it: inputs are checked, options completed and checked, and rows
 * put into a canonical order (by their values), so that a fitted model does not depend on how the table was
 * sorted. A fitted model read from a file has to pass the schema of its fields.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { z } from 'zod'
 * type Constant = FittedModel & { readonly share: number }
 * const constant = defineEstimator<{ margin: number }, Constant>({
 *   kind: 'constant',
 *   label: 'Share of positives',
 *   needsScaling: false,
 *   defaults: { margin: 0 },
 *   bounds: { margin: [0, 0.5] },
 *   searchSpace: [{}],
 *   fitRows: (x, y) => ({ kind: 'constant', features: x.columns, share: y.reduce((a, b) => a + b, 0) / y.length }),
 *   predictRows: ({ share }, x) => new Float64Array(x.rows).fill(share),
 *   fields: { share: z.number().min(0).max(1) },
 * })
 * constant.fit(matrix(4, 1), Uint8Array.of(0, 1, 0, 0)).share // → 0.25
 * constant.schema.safeParse({ kind: 'constant', features: 1, share: 2 }).success // → false
 * ```
 */
export function defineEstimator<Options extends Hyperparameters, Model extends FittedModel>(
  definition: EstimatorDefinition<Options, Model>,
): Estimator<Options, Model> {
  const { kind, label, needsScaling, defaults, searchSpace } = definition
  return {
    kind,
    label,
    needsScaling,
    defaults,
    searchSpace: searchSpace as readonly Hyperparameters[],
    fit(x, y, options = {}, seed = 0, groups) {
      const complete = completeOptions(definition, options)
      checkTrainingData(`${kind}.fit`, x, y)
      if (!Number.isInteger(seed))
        throw new ArgumentError(`${kind}.fit`, 'needs a whole number as seed', seed)
      if (groups && groups.length !== x.rows)
        throw new ArgumentError(`${kind}.fit`, `needs a group for each of ${x.rows} rows`, groups.length)
      const order = canonicalOrder(x, y)
      const ordered = groups && take(groups, order)
      return definition.fitRows(takeRows(x, order), take(y, order), complete, seed, ordered)
    },
    predictProbability(model, x) {
      checkModel(`${kind}.predictProbability`, model, kind, x)
      return definition.predictRows(model, x)
    },
    ...(definition.merge && { merge: definition.merge }),
    schema: schemaOf(definition),
  }
}

function schemaOf<Options extends Hyperparameters, Model extends FittedModel>({
  kind,
  fields,
  unsound,
}: EstimatorDefinition<Options, Model>): z.ZodType<Model> {
  const features = z.int().min(1).max(maxFeatures)
  const shape = { kind: z.literal(kind), features, ...(fields as z.ZodRawShape) }
  const together = z.strictObject(shape).superRefine((model, context) => {
    const message = unsound?.(model as unknown as Model)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
  return together as unknown as z.ZodType<Model>
}

function completeOptions<Options extends Hyperparameters, Model extends FittedModel>(
  definition: EstimatorDefinition<Options, Model>,
  options: Partial<Options>,
): Options {
  const where = `${definition.kind}.fit`
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(definition.defaults, name)) {
      throw new ArgumentError(where, `knows no option ${JSON.stringify(name)}`)
    }
    if (typeof value !== typeof definition.defaults[name]) {
      throw new ArgumentError(where, `option ${name} must be a ${typeof definition.defaults[name]}`, value)
    }
    const [least, most] = definition.bounds[name as keyof Options] ?? [-Infinity, Infinity]
    if (typeof value === 'number' && !(value >= least && value <= most)) {
      throw new ArgumentError(where, `option ${name} must lie between ${least} and ${most}`, value)
    }
  }
  return { ...definition.defaults, ...options }
}

/** Refuses what no estimator can be fitted on. */
export function checkTrainingData(where: string, x: Matrix, y: Uint8Array): void {
  if (y.length !== x.rows)
    throw new ArgumentError(where, `needs one label for each of ${x.rows} rows`, y.length)
  checkMatrix(where, x)
  if (x.columns === 0) throw new ArgumentError(where, 'needs at least one feature')
  const ones = countOnes(where, y)
  if (ones === 0 || ones === y.length) throw new ArgumentError(where, 'needs both classes in the labels')
}

/** Number of ones, after checking that all labels are 0 or 1. */
function countOnes(where: string, y: Uint8Array): number {
  let ones = 0
  for (let i = 0; i < y.length; i++) {
    if (y[i] > 1) throw new ArgumentError(where, `needs labels 0 and 1, row ${i}`, y[i])
    ones += y[i]
  }
  return ones
}

function checkMatrix(where: string, x: Matrix): void {
  if (x.values.length !== x.rows * x.columns) {
    throw new ArgumentError(where, `needs ${x.rows} × ${x.columns} values`, x.values.length)
  }
  for (let i = 0; i < x.values.length; i++) {
    if (!Number.isFinite(x.values[i])) {
      const place = `row ${Math.floor(i / x.columns)}, column ${i % x.columns}`
      throw new ArgumentError(where, `needs finite numbers, ${place}`, x.values[i])
    }
  }
}

function checkModel(where: string, model: FittedModel | undefined | null, kind: string, x: Matrix): void {
  if (model?.kind !== kind)
    throw new ArgumentError(where, `needs a fitted ${kind} model`, model?.kind ?? model)
  if (model.features !== x.columns) {
    throw new ArgumentError(where, `needs ${model.features} columns as in training`, x.columns)
  }
  checkMatrix(where, x)
}
