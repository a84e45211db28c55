import type { Calibration, FittedModel, Trees } from '@one-click/learn'
import { estimatorOf } from '@one-click/learn'
import { featureOf } from '../../customers/features'
import { type CustomerModel, featuresOf, pipelinesOf } from '../../evaluation/feature-preprocessor'
import type { FoldData } from '../../evaluation/fold-data'
import { formatCount, formatDecimal } from '../../words/number-format'

/** One setting and its value, in words. */
export interface Setting {
  readonly name: string
  readonly value: string
}

/** What the model that is written out consists of. */
export interface FinalSettings {
  readonly settings: readonly Setting[]
  /** Labels of the features it reads. */
  readonly features: readonly string[]
  /** Number of favourite categories it learned; a customer of another is none of these to it. */
  readonly categories: number
  /** Of the model file. */
  readonly bytes: number
  /** As stated in the model file; empty when it states none. */
  readonly checksum: string
}

/**
 * Describes the model that is written out: of a stack each member and its weight.
 *
 * @param modelFile text of the model file, as `encodeModel` gives it
 */
export function finalSettings(model: CustomerModel, { table }: FoldData, modelFile: string): FinalSettings {
  const pipelines = pipelinesOf(model)
  const settings = pipelines.flatMap((pipeline, m) => {
    const weight =
      model.kind === 'stack' ? [{ name: 'weight', value: formatDecimal(model.combination.weights[m]) }] : []
    const prefix = model.kind === 'stack' ? `${pipeline.procedure.name}: ` : ''
    return [...weight, ...pipelineSettings(pipeline)].map(({ name, value }) => ({
      name: prefix + name,
      value,
    }))
  })
  const columns = pipelines.flatMap(({ preprocessor }) => preprocessor.columns)
  const categories = columns.flatMap(({ feature, category }) =>
    feature === 'favouriteCategory' && category !== undefined ? [category] : [],
  )
  return {
    settings,
    features: featuresOf(model, table).map((name) => featureOf(name).label),
    categories: new Set(categories).size,
    bytes: Buffer.byteLength(modelFile),
    checksum: /"checksum":"([^"]*)"\}\s*$/.exec(modelFile)?.[1] ?? '',
  }
}

function pipelineSettings({
  procedure,
  options,
  model,
  calibration,
}: ReturnType<typeof pipelinesOf>[number]): Setting[] {
  const estimator = estimatorOf(model.kind)
  return [
    { name: 'estimator', value: estimator.label },
    ...Object.entries({ ...estimator.defaults, ...options }).map(([name, value]) => ({
      name,
      value: String(value),
    })),
    { name: 'calibration', value: calibration ? describeCalibration(calibration) : 'none' },
    { name: 'inner folds for search and calibration', value: String(procedure.innerFolds ?? 5) },
    { name: 'encoded inputs', value: formatCount(model.features) },
    ...(isTrees(model) ? [{ name: 'nodes of all trees', value: formatCount(model.feature.length) }] : []),
  ]
}

function isTrees(model: FittedModel): model is FittedModel & Trees {
  return 'roots' in model
}

function describeCalibration(calibration: Calibration): string {
  if (calibration.kind === 'beta-curve') {
    const { a, b, intercept, lower, upper } = calibration
    return (
      `beta: log-odds = a · log p − b · log(1 − p) + c with a ${formatDecimal(a)}, b ${formatDecimal(b)}, ` +
      `c ${formatDecimal(intercept)}, held between ${formatDecimal(lower)} and ${formatDecimal(upper)}`
    )
  }
  const { scale, slope, intercept } = calibration
  return `logistic on the ${scale}, slope ${formatDecimal(slope)}, intercept ${formatDecimal(intercept)}`
}
