import { backgroundSize } from 'one-click'
import type { Sizes } from './line'

/** The bench as its goals mean it. */
export const fullSizes: Sizes = {
  customers: Infinity,
  trees: 500,
  permutations: 30,
  simulations: 1000,
  treeShapley: 400,
  treeBackground: backgroundSize,
  svmShapley: 8,
  svmBackground: 100,
  synthetic: 100_000,
  scored: 100_000,
  validatedTrees: Infinity,
  folds: 5,
  repeats: 4,
  runs: 5,
}

/** Tiny work: equality is checked, times mean nothing. Also what runs before the clock starts. */
export const quickSizes: Sizes = {
  customers: 200,
  trees: 20,
  permutations: 3,
  simulations: 30,
  treeShapley: 20,
  treeBackground: 20,
  svmShapley: 4,
  svmBackground: 20,
  synthetic: 400,
  scored: 5000,
  validatedTrees: 20,
  folds: 3,
  repeats: 1,
  runs: 1,
}
