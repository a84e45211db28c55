import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { matrix } from '../../../lib/toolkit/core/src/matrix'

interface Reference {
  columns: number
  train: { x: number[]; y: number[] }
  test: { x: number[]; y: number[] }
  logisticRegression: { l2: number; coefficients: number[]; intercept: number; probabilities: number[] }[]
  kNearestNeighbours: { neighbours: number; weights: string; probabilities: number[] }[]
  decisionTree: {
    maxDepth: number
    minLeaf: number
    costComplexity: number
    leaves: number
    probabilities: number[]
  }[]
  supportVectorMachine: {
    cost: number
    gamma: number
    vectors: number
    rho: number
    decisionValues: number[]
  }[]
  extraTrees: {
    minLeaf: number
    featureShare: number
    probabilities: number[]
    largestDifferenceOfSeeds: number
    rocAuc: number
    logLoss: number
  }[]
  platt: { scores: number[]; slope: number; intercept: number }
}

/** Numbers from scikit-learn 1.9.1; made by tests/reference/models.py. */
export const reference = JSON.parse(
  readFileSync(join(__dirname, '../../reference/models.json'), 'utf8'),
) as Reference

const part = ({ x, y }: { x: number[]; y: number[] }) => ({
  x: matrix(y.length, reference.columns, Float64Array.from(x)),
  y: Uint8Array.from(y),
})

export const train = part(reference.train)
export const test = part(reference.test)

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = a.length === b.length ? 0 : Infinity
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]))
  return largest
}
