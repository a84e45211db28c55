import { z } from 'zod'
import type { BoostedTreesModel } from '../estimators/boosted-trees'
import type { DecisionTreeModel } from '../estimators/decision-tree'
import type { ExtraTreesModel } from '../estimators/extra-trees'
import {
  maxNeighbourRows,
  maxNeighbours,
  type NearestNeighboursModel,
} from '../estimators/k-nearest-neighbours'
import type { LogisticRegressionModel } from '../estimators/logistic-regression'
import type { NeuralNetworkModel } from '../estimators/neural-network'
import type { SupportVectorMachineModel } from '../estimators/support-vector-machine'
import type { Trees } from '../trees/trees'

const allFinite = (values: Float64Array) => values.every(Number.isFinite)
const binary = (values: Uint8Array) => values.every((value) => value <= 1)

const numbers = z.instanceof(Float64Array).refine(allFinite, 'holds NaN or infinity')
const integers = z.instanceof(Int32Array)
const features = z.int().min(1).max(32_767)
const finite = z.number()

const logisticRegression = z
  .strictObject({
    kind: z.literal('logistic-regression'),
    features,
    coefficients: numbers,
    intercept: finite,
  })
  .refine((model) => model.coefficients.length === model.features, 'needs one coefficient a feature')

const kNearestNeighbours = z
  .strictObject({
    kind: z.literal('k-nearest-neighbours'),
    features,
    neighbours: z.int().min(1).max(maxNeighbours),
    weights: z.enum(['uniform', 'distance']),
    points: numbers,
    labels: z.instanceof(Uint8Array).refine(binary, 'labels must be 0 or 1'),
  })
  .refine((model) => model.points.length === model.labels.length * model.features, 'points and labels differ')
  .refine((model) => model.neighbours <= model.labels.length, 'more neighbours than points')
  .refine((model) => model.labels.length <= maxNeighbourRows, `more than ${maxNeighbourRows} points`)

const treeFields = {
  features,
  roots: integers,
  feature: z.instanceof(Int16Array),
  threshold: numbers,
  left: integers,
  right: integers,
  value: numbers,
  cover: integers,
}
const unsound = 'the trees are not sound'
const decisionTree = z
  .strictObject({ kind: z.literal('decision-tree'), ...treeFields })
  .refine((model) => model.roots.length === 1 && areSoundTrees(model, model.features), unsound)
const extraTrees = z
  .strictObject({ kind: z.literal('extra-trees'), ...treeFields })
  .refine((model) => areSoundTrees(model, model.features), unsound)
const boostedTrees = z
  .strictObject({ kind: z.literal('boosted-trees'), bias: finite, ...treeFields })
  .refine((model) => areSoundTrees(model, model.features, 'log-odds'), unsound)

const supportVectorMachine = z
  .strictObject({
    kind: z.literal('support-vector-machine'),
    features,
    gamma: z.number().positive(),
    vectors: numbers,
    weights: numbers,
    rho: finite,
    slope: finite,
    intercept: finite,
  })
  .refine(
    (model) => model.vectors.length === model.weights.length * model.features,
    'vectors and weights differ',
  )

const neuralNetwork = z
  .strictObject({
    kind: z.literal('neural-network'),
    features,
    hidden: z.int().min(1),
    hiddenWeights: numbers,
    hiddenBiases: numbers,
    outputWeights: numbers,
    outputBias: finite,
  })
  .refine(
    ({ features: inputs, hidden, ...layers }) =>
      layers.hiddenWeights.length === inputs * hidden &&
      layers.hiddenBiases.length === hidden &&
      layers.outputWeights.length === hidden,
    'layers do not fit together',
  )

type FileModel =
  | LogisticRegressionModel
  | NearestNeighboursModel
  | DecisionTreeModel
  | SupportVectorMachineModel
  | NeuralNetworkModel
  | ExtraTreesModel
  | BoostedTreesModel

/** Every estimator's fitted model as a file may hold it. */
export const modelSchema: z.ZodType<FileModel> = z.discriminatedUnion('kind', [
  logisticRegression,
  kNearestNeighbours,
  decisionTree,
  supportVectorMachine,
  neuralNetwork,
  extraTrees,
  boostedTrees,
])

/** Deepest tree that is read: as deep as the options of the estimators allow. */
const deepestTree = 1000

/**
 * Lengths agree, features exist, values that have to be shares are shares, no tree is too deep, and children come after
 * their parent, within its tree, and have no other parent.
 */
export function areSoundTrees(
  trees: Trees,
  features: number,
  values: 'shares' | 'log-odds' = 'shares',
): boolean {
  const { roots, feature, threshold, left, right, value, cover } = trees
  const nodes = feature.length
  const lengths = [threshold, left, right, value, cover].every((array) => array.length === nodes)
  if (!lengths || roots.length === 0 || roots[0] !== 0) return false
  const depth = new Int16Array(nodes)
  for (let t = 0; t < roots.length; t++) {
    const end = t + 1 < roots.length ? roots[t + 1] : nodes
    if (end <= roots[t] || end > nodes) return false
    for (let node = roots[t]; node < end; node++) {
      if (cover[node] < 1) return false
      if (values === 'shares' && !(value[node] >= 0 && value[node] <= 1)) return false
      if (feature[node] === -1) continue
      if (feature[node] < 0 || feature[node] >= features) return false
      if (!(left[node] > node && left[node] < end && right[node] > node && right[node] < end)) return false
      if (depth[node] === deepestTree) return false
      for (const child of [left[node], right[node]]) {
        if (depth[child] !== 0) return false
        depth[child] = depth[node] + 1
      }
    }
  }
  return true
}
