import type { Matrix } from '@one-click/core'
import { ArgumentError, deriveSeed, take, takeColumns } from '@one-click/core'
import {
  type Calibration,
  type CalibrationMethod,
  calibrate,
  fitCalibration,
} from '../calibration/calibration'
import type { Estimator, FittedModel, Hyperparameters } from '../estimators/estimator'
import { estimatorOf } from '../estimators/estimators'
import type { Split } from './folds'
import type { Preprocessor, PreprocessorState } from './preprocessor'
import {
  type CandidateEncoding,
  type FitOnRows,
  fitPreprocessor,
  type SearchCandidate,
  searchHyperparameters,
  withoutFeatures,
} from './search'

/** How a model is made from training rows: everything that happens within a fold. */
export interface Procedure {
  /** As written in tables and legends. */
  readonly name: string
  /** Kind of the estimator. */
  readonly estimator: string
  /** Names of the features it sees; absent: all. */
  readonly features?: readonly string[]
  /** Sets of features that candidates may name as their setting `features`; a candidate without one sees all. */
  readonly featureSets?: Readonly<Record<string, readonly string[]>>
  /** In each fit features whose p-value among its training rows is above this are left out; absent: none is. */
  readonly screening?: number
  /** Settings to choose from; one setting: no search; absent: the estimator's `searchSpace`. */
  readonly candidates?: readonly Hyperparameters[]
  /**
   * All candidates are fitted and their answers averaged, in one model of the estimator, in place of a choice among
   * them (J. Hoeting et al., "Bayesian model averaging: a tutorial", Statistical Science 14, 1999, say why: a choice
   * that the data hardly make costs more than it brings). Candidates may differ in their feature sets and settings.
   */
  readonly averaged?: boolean
  /** Options of the inner fits (search, calibration) only, such as fewer trees. */
  readonly innerOptions?: Hyperparameters
  /** Inner folds for search and calibration. Default 5. */
  readonly innerFolds?: number
  /** Inner repeats. Default 1. */
  readonly innerRepeats?: number
  /** Curve fitted on inner out-of-fold predictions; absent: not calibrated. */
  readonly calibration?: CalibrationMethod
}

/** All that is needed to score encoded rows, as plain data. */
export interface FittedPipeline<State extends PreprocessorState = PreprocessorState> {
  readonly kind: 'pipeline'
  readonly procedure: Procedure
  readonly options: Hyperparameters
  readonly preprocessor: State
  readonly model: FittedModel
  readonly calibration?: Calibration
  readonly search: readonly SearchCandidate[]
}

/** A fitted pipeline with what a stack learns from. */
export interface PipelineFit<State extends PreprocessorState = PreprocessorState> {
  readonly pipeline: FittedPipeline<State>
  /**
   * For each inner repeat, the estimator's probability (before calibration) of each row by models that were
   * not fitted on it; empty where nothing was searched or calibrated.
   */
  readonly outOfFold: readonly Float64Array[]
}

/**
 * Search, calibration and the final fit, all within the given rows.
 * @param rows row numbers of the preprocessor's table
 * @param y labels of `rows`, in the same order
 * @param groups group of each of `rows`: no inner split parts one; default: each row on its own
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.from({ length: 40 }, (_, i) => Number(i % 4 > 1))
 * const x = matrix(40, 1, Float64Array.from(y, (label, i) => label + (i % 5) / 2))
 * const procedure = { name: 'logistic', estimator: 'logistic-regression', calibration: 'log-odds' } as const
 * const pipeline = fitPipeline(procedure, matrixPreprocessor(x), Int32Array.from(y.keys()), y, 1)
 * pipeline.calibration?.kind // → 'logistic-curve'
 * ```
 */
export function fitPipeline<State extends PreprocessorState>(
  procedure: Procedure,
  preprocessor: Preprocessor<State>,
  rows: Int32Array,
  y: Uint8Array,
  seed: number,
  groups?: Int32Array,
): FittedPipeline<State> {
  return fitPipelineOutOfFold(procedure, preprocessor, rows, y, seed, groups).pipeline
}

/**
 * As `fitPipeline`, with the out-of-fold probabilities of the search.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.from({ length: 40 }, (_, i) => Number(i % 4 > 1))
 * const x = matrix(40, 1, Float64Array.from(y, (label, i) => label + (i % 5) / 2))
 * const procedure = { name: 'logistic', estimator: 'logistic-regression', innerRepeats: 2 }
 * const { outOfFold } = fitPipelineOutOfFold(procedure, matrixPreprocessor(x), Int32Array.from(y.keys()), y, 1)
 * outOfFold.map(({ length }) => length) // → [40, 40]
 * ```
 */
export function fitPipelineOutOfFold<State extends PreprocessorState>(
  procedure: Procedure,
  preprocessor: Preprocessor<State>,
  rows: Int32Array,
  y: Uint8Array,
  seed: number,
  groups?: Int32Array,
): PipelineFit<State> {
  const estimator = estimatorOf(procedure.estimator)
  const candidates = procedure.candidates ?? estimator.searchSpace
  const { averaged = false } = procedure
  const needsSearch = (candidates.length > 1 && !averaged) || procedure.calibration !== undefined
  const fit: FitOnRows = averaged
    ? averagingFit(estimator, procedure, candidates)
    : ({ x, y, groups }, settings, seed) => estimator.fit(x, y, settings, seed, groups)
  const found = needsSearch
    ? searchHyperparameters(estimator, preprocessor, rows, y, {
        candidates: averaged ? [{}] : candidates,
        fit,
        innerOptions: procedure.innerOptions,
        folds: procedure.innerFolds,
        repeats: procedure.innerRepeats,
        calibration: procedure.calibration,
        groups,
        encoding: (settings) => encodingOf(procedure, settings),
        seed: deriveSeed(seed, 'search'),
      })
    : { best: averaged ? {} : (candidates[0] ?? {}), candidates: [], outOfFold: [] }
  const fitted = fitPreprocessor(estimator, preprocessor, rows, y, encodingOf(procedure, found.best))
  const encoded = { x: fitted.transform(rows), columns: fitted.columns, y, groups }
  const model = fit(encoded, withoutFeatures(found.best), deriveSeed(seed, 'fit'))
  const pipeline: FittedPipeline<State> = {
    kind: 'pipeline',
    procedure,
    options: averaged ? settingsInTurns(candidates) : found.best,
    preprocessor: fitted.state,
    model,
    ...(procedure.calibration && {
      calibration: calibrationOf(found.outOfFold, y, procedure.calibration),
    }),
    search: found.candidates,
  }
  return { pipeline, outOfFold: found.outOfFold }
}

/** What of a table a candidate sees. */
function encodingOf(procedure: Procedure, { features: set }: Hyperparameters): CandidateEncoding {
  const { features, screening, averaged } = procedure
  if (set === undefined || averaged) return { features, screening }
  return { features: featureSetOf(procedure, set), screening }
}

function featureSetOf({ name, featureSets }: Procedure, set: Hyperparameters[string]): readonly string[] {
  const named = featureSets?.[String(set)]
  if (!named) throw new ArgumentError('fitPipeline', `${name} has no feature set of this name`, set)
  return named
}

/** Fits every candidate on the columns of its feature set that screening has left, and merges them. */
function averagingFit(
  estimator: Estimator,
  procedure: Procedure,
  candidates: readonly Hyperparameters[],
): FitOnRows {
  const { merge } = estimator
  if (!merge) throw new ArgumentError('fitPipeline', 'averages no models of this estimator', procedure.name)
  return ({ x, columns, y, groups }, inner, seed) => {
    const members = candidates.map((candidate, c) => {
      const set = candidate.features && featureSetOf(procedure, candidate.features)
      const own = Int32Array.from(columns.keys()).filter((j) => !set || set.includes(columns[j]))
      const settings = { ...withoutFeatures(candidate), ...inner }
      return { own, fit: () => estimator.fit(takeColumns(x, own), y, settings, deriveSeed(seed, c), groups) }
    })
    const possible = members.filter(({ own }) => own.length > 0)
    return merge(
      possible.map(({ fit }) => fit()),
      possible.map(({ own }) => own),
      x.columns,
    )
  }
}

/** The candidates' settings as one; where they differ, all values in turn. */
function settingsInTurns(candidates: readonly Hyperparameters[]): Hyperparameters {
  const names = [...new Set(candidates.flatMap((candidate) => Object.keys(candidate)))]
  return Object.fromEntries(
    names.map((name) => {
      const values = [...new Set(candidates.map((candidate) => candidate[name]))]
      return [name, values.length === 1 ? values[0] : values.join(' / ')]
    }),
  )
}

/** One curve for all repeats together. */
function calibrationOf(
  outOfFold: readonly Float64Array[],
  y: Uint8Array,
  scale: CalibrationMethod,
): Calibration {
  const repeats = outOfFold.length
  const probabilities = new Float64Array(y.length * repeats)
  const labels = new Uint8Array(y.length * repeats)
  for (let r = 0; r < repeats; r++) {
    probabilities.set(outOfFold[r], r * y.length)
    labels.set(y, r * y.length)
  }
  return fitCalibration(probabilities, labels, scale)
}

/**
 * Probability of class 1 for rows that were encoded with the pipeline's own preprocessor state.
 * @param x shape (rows, encoded features)
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.of(0, 0, 1, 0, 1, 1)
 * const x = matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6))
 * const procedure = { name: 'logistic', estimator: 'logistic-regression', candidates: [{ l2: 1 }] }
 * const pipeline = fitPipeline(procedure, matrixPreprocessor(x), Int32Array.from(y.keys()), y, 1)
 * const probability = predictPipeline(pipeline, standardise(pipeline.preprocessor, x))
 * Array.from(probability, (p) => p > 0.5) // → [false, false, false, true, true, true]
 * ```
 */
export function predictPipeline(pipeline: FittedPipeline, x: Matrix): Float64Array {
  const probabilities = estimatorOf(pipeline.model.kind).predictProbability(pipeline.model, x)
  return pipeline.calibration ? calibrate(pipeline.calibration, probabilities) : probabilities
}

/**
 * The probabilities of the test rows from a pipeline fitted on the training rows of the same table.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.of(0, 0, 1, 0, 1, 1)
 * const preprocessor = matrixPreprocessor(matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6)))
 * const procedure = { name: 'logistic', estimator: 'logistic-regression', candidates: [{ l2: 1 }] }
 * const split = { train: Int32Array.of(1, 2, 3, 4), test: Int32Array.of(0, 5) }
 * Array.from(fitAndPredict(procedure, preprocessor, y, split, 1), (p) => p > 0.5) // → [false, true]
 * ```
 */
export function fitAndPredict(
  procedure: Procedure,
  preprocessor: Preprocessor,
  y: Uint8Array,
  split: Pick<Split, 'train' | 'test'>,
  seed: number,
  groups?: Int32Array,
): Float64Array {
  const own = groups && take(groups, split.train)
  const pipeline = fitPipeline(procedure, preprocessor, split.train, take(y, split.train), seed, own)
  const encoding = encodingOf(procedure, pipeline.options)
  const estimator = estimatorOf(procedure.estimator)
  const encoder = fitPreprocessor(estimator, preprocessor, split.train, take(y, split.train), encoding)
  return predictPipeline(pipeline, encoder.transform(split.test))
}
