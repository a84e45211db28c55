import { describe, expect, it } from 'vitest'
import {
  plannedLooks,
  plannedPrecision,
} from '../../../../lib/study/src/decisions/experiment/planned-precision'
import {
  customersNeeded,
  detectableReduction,
  type ExperimentDesign,
  experimentDesign,
  plannedPower,
  plannedStandardError,
  quartersNeeded,
  withControlShare,
} from '../../../../lib/study/src/decisions/experiment/precision'
import { normalCdf, normalQuantile } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { lookSchedule } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'

const probability = Float64Array.of(0.8, 0.6, 0.5, 0.9, 0.3, 0.7, 0.2)
const treated = Uint8Array.of(1, 0, 1, 0, 1, 0, 1)
const stratum = Int32Array.of(0, 0, 0, 0, 1, 1, 1)
const designOf = () => experimentDesign(probability, treated, { stratum, segments: [['a'], ['b', 'c']] })

/** One stratum of customers who are all alike: the textbook's comparison of two shares. */
const alike = (share: number, treatment: number, control: number): ExperimentDesign => ({
  strata: [{ treatment, control, weight: 1, probability: share, squaredProbability: share ** 2 }],
  customers: treatment + control,
  probability: share,
})

describe('experimentDesign', () => {
  it('counts arms and takes means in each stratum', () => {
    const design = designOf()
    expect(design.customers).toBe(7)
    expect(design.probability).toBeCloseTo(4 / 7, 12)
    const [a, b] = design.strata
    expect(a).toMatchObject({ treatment: 2, control: 2 })
    expect(b).toMatchObject({ treatment: 2, control: 1 })
    expect(a.weight).toBeCloseTo(4 / 7, 12)
    expect(b.weight).toBeCloseTo(3 / 7, 12)
    expect(a.probability).toBeCloseTo(0.7, 12)
    expect(b.probability).toBeCloseTo(0.4, 12)
    expect(a.squaredProbability).toBeCloseTo((0.64 + 0.36 + 0.25 + 0.81) / 4, 12)
    expect(b.squaredProbability).toBeCloseTo((0.09 + 0.49 + 0.04) / 3, 12)
  })

  it('needs customers of both arms in every stratum', () => {
    const build = (arms: Uint8Array) => () =>
      experimentDesign(probability, arms, { stratum, segments: [['a'], ['b', 'c']] })
    expect(build(Uint8Array.of(1, 0, 1, 0, 1, 1, 1))).toThrow(/both arms in.*b, c/)
    expect(build(Uint8Array.of(0, 0, 0, 0, 1, 0, 1))).toThrow(/both arms in.*a/)
  })
})

describe('plannedStandardError', () => {
  it('is that of the difference of two shares where all are alike', () => {
    // The offer takes .5 to .3.
    const error = Math.sqrt((0.3 * 0.7) / 40 + (0.5 * 0.5) / 60)
    expect(plannedStandardError(alike(0.5, 40, 60), 0.2)).toBeCloseTo(error, 12)
    expect(plannedStandardError(alike(0.5, 40, 60), 0.2, { prediction: false })).toBeCloseTo(error, 12)
  })

  it('is over strata what chance leaves of each customer, from the probabilities one by one', () => {
    const design = designOf()
    const reduction = 0.2
    const factor = 1 - reduction / design.probability
    const variance = (rows: number[], f: number, spread: boolean) => {
      const p = rows.map((row) => f * probability[row])
      const mean = p.reduce((sum, value) => sum + value, 0) / p.length
      // With the prediction the mean of p(1 − p); without it p̄(1 − p̄).
      return spread ? p.reduce((sum, q) => sum + q * (1 - q), 0) / p.length : mean * (1 - mean)
    }
    for (const prediction of [true, false]) {
      const [a, b] = [
        [0, 1, 2, 3],
        [4, 5, 6],
      ].map((rows, s) => {
        const { treatment, control, weight } = design.strata[s]
        const arms = variance(rows, factor, prediction) / treatment + variance(rows, 1, prediction) / control
        return weight ** 2 * arms
      })
      expect(plannedStandardError(design, reduction, { prediction })).toBeCloseTo(Math.sqrt(a + b), 12)
    }
    expect(plannedStandardError(design, reduction)).toBe(
      plannedStandardError(design, reduction, { prediction: true }),
    )
  })

  it('keeps what an offer leaves between none and all, and is never quite 0', () => {
    // More than the whole probability averted: nobody of treatment declines.
    const control = Math.sqrt((0.5 * 0.5) / 60)
    expect(plannedStandardError(alike(0.5, 40, 60), 0.9)).toBeCloseTo(control, 12)
    // So much harm that everyone of treatment declines.
    expect(plannedStandardError(alike(0.5, 40, 60), -0.9)).toBeCloseTo(control, 12)
    expect(plannedStandardError(alike(1, 40, 60), 1)).toBe(1e-6)
  })
})

describe('power, and what is needed for it', () => {
  const made = alike(0.6, 200, 200)
  /** The textbook's power of one look, two-sided 5%. */
  const textbook = (reduction: number, of = made) =>
    normalCdf(reduction / plannedStandardError(of, reduction) - normalQuantile(0.975))

  it('has in one look the power of the textbook', () => {
    for (const reduction of [0, 0.05, 0.1, 0.2]) {
      expect(plannedPower(made, reduction)).toBeCloseTo(textbook(reduction), 6)
    }
    // Four quarters have half the error of one, and looks before the end cost a little.
    const four = plannedPower(made, 0.06, { schedule: lookSchedule(4) })
    const free = normalCdf(0.06 / (plannedStandardError(made, 0.06) / 2) - normalQuantile(0.975))
    expect(four).toBeLessThan(free)
    expect(four).toBeGreaterThan(free - 0.02)
  })

  it('finds the reduction that is claimed with the wanted power', () => {
    expect(textbook(detectableReduction(made))).toBeCloseTo(0.8, 6)
    expect(textbook(detectableReduction(made, { power: 0.9 }))).toBeCloseTo(0.9, 6)
    const schedule = lookSchedule(3)
    expect(plannedPower(made, detectableReduction(made, { schedule }), { schedule })).toBeCloseTo(0.8, 5)
    // Among four customers not even averting every decline is found.
    expect(detectableReduction(alike(0.5, 2, 2))).toBeNaN()
  })

  it('finds the customers that are needed: with as many the power is what was wanted', () => {
    for (const reduction of [0.05, 0.15, -0.1]) {
      const needed = customersNeeded(made, reduction)
      const scaled = alike(0.6, needed / 2, needed / 2)
      expect(textbook(Math.abs(reduction), { ...scaled })).toBeGreaterThan(0)
      const z = Math.abs(reduction) / plannedStandardError(scaled, reduction)
      expect(normalCdf(z - normalQuantile(0.975))).toBeCloseTo(0.8, 9)
    }
    expect(customersNeeded(made, 0)).toBe(Number.POSITIVE_INFINITY)
    // In one look, whatever is planned, at the level that is planned.
    expect(customersNeeded(made, 0.1, { schedule: lookSchedule(5) })).toBe(customersNeeded(made, 0.1))
    const strict = customersNeeded(made, 0.1, { schedule: lookSchedule(5, 0.99) })
    const ratio =
      (normalQuantile(0.995) + normalQuantile(0.8)) / (normalQuantile(0.975) + normalQuantile(0.8))
    expect(strict / customersNeeded(made, 0.1)).toBeCloseTo(ratio ** 2, 9)
  })

  it('finds the fewest quarters that have the power', () => {
    const power = (reduction: number, looks: number, level?: number) =>
      plannedPower(made, reduction, { schedule: lookSchedule(looks, level) })
    for (const reduction of [0.3, 0.1, 0.07, 0.05, 0.04]) {
      const quarters = quartersNeeded(made, reduction)
      expect(power(reduction, quarters)).toBeGreaterThanOrEqual(0.8 - 1e-7)
    }
    expect(quartersNeeded(made, 0.3)).toBe(1)
    for (const reduction of [0.1, 0.07, 0.05, 0.04]) {
      expect(power(reduction, quartersNeeded(made, reduction) - 1)).toBeLessThan(0.8)
    }
    const strict = quartersNeeded(made, 0.07, { schedule: lookSchedule(2, 0.99) })
    expect(power(0.07, strict, 0.99)).toBeGreaterThanOrEqual(0.8 - 1e-7)
    expect(power(0.07, strict - 1, 0.99)).toBeLessThan(0.8)
    expect(quartersNeeded(made, 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('goes on in proportion where more quarters are needed than looks are planned for', () => {
    const quarters = quartersNeeded(made, 0.005)
    const once = customersNeeded(made, 0.005) / made.customers
    expect(Number.isInteger(quarters)).toBe(true)
    expect(once).toBeGreaterThan(20)
    expect(quarters / once).toBeGreaterThan(1.02)
    expect(quarters / once).toBeLessThan(1.06)
  })
})

it('gives every stratum another share of control', () => {
  const design = designOf()
  const shared = withControlShare(design, 0.25)
  expect(shared.strata.map(({ treatment, control }) => [treatment, control])).toEqual([
    [3, 1],
    [2.25, 0.75],
  ])
  expect(shared.customers).toBe(7)
})

describe('what a plan says of its precision', () => {
  const made = alike(0.6, 200, 200)
  const schedule = lookSchedule(4)
  const worth = { breakEven: 0.05, assumed: { low: 0.02, likely: 0.12, high: 0.3 }, cost: 1, averted: 20 }

  it('is at the smallest effect that pays and at the assumed one, by the schedule and at once', () => {
    const design = designOf()
    const found = plannedPrecision(made, worth, { schedule })
    expect(found.standardError).toBe(plannedStandardError(made, 0.05))
    expect(found.detectable).toBe(detectableReduction(made, { schedule }))
    expect(found.detectableAtOnce).toBe(detectableReduction(made))
    expect(found.powerAtBreakEven).toBe(plannedPower(made, 0.05, { schedule }))
    expect(found.powerAtAssumed).toBe(plannedPower(made, 0.12, { schedule }))
    expect(found.customersAtBreakEven).toBe(customersNeeded(made, 0.05))
    expect(found.customersAtAssumed).toBe(customersNeeded(made, 0.12))
    expect(found.quartersAtBreakEven).toBe(quartersNeeded(made, 0.05))
    expect(found.quartersAtAssumed).toBe(quartersNeeded(made, 0.12))
    const plain = plannedPrecision(design, worth, { schedule, prediction: false })
    expect(plain.standardError).toBe(plannedStandardError(design, 0.05, { prediction: false }))
    const strict = plannedPrecision(made, worth, { schedule: lookSchedule(4, 0.99) })
    expect(strict.detectableAtOnce).toBe(detectableReduction(made, { schedule: lookSchedule(1, 0.99) }))
    expect(plannedPrecision(made, worth, {}).detectableAtOnce).toBe(detectableReduction(made))
  })

  it('tells of each look its bound, what is spent, and what unguarded looks would claim', () => {
    const looks = plannedLooks(schedule, 0.1)
    expect(looks.map(({ quarters }) => quarters)).toEqual([1, 2, 3, 4])
    looks.forEach(({ bound, halfWidth }, k) => {
      expect(bound).toBe(schedule.bounds[k])
      // The error of k + 1 quarters together.
      expect(halfWidth).toBeCloseTo((bound * 0.1) / Math.sqrt(k + 1), 12)
    })
    // O'Brien and Fleming's spending: 2 − 2 Φ(z / √share) on one side, all of 2.5% at the end.
    looks.forEach(({ spent }, k) => {
      const share = (k + 1) / 4
      expect(spent).toBeCloseTo(2 - 2 * normalCdf(normalQuantile(1 - 0.0125) / Math.sqrt(share)), 6)
    })
    expect(looks[3].spent).toBeCloseTo(0.025, 9)
    // The usual interval at one look, and at two (Armitage, McPherson and Rowe 1969: 8.3% on both sides).
    expect(looks[0].unguarded).toBeCloseTo(0.025, 6)
    expect(looks[1].unguarded).toBeCloseTo(0.0415, 3)
  })
})
