import { describe, expect, it } from 'vitest'
import { experimentCourse, rollOutProbability } from '../../../../lib/study/src/decisions/experiment/course'
import type { FinalDecision } from '../../../../lib/study/src/decisions/experiment/decision-course'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { plannedPower, plannedStandardError } from '../../../../lib/study/src/decisions/experiment/precision'
import { laterQuarter } from '../../../../lib/study/src/decisions/experiment/quarter'
import { deriveSeed, Random } from '../../../../lib/toolkit/core/src/random'
import { mean } from '../../../../lib/toolkit/statistics/src/descriptive'
import {
  crossingProbabilities,
  looksOfInformation,
} from '../../../../lib/toolkit/statistics/src/sequential/group-sequential'
import { lookSchedule } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'
import { mustBeReached } from '../../../support/must-be-reached'
import { madeCustomers } from './made-customers'

const { design } = planExperiment(madeCustomers([150, 101]), { seed: 1, quarter: '2026-Q4' })
const schedule = lookSchedule(6)

describe('experimentCourse', () => {
  it.each([
    [0, 0.04],
    [0.03, 0.04],
    [0.08, 0.04],
    [0.08, 0],
    [0.02, 0.12],
  ])('is what the rule does in simulated looks: reduction %d, break-even %d', (reduction, breakEven) => {
    const reached = mustBeReached()
    const course = experimentCourse(design, reduction, schedule, breakEven)
    const error = plannedStandardError(design, reduction)
    const runs = 20_000
    const random = new Random(deriveSeed(1, 'course', `${reduction}`, `${breakEven}`))
    const rollOut = new Float64Array(6)
    const stop = new Float64Array(6)
    const quarters = new Float64Array(runs)
    const estimates: Record<FinalDecision, number[]> = { 'roll out': [], stop: [], end: [] }
    for (let run = 0; run < runs; run++) {
      let sum = 0
      for (let k = 0; k < 6; k++) {
        sum += reduction + error * random.normal()
        const estimate = sum / (k + 1)
        const half = (schedule.bounds[k] * error) / Math.sqrt(k + 1)
        quarters[run] = k + 1
        if (estimate + half < breakEven) {
          stop[k]++
          estimates.stop.push(estimate)
          break
        }
        if (estimate - half > 0) {
          rollOut[k]++
          estimates['roll out'].push(estimate)
          break
        }
        if (k === 5) estimates.end.push(estimate)
      }
    }
    for (let k = 0; k < 6; k++) {
      // Five standard errors of a share in 20,000 runs, at most 0.018.
      const near = (share: number) => 5 * Math.sqrt((share * (1 - share)) / runs) + 1e-4
      expect(Math.abs(rollOut[k] / runs - course.rollOut[k])).toBeLessThan(near(course.rollOut[k]))
      expect(Math.abs(stop[k] / runs - course.stop[k])).toBeLessThan(near(course.stop[k]))
    }
    for (const [decision, found] of Object.entries(estimates)) {
      // Six standard errors of their mean: none of them spreads by more than a quarter's estimate does.
      if (found.length < 50) continue
      reached()
      const expected = course.meanEstimate[decision as FinalDecision]
      expect(Math.abs(mean(Float64Array.from(found)) - expected)).toBeLessThan(
        (6 * error) / Math.sqrt(found.length),
      )
    }
    expect(Math.abs(mean(quarters) - course.expectedQuarters)).toBeLessThan(0.07)
    const whole = rollOutProbability(course) + course.stop.reduce((sum, value) => sum + value, 0) + course.end
    expect(whole).toBeCloseTo(1, 5)
  })

  it('claims no more than alpha without an effect, and at least nearly the power where it pays', () => {
    const none = rollOutProbability(experimentCourse(design, 0, schedule, 0.04))
    expect(none).toBeLessThan(0.025)
    expect(none).toBeGreaterThan(0.02)
    // Stopping early where the interval ends below the break-even costs at most alpha of an effect that pays.
    const pays = rollOutProbability(experimentCourse(design, 0.04, schedule, 0.04))
    const power = plannedPower(design, 0.04, { schedule })
    expect(pays).toBeLessThanOrEqual(power + 1e-6)
    expect(pays).toBeGreaterThan(power - 0.025)
  })

  it('of one look has the power of one look', () => {
    const once = lookSchedule(1)
    const { rollOut } = experimentCourse(design, 0.1, once, 0)
    const information = plannedStandardError(design, 0.1) ** -2
    const { above } = crossingProbabilities(looksOfInformation([information], 0.1), {
      lower: [Number.NEGATIVE_INFINITY],
      upper: once.bounds,
    })
    expect(rollOut[0]).toBeCloseTo(above[0], 9)
  })
})

describe('laterQuarter', () => {
  it('goes on in the calendar, and numbers other labels', () => {
    expect([0, 1, 4, 5].map((steps) => laterQuarter('2026-Q4', steps))).toEqual([
      '2026-Q4',
      '2027-Q1',
      '2027-Q4',
      '2028-Q1',
    ])
    expect([0, 1].map((steps) => laterQuarter('tables-0a1b', steps))).toEqual([
      'tables-0a1b',
      'tables-0a1b.2',
    ])
  })
})
