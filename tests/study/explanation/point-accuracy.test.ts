import { describe, expect, it } from 'vitest'
import { pointAccuracy } from '../../../lib/study/src/explanation/point-accuracy'
import { matrixFromRows } from '../../../lib/toolkit/core/src/matrix'

describe('pointAccuracy', () => {
  it('is the largest and mean error, the mean size, and the mean distance of other conventions', () => {
    const points = {
      start: Float64Array.of(0.4, 0.4),
      values: matrixFromRows([
        [0.3, -0.1],
        [0, 0.2],
      ]),
      standardErrors: matrixFromRows([
        [0.004, 0.002],
        [0, 0.002],
      ]),
      parts: [
        matrixFromRows([
          [0.31, -0.1],
          [0, 0.18],
        ]),
        matrixFromRows([
          [0.29, -0.1],
          [0, 0.22],
        ]),
      ],
      otherwise: {
        meanVote: matrixFromRows([
          [0.4, -0.2],
          [0.1, 0.1],
        ]),
        logOdds: matrixFromRows([
          [0.3, -0.1],
          [0.2, 0],
        ]),
      },
    }
    const { largestError, meanError, meanBackgroundError, meanSize, difference } = pointAccuracy({ points })
    expect(largestError).toBe(0.004)
    expect(meanError).toBeCloseTo(0.002, 15)
    expect(meanBackgroundError).toBeCloseTo((0.01 + 0 + 0 + 0.02) / 4, 15)
    expect(meanSize).toBeCloseTo(0.15, 15)
    expect(difference.meanVote).toBeCloseTo(0.1, 15)
    expect(difference.logOdds).toBeCloseTo(0.1, 15)
  })
})
