import { describe, expect, it } from 'vitest'
import { type matrix, matrixFromRows, takeRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  clusterMeans,
  distinctRows,
  kMeans,
  nearestCentres,
} from '../../../../lib/toolkit/statistics/src/clustering/k-means'
import reference from '../../../reference/clustering.json'
import { mustBeReached } from '../../../support/must-be-reached'

const points = matrixFromRows(reference.points)

/** Sum of squared distances of rows to the mean of their cluster. */
function inertiaOf(x: ReturnType<typeof matrix>, labels: ArrayLike<number>): number {
  let total = 0
  for (const cluster of new Set(Array.from(labels))) {
    const members = Array.from(labels).flatMap((label, i) => (label === cluster ? [i] : []))
    for (let j = 0; j < x.columns; j++) {
      const values = members.map((i) => x.values[i * x.columns + j])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      total += values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    }
  }
  return total
}

describe('kMeans', () => {
  it('finds clusters as tight as scikit-learn does in 200 starts', () => {
    for (const { clusters, inertia } of reference.partitions) {
      const found = kMeans(points, clusters, { seed: 1, starts: 3000 })
      expect(found.inertia / inertia).toBeCloseTo(1, 9)
      expect(inertiaOf(points, found.labels)).toBeCloseTo(inertia, 8)
    }
  })

  it('never beats the best of all partitions of a few rows, and nearly always finds it', () => {
    const reached = mustBeReached()
    const random = new Random(17)
    const draws = 100
    let found = 0
    for (let draw = 0; draw < draws; draw++) {
      const rows = Array.from({ length: 4 + random.integer(4) }, () => [
        random.integer(19) - 9,
        random.integer(19) - 9,
      ])
      const x = matrixFromRows(rows)
      if (distinctRows(x) < 3) continue
      reached()
      const all = Array.from({ length: 3 ** rows.length }, (_, code) =>
        rows.map((_, i) => Math.floor(code / 3 ** i) % 3),
      )
      const least = Math.min(...all.map((labels) => inertiaOf(x, labels)))
      const { inertia, labels } = kMeans(x, 3, { seed: draw, starts: 60 })
      expect(inertia).toBeCloseTo(inertiaOf(x, labels), 8)
      expect(inertia).toBeGreaterThan(least - 1e-8)
      if (inertia < least + 1e-8) found++
    }
    // Lloyd's rounds from rows as centres cannot reach every best partition.
    expect(found).toBeGreaterThanOrEqual(0.97 * draws)
  })

  it('numbers clusters by size, each row with its nearest centre, each centre the mean of its rows', () => {
    const { labels, centres } = kMeans(points, 4, { seed: 2 })
    const sizes = [0, 1, 2, 3].map((k) => labels.filter((label) => label === k).length)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(points.rows)
    expect(nearestCentres(points, centres)).toEqual(labels)
    const means = clusterMeans(points, labels, 4)
    for (const [at, mean] of means.values.entries()) expect(centres.values[at]).toBeCloseTo(mean, 10)
  })

  it('does not depend on the order of rows, bit by bit', () => {
    const order = new Random(3).shuffle(Int32Array.from({ length: points.rows }, (_, i) => i))
    const plain = kMeans(points, 5, { seed: 4, starts: 3 })
    const shuffled = kMeans(takeRows(points, order), 5, { seed: 4, starts: 3 })
    expect(shuffled.centres).toEqual(plain.centres)
    expect(shuffled.inertia).toBe(plain.inertia)
    expect([...shuffled.labels]).toEqual(Array.from(order, (row) => plain.labels[row]))
  })

  it('gives every cluster a row, however many rows are alike', () => {
    const rows = [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [5, 5],
      [9, 0],
    ]
    const { labels, inertia } = kMeans(matrixFromRows(rows), 3, { seed: 1 })
    expect(inertia).toBe(0)
    expect([...labels.subarray(0, 4)]).toEqual([0, 0, 0, 0])
    expect(new Set(labels).size).toBe(3)
    expect(distinctRows(matrixFromRows(rows))).toBe(3)
  })

  it('refuses more clusters than different rows, and what is no number', () => {
    expect(() => kMeans(matrixFromRows([[1], [1], [2]]), 3, { seed: 1 })).toThrow(/3 different rows/)
    expect(() => kMeans(matrixFromRows([[1], [Number.NaN]]), 1, { seed: 1 })).toThrow(/finite/)
    expect(() => kMeans(points, 0, { seed: 1 })).toThrow(/positive whole number/)
  })
})
