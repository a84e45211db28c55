/** The study of customer activity, for commands, the bench and tools. */
export {
  createCommand,
  numberBetween,
  pathOption,
  progressBar,
  runCommand,
  UsageError,
  wholeNumber,
} from './commands/cli'
export { tellWarnings } from './commands/tell-warnings'
export { findCopies } from './customers/copies'
export { buildCustomers } from './customers/customers'
export { type Encoder, encode, fitEncoder } from './customers/feature-encoding'
export {
  associationColumns,
  type FeatureTable,
  selectFeatures,
  takeCustomers,
} from './customers/feature-table'
export { features } from './customers/features'
export { joinTables } from './customers/join'
export { rollOutProbability } from './decisions/experiment/course'
export { planExperiment } from './decisions/experiment/experiment-plan'
export { tryExperiments } from './decisions/experiment/experiment-trials'
export { readExperiment } from './decisions/experiment/read-experiment'
export { crossValidate, foldTasks } from './evaluation/cross-validation'
export { trainingReference } from './evaluation/drift/build-reference'
export { compareWithTraining } from './evaluation/drift/drift-report'
export { observeCustomers } from './evaluation/drift/observed-customers'
export {
  type CustomerProcedure,
  featurePreprocessor,
  predictCustomers,
} from './evaluation/feature-preprocessor'
export type { FoldData } from './evaluation/fold-data'
export { pairedDifference } from './evaluation/model-comparison'
export { chosenProcedure } from './evaluation/procedures'
export { backgroundSize } from './explanation/background'
export { toCsv } from './report/csv'
export { type Figure, figure, gridCell, palette, quietAxis } from './report/figure'
export { htmlTable } from './report/html-table'
export { escapeHtml } from './report/markup'
export { type PageParts, pageShell } from './report/page-shell'
export { pageStyle } from './report/page-style'
export { fitFinalModel, learningData } from './study/final-model'
export { dataFolder, projectRoot } from './study/paths'
export { versions } from './study/versions'
export { loadStudyTables, tableFiles } from './tables/read-study-tables'
export {
  type ColumnSchema,
  type StudyTables,
  type TableName,
  type TableSchema,
  tableSchema,
  tableSchemas,
} from './tables/schema'
export { storeWord } from './tables/store-words'
export {
  formatSyntheticMarker,
  readSyntheticMarker,
  type SyntheticMarker,
  syntheticMarkerFile,
} from './tables/synthesis-marker'
