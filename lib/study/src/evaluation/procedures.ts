import type { Procedure, StackProcedure } from '@one-click/learn'
import { featureSets } from '../customers/feature-sets'
import { modelFeatures } from '../customers/features'
import { akaikeLevel } from '../exploration/screening'
import type { CustomerProcedure } from './feature-preprocessor'

const sets = featureSets(modelFeatures)

/** What every procedure does with features: those without any sign among the training customers are left out. */
const screening = akaikeLevel

/**
 * On each set of features fully grown trees and trees that stop at two rows, as many of each. How many features their
 * nodes try is drawn tree by tree, and cuts alternate, so that nothing of this has to be chosen on few customers.
 */
const forestCandidates = Object.keys(sets).flatMap((features) =>
  [1, 2].map((minLeaf) => ({
    features,
    trees: 85,
    featureShare: 0.5,
    tries: 'drawn',
    minLeaf,
    cuts: 'alternating',
  })),
)

const extraTrees: Procedure = {
  name: 'Calibrated extra trees',
  estimator: 'extra-trees',
  featureSets: sets,
  screening,
  candidates: forestCandidates,
  averaged: true,
  innerOptions: { trees: 40 },
  calibration: 'beta',
}

const supportVectors: Procedure = {
  name: 'Support vector machine',
  estimator: 'support-vector-machine',
  screening,
  candidates: [
    { cost: 0.5, gamma: 0.03, probability: false },
    { cost: 1, gamma: 0.06, probability: false },
  ],
  calibration: 'beta',
}

const stacked: StackProcedure = {
  name: 'Extra trees and SVM, stacked',
  members: [extraTrees, supportVectors],
}

/**
 * The procedures that are compared, the plainest first. Each searches its settings inside its training rows,
 * over few candidates that differ where it matters on tables of this size.
 */
export const procedures: readonly CustomerProcedure[] = [
  {
    name: 'Logistic regression',
    estimator: 'logistic-regression',
    screening,
    candidates: [{ l2: 1 }, { l2: 10 }, { l2: 50 }],
  },
  {
    name: 'Nearest neighbours',
    estimator: 'k-nearest-neighbours',
    screening,
    candidates: [
      { neighbours: 15, weights: 'distance' },
      { neighbours: 30, weights: 'distance' },
      { neighbours: 60, weights: 'distance' },
    ],
    calibration: 'probability',
  },
  {
    name: 'Decision tree',
    estimator: 'decision-tree',
    screening,
    candidates: [
      { maxDepth: 3, minLeaf: 20 },
      { maxDepth: 4, minLeaf: 20 },
      { maxDepth: 8, minLeaf: 10, costComplexity: 0.003 },
    ],
    calibration: 'probability',
  },
  supportVectors,
  {
    name: 'Neural network',
    estimator: 'neural-network',
    screening,
    candidates: [{ steps: 40, learningRate: 0.05, dropout: 0.3 }],
  },
  extraTrees,
  stacked,
]

/** The procedure that the study's model is made by; notebook 04 shows why. */
export const chosenProcedure: Procedure = extraTrees
