import { describe, expect, it } from 'vitest'
import { matrixFromRows } from '../../../lib/toolkit/core/src/matrix'
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  crossTable,
} from '../../../lib/toolkit/statistics/src/clustering/partition-agreement'
import { rowDistances, silhouette } from '../../../lib/toolkit/statistics/src/clustering/silhouette'
import reference from '../../reference/clustering.json'

const distances = rowDistances(matrixFromRows(reference.points))

describe('silhouette', () => {
  it('agrees with scikit-learn, with a cluster of one row and a number left out too', () => {
    for (const { labels, silhouette: expected } of [...reference.partitions, reference.odd]) {
      expect(silhouette(distances, Int32Array.from(labels))).toBeCloseTo(expected, 10)
    }
  })

  it('is near one for clusters far apart, and refuses what is no partition', () => {
    const x = rowDistances(matrixFromRows([[0], [0.1], [100], [100.1]]))
    expect(silhouette(x, Int32Array.of(0, 0, 1, 1))).toBeGreaterThan(0.99)
    expect(silhouette(x, Int32Array.of(0, 1, 0, 1))).toBeLessThan(0)
    expect(() => silhouette(x, Int32Array.of(0, 0, 0, 0))).toThrow(/two clusters or more/)
    expect(() => silhouette(x, Int32Array.of(0, 1, 2, 3))).toThrow(/two clusters or more/)
  })
})

describe('agreement of partitions', () => {
  it('agrees with scikit-learn', () => {
    for (const { first, second, ...expected } of reference.agreements) {
      const pair = [Int32Array.from(first), Int32Array.from(second)] as const
      expect(adjustedRandIndex(...pair)).toBeCloseTo(expected.adjustedRand, 10)
      expect(adjustedMutualInformation(...pair)).toBeCloseTo(expected.adjustedMutualInformation, 10)
    }
  })

  it('does not depend on the names of clusters', () => {
    const first = Int32Array.of(0, 0, 1, 2, 2, 2, 1, 0)
    const second = Int32Array.of(1, 1, 0, 0, 2, 2, 2, 1)
    const renamed = second.map((label) => (label + 4) % 7)
    expect(adjustedRandIndex(first, renamed)).toBeCloseTo(adjustedRandIndex(first, second), 12)
    expect(adjustedMutualInformation(first, renamed)).toBeCloseTo(
      adjustedMutualInformation(first, second),
      12,
    )
  })

  it('counts pairs of clusters', () => {
    expect(crossTable(Int32Array.of(0, 1, 1, 1), Int32Array.of(2, 0, 0, 2))).toMatchObject({
      rows: 2,
      columns: 3,
      values: Float64Array.of(0, 0, 1, 2, 0, 1),
    })
    expect(crossTable(Int32Array.of(0), Int32Array.of(0), [2, 2]).values).toHaveLength(4)
    expect(() => crossTable(Int32Array.of(0), Int32Array.of(0, 1))).toThrow(/the same rows/)
  })
})
