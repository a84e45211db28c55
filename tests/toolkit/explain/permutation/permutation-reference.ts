import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import type { SupportVectorMachineModel } from '../../../../lib/toolkit/learn/src/estimators/support-vector-machine'
import type { Trees } from '../../../../lib/toolkit/learn/src/trees/trees'

/** What scikit-learn's permutation_importance gave, losses by column and repeat. */
export interface ReferenceImportance {
  losses: number[][]
  mean: number[]
  deviation: number[]
}

interface Reference {
  x: number[][]
  y: number[]
  permutations: number[][]
  trees: Record<keyof Trees, number[]> & {
    probabilities: number[]
    rocAuc: ReferenceImportance
    logLoss: ReferenceImportance
    brier: ReferenceImportance
  }
  logistic: {
    coefficients: number[]
    intercept: number
    rocAuc: ReferenceImportance
    logLoss: ReferenceImportance
  }
  supportVectorMachine: {
    gamma: number
    vectors: number[]
    weights: number[]
    rho: number
    decisionValues: number[]
    rocAuc: ReferenceImportance
  }
  averageLinkage: { distances: number[][]; merges: number[][] }
  featureClusters: {
    association: number[][]
    cuts: { minAssociation: number; labels: number[] }[]
  }
}

/** Numbers from scikit-learn 1.9.1 and scipy 1.17.1; made by tests/reference/permutation.py. */
export const reference = JSON.parse(
  readFileSync(join(__dirname, '../../../reference/permutation.json'), 'utf8'),
) as Reference

export const x = matrixFromRows(reference.x)
export const y = Uint8Array.from(reference.y)

/** Every column on its own, and for each the permutations that scikit-learn drew. */
export const singles = reference.x[0].map((_, j) => ({ name: `column ${j}`, columns: [j] }))
export const permutations = singles.map(() => reference.permutations.map((order) => Int32Array.from(order)))

/** The forest that scikit-learn fitted. */
export const trees: Trees = {
  roots: Int32Array.from(reference.trees.roots),
  feature: Int16Array.from(reference.trees.feature),
  threshold: Float64Array.from(reference.trees.threshold),
  left: Int32Array.from(reference.trees.left),
  right: Int32Array.from(reference.trees.right),
  value: Float64Array.from(reference.trees.value),
  cover: Int32Array.from(reference.trees.cover),
}

/** The machine that scikit-learn fitted; it has no curve for probabilities. */
export const machine: SupportVectorMachineModel = {
  kind: 'support-vector-machine',
  features: x.columns,
  gamma: reference.supportVectorMachine.gamma,
  vectors: Float64Array.from(reference.supportVectorMachine.vectors),
  weights: Float64Array.from(reference.supportVectorMachine.weights),
  rho: reference.supportVectorMachine.rho,
  slope: 1,
  intercept: 0,
}
