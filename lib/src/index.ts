/** The public API, grouped by stage. Notebooks and tests import from here only. */

// util
export * from './util/errors'
export * from './util/files'
export * from './util/matrix'
export * from './util/native'
export * from './util/random'

// tables
export * from './tables/outliers'
export * from './tables/schema'

// customers
export * from './customers/customers'
export * from './customers/encoding'
export * from './customers/expression'
export * from './customers/feature-table'
export * from './customers/features'
export * from './customers/join'

// statistics

// models
export * from './models/estimator'

// evaluation
export * from './evaluation/metrics'

// explanation
export * from './explanation/permutation-importance'
export * from './explanation/tree-shapley'

// decisions

// report

// commands
