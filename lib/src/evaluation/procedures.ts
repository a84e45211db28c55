import type { Procedure } from '../models/pipeline'

/** The procedures that are compared, the plainest first. Each searches its settings inside its training rows. */
export const procedures: readonly Procedure[] = [
  { name: 'Logistic regression', estimator: 'logistic-regression' },
  { name: 'Nearest neighbours', estimator: 'k-nearest-neighbours' },
  { name: 'Decision tree', estimator: 'decision-tree' },
  { name: 'Support vector machine', estimator: 'support-vector-machine' },
  { name: 'Neural network', estimator: 'neural-network' },
  {
    name: 'Calibrated extra trees',
    estimator: 'extra-trees',
    comparisonOptions: { trees: 100 },
    calibration: 'probability',
  },
]

/** The procedure that the study's model is made by; notebook 04 shows why. */
export const chosenProcedure: Procedure = procedures[procedures.length - 1]
