/** Estimators, pipelines, calibration, stacks, folds, metrics and uncertainty for two classes. */

// Estimators: pairs of pure functions, `fit` and `predictProbability`; fitted models are plain data.

export { type BoostedTreesModel, type BoostedTreesOptions, boostedTrees } from './estimators/boosted-trees'
export { type DecisionTreeModel, type DecisionTreeOptions, decisionTree } from './estimators/decision-tree'
export { defineEstimator, type EstimatorDefinition } from './estimators/define-estimator'
export type { Estimator, FittedModel, Hyperparameters } from './estimators/estimator'
export { estimatorOf, estimators } from './estimators/estimators'
export { type ExtraTreesModel, type ExtraTreesOptions, extraTrees } from './estimators/extra-trees'
export {
  kNearestNeighbours,
  type NearestNeighboursModel,
  type NearestNeighboursOptions,
} from './estimators/k-nearest-neighbours'
export {
  type LogisticRegressionModel,
  type LogisticRegressionOptions,
  logisticRegression,
} from './estimators/logistic-regression'
export {
  type NeuralNetworkModel,
  type NeuralNetworkOptions,
  neuralNetwork,
} from './estimators/neural-network'
export {
  decisionValues,
  type SupportVectorMachineModel,
  type SupportVectorMachineOptions,
  supportVectorMachine,
} from './estimators/support-vector-machine'
export { predictTrees, type TreePredictionOptions } from './trees/tree-prediction'
export type { Trees } from './trees/trees'

// Copies: rows that say the same count once.

export { firstOfGroups, independentShare, independentShareOf } from './pipeline/copies'

// Folds: stratified, repeated, with groups of rows that are never parted.

export {
  type FoldOptions,
  groupsOfClasses,
  membersOfGroups,
  repeatedStratifiedSplits,
  type Split,
  stratifiedFolds,
  ungrouped,
} from './pipeline/folds'

// Pipelines: encoding, search, calibration and the final fit, all within the training rows.

export {
  type FittedPipeline,
  fitAndPredict,
  fitPipeline,
  fitPipelineOutOfFold,
  type PipelineFit,
  type Procedure,
  predictPipeline,
} from './pipeline/pipeline'
export {
  type FittedPreprocessor,
  fitStandardisation,
  matrixPreprocessor,
  type Preprocessor,
  type PreprocessorOptions,
  type PreprocessorState,
  type Screening,
  type Standardisation,
  standardise,
} from './pipeline/preprocessor'
export {
  type SearchCandidate,
  type SearchOptions,
  type SearchResult,
  searchHyperparameters,
} from './pipeline/search'

// Stacks: calibrated pipelines whose log-odds are weighed together.

export { type FittedStack, fitStack, predictStack, type StackProcedure } from './pipeline/stack'
export { type Combination, combineLogOdds } from './pipeline/stacking'

// Calibration: from scores to probabilities, and to another prevalence.

export {
  type BetaCurve,
  type Calibration,
  type CalibrationMethod,
  calibrate,
  calibratedLogOdds,
  calibratedLogOddsOf,
  fitCalibration,
  type LogisticCurve,
} from './calibration/calibration'
export { logit, sigmoid } from './calibration/sigmoid'
export {
  type PriorShift,
  populationWeights,
  priorShiftOffset,
  probabilityAtPrevalence,
} from './evaluation/prevalence'

// Metrics: of probabilities against labels.

export {
  brierScore,
  type CalibrationBin,
  calibrationCurve,
  logLoss,
  type Metric,
  type MetricName,
  metrics,
  rocAuc,
  rocCurve,
} from './evaluation/metrics'

// How well probabilities are calibrated, with what chance alone would do.

export {
  type BandOptions,
  type CalibrationBand,
  type CalibrationError,
  type CalibrationErrorOptions,
  calibrationBands,
  calibrationError,
} from './evaluation/calibration-bands'
export { type CalibrationLine, calibrationLine } from './evaluation/calibration-slope'
export {
  fitLogOddsLine,
  type LogOddsFit,
  type LogOddsLine,
  type LogOddsLineOptions,
} from './evaluation/log-odds-line'

// Bootstrap: stratified, of groups, percentile and BCa.

export { bootstrapIntervals, type ResampleStatistics, type ResamplingOptions } from './evaluation/bootstrap'
export { drawResample, resamplingUnits, type Unit } from './evaluation/resample'

// Conformal prediction: sets of labels that hold the right one with a stated chance.

export {
  type ConformalCoverage,
  type ConformalKind,
  type ConformalOptions,
  type ConformalThresholds,
  conformalCoverage,
  conformalSets,
  conformalThresholds,
  crossConformalSets,
  foldOfRows,
  type OutcomeSet,
  outcomeSets,
} from './evaluation/conformal'

// Model files: fitted models as JSON, and the schema that data of unknown origin must pass.

export { fittedSchema } from './storage/fitted-schema'
export { fromJsonData, toJsonData } from './storage/typed-array-json'

// For whoever loads TensorFlow.js 4 on Node 23 and newer themselves, or a package that does.

export { defineLegacyHelpers } from './estimators/tensorflow'
