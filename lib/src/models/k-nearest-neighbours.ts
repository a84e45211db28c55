import { ArgumentError } from '../util/errors'
import type { Matrix } from '../util/matrix'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'

export type NearestNeighboursOptions = {
  /** Number of neighbours; all training rows where there are fewer. Default 15. */
  neighbours: number
  /** `uniform`: each neighbour counts alike; `distance`: by the inverse of its distance. Default `uniform`. */
  weights: string
}

export interface NearestNeighboursModel extends FittedModel {
  readonly kind: 'k-nearest-neighbours'
  readonly neighbours: number
  readonly weights: string
  /** The training rows, row-major, shape (rows, features). */
  readonly points: Float64Array
  readonly labels: Uint8Array
}

/**
 * k nearest neighbours by Euclidean distance: the (weighted) share of class 1 among the k closest training
 * rows. With distance weights, training rows at distance 0 outweigh all others.
 *
 * Fix, Hodges (1951); Hastie, Tibshirani, Friedman (2009): The Elements of Statistical Learning, section 13.3.
 */
export const nearestNeighbours = defineEstimator<NearestNeighboursOptions, NearestNeighboursModel>({
  kind: 'k-nearest-neighbours',
  label: 'k nearest neighbours',
  needsScaling: true,
  defaults: { neighbours: 15, weights: 'uniform' },
  bounds: { neighbours: [1, 1e6] },
  searchSpace: [
    { neighbours: 15, weights: 'uniform' },
    { neighbours: 30, weights: 'uniform' },
    { neighbours: 60, weights: 'uniform' },
    { neighbours: 15, weights: 'distance' },
    { neighbours: 30, weights: 'distance' },
    { neighbours: 60, weights: 'distance' },
  ],
  fitRows(x, y, { neighbours, weights }) {
    if (weights !== 'uniform' && weights !== 'distance') {
      throw new ArgumentError(
        'k-nearest-neighbours.fit',
        'option weights must be uniform or distance',
        weights,
      )
    }
    return {
      kind: 'k-nearest-neighbours',
      features: x.columns,
      neighbours: Math.min(Math.floor(neighbours), x.rows),
      weights,
      points: x.values,
      labels: y,
    }
  },
  predictRows(model, x) {
    const nearest = new Int32Array(model.neighbours)
    const distances = new Float64Array(model.neighbours)
    const result = new Float64Array(x.rows)
    for (let i = 0; i < x.rows; i++) {
      findNearest(model, x, i, nearest, distances)
      result[i] =
        model.weights === 'uniform' ? share(model, nearest) : weightedShare(model, nearest, distances)
    }
    return result
  },
})

/** Fills in the closest training rows, nearest first, and their squared distances. */
function findNearest(
  { points, labels }: NearestNeighboursModel,
  x: Matrix,
  row: number,
  nearest: Int32Array,
  distances: Float64Array,
): void {
  const { columns, values } = x
  const last = nearest.length - 1
  const from = row * columns
  distances.fill(Infinity)
  for (let k = 0, to = 0; k < labels.length; k++, to += columns) {
    let distance = 0
    for (let j = 0; j < columns; j++) distance += (values[from + j] - points[to + j]) ** 2
    if (!(distance < distances[last])) continue
    let place = last
    for (; place > 0 && distances[place - 1] > distance; place--) {
      distances[place] = distances[place - 1]
      nearest[place] = nearest[place - 1]
    }
    distances[place] = distance
    nearest[place] = k
  }
}

function share({ labels }: NearestNeighboursModel, nearest: Int32Array): number {
  let ones = 0
  for (let k = 0; k < nearest.length; k++) ones += labels[nearest[k]]
  return ones / nearest.length
}

function weightedShare(
  { labels }: NearestNeighboursModel,
  nearest: Int32Array,
  distances: Float64Array,
): number {
  const exact = distances[0] === 0
  let ones = 0
  let total = 0
  for (let k = 0; k < nearest.length; k++) {
    const weight = exact ? Number(distances[k] === 0) : 1 / Math.sqrt(distances[k])
    total += weight
    if (labels[nearest[k]] === 1) ones += weight
  }
  return ones / total
}
