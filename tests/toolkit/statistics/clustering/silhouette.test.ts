import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { rowDistances, silhouette } from '../../../../lib/toolkit/statistics/src/clustering/silhouette'

const line = matrixFromRows([[0], [1], [4], [6]])
const of = (...labels: number[]) => silhouette(rowDistances(line), Int32Array.from(labels))

describe('rowDistances', () => {
  it('is Euclidean, symmetric, and 0 to itself', () => {
    const { rows, columns, values } = rowDistances(
      matrixFromRows([
        [0, 0],
        [3, 4],
        [6, 8],
      ]),
    )
    expect([rows, columns]).toEqual([3, 3])
    expect([...values]).toEqual([0, 5, 10, 5, 0, 5, 10, 5, 0])
  })
})

describe('silhouette', () => {
  it('compares the own cluster with the nearest other', () => {
    // 0: (5 − 1) / 5, 1: (4 − 1) / 4, 4: (3.5 − 2) / 3.5, 6: (5.5 − 2) / 5.5
    expect(of(0, 0, 1, 1)).toBeCloseTo((4 / 5 + 3 / 4 + 1.5 / 3.5 + 3.5 / 5.5) / 4, 12)
  })

  it('counts a customer alone as 0, and skips numbers of clusters that are not there', () => {
    // 0: own 1, nearest 4; 1: own 1, nearest 3.
    expect(of(0, 0, 1, 2)).toBeCloseTo((3 / 4 + 2 / 3) / 4, 12)
    expect(of(0, 0, 3, 3)).toBe(of(0, 0, 1, 1))
    expect(of(2, 2, 0, 0)).toBe(of(0, 0, 1, 1))
  })

  it('is below 0 where customers lie nearer to another cluster', () => {
    expect(of(0, 1, 1, 0)).toBeLessThan(0)
    const same = rowDistances(matrixFromRows([[1], [1], [1]]))
    expect(silhouette(same, Int32Array.of(0, 0, 1))).toBe(0)
  })

  it.each([
    ['one cluster', [0, 0, 0, 0]],
    ['as many as rows', [0, 1, 2, 3]],
    ['labels of other rows', [0, 1, 0]],
  ])('refuses %s', (_, labels) => {
    expect(() => of(...labels)).toThrow(ArgumentError)
    expect(() => of(...labels)).toThrow(/^silhouette: needs two clusters or more, and fewer than rows/)
  })
})
