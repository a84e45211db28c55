/** Estimators, pipelines, calibration, stacks, folds and metrics for two classes. */
export {
  type Calibration,
  calibrate,
  calibratedLogOdds,
  calibratedLogOddsOf,
} from './calibration/calibration'
export { logit, sigmoid } from './calibration/sigmoid'
export type { FittedModel, Hyperparameters } from './estimators/estimator'
export { estimatorOf } from './estimators/estimators'
export { type ExtraTreesModel, extraTrees } from './estimators/extra-trees'
export { decisionValues, type SupportVectorMachineModel } from './estimators/support-vector-machine'
export { defineLegacyHelpers } from './estimators/tensorflow'
export { bootstrapIntervals, type ResamplingOptions } from './evaluation/bootstrap'
export {
  type CalibrationBand,
  type CalibrationError,
  calibrationBands,
  calibrationError,
} from './evaluation/calibration-bands'
export { type CalibrationLine, calibrationLine } from './evaluation/calibration-slope'
export {
  type ConformalCoverage,
  type ConformalThresholds,
  conformalCoverage,
  conformalThresholds,
  crossConformalSets,
  foldOfRows,
  type OutcomeSet,
  outcomeSets,
} from './evaluation/conformal'
export { fitLogOddsLine, type LogOddsLine } from './evaluation/log-odds-line'
export {
  brierScore,
  calibrationCurve,
  logLoss,
  type Metric,
  type MetricName,
  metrics,
  rocAuc,
  rocCurve,
} from './evaluation/metrics'
export { type PriorShift, priorShiftOffset, probabilityAtPrevalence } from './evaluation/prevalence'
export { drawResample, resamplingUnits, type Unit } from './evaluation/resample'
export { groupsOfClasses, membersOfGroups, repeatedStratifiedSplits, ungrouped } from './pipeline/folds'
export {
  type FittedPipeline,
  fitPipeline,
  fitPipelineOutOfFold,
  type PipelineFit,
  type Procedure,
  predictPipeline,
} from './pipeline/pipeline'
export type { Preprocessor, PreprocessorState } from './pipeline/preprocessor'
export { type FittedStack, fitStack, predictStack, type StackProcedure } from './pipeline/stack'
export { combineLogOdds } from './pipeline/stacking'
export { fittedSchema } from './storage/fitted-schema'
export { fromJsonData, toJsonData } from './storage/typed-array-json'
export { predictTrees } from './trees/tree-prediction'
export type { Trees } from './trees/trees'
