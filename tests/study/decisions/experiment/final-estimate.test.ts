import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { experimentCourse } from '../../../../lib/study/src/decisions/experiment/course'
import { decisionCourse } from '../../../../lib/study/src/decisions/experiment/decision-course'
import { estimateQuarters } from '../../../../lib/study/src/decisions/experiment/estimate-quarters'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { decisionBias } from '../../../../lib/study/src/decisions/experiment/final-estimate'
import { lookSchedule } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'
import { mustBeReached } from '../../../support/must-be-reached'
import { madeCustomers } from './made-customers'
import { madeQuarters } from './made-quarters'

const customers = madeCustomers([60, 40], { from: 0.6, effect: 0.15 })

describe('the estimate of an experiment that has ended', () => {
  it('lies in the interval of the look that decided, smaller after a claim only', () => {
    const reached = mustBeReached()
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 5 }), (seed, quarters) => {
        const reduction = customers.reduction.map((value) => ((seed % 4) / 2) * value)
        const result = estimateQuarters(madeQuarters(customers, { quarters, seed, reduction }))
        const { reduction: plain } = result.looks[result.ended!]
        const { estimate, lower, upper } = result.final!
        expect([lower, upper]).toEqual([plain.lower, plain.upper])
        expect(estimate).toBeGreaterThanOrEqual(lower)
        expect(estimate).toBeLessThanOrEqual(upper)
        if (result.decision === 'roll out') {
          reached()
          expect(estimate).toBeLessThan(plain.estimate)
        } else expect(estimate).toBe(plain.estimate)
        seen.add(result.decision)
      }),
      { numRuns: 60 },
    )
    expect([...seen].sort()).toEqual(['end', 'roll out', 'stop'])
  })

  it('is absent while the experiment goes on', () => {
    const quarters = madeQuarters(customers, { quarters: 1, plannedQuarters: 4, seed: 1 })
    const result = estimateQuarters(quarters)
    expect(result.decision).toBe('go on')
    expect(result).not.toHaveProperty('final')
    expect(decisionBias(result, result.final)).toBe(0)
  })
})

describe('the mean estimate of a decision', () => {
  const { design, worth } = planExperiment(customers, { seed: 1, quarter: '2026-Q4' })
  const course = (reduction: number) => experimentCourse(design, reduction, lookSchedule(4), worth.breakEven)

  it('is the true effect over all decisions of one look, and too large after a claim of several', () => {
    const { rollOut, stop, end, meanEstimate } = decisionCourse(
      [{ variance: 30, weight: 30, bound: 1.96 }],
      0.2,
      0.1,
    )
    const whole = rollOut[0] * meanEstimate['roll out'] + stop[0] * meanEstimate.stop + end * meanEstimate.end
    expect(whole).toBeCloseTo(0.2, 9)
    for (const reduction of [0, 0.05, 0.12]) {
      const found = course(reduction).meanEstimate
      expect(found['roll out']).toBeGreaterThan(reduction)
      expect(found.stop).toBeLessThan(reduction)
    }
    // The larger the effect, the less of it is chosen.
    expect(course(0.25).meanEstimate['roll out'] - 0.25).toBeLessThan(
      course(0.05).meanEstimate['roll out'] - 0.05,
    )
  })
})
