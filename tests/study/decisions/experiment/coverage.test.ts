import { describe, expect, it } from 'vitest'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import type { ExperimentResult } from '../../../../lib/study/src/decisions/experiment/estimate'
import {
  experimentDesign,
  plannedPower,
  plannedStandardError,
} from '../../../../lib/study/src/decisions/experiment/precision'
import { simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { strataOfSegments } from '../../../../lib/study/src/decisions/experiment/strata'
import { deriveSeed } from '../../../../lib/toolkit/core/src/random'
import { mean } from '../../../../lib/toolkit/statistics/src/descriptive'
import { type MadeOptions, madeCustomers } from './made-customers'
import { estimateEffect } from './one-look'

const runs = 4000

interface Scenario extends MadeOptions {
  readonly name: string
  readonly sizes: readonly number[]
  readonly controlShare?: number
}

const scenarios: readonly Scenario[] = [
  { name: 'usual effect', sizes: [90, 60] },
  { name: 'no effect', sizes: [90, 60], effect: 0 },
  { name: 'large effect', sizes: [90, 60], effect: 0.6 },
  { name: 'small strata', sizes: [4, 5, 6, 8, 25, 30] },
  { name: 'rare declines', sizes: [90, 60], from: 0.02, to: 0.06, effect: 0.2 },
  { name: 'rare holds', sizes: [90, 60], from: 0.93, to: 0.99, effect: 0.03 },
  { name: 'few controls', sizes: [90, 60], controlShare: 0.25 },
]

/** Draws arms and outcomes again and again; what the results of all runs give on average. */
function simulate(
  { name, sizes, controlShare, ...made }: Scenario,
  measures: readonly ((result: ExperimentResult, truth: number) => number)[],
): number[] {
  const customers = madeCustomers(sizes, made)
  const truth = mean(customers.reduction)
  const sums = measures.map(() => 0)
  for (let run = 0; run < runs; run++) {
    const treated = drawArms(customers.ids, customers.segment, {
      seed: deriveSeed(1, name, run),
      quarter: '2026-Q4',
      controlShare,
    })
    const drawn = { ...customers, treated }
    const outcomes = simulateOutcomes(drawn, { seed: deriveSeed(2, name, run) })
    const result = estimateEffect(drawn, outcomes)
    measures.forEach((measure, i) => {
      sums[i] += measure(result, truth)
    })
  }
  return sums.map((sum) => sum / runs)
}

const covers = ({ reduction }: ExperimentResult, truth: number) =>
  Number(reduction.lower <= truth && truth <= reduction.upper)
const coversPlainly = ({ plainReduction }: ExperimentResult, truth: number) =>
  Number(plainReduction.lower <= truth && truth <= plainReduction.upper)
const finds = ({ reduction }: ExperimentResult) => Number(reduction.lower > 0 || reduction.upper < 0)
const claims = ({ reduction }: ExperimentResult) => Number(reduction.lower > 0)
const estimates = ({ reduction }: ExperimentResult) => reduction.estimate
const squares = ({ reduction }: ExperimentResult) => reduction.estimate ** 2

// 4,000 runs know a coverage of 95% to 0.35 points.
describe('the 95% interval of the effect', () => {
  it.each(scenarios)('covers the effect in 93 to 97% of experiments: $name', (scenario) => {
    const [adjusted, plain, estimate, found] = simulate(scenario, [covers, coversPlainly, estimates, finds])
    const truth = mean(madeCustomers(scenario.sizes, scenario).reduction)
    expect(adjusted).toBeGreaterThan(0.93)
    expect(adjusted).toBeLessThan(0.97)
    expect(plain).toBeGreaterThan(0.93)
    expect(plain).toBeLessThan(0.97)
    // Without an effect, the type I error.
    const [least, most] = scenario.effect === 0 ? [0.035, 0.065] : [0, 1]
    expect(found).toBeGreaterThan(least)
    expect(found).toBeLessThanOrEqual(most)
    // Unbiased: within five standard errors of a mean over the runs.
    expect(Math.abs(estimate - truth)).toBeLessThan((5 * 0.1) / Math.sqrt(runs))
  })
})

describe('the power that the plan states', () => {
  it('is the power that simulated experiments have, and the standard error theirs', () => {
    const scenario = { name: 'power', sizes: [180, 120], from: 0.1, to: 1, effect: 0.27 }
    const [found, first, second] = simulate(scenario, [claims, estimates, squares])
    const customers = madeCustomers(scenario.sizes, scenario)
    const treated = drawArms(customers.ids, customers.segment, { seed: 1, quarter: '2026-Q4' })
    const strata = strataOfSegments(customers.segment, treated)!
    const design = experimentDesign(customers.probability, treated, strata)
    const reduction = mean(customers.reduction)
    const planned = plannedPower(design, reduction)
    expect(planned).toBeGreaterThan(0.6)
    expect(Math.abs(found - planned)).toBeLessThan(0.03)
    const spread = Math.sqrt(second - first ** 2)
    expect(spread / plannedStandardError(design, reduction)).toBeGreaterThan(0.96)
    expect(spread / plannedStandardError(design, reduction)).toBeLessThan(1.04)
    // Without the prediction the same experiment finds the effect less often.
    expect(plannedPower(design, reduction, { prediction: false })).toBeLessThan(planned - 0.05)
  })
})
