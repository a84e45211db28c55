/** Shapley values and permutation importance, exact where that is possible. */

// Shapley values: exact for trees and for support vector machines with the RBF kernel, sampled for any game.

export { probabilityPerLogOdds } from './probability-per-log-odds'
export { kernelShapleyValues } from './shapley/kernel-shapley'
export type { CoalitionUnit } from './shapley/permutation-walks'
export {
  type SampledGame,
  type SampledGames,
  type SampledShapleyValues,
  type SamplingOptions,
  sampledShapleyValues,
} from './shapley/sampled-shapley'
export { type ShapleyValues, type TreeShapleyOptions, treeShapleyValues } from './shapley/tree-shapley'

// Interactions: the Shapley interaction index of pairs of columns.

export { type ColumnPair, kernelInteractions } from './shapley/kernel-interactions'
export { treeInteractions } from './shapley/tree-interactions'

// Permutation importance: of any model, and faster for trees and support vector machines.

export { permutableSvm } from './permutation/kernel-permutation'
export {
  type ColumnGroup,
  checkPermutations,
  type PermutableModel,
  permutableMap,
  permutablePredictor,
  permutableSum,
  type RowPermutations,
  type WeightedMember,
} from './permutation/permutable-model'
export {
  asymptoticPValue,
  type FoldsImportance,
  type ImportanceOptions,
  importanceOverFolds,
  importanceUnder,
  type PermutationImportance,
  type PermutationLosses,
  type PermutationOptions,
  permutationImportance,
  permutationPValue,
  rowPermutations,
} from './permutation/permutation-importance'
export { permutableTrees } from './permutation/tree-permutation'

// Groups: features that say the same are permuted together.

export { featureClusters } from './permutation/feature-clusters'
export { columnGroups, type FeatureGroupOf, singleFeatures } from './permutation/feature-groups'

// On worker threads, with the same numbers for any number of them.

export {
  importanceInParallel,
  type JudgedModel,
  type PermutedGroups,
} from './permutation/parallel-importance'
export { type ExplainableModel, shapleyValuesInParallel } from './shapley/parallel-shapley'
