import type { Procedure } from '../models/pipeline'

/**
 * The procedures that are compared, the plainest first. Each searches its settings inside its training rows,
 * over few candidates that differ where it matters on tables of this size.
 */
export const procedures: readonly Procedure[] = [
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
  {
    name: 'Support vector machine',
    estimator: 'support-vector-machine',
    candidates: [{ cost: 0.5 }, { cost: 1 }, { cost: 2 }],
    innerFolds: 3,
  },
  {
    name: 'Neural network',
    estimator: 'neural-network',
    candidates: [
      { steps: 40, learningRate: 0.05, dropout: 0.3 },
      { steps: 40, learningRate: 0.05, dropout: 0, weightDecay: 0.02 },
    ],
    innerFolds: 3,
  },
  {
    name: 'Calibrated extra trees',
    estimator: 'extra-trees',
    candidates: [
      { minLeaf: 2, featureShare: 0.25 },
      { minLeaf: 3, featureShare: 0.35 },
      { minLeaf: 2, featureShare: 0.5 },
    ],
    innerOptions: { trees: 150 },
    calibration: 'probability',
  },
]

/** The procedure that the study's model is made by; notebook 04 shows why. */
export const chosenProcedure: Procedure = procedures[procedures.length - 1]
