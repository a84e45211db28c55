import { ArgumentError, deriveSeed, type Matrix, take } from '@one-click/core'
import { type CalibrationMethod, calibrate, fitCalibration } from '../calibration/calibration'
import type { Estimator, FittedModel, Hyperparameters } from '../estimators/estimator'
import { repeatedStratifiedSplits, type Split } from './folds'
import type { FittedPreprocessor, Preprocessor, PreprocessorState } from './preprocessor'

export interface SearchOptions {
  /** Settings to compare, first the plainest. Default: the estimator's `searchSpace`. */
  candidates?: readonly Hyperparameters[]
  /** Options of the inner fits only, such as fewer trees; the final fit goes without. */
  innerOptions?: Hyperparameters
  /** Inner folds. Default 5. */
  folds?: number
  /** Inner repeats. Default 1. */
  repeats?: number
  /**
   * When given, candidates are compared by the log loss that is left after this curve was
   * fitted to their predictions. Default: compared as they are.
   */
  calibration?: CalibrationMethod
  /** How a candidate is fitted on encoded rows; default: by the estimator. */
  fit?: FitOnRows
  /** What of the table a candidate sees; default: all of it. */
  encoding?: (settings: Hyperparameters) => CandidateEncoding
  /** Group of each of `rows`, in the same order; inner folds never part a group. Default: each row on its own. */
  groups?: Int32Array
  /** Default 0. */
  seed?: number
}

/** Fits a model on encoded rows. */
export type FitOnRows = (encoded: EncodedRows, settings: Hyperparameters, seed: number) => FittedModel

/** Training rows as an estimator takes them. */
export interface EncodedRows {
  readonly x: Matrix
  /** Name of the feature that each column of x carries. */
  readonly columns: readonly string[]
  readonly y: Uint8Array
  readonly groups?: Int32Array
}

/** What of a table is encoded, and what is screened out of that. */
export interface CandidateEncoding {
  /** Names of features; default: all of the table. */
  readonly features?: readonly string[]
  /** Largest p-value of a feature among the training rows; default: none is left out. */
  readonly screening?: number
}

/** A candidate as estimators take it: which features it sees is settled before. */
export function withoutFeatures({ features: _, ...settings }: Hyperparameters): Hyperparameters {
  return settings
}

/** The preprocessor fitted on the training rows, as an estimator and a candidate want it. */
export function fitPreprocessor<State extends PreprocessorState>(
  { needsScaling }: Pick<Estimator, 'needsScaling'>,
  preprocessor: Preprocessor<State>,
  rows: Int32Array,
  y: Uint8Array,
  { features, screening }: CandidateEncoding,
): FittedPreprocessor<State> {
  return preprocessor.fit(rows, {
    standardise: needsScaling,
    features,
    ...(screening !== undefined && { screening: { y, level: screening } }),
  })
}

/** One line of the table of candidates. */
export interface SearchCandidate {
  readonly options: Hyperparameters
  /** Mean log loss of the out-of-fold predictions, nats per row. */
  readonly logLoss: number
  /** Standard error of the paired difference in log loss to the best candidate, over rows. */
  readonly differenceError: number
}

export interface SearchResult {
  readonly best: Hyperparameters
  readonly candidates: readonly SearchCandidate[]
  /** For each repeat, the winner's probability of each of `rows`, from models not fitted on that row. */
  readonly outOfFold: readonly Float64Array[]
}

/**
 * Compares hyperparameters by stratified cross-validation within the given rows and takes the one with the
 * least log loss. Encoders are fitted again within each fold.
 * @param rows row numbers of the preprocessor's table
 * @param y labels of `rows`, in the same order
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const y = Uint8Array.from({ length: 40 }, (_, i) => Number(i % 4 > 1))
 * const x = matrix(40, 1, Float64Array.from(y, (label, i) => label + (i % 5)))
 * const rows = Int32Array.from(y.keys())
 * const candidates = [{ maxDepth: 1, minLeaf: 2 }, { maxDepth: 5, minLeaf: 2 }]
 * const { best } = searchHyperparameters(decisionTree, matrixPreprocessor(x), rows, y, { candidates, seed: 1 })
 * best.maxDepth // → 5
 * ```
 */
export function searchHyperparameters(
  estimator: Estimator,
  preprocessor: Preprocessor,
  rows: Int32Array,
  y: Uint8Array,
  options: SearchOptions = {},
): SearchResult {
  const { candidates = estimator.searchSpace, innerOptions = {}, folds = 5, repeats = 1, seed = 0 } = options
  const { groups, encoding = () => ({}) } = options
  const { fit = ({ x, y, groups }, settings, seed) => estimator.fit(x, y, settings, seed, groups) } = options
  if (rows.length !== y.length) {
    throw new ArgumentError(
      'searchHyperparameters',
      `needs one label for each of ${rows.length} rows`,
      y.length,
    )
  }
  const distinct = candidates.length > 0 ? candidates : [{}]
  const splits = repeatedStratifiedSplits(y, { folds, repeats, seed: deriveSeed(seed, 'search'), groups })
  const encoded = new Map<Hyperparameters[string] | undefined, EncodedSplit[]>()
  const splitsFor = (settings: Hyperparameters): EncodedSplit[] => {
    const found =
      encoded.get(settings.features) ??
      splits.map((split) =>
        encodeSplit(estimator, preprocessor, { rows, y, groups }, split, encoding(settings)),
      )
    encoded.set(settings.features, found)
    return found
  }
  const tried = distinct.map((candidate) => {
    const settings = withoutFeatures({ ...candidate, ...innerOptions })
    return outOfFold(estimator, fit, splitsFor(candidate), y.length, repeats, settings, seed)
  })
  const losses = tried.map((predicted) => rowLosses(predicted, y, options.calibration))
  const means = losses.map((loss) => loss.reduce((sum, value) => sum + value, 0) / loss.length)
  const winner = means.indexOf(Math.min(...means))
  return {
    best: distinct[winner],
    candidates: distinct.map((candidate, c) => ({
      options: candidate,
      logLoss: means[c],
      differenceError: pairedError(losses[c], losses[winner]),
    })),
    outOfFold: tried[winner],
  }
}

function encodeSplit(
  estimator: Estimator,
  preprocessor: Preprocessor,
  { rows, y, groups }: { rows: Int32Array; y: Uint8Array; groups?: Int32Array },
  split: Split,
  encoding: CandidateEncoding,
) {
  const trainRows = take(rows, split.train)
  const fitted = fitPreprocessor(estimator, preprocessor, trainRows, take(y, split.train), encoding)
  return {
    split,
    train: {
      x: fitted.transform(trainRows),
      columns: fitted.columns,
      y: take(y, split.train),
      groups: groups && take(groups, split.train),
    },
    testX: fitted.transform(take(rows, split.test)),
  }
}

type EncodedSplit = ReturnType<typeof encodeSplit>

/** For each repeat, the prediction of each row by the model that did not see it. */
function outOfFold(
  estimator: Estimator,
  fit: FitOnRows,
  folded: readonly EncodedSplit[],
  rows: number,
  repeats: number,
  settings: Hyperparameters,
  seed: number,
): Float64Array[] {
  const predicted = Array.from({ length: repeats }, () => new Float64Array(rows))
  for (const { split, train, testX } of folded) {
    const model = fit(train, settings, deriveSeed(seed, 'inner fit', split.repeat, split.fold))
    const probabilities = estimator.predictProbability(model, testX)
    for (let i = 0; i < split.test.length; i++) predicted[split.repeat][split.test[i]] = probabilities[i]
  }
  return predicted
}

/** Log loss of each row, averaged over repeats, probabilities kept 1e-6 from 0 and 1. */
function rowLosses(
  predicted: readonly Float64Array[],
  y: Uint8Array,
  calibration: CalibrationMethod | undefined,
): Float64Array {
  const losses = new Float64Array(y.length)
  for (const probabilities of predicted) {
    const p = calibration
      ? calibrate(fitCalibration(probabilities, y, calibration), probabilities)
      : probabilities
    for (let i = 0; i < y.length; i++) {
      const ofTruth = y[i] === 1 ? p[i] : 1 - p[i]
      losses[i] -= Math.log(Math.max(1e-6, ofTruth)) / predicted.length
    }
  }
  return losses
}

/** Standard error of the mean difference. */
function pairedError(a: Float64Array, b: Float64Array): number {
  const differences = a.map((value, i) => value - b[i])
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (differences.length - 1) / differences.length)
}
