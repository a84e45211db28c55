import type { Procedure } from '../models/pipeline'
import type { StackProcedure } from '../models/stack'
import type { CustomerProcedure } from './feature-preprocessor'

/**
 * What the forests of the chosen procedure see: the customer's data as the tables give them, and how revenue
 * moved. Other sums and ratios repeat these and take the place of better features when few are drawn at a
 * node.
 */
const compactFeatures = [
  'serviceTier',
  'marketingContacts6m',
  'tenureDays',
  'promoShare',
  'favouriteCategory',
  'categoriesPerVisit',
  'unpaidItems',
  'revenueCurrent',
  'revenuePrevious',
  'revenueBeforePrevious',
  'revenueChange',
  'revenueChangeTwoMonths',
  'serviceErrors',
  'pagesPerVisit',
  'minutesCurrent',
  'minutesPrevious',
] as const

const compactTrees: Procedure = {
  name: 'Calibrated extra trees',
  estimator: 'extra-trees',
  features: compactFeatures,
  candidates: [{ minLeaf: 1, featureShare: 0.25, cuts: 'alternating' }],
  innerOptions: { trees: 150 },
  calibration: 'beta',
}

const supportVectors: Procedure = {
  name: 'Support vector machine',
  estimator: 'support-vector-machine',
  candidates: [
    { cost: 0.5, gamma: 0.03, probability: false },
    { cost: 1, gamma: 0.06, probability: false },
  ],
  calibration: 'log-odds',
}

const stacked: StackProcedure = {
  name: 'Extra trees and SVM, stacked',
  members: [compactTrees, supportVectors],
}

/**
 * The procedures that are compared, the plainest first. Each searches its settings inside its training rows,
 * over few candidates that differ where it matters on tables of this size.
 */
export const procedures: readonly CustomerProcedure[] = [
  {
    name: 'Logistic regression',
    estimator: 'logistic-regression',
    candidates: [{ l2: 1 }, { l2: 10 }, { l2: 50 }],
  },
  {
    name: 'Nearest neighbours',
    estimator: 'k-nearest-neighbours',
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
    candidates: [{ steps: 40, learningRate: 0.05, dropout: 0.3 }],
  },
  {
    name: 'Extra trees, all features, uniform cuts',
    estimator: 'extra-trees',
    candidates: [{ minLeaf: 2, featureShare: 0.25 }],
    innerOptions: { trees: 150 },
    calibration: 'beta',
  },
  compactTrees,
  stacked,
]

/** The procedure that the study's model is made by; notebook 04 shows why. */
export const chosenProcedure: Procedure = compactTrees
