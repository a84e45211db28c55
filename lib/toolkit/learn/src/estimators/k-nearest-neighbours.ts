import type { Matrix } from '@one-click/core'
import { ArgumentError } from '@one-click/core'
import { z } from 'zod'
import { binaryLabels, finiteNumbers } from '../storage/array-schemas'
import { defineEstimator } from './define-estimator'
import type { FittedModel } from './estimator'

/** Most neighbours, and most training rows: each prediction walks through all rows. */
const maxNeighbours = 1000
const maxNeighbourRows = 100_000

export type NearestNeighboursOptions = {
  /** Number of neighbours (`k`; `n_neighbors` in scikit-learn); all training rows where there are fewer. Default 15. */
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
 * rows. Training rows tied for the last places share them. With distance weights,
 * training rows at distance 0 outweigh all others.
 *
 * Fix, Hodges (1951); Hastie, Tibshirani, Friedman (2009): The Elements of Statistical Learning, section 13.3.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * const x = matrix(6, 1, Float64Array.of(1, 2, 3, 4, 5, 6))
 * const model = kNearestNeighbours.fit(x, Uint8Array.of(0, 0, 1, 0, 1, 1), { neighbours: 2 })
 * Array.from(kNearestNeighbours.predictProbability(model, matrix(1, 1, Float64Array.of(3.4)))) // → [0.5]
 * ```
 */
export const kNearestNeighbours = defineEstimator<NearestNeighboursOptions, NearestNeighboursModel>({
  kind: 'k-nearest-neighbours',
  label: 'k nearest neighbours',
  needsScaling: true,
  defaults: { neighbours: 15, weights: 'uniform' },
  bounds: { neighbours: [1, maxNeighbours] },
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
    if (x.rows > maxNeighbourRows) {
      throw new ArgumentError('k-nearest-neighbours.fit', `needs at most ${maxNeighbourRows} rows`, x.rows)
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
  fields: {
    neighbours: z.int().min(1).max(maxNeighbours),
    weights: z.enum(['uniform', 'distance']),
    points: finiteNumbers,
    labels: binaryLabels,
  },
  unsound({ points, labels, features, neighbours }) {
    if (points.length !== labels.length * features) return 'points and labels differ'
    if (neighbours > labels.length) return 'more neighbours than points'
    if (labels.length > maxNeighbourRows) return `more than ${maxNeighbourRows} points`
    return undefined
  },
  predictRows(model, x) {
    const distances = new Float64Array(model.labels.length)
    const nearest = new Float64Array(model.neighbours)
    return Float64Array.from({ length: x.rows }, (_, i) => {
      measure(model, x, i, distances)
      return weightedShare(model, distances, farthestNeighbour(distances, nearest))
    })
  },
})

/** Fills in the squared distance of a row to every training row. */
function measure(model: NearestNeighboursModel, x: Matrix, row: number, distances: Float64Array): void {
  const { points } = model
  const { columns, values } = x
  const from = row * columns
  for (let k = 0, to = 0; k < distances.length; k++) {
    let distance = 0
    for (let j = 0; j < columns; j++, to++) {
      const difference = values[from + j] - points[to]
      distance += difference * difference
    }
    distances[k] = distance
  }
}

/** The distance of the last neighbour; `nearest` is room for the distances of all: a heap, the farthest first. */
function farthestNeighbour(distances: Float64Array, nearest: Float64Array): number {
  nearest.fill(Infinity)
  for (const distance of distances) if (distance < nearest[0]) replaceFirst(nearest, distance)
  return nearest[0]
}

/** Puts a smaller value in the place of a heap's first, its largest. */
function replaceFirst(heap: Float64Array, value: number): void {
  let place = 0
  for (;;) {
    let child = 2 * place + 1
    if (child + 1 < heap.length && heap[child + 1] > heap[child]) child++
    if (child >= heap.length || heap[child] <= value) break
    heap[place] = heap[child]
    place = child
  }
  heap[place] = value
}

/** Share of class 1 within the distance; training rows exactly that far share the places left over. */
function weightedShare(model: NearestNeighboursModel, distances: Float64Array, farthest: number): number {
  const { neighbours, weights, labels } = model
  const closer = { count: 0, weight: 0, ones: 0 }
  const tied = { count: 0, ones: 0 }
  let zeros = 0
  let zeroOnes = 0
  for (let k = 0; k < distances.length; k++) {
    const distance = distances[k]
    if (distance > farthest) continue
    if (distance === 0) {
      zeros++
      zeroOnes += labels[k]
    }
    if (distance === farthest) {
      tied.count++
      tied.ones += labels[k]
      continue
    }
    const weight = weights === 'uniform' ? 1 : 1 / Math.sqrt(distance)
    closer.count++
    closer.weight += weight
    if (labels[k] === 1) closer.ones += weight
  }
  if (weights === 'distance' && zeros > 0) return zeroOnes / zeros
  const places = (neighbours - closer.count) * (weights === 'uniform' ? 1 : 1 / Math.sqrt(farthest))
  return (closer.ones + (places * tied.ones) / tied.count) / (closer.weight + places)
}
