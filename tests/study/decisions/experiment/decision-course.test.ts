import { describe, expect, it } from 'vitest'
import { decisionCourse } from '../../../../lib/study/src/decisions/experiment/decision-course'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'

/** The score of k equally informative quarters: variance k, mean 2 k for an effect of 1. */
const looks = [4, 2.8, 2].map((bound, k) => ({ variance: k + 1, weight: 2 * (k + 1), bound }))

describe('decisionCourse', () => {
  it('of one look is the normal distribution cut at the bounds', () => {
    const [variance, weight, bound] = [9, 6, 2]
    // The estimate has a standard error of 3 / 6; a roll-out needs it to be 2 of them above 0.
    const { rollOut, stop, end, expectedQuarters, meanEstimate } = decisionCourse(
      [{ variance, weight, bound }],
      0.7,
      0.4,
    )
    const beyond = (estimate: number) => 1 - normalCdf((estimate - 0.7) / 0.5)
    expect(rollOut[0]).toBeCloseTo(beyond(1), 7)
    // It stops where even the upper end, 2 of them above, is below .4.
    expect(stop[0]).toBeCloseTo(1 - beyond(0.4 - 1), 7)
    expect(end).toBeCloseTo(1 - rollOut[0] - stop[0], 7)
    expect(expectedQuarters).toBe(1)
    // Mean of a normal distribution beyond a point (the inverse of Mills' ratio).
    const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
    const [above, below] = [(1 - 0.7) / 0.5, (-0.6 - 0.7) / 0.5]
    expect(meanEstimate['roll out']).toBeCloseTo(0.7 + (0.5 * density(above)) / rollOut[0], 6)
    expect(meanEstimate.stop).toBeCloseTo(0.7 - (0.5 * density(below)) / stop[0], 5)
    const inside = (0.7 - meanEstimate['roll out'] * rollOut[0] - meanEstimate.stop * stop[0]) / end
    expect(meanEstimate.end).toBeCloseTo(inside, 6)
  })

  it('is over three looks what simulated experiments do', () => {
    const [effect, breakEven, runs] = [0.5, 0.6, 200_000]
    const random = new Random(11)
    const rollOut = [0, 0, 0]
    const stop = [0, 0, 0]
    const sums = { 'roll out': [0, 0], stop: [0, 0], end: [0, 0] }
    const note = (decision: keyof typeof sums, estimate: number) => {
      sums[decision][0]++
      sums[decision][1] += estimate
    }
    let quarters = 0
    for (let run = 0; run < runs; run++) {
      let score = 0
      for (let k = 0; k < 3; k++) {
        score += 2 * effect + random.normal()
        quarters++
        const estimate = score / (2 * (k + 1))
        const half = (looks[k].bound * Math.sqrt(k + 1)) / (2 * (k + 1))
        if (estimate + half < breakEven) {
          stop[k]++
          note('stop', estimate)
          break
        }
        if (estimate - half > 0) {
          rollOut[k]++
          note('roll out', estimate)
          break
        }
        if (k === 2) note('end', estimate)
      }
    }
    const found = decisionCourse(looks, effect, breakEven)
    for (let k = 0; k < 3; k++) {
      expect(Math.abs(found.rollOut[k] - rollOut[k] / runs)).toBeLessThan(0.006)
      expect(Math.abs(found.stop[k] - stop[k] / runs)).toBeLessThan(0.006)
    }
    expect(Math.abs(found.end - sums.end[0] / runs)).toBeLessThan(0.006)
    expect(Math.abs(found.expectedQuarters - quarters / runs)).toBeLessThan(0.01)
    expect(sums.stop[0]).toBeGreaterThan(1000)
    for (const decision of ['roll out', 'stop', 'end'] as const) {
      expect(Math.abs(found.meanEstimate[decision] - sums[decision][1] / sums[decision][0])).toBeLessThan(
        0.02,
      )
    }
  })

  it('leaves nothing open at the last look where the break-even is far above', () => {
    // From a break-even of two bounds on, whatever is not above it is below: the limits of both meet.
    const { end, rollOut, stop } = decisionCourse(looks.slice(0, 1), 1, 8)
    expect(end).toBeCloseTo(0, 12)
    expect(rollOut[0] + stop[0]).toBeCloseTo(1, 7)
    // The upper end, 4 half units above the estimate, has to reach 8.
    expect(rollOut[0]).toBeCloseTo(1 - normalCdf((6 - 1) / 0.5), 9)
  })
})
