import { ArgumentError, deriveSeed, type Matrix } from '@one-click/core'
import { z } from 'zod'
import { logit, logOnePlusExp, sigmoid } from '../calibration/sigmoid'
import { groupsOfClasses, stratifiedFolds } from '../pipeline/folds'
import { type BinnedTable, binTable } from '../trees/boosting/feature-bins'
import { type GrowthRules, LeafWiseGrower } from '../trees/boosting/leaf-wise-tree'
import { ThresholdTreeWriter } from '../trees/boosting/threshold-trees'
import { predictTrees } from '../trees/tree-prediction'
import { areSoundTrees, treeFields } from '../trees/tree-schema'
import type { Trees } from '../trees/trees'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'

export type BoostedTreesOptions = {
  /** Number of trees, at most where `patience` is not 0 (`num_iterations` in LightGBM). Default 500. */
  trees: number
  /** What is taken of each tree's values (`learning_rate`). Default 0.05. */
  learningRate: number
  /** Leaves of a tree at most (`num_leaves`). Default 15. */
  leaves: number
  /** Most splits between root and leaf (`max_depth`). Default 32. */
  maxDepth: number
  /** Fewest training rows in a leaf (`min_data_in_leaf`). Default 20. */
  minLeaf: number
  /** Least sum of second derivatives p (1 − p) in a leaf (`min_sum_hessian_in_leaf`). Default 0.001. */
  minLeafWeight: number
  /** Least gain of a split, as LightGBM counts it (`min_gain_to_split`). Default 0. */
  minGain: number
  /** Penalty on the squared values of leaves (`lambda_l2`). Default 1. */
  l2: number
  /** Share of the rows that each tree is grown on, drawn anew (`bagging_fraction`), above 0. Default 1. */
  rowShare: number
  /** Share of the features that each tree may ask, drawn anew (`feature_fraction`); at least one. Default 1. */
  featureShare: number
  /** Most bins of a feature (`max_bin`). Default 255. */
  maxBins: number
  /**
   * Columns that hold codes of categories, numbers joined by commas: '0,4' (`categorical_feature`). They are split into
   * two sets of at most 32 categories; a code that training did not have goes with its neighbour. Default none.
   */
  categories: string
  /** Rows that a category needs to be put into a set by itself, and what shrinks its order (`cat_smooth`). Default 10. */
  categorySmoothing: number
  /** Penalty on leaves below a split into sets, besides `l2` (`cat_l2`). Default 10. */
  categoryL2: number
  /**
   * Trees without an improvement on inner folds after which their number is settled (`early_stopping_round`);
   * 0: all `trees` are grown. Default 20.
   */
  patience: number
  /** Inner folds that settle the number of trees. Default 4. */
  innerFolds: number
}

export interface BoostedTreesModel extends FittedModel, Trees {
  readonly kind: 'boosted-trees'
  /** Log-odds of a row are this and its leaf values, added up. */
  readonly bias: number
}

/**
 * Gradient boosted trees of the log loss: each tree is grown leaf by leaf on first and second derivatives, summed in
 * histograms of binned values, and its leaves take Newton steps that are shrunk by `l2` and `learningRate`. Categories
 * are sorted by their derivatives within a node, and the best set is a range of that order. With `patience` the number
 * of trees is the one with the least log loss on inner folds, which never part a group (the bins are those of all
 * rows); where there are too few rows of a class for two folds, all trees are grown.
 *
 * Friedman (2001): Greedy function approximation: a gradient boosting machine. Annals of Statistics 29, 1189–1232.
 * Chen & Guestrin (2016): XGBoost. KDD, 785–794. Ke et al. (2017): LightGBM. NIPS 30. Fisher (1958): On grouping for
 * maximum homogeneity. JASA 53, 789–798, for the order of categories.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(80, 1, Float64Array.from({ length: 80 }, (_, i) => i >> 3))
 * const y = Uint8Array.from(x.values, (value) => Number(value > 4))
 * const model = boostedTrees.fit(x, y, { trees: 50, patience: 0 })
 * model.threshold[0] // → 4.5
 * boostedTrees.predictProbability(model, matrix(1, 1, Float64Array.of(7)))[0] // → 0.9386
 * ```
 */
export const boostedTrees = defineEstimator<BoostedTreesOptions, BoostedTreesModel>({
  kind: 'boosted-trees',
  label: 'Gradient boosted trees',
  needsScaling: false,
  defaults: {
    trees: 500,
    learningRate: 0.05,
    leaves: 15,
    maxDepth: 32,
    minLeaf: 20,
    minLeafWeight: 0.001,
    minGain: 0,
    l2: 1,
    rowShare: 1,
    featureShare: 1,
    maxBins: 255,
    categories: '',
    categorySmoothing: 10,
    categoryL2: 10,
    patience: 20,
    innerFolds: 4,
  },
  bounds: {
    trees: [1, 10_000],
    learningRate: [1e-6, 1],
    leaves: [2, 4096],
    maxDepth: [1, 1000],
    minLeaf: [1, 1e9],
    minLeafWeight: [0, 1e9],
    minGain: [0, 1e9],
    l2: [0, 1e9],
    rowShare: [1e-9, 1],
    featureShare: [0, 1],
    maxBins: [2, 255],
    categorySmoothing: [0, 1e9],
    categoryL2: [0, 1e9],
    patience: [0, 10_000],
    innerFolds: [2, 100],
  },
  searchSpace: [
    { leaves: 4, minLeaf: 20 },
    { leaves: 8, minLeaf: 20, featureShare: 0.5 },
    { leaves: 15, minLeaf: 20, featureShare: 0.5, rowShare: 0.8 },
    { leaves: 31, minLeaf: 20, featureShare: 0.5, rowShare: 0.8 },
  ],
  fitRows(x, y, options, seed, groups) {
    for (const whole of ['trees', 'leaves', 'maxBins', 'innerFolds', 'minLeaf'] as const) {
      if (!Number.isInteger(options[whole]))
        throw new ArgumentError('boosted-trees.fit', `option ${whole} must be a whole number`, options[whole])
    }
    const table = binTable(x, options.maxBins, columnsOf(options.categories, x))
    const trees = options.patience > 0 ? settleTrees(table, y, options, seed, groups) : options.trees
    const bias = biasOf(y)
    const grower = new LeafWiseGrower(table, y, options, seed, bias)
    const writer = new ThresholdTreeWriter(table)
    for (let t = 0; t < trees; t++) {
      const tree = grower.grow(t)
      if (!tree) break
      writer.add(tree)
    }
    return { kind: 'boosted-trees', features: x.columns, bias, ...writer.finish(x.rows) }
  },
  predictRows(model, x) {
    const trees = model.roots.length
    return predictTrees(model, x).map((mean) => sigmoid(model.bias + trees * mean))
  },
  fields: { bias: z.number(), ...treeFields },
  unsound: (model) =>
    areSoundTrees(model, model.features, 'log-odds') ? undefined : 'the trees are not sound',
})

function columnsOf(categories: string, { columns }: Matrix): number[] {
  if (categories === '') return []
  return categories.split(',').map((text) => {
    const column = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
    if (column < columns) return column
    throw new ArgumentError(
      'boosted-trees.fit',
      `option categories must be numbers of columns, 0 to ${columns - 1}, joined by commas`,
      categories,
    )
  })
}

/** The log-odds of a row about which nothing is known. */
function biasOf(y: Uint8Array, rows: ArrayLike<number> = Int32Array.from(y.keys())): number {
  let ones = 0
  for (let i = 0; i < rows.length; i++) ones += y[rows[i]]
  return logit(ones / rows.length)
}

/** The number of trees with the least log loss of rows that they were not grown on. */
function settleTrees(
  table: BinnedTable,
  y: Uint8Array,
  options: GrowthRules & Pick<BoostedTreesOptions, 'trees' | 'patience' | 'innerFolds'>,
  seed: number,
  groups: Int32Array | undefined,
): number {
  const folds = Math.min(options.innerFolds, ...groupsOfClasses(y, groups))
  if (folds < 2) return options.trees
  const foldOf = stratifiedFolds(y, folds, deriveSeed(seed, 'number of trees'), groups)
  const all = Int32Array.from(y.keys())
  const parts = Array.from({ length: folds }, (_, fold) => {
    const held = all.filter((row) => foldOf[row] === fold)
    const training = all.filter((row) => foldOf[row] !== fold)
    const bias = biasOf(y, training)
    const grower = new LeafWiseGrower(table, y, options, deriveSeed(seed, 'inner fold', fold), bias, training)
    return { held, grower }
  })
  const loss = () => parts.reduce((sum, { held, grower }) => sum + lossOf(grower.scores, y, held), 0)
  let least = loss()
  let best = 0
  for (let t = 0; t < options.trees && t - best < options.patience; t++) {
    // A fold that finds no split more keeps its scores.
    const grown = parts.map(({ grower }) => grower.grow(t))
    if (grown.every((tree) => tree === undefined)) break
    const now = loss()
    if (now < least) {
      least = now
      best = t + 1
    }
  }
  return best
}

/** Log loss of rows, added up. */
function lossOf(scores: Float64Array, y: Uint8Array, rows: Int32Array): number {
  let sum = 0
  for (const row of rows) sum += logOnePlusExp(y[row] === 1 ? -scores[row] : scores[row])
  return sum
}
