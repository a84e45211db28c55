import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { experimentCourse } from '../../../../lib/study/src/decisions/experiment/course'
import { decisionCourse } from '../../../../lib/study/src/decisions/experiment/decision-course'
import { estimateQuarters } from '../../../../lib/study/src/decisions/experiment/estimate-quarters'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import { decisionBias, finalEstimate } from '../../../../lib/study/src/decisions/experiment/final-estimate'
import type { SequentialAnalysis } from '../../../../lib/study/src/decisions/experiment/sequential-analysis'
import { experimentBounds } from '../../../../lib/study/src/decisions/experiment/sequential-design'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { normalCdf, normalQuantile } from '../../../../lib/toolkit/statistics/src/distributions/normal'
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

describe('what is taken off after a roll-out', () => {
  /** An analysis that ended at a look with this interval; the looks before it play no part. */
  function endedAt(
    ended: number,
    { reduction, breakEven = 0.05, bound = 1.96, weight, variance, planned = weight.length }: EndedLook,
    decision: SequentialAnalysis['decision'] = 'roll out',
  ): SequentialAnalysis {
    const look = { reduction, bound, breakEven } as SequentialAnalysis['looks'][number]
    return {
      looks: Array.from({ length: ended + 1 }, () => look),
      ended,
      decision,
      scores: { weight, variance },
      plannedQuarters: planned,
    }
  }
  interface EndedLook {
    readonly reduction: { readonly estimate: number; readonly lower: number; readonly upper: number }
    readonly breakEven?: number
    readonly bound?: number
    readonly weight: readonly number[]
    readonly variance: readonly number[]
    readonly planned?: number
  }
  /** An interval of 1.96 standard errors on either side. */
  const around = (estimate: number, error: number, bound = 1.96) => ({
    estimate,
    lower: estimate - bound * error,
    upper: estimate + bound * error,
  })

  it('is after one look what a normal estimate beyond the bound shows too much on average', () => {
    const [estimate, error] = [0.3, 0.1]
    const bound = normalQuantile(0.975)
    const reduction = around(estimate, error, bound)
    const excess = (from: number) => {
      const z = (from - estimate) / error
      return (error * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / (1 - normalCdf(z))
    }
    const once = { reduction, bound, weight: [7] }
    const found = finalEstimate(endedAt(0, { ...once, variance: [3] }), 0.95)!
    expect(found.estimate).toBeCloseTo(estimate - excess(bound * error), 5)
    expect([found.lower, found.upper]).toEqual([reduction.lower, reduction.upper])
    // The units of the scores play no part.
    const other = finalEstimate(endedAt(0, { ...once, weight: [70], variance: [0.5] }), 0.95)!
    expect(other.estimate).toBeCloseTo(found.estimate, 9)
    // Where the interval has to reach a break-even of .5, only estimates from .304 on roll out.
    const dear = finalEstimate(endedAt(0, { ...once, variance: [3], breakEven: 0.5 }), 0.95)!
    expect(dear.estimate).toBeCloseTo(estimate - excess(0.5 - bound * error), 5)
    // A wider design has another bound.
    const strict = finalEstimate(endedAt(0, { ...once, variance: [3] }), 0.99)!
    expect(strict.estimate).toBeCloseTo(estimate - excess(normalQuantile(0.995) * error), 5)
  })

  it('is never more than down to the interval', () => {
    const reduction = { estimate: 0.2, lower: 0.19, upper: 0.25 }
    const found = finalEstimate(endedAt(0, { reduction, bound: 0.1, weight: [1], variance: [1] }), 0.95)!
    expect(found.estimate).toBe(0.19)
  })

  it('is over several looks what simulated experiments that roll out show too much, later looks like those so far', () => {
    const [estimate, error, breakEven, ended] = [0.25, 0.1, 0.04, 1]
    const reduction = around(estimate, error)
    const analysis = { reduction, breakEven, weight: [10, 30], variance: [1, 4], planned: 4 }
    const found = finalEstimate(endedAt(ended, analysis), 0.95)!
    // Weights 10 and 30, so 15 a look from then on; variances 1 and 4, so 2 a look, at the error of the interval.
    const weight = [10, 30, 45, 60]
    const variance = [1, 4, 6, 8].map((value) => (value * (error * 30) ** 2) / 4)
    const bounds = experimentBounds(variance, 4, { level: 0.95 })
    const random = new Random(12)
    let [sum, count] = [0, 0]
    for (let run = 0; run < 200_000; run++) {
      let score = 0
      for (let k = 0; k < 4; k++) {
        const step = {
          weight: weight[k] - (weight[k - 1] ?? 0),
          variance: variance[k] - (variance[k - 1] ?? 0),
        }
        score += estimate * step.weight + Math.sqrt(step.variance) * random.normal()
        const now = score / weight[k]
        const half = (bounds[k].bound * Math.sqrt(variance[k])) / weight[k]
        if (now + half < breakEven) break
        if (now - half > 0) {
          sum += now
          count++
          break
        }
      }
    }
    expect(count).toBeGreaterThan(100_000)
    // Five standard errors of the mean of 100,000 estimates that spread by less than .2.
    expect(Math.abs(found.estimate - (estimate - (sum / count - estimate)))).toBeLessThan(0.003)
    expect(found.estimate).toBeLessThan(estimate - 0.01)
  })

  it('is nothing without a roll-out, an end or an error', () => {
    const reduction = around(0.3, 0.1)
    const look = { reduction, weight: [7, 14], variance: [3, 6] }
    for (const decision of ['stop', 'end'] as const) {
      expect(finalEstimate(endedAt(1, look, decision), 0.95)).toEqual(reduction)
    }
    const goesOn = { ...endedAt(1, look, 'go on'), ended: undefined }
    expect(finalEstimate(goesOn, 0.95)).toBeUndefined()
    const exact = { estimate: 0.3, lower: 0.3, upper: 0.3 }
    expect(finalEstimate(endedAt(0, { ...look, reduction: exact }), 0.95)).toEqual(exact)
  })

  it('is a smaller share of more quarters', () => {
    const analysis = endedAt(1, { reduction: around(0.3, 0.1), weight: [10, 30, 60], variance: [1, 2, 3] })
    expect(decisionBias(analysis, around(0.22, 0.1))).toBeCloseTo((0.08 * 30) / 60, 12)
    expect(decisionBias(analysis, undefined)).toBe(0)
    expect(decisionBias({ ...analysis, ended: undefined }, around(0.22, 0.1))).toBe(0)
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
