import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  adjustedMutualInformation,
  adjustedRandIndex,
  crossTable,
} from '../../../../lib/toolkit/statistics/src/clustering/partition-agreement'

const labels = (...values: number[]) => Int32Array.from(values)
const first = labels(0, 0, 1, 1, 2, 2)
const second = labels(0, 0, 1, 2, 2, 2)

describe('crossTable', () => {
  it('counts rows by both labels', () => {
    const { rows, columns, values } = crossTable(first, second)
    expect([rows, columns, ...values]).toEqual([3, 3, 2, 0, 0, 0, 1, 1, 0, 0, 2])
    expect([...crossTable(labels(1), labels(0)).values]).toEqual([0, 1])
    expect([...crossTable(labels(0), labels(1), [1, 3]).values]).toEqual([0, 1, 0])
    expect(() => crossTable(first, labels(0))).toThrow(ArgumentError)
    expect(() => crossTable(first, labels(0))).toThrow(
      'crossTable: needs two partitions of the same rows (got 1)',
    )
  })
})

describe('adjustedRandIndex', () => {
  it('is of pairs beyond chance', () => {
    // Pairs together in both 2, in the first 3, in the second 4, of 15.
    expect(adjustedRandIndex(first, second)).toBeCloseTo((2 - 12 / 15) / (3.5 - 12 / 15), 12)
  })

  it('is 1 for the same partition under other names, and about 0 or below by chance', () => {
    expect(adjustedRandIndex(first, labels(5, 5, 0, 0, 3, 3))).toBe(1)
    expect(adjustedRandIndex(labels(0, 0, 1, 1), labels(0, 1, 0, 1))).toBeCloseTo(-0.5, 12)
    expect(adjustedRandIndex(labels(0), labels(0))).toBe(1)
    expect(adjustedRandIndex(labels(0, 0), labels(0, 0))).toBe(1)
  })
})

describe('adjustedMutualInformation', () => {
  it('is 1 for the same partition, and symmetric', () => {
    expect(adjustedMutualInformation(first, labels(5, 5, 0, 0, 3, 3))).toBeCloseTo(1, 12)
    expect(adjustedMutualInformation(first, second)).toBeCloseTo(adjustedMutualInformation(second, first), 12)
    expect(adjustedMutualInformation(labels(0, 0), labels(0, 0))).toBe(1)
    expect(adjustedMutualInformation(labels(0, 1), labels(1, 0))).toBe(1)
  })

  it('is below 0 for less than chance, and 0 beside a partition of one part', () => {
    // Information 0; of the three ways to match, one tells all (ln 2) and the others nothing: (0 − ln 2 / 3) / (ln 2 − ln 2 / 3).
    expect(adjustedMutualInformation(labels(0, 0, 1, 1), labels(0, 1, 0, 1))).toBeCloseTo(-0.5, 10)
    expect(adjustedMutualInformation(labels(0, 0, 1, 1), labels(0, 0, 0, 0))).toBeCloseTo(0, 10)
  })
})
