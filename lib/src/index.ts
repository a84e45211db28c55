/** The public API, grouped by stage. Notebooks and tests import from here only. */

// util
export * from './util/errors'
export * from './util/files'
export * from './util/matrix'
export * from './util/native'
export * from './util/parallel'
export * from './util/paths'
export * from './util/random'

// tables
export * from './tables/encoding'
export * from './tables/format-problems'
export * from './tables/outliers'
export * from './tables/read-study-tables'
export * from './tables/schema'
export * from './tables/synthesis'
export * from './tables/synthesis-files'
export * from './tables/synthesis-fit'
export * from './tables/synthesis-parameters'
export * from './tables/words'

// customers
export * from './customers/comparison'
export * from './customers/customers'
export * from './customers/encoding'
export * from './customers/expression'
export * from './customers/feature-table'
export * from './customers/features'
export * from './customers/join'

// statistics
export * from './statistics/association'
export * from './statistics/bivariate-normal'
export * from './statistics/contingency'
export * from './statistics/density'
export * from './statistics/descriptive'
export * from './statistics/distributions'
export * from './statistics/effect-size'
export * from './statistics/group-differences'
export * from './statistics/group-tests'
export * from './statistics/intervals'
export * from './statistics/normal'
export * from './statistics/phi-k'
export * from './statistics/phi-k-grid'
export * from './statistics/phi-k-significance'
export * from './statistics/random-table'
export * from './statistics/rank'
export * from './statistics/root-search'
export * from './statistics/special-functions'
export * from './statistics/variance-inflation'

// models
export * from './models/calibration'
export * from './models/decision-tree'
export * from './models/estimator'
export * from './models/estimators'
export * from './models/extra-trees'
export * from './models/folds'
export * from './models/k-nearest-neighbours'
export * from './models/logistic-regression'
export * from './models/model-file'
export * from './models/neural-network'
export * from './models/pipeline'
export * from './models/preprocessor'
export * from './models/search'
export * from './models/support-vector-machine'
export * from './models/trees'

// evaluation
export * from './evaluation/cross-validation'
export * from './evaluation/feature-preprocessor'
export * from './evaluation/fold'
export * from './evaluation/metrics'
export * from './evaluation/procedures'

// explanation
export * from './explanation/active-risk'
export * from './explanation/contributions'
export * from './explanation/customer-risk'
export * from './explanation/fold-explanation'
export * from './explanation/permutation-importance'
export * from './explanation/reasons'
export * from './explanation/tree-shapley'

// decisions
export * from './decisions/offer-catalogue'
export * from './decisions/offers'
export * from './decisions/segments'

// report
export * from './report/figure'
export * from './report/figures/correlation'
export * from './report/figures/decisions'
export * from './report/figures/explanation'
export * from './report/figures/exploration'
export * from './report/figures/models'
export * from './report/html-table'
export * from './report/notebook'
export * from './report/numbers'
export * from './report/result-cache'
export * from './report/story'
export * from './report/workspace'

// commands
export * from './commands/cli'
export { run as runValidate } from './commands/validate'
