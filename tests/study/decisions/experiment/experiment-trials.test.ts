import { describe, expect, it } from 'vitest'
import { rollOutProbability } from '../../../../lib/study/src/decisions/experiment/course'
import { planExperiment } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import {
  type ExperimentTrials,
  type TrialOptions,
  tryExperiments,
} from '../../../../lib/study/src/decisions/experiment/experiment-trials'
import { mean } from '../../../../lib/toolkit/statistics/src/descriptive'
import { madeCustomers } from './made-customers'

/** 100 customers a quarter at a break-even of about 3 points; the assumed effect is 12 points. */
const made = madeCustomers([60, 40], { from: 0.6, effect: 0.15 })
const customers = { ...made, cost: made.averted.map(() => 0.2) }
const plan = planExperiment(customers, { seed: 1, quarter: '2026-Q4', plannedQuarters: 4 })

function trials(share: number, options: Pick<TrialOptions, 'runs' | 'estimates'>): ExperimentTrials {
  const reduction = customers.reduction.map((value) => share * value)
  return tryExperiments(plan, { seed: 7, reduction, ...options })
}

/** How far a share in so many runs lies from the true one by chance: beyond it once in 20,000 times. */
const chance = (share: number, runs: number) => 4 * Math.sqrt((share * (1 - share)) / runs)

describe('simulated experiments of four quarters', () => {
  it('claim no benefit without an effect more often than stated, where the usual interval at each look would', () => {
    const runs = 1500
    const { rollOut, unguarded, stop, end, repeatedCoverage } = trials(0, { runs, estimates: false })
    expect(rollOut).toBeLessThan(0.025 + chance(0.025, runs))
    expect(unguarded).toBeGreaterThan(0.025 + chance(0.025, runs))
    expect(Math.abs(unguarded - plan.looks[3].unguarded)).toBeLessThan(chance(plan.looks[3].unguarded, runs))
    expect(rollOut + stop + end).toBeCloseTo(1, 12)
    expect(repeatedCoverage).toBeGreaterThan(0.95 - chance(0.05, runs))
  })

  it('decide as the plan calculated: power, quarters and stops under the assumed effect and half of it', () => {
    const runs = 1200
    for (const [share, course] of [
      [1, plan.courses.assumed],
      [0.5, plan.courses.half],
    ] as const) {
      const found = trials(share, { runs, estimates: false })
      const planned = rollOutProbability(course)
      // Chance, and what the normal approximation of 400 yes-or-no outcomes may be off by.
      expect(Math.abs(found.rollOut - planned)).toBeLessThan(chance(planned, runs) + 0.01)
      expect(Math.abs(found.meanQuarters - course.expectedQuarters)).toBeLessThan(0.12)
      expect(found.repeatedCoverage).toBeGreaterThan(0.95 - chance(0.05, runs))
    }
  })

  it.each([
    [0, 1000],
    [0.5, 1000],
    [1, 1000],
  ])(
    'end with an interval that holds, and take a good part of the bias off the estimate of a claim: %d of the assumed effect',
    (share, runs) => {
      const { truth, estimates } = trials(share, { runs })
      expect(truth).toBeCloseTo(share * mean(customers.reduction), 12)
      const { coverage, plainWhenRolledOut, finalWhenRolledOut } = estimates!
      expect(coverage).toBeGreaterThan(0.95 - chance(0.05, runs))
      // Claims are made of large estimates: whatever the truth, they are too large on average.
      const bias = plainWhenRolledOut - truth
      expect(bias).toBeGreaterThan(0.005)
      expect(Math.abs(finalWhenRolledOut - truth)).toBeLessThan(0.75 * bias)
    },
  )
})
