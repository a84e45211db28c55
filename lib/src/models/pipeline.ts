import { ArgumentError } from '../util/errors'
import type { Matrix } from '../util/matrix'
import { take } from '../util/matrix'
import { deriveSeed } from '../util/random'
import { type Calibration, type CalibrationMethod, calibrate, fitCalibration } from './calibration'
import type { FittedModel, Hyperparameters } from './estimator'
import { estimatorOf } from './estimators'
import type { Split } from './folds'
import type { Preprocessor, PreprocessorState } from './preprocessor'
import {
  type CandidateEncoding,
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

/** As `fitPipeline`, with the out-of-fold probabilities of the search. */
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
  const needsSearch = candidates.length > 1 || procedure.calibration !== undefined
  const found = needsSearch
    ? searchHyperparameters(estimator, preprocessor, rows, y, {
        candidates,
        innerOptions: procedure.innerOptions,
        folds: procedure.innerFolds,
        repeats: procedure.innerRepeats,
        calibration: procedure.calibration,
        groups,
        encoding: (settings) => encodingOf(procedure, settings),
        seed: deriveSeed(seed, 'search'),
      })
    : { best: candidates[0] ?? {}, candidates: [], outOfFold: [] }
  const fitted = fitPreprocessor(estimator, preprocessor, rows, y, encodingOf(procedure, found.best))
  const model = estimator.fit(
    fitted.transform(rows),
    y,
    withoutFeatures(found.best),
    deriveSeed(seed, 'fit'),
    groups,
  )
  const pipeline: FittedPipeline<State> = {
    kind: 'pipeline',
    procedure,
    options: found.best,
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
function encodingOf(
  { name, features, featureSets, screening }: Procedure,
  { features: set }: Hyperparameters,
): CandidateEncoding {
  if (set === undefined) return { features, screening }
  const named = featureSets?.[String(set)]
  if (!named) throw new ArgumentError('fitPipeline', `${name} has no feature set of this name`, set)
  return { features: named, screening }
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
 */
export function predictPipeline(pipeline: FittedPipeline, x: Matrix): Float64Array {
  const probabilities = estimatorOf(pipeline.model.kind).predictProbability(pipeline.model, x)
  return pipeline.calibration ? calibrate(pipeline.calibration, probabilities) : probabilities
}

/** The probabilities of the test rows from a pipeline fitted on the training rows of the same table. */
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
