/** Shapley values and permutation importance, exact where that is possible. */
export { featureClusters } from './permutation/feature-clusters'
export { columnGroups, type FeatureGroupOf, singleFeatures } from './permutation/feature-groups'
export { permutableSvm } from './permutation/kernel-permutation'
export {
  importanceInParallel,
  type JudgedModel,
  type PermutedGroups,
} from './permutation/parallel-importance'
export {
  checkPermutations,
  type PermutableModel,
  permutableMap,
  permutableSum,
} from './permutation/permutable-model'
export {
  importanceOverFolds,
  type PermutationImportance,
  permutationImportance,
} from './permutation/permutation-importance'
export { permutableTrees } from './permutation/tree-permutation'
export { probabilityPerLogOdds } from './probability-per-log-odds'
export { kernelInteractions } from './shapley/kernel-interactions'
export { kernelShapleyValues } from './shapley/kernel-shapley'
export { shapleyValuesInParallel } from './shapley/parallel-shapley'
export type { CoalitionUnit } from './shapley/permutation-walks'
export { type SampledGame, type SamplingOptions, sampledShapleyValues } from './shapley/sampled-shapley'
export { treeInteractions } from './shapley/tree-interactions'
export { type ShapleyValues, treeShapleyValues } from './shapley/tree-shapley'
