/** The public API, grouped by stage. Notebooks and tests import from here only. */

// models
export * from './models/estimator'
// util
export * from './util/errors'
export * from './util/files'
export * from './util/matrix'
export * from './util/native'
export * from './util/random'
